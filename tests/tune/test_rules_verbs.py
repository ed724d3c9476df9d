"""The verbs on rules: list, show, check, test and copy, as a user meets them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

import pipeline
from pipeline.cli import main
from pipeline.cli.rules import VERBS
from pipeline.tune.rulebook import check, trial
from pipeline.tune.rulebook.copying import copied

DESK = """\
kind: cues
rules:
  - id: desk.sound
    extends: cue.warn
    verbs: [sound the alarm]
    examples:
      - <source>The harbour master</source> <cue>sounded</cue> the alarm that <content>the pier would close</content>.
"""  # noqa: E501
GOOD = "      - <source>The harbour master</source> <cue>sounded</cue> the alarm that <content>the pier would close</content>.\n"  # noqa: E501


@pytest.fixture
def newsclaims(tmp_path, monkeypatch):
    """Run a command line in an empty folder, with extractors of its own packs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*args, stdin=None):
        return CliRunner().invoke(
            main,
            [str(arg) for arg in args],
            input=stdin,
            obj=lambda options: pipeline.load(rules=options.rules, everything=True),
        )

    return run


@pytest.fixture
def pack(tmp_path):
    def write(text: str, name: str = "desk.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    return write


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_every_verb_ends_in_an_example(newsclaims, verb):
    told = newsclaims("rules", verb, "--help")
    assert told.exit_code == 0
    assert "  Example: newsclaims rules" in told.stdout.rstrip().rpartition("\n\n")[2]


@pytest.mark.parametrize(
    ("args", "there", "gone"),
    [
        (["warn"], "cue.warn", "cue.hope"),
        (["--kind", "events", "--type", "labor"], "labor.", "legal."),
        (["--pack", "en/cues"], "cue.say", "labor."),
        (["--pack", "cues", "--type", "warns"], "cue.warn", "cue.say"),
        (["--type", "SANCTION/expel"], "sanction.expel", "sanction.recall"),
    ],
)
def test_list_finds_rules_by_pack_type_and_words(newsclaims, args, there, gone):
    told = newsclaims("rules", "list", *args)
    assert told.exit_code == 0
    assert there in told.stdout
    assert gone not in told.stdout


def test_list_names_the_type_that_will_be_meant(newsclaims):
    assert "did you mean 'LABOR'?" in newsclaims("rules", "list", "--type", "LABO").stderr


def test_show_prints_a_rule_with_its_file_and_lines(newsclaims):
    told = newsclaims("rules", "show", "cue.warn")
    assert "packs/en/cues.yaml:" in told.stdout
    assert "│   - id: cue.warn" in told.stdout
    assert "did you mean cue.warn?" in newsclaims("rules", "show", "cue.wran").stderr


def test_show_says_where_a_rule_fired_and_whose_place_it_takes(newsclaims, pack, tmp_path):
    (tmp_path / "a.txt").write_text("The bank warned that growth would slow.\n")
    newsclaims("run", "a.txt", "--published", "2024-03-07", "--out", "run")
    told = newsclaims("rules", "show", "cue.warn", "--run", "run").stdout
    assert "fired once, in 1 of 1 article" in told or "fired 1 time, in 1 of 1 article" in told
    assert "a:0  The bank warned that growth would slow" in told
    own = pack(DESK.replace("desk.sound", "cue.warn"))
    told = newsclaims("rules", "show", "cue.warn", "--rules", own).stdout
    assert "desk.yaml:3" in told
    assert "takes the place of the rule at packs/en/cues.yaml:" in told


def test_a_sentence_that_is_not_kept_is_drawn_and_stops_nothing(newsclaims, pack):
    wrong = GOOD.replace("<cue>sounded</cue> the alarm", "sounded <cue>the alarm</cue>")
    counter = "    counterexamples:\n      - The coach sounded the alarm that it was late.\n"
    todo = "    todo:\n" + GOOD
    told = newsclaims("rules", "test", pack(DESK + wrong + wrong + counter + todo))
    assert told.exit_code == 1
    assert told.stdout.count("FAILED  desk.sound  example") == 2
    assert told.stdout.count("FAILED  desk.sound  counterexample 1  desk.yaml:11") == 1
    assert "MENDED  desk.sound  known gap 1  desk.yaml:13" in told.stdout
    assert "1 rule, 5 sentences: 3 failed, 1 known gap mended" in told.stderr
    lines = told.stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if "example 2" in line)
    assert lines[at + 1 : at + 8] == [
        "           The harbour master sounded the alarm that the pier would close.",
        "  expected ^^^^^^^^^^^^^^^^^^ source",
        "                                      ^^^^^^^^^ cue",
        "                                                     ^^^^^^^^^^^^^^^^^^^^ content",
        "  found    ^^^^^^^^^^^^^^^^^^ source",
        "                              ^^^^^^^ cue",
        "                                                     ^^^^^^^^^^^^^^^^^^^^ content",
    ]


def test_a_known_gap_does_not_fail(newsclaims, pack):
    gap = "    todo:\n      - <source>It</source> <cue>rang</cue> on <content>fire</content>.\n"
    told = newsclaims("rules", "test", pack(DESK + gap))
    assert told.exit_code == 0
    assert told.stdout == ""
    assert "1 rule, 2 sentences: all kept, 1 known gap" in told.stderr


def test_another_rule_that_finds_the_example_is_named(newsclaims, pack):
    own = DESK.replace("sound the alarm", "say").replace(
        "extends: cue.warn", "frames: [gerund]"
    )
    own = own.replace("sounded</cue> the alarm", "said</cue>")
    told = newsclaims("rules", "test", pack(own))
    assert "nothing by this rule" in told.stdout
    assert "found by cue.say" in told.stdout


def test_a_pack_that_the_settings_name_too_is_read_once(newsclaims, pack, tmp_path):
    (tmp_path / "newsclaims.toml").write_text('[rules]\npacks = ["my"]\n')
    told = newsclaims("rules", "test", pack(DESK, "my/desk.yaml"))
    assert (told.exit_code, told.stderr) == (0, "1 rule, 1 sentence: all kept\n")


def test_rules_are_tried_by_id(newsclaims):
    told = newsclaims("rules", "test", "cue.warn", "time.century")
    assert told.exit_code == 0
    assert "2 rules, " in told.stderr
    assert "did you mean cue.warn?" in newsclaims("rules", "test", "cue.wran").stderr


def test_a_layout_rule_is_tried_too(newsclaims):
    assert newsclaims("rules", "test", "layout.byline").exit_code == 0


def test_a_copied_pack_stands_in_for_the_built_in_one(newsclaims, tmp_path):
    told = newsclaims("rules", "copy", "en/cues", "--to", "mine")
    assert told.exit_code == 0
    text = (tmp_path / "mine" / "cues.yaml").read_text(encoding="utf-8")
    assert text.startswith("kind: cues\nreplaces: en/cues\n")
    assert newsclaims("rules", "check", "mine").exit_code == 0
    again = newsclaims("rules", "copy", "en/cues", "--to", "mine")
    assert again.exit_code == 2
    assert "--force overwrites it" in again.stderr


def test_what_is_taken_out_of_a_copied_pack_is_gone(tmp_path):
    text = copied("en/cues")
    start = text.index("  - id: cue.warn\n")
    path = tmp_path / "cues.yaml"
    path.write_text(text[:start] + text[text.index("  - id: ", start + 5) :], encoding="utf-8")
    ids = {one.rule.id for one in trial.rules_to_try([str(path)])}
    assert "cue.warn" not in ids
    assert {"cue.say", "cue.hope"} <= ids


def test_the_built_in_packs_have_no_faults():
    assert [str(fault) for fault in check.check([]).faults] == []


def test_a_pack_that_is_no_yaml_is_told_of_without_loading_spacy(tmp_path):
    (tmp_path / "own.yaml").write_text("kind: !exec cues\n", encoding="utf-8")
    code = "import sys; from pipeline.cli import main\n"
    code += "try:\n    main(['rules', 'check', 'own.yaml'])\n"
    code += "finally:\n    assert 'spacy' not in sys.modules\n"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout == (
        "own.yaml:1:7: a tag (!exec)\n  fix: take it out; packs hold text only\n"
    )
    assert (done.returncode, done.stderr) == (1, "1 fault\n")
