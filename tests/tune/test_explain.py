"""What fired, and which rules nearly did: each with the condition that failed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.nearly import look
from pipeline.tune.rulebook.place import find_place


@pytest.fixture
def newsclaims(everything, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*args):
        return CliRunner().invoke(main, list(args), obj=lambda _options: everything)

    return run


def _near(everything, article, text, words):
    start = text.index(words)
    looked = look(
        everything, article(text, published="2024-03-07"), (start, start + len(words))
    )
    return {one.rule: one.why for found in looked.near.values() for one in found}


@pytest.mark.parametrize(
    ("told", "rule", "why"),
    [
        (
            ("The bank warned investors.", "warned"), "cue.warn",
            'frames that_clause, bare_clause want a clause; found a noun phrase ("investors")',
        ),
        (
            ("The mayor opened the shop on Monday.", "opened"), "phrase.inquiry",
            "needs in object one of audit, inquest, inquiry, investigation, probe; found",
        ),
        (
            ("Will the union strike?", "strike"), "beat.strike_called",
            "finds it, but with --all only: its sentence asks a question",
        ),
        (
            ("He spoke on the third day of the strike.", "third day"), "time.quarter",
            "begins with 'the third', then wants 'quarter'; found 'day'",
        ),
        (
            ("In March 2023 the company won.", "company"), "nominals.company",
            "'the company' fits nobody who was named before",
        ),
        (
            ("A striker won the match.", "striker"), "titles.sport",
            "wants a name next to it, or 'the', 'this' or the like before it; found 'a'",
        ),
    ],
)  # fmt: skip
def test_a_rule_that_nearly_fired_says_which_condition_failed(
    everything, article, told, rule, why
):
    near = _near(everything, article, *told)
    assert why in near[rule], near


def test_a_guard_that_says_no_is_named(everything, article):
    near = _near(everything, article, "She is 20 years old.", "20 years")
    assert any("guard" in why and "says no" in why for why in near.values()), near


def test_a_verb_that_no_rule_knows_is_told(everything, article):
    near = _near(
        everything, article, "Officials grokked that the bridge had closed.", "grokked"
    )
    assert "no rule has the verb" in near[""]
    assert "rules new cue" in near[""]


def test_explain_draws_what_fired_and_says_where_its_rules_stand(newsclaims):
    told = newsclaims("rules", "explain", "The bank warned that growth would slow.")
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith("           The bank warned that growth would slow.\n")
    assert "  quotes   ^^^^^^^^ source\n" in told.stdout
    assert "                    ^^^^^^ cue: warns · cue.warn\n" in told.stdout
    assert "  cue.warn  " in told.stdout
    assert "packs/en/cues.yaml:" in told.stdout
    assert "  warned  ROOT VERB\n  ├─ bank  nsubj NOUN\n  │  └─ The  det DET\n" in told.stdout


def test_explain_reads_a_stretch_of_a_file_or_of_an_article_of_a_run(newsclaims, tmp_path):
    text = "Ministers met on Tuesday.\n\nThe bank warned investors.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    newsclaims("run", "a.txt", "--published", "2024-03-07", "--out", "run")
    for target in (
        ["a.txt:warned"],
        ['a.txt:"warned"'],
        ["a.txt", "--at", str(text.index("arned"))],
        ["a:warned", "--run", "run"],
        ["The bank warned investors. They met.:warned"],
    ):
        told = newsclaims("rules", "explain", *target).stdout
        assert "cue.warn: “warned” reports, but with --all only: frames that_clause" in told
        assert "Ministers" not in told


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (["b.txt"], "no file is named 'b.txt'"),
        (["a", "--run", "nowhere"], "no article of nowhere is named 'a'"),
        (["They met.", "--at", "left"], "the text does not hold 'left'"),
        (["They met.", "--at", "99"], "the text does not hold '99'"),
    ],
)
def test_what_is_not_there_is_told(newsclaims, target, says):
    told = newsclaims("rules", "explain", *target)
    assert told.exit_code == 2
    assert says in told.stderr


def test_a_colon_of_a_sentence_is_a_colon():
    article, place = find_place("She said: no.", run=None, published=None, at=None)
    assert (article.text, place) == ("She said: no.", None)
