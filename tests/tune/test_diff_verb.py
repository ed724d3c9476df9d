"""`newsclaims rules diff`, `try` and the watch, from the command line."""

from __future__ import annotations

import subprocess

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.tune.difference.watch import edits, look

ARTICLE = (
    "Captain Ines Moura radioed that both engines had failed. No one was hurt, police said."
)
CUE = """\
kind: cues
rules:
  - id: cue.radio
    verbs: [radio]
    frames: [that_clause]
    examples:
      - <source>She</source> <cue>radioed</cue> that <content>it had failed</content>.
"""


@pytest.fixture
def newsclaims(tmp_path, monkeypatch):
    """Run a command line in a folder with a corpus and a pack."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    for name, text in {"corpus/a.txt": ARTICLE, "rules/desk.yaml": CUE}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(*args):
        return CliRunner().invoke(main, args)

    return run


def test_a_gained_quote_is_told_in_words_with_status_1(newsclaims, tmp_path):
    done = newsclaims("rules", "diff", "rules", "--html", "diff.html")
    assert done.exit_code == 1, done.output
    assert "new     cue.radio  rules/desk.yaml:3" in done.stdout
    assert "+ q1 “both engines had failed”: speaker Ines Moura" in done.stdout
    page = (tmp_path / "diff.html").read_text(encoding="utf-8")
    assert "<mark>both engines had failed</mark>" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_two_sides_that_find_the_same_give_status_0(newsclaims):
    done = newsclaims("rules", "diff", "rules", "rules")
    assert done.exit_code == 0, done.output
    assert "no rule differs" in done.stdout


def test_a_folder_is_compared_with_itself_at_a_revision(newsclaims, tmp_path):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for command in (["init", "-q"], ["add", "rules"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    pack = tmp_path / "rules" / "desk.yaml"
    pack.write_text(CUE.replace("[radio]", "[text]"), encoding="utf-8")
    done = newsclaims("rules", "diff", "git:HEAD", "rules")
    assert done.exit_code == 1, done.output
    assert done.stdout.startswith("HEAD:rules → rules\n")
    assert "changed cue.radio  rules/desk.yaml:3" in done.stdout
    assert "- q1 “both engines had failed”" in done.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["nowhere"], "no such pack or folder"),
        (["HEAD:rules", "rules"], "write REVISION:FOLDER"),
        (["rules", "--on", "nothing"], "no such file or folder"),
        (["a", "b", "c"], "two sides are compared, not 3"),
        ([], "name a folder of packs"),
    ],
)
def test_what_cannot_be_compared_is_misuse(newsclaims, args, message):
    done = newsclaims("rules", "diff", *args)
    assert done.exit_code == 2
    assert message in done.output


def test_a_sentence_is_shown_with_the_rules_that_read_it(newsclaims):
    done = newsclaims("rules", "try", "Eide radioed that it had failed.", "--rules", "rules")
    assert done.exit_code == 0, done.output
    assert "q1 “it had failed” cue.radio (rules/desk.yaml:3)" in done.stdout


def test_an_edit_is_seen_once_it_has_come_to_rest(tmp_path):
    pack = tmp_path / "a.yaml"
    pack.write_text("x", encoding="utf-8")
    steps = iter(["", "xy", "xyz", "", "", ""])  # written in two strokes between looks

    def wait():
        text = next(steps, None)
        if text:
            pack.write_text(text, encoding="utf-8")
        return text is not None

    seen = list(edits([tmp_path], wait))
    assert [one[pack][1] for one in seen] == [3]
    assert list(look([tmp_path / "gone.yaml"])) == []
