"""`rules new`: a rule out of a marked sentence, or out of what a reviewer decided."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner

import pipeline
from pipeline.cli import main
from pipeline.decisions.items import ItemKey, items
from pipeline.decisions.model import Decision
from pipeline.decisions.store import open_store
from pipeline.readers.records import read_records
from pipeline.tune.rulebook.decided import marked
from pipeline.tune.rulebook.drafting import id_of, yaml_lines
from pipeline.tune.rulebook.writing import with_rule, with_sentence

CUE = "<source>The harbour master</source> <cue>expostulated</cue> that <content>the pier would close</content>."  # noqa: E501
EVENT = "<actor>Pilots</actor> <trigger>worked to rule</trigger> on Monday."


@pytest.fixture
def newsclaims(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*args):
        return CliRunner().invoke(
            main,
            [str(arg) for arg in args],
            obj=lambda options: pipeline.load(rules=options.rules, everything=True),
        )

    return run


@pytest.mark.parametrize(
    ("args", "there"),
    [
        (
            ["cue", CUE, "--stance", "warns", "--counter", "He expostulated at length."],
            [
                "id: desk.expostulate",
                "stance: warns",
                "verbs: [expostulate]",
                "counterexamples:",
            ],
        ),
        (
            ["cue", CUE, "--like", "cue.warn"],
            ["extends: cue.warn", "verbs: [expostulate]"],
        ),
        (
            [
                "event",
                EVENT,
                "--type",
                "LABOR",
                "--note",
                "Slow-downs are strikes: by other means.",
            ],
            ["type: LABOR", "verbs: [work to rule]", "actor: [subject]", "note: 'Slow-downs"],
        ),
        (
            ["event", EVENT, "--like", "labor.noun"],
            ["extends: labor.noun", "verbs: [work to rule]"],
        ),
        (
            [
                "time",
                'It closed on <time value="2024-02-29">Harbour Day</time>.',
                "--on",
                "2-29",
            ],
            ["kind: holidays", "names: [Harbour Day]", "'on': 2-29"],
        ),
        (
            ["role", "The <role>dike reeve</role> Ruda Vell left."],
            ["kind: titles", "id: desk.dike_reeve", "words: [dike reeve]"],
        ),
    ],
)
def test_a_marked_sentence_becomes_a_rule_that_is_checked_and_tested(
    newsclaims, tmp_path, args, there
):
    told = newsclaims("rules", "new", *args, "--pack", "rules/desk.yaml")
    text = (tmp_path / "rules" / "desk.yaml").read_text(encoding="utf-8")
    assert told.exit_code == 0, told.stdout + told.stderr + text
    assert "all kept" in told.stderr
    for line in there:
        assert line.replace("'on'", "on") in text


def test_a_time_has_the_slots_of_the_rule_that_it_is_like(newsclaims, tmp_path):
    sentence = 'It closed <time value="2024-03-05">the past Tuesday</time>.'
    told = newsclaims(
        "rules", "new", "time", sentence, "--like", "time.weekday", "--pack", "t.yaml"
    )
    text = (tmp_path / "t.yaml").read_text(encoding="utf-8")
    assert "patterns: ['the past {weekday}']" in text, told.stderr + text


def test_a_second_rule_goes_behind_the_first_and_comments_stay(newsclaims, tmp_path):
    newsclaims("rules", "new", "event", EVENT, "--type", "LABOR", "--pack", "desk.yaml")
    path = tmp_path / "desk.yaml"
    path.write_text("# our desk\n" + path.read_text() + "lists:\n  boats: [ferry]\n")
    other = "<actor>Crews</actor> <trigger>dawdled</trigger> on Monday."
    told = newsclaims("rules", "new", "event", other, "--type", "LABOR", "--pack", "desk.yaml")
    text = path.read_text()
    assert told.exit_code == 0, told.stdout + text
    assert text.startswith("# our desk\nkind: events\nrules:\n  - id: desk.work_to_rule\n")
    assert text.endswith("on Monday.\nlists:\n  boats: [ferry]\n")
    assert text.count("  - id: ") == 2


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["cue", "The bank warned."], "does not mark what the rule is about\n  fix: add <cue>"),
        (["cue", "<cue>warned"], "<cue> is never closed"),
        (["cue", "<trigger>met</trigger>"], "a sentence for cues has no <trigger>"),
        (["event", EVENT], "an event needs a type"),
        (["time", "<time>Harbour Day</time>"], "a time needs a rule that reads it"),
        (["time", "<time>May</time>", "--like", "time.wekday"], "did you mean 'time.weekday'?"),
        (["role", "Vell, the <role>reeve</role>, left."], "right before the name"),
        ([], "what sort of rule, and for which sentence?"),
    ],
)
def test_what_makes_no_rule_is_told_and_nothing_is_written(newsclaims, tmp_path, args, says):
    told = newsclaims("rules", "new", *args, "--pack", "desk.yaml")
    assert told.exit_code == 2
    assert says in told.stderr
    assert not (tmp_path / "desk.yaml").exists()


def test_a_pack_of_another_kind_or_a_rule_that_is_there_is_let_be(newsclaims, tmp_path):
    newsclaims("rules", "new", "event", EVENT, "--type", "LABOR", "--pack", "desk.yaml")
    before = (tmp_path / "desk.yaml").read_text()
    told = newsclaims("rules", "new", "cue", CUE, "--pack", "desk.yaml")
    assert "holds rules of kind 'events'" in told.stderr
    told = newsclaims("rules", "new", "event", EVENT, "--type", "LABOR", "--pack", "desk.yaml")
    assert "has a rule 'desk.work_to_rule' already" in told.stderr
    assert (tmp_path / "desk.yaml").read_text() == before


def _decide(run: Path, action: str, item, record, **more) -> str:
    decision = Decision(
        id=uuid4().hex,
        at="2026-03-07T10:00:00.000000Z",
        reviewer="Ruda",
        action=action,
        article_id=record.article.id,
        item=item,
        **more,
    )
    with open_store(run) as store:
        store.append(decision)
    return decision.id


@pytest.fixture
def run(newsclaims, tmp_path):
    """A run over three sentences."""
    text = "Talks failed. Pilots worked to rule on Monday. Ann Lind warned that ice would come."
    (tmp_path / "a.txt").write_text(text + "\n", encoding="utf-8")
    newsclaims("run", "a.txt", "--published", "2024-03-07", "--out", "run")
    (record,) = read_records("run")
    return Path("run"), record


def test_what_was_missed_becomes_an_example(newsclaims, tmp_path, run):
    folder, record = run
    start = record.text.index("worked")
    key = ItemKey(
        article=record.article.sha256,
        kind="event",
        spans=((start, start + len("worked to rule")),),
        type="LABOR",
    )
    actor = record.text.index("Pilots")
    patch = {"arguments": [{"role": "actor", "start": actor, "end": actor + 6}]}
    decision = _decide(folder, "add", key, record, patch=patch)
    told = newsclaims(
        "rules", "new", "--from-decision", folder, decision[:8], "--pack", "desk.yaml"
    )
    text = (tmp_path / "desk.yaml").read_text()
    assert told.exit_code == 0, told.stdout + told.stderr
    assert "type: LABOR" in text
    assert f"- {EVENT}" in text


def test_what_is_wrong_becomes_a_counterexample_of_the_rule_that_made_it(
    newsclaims, tmp_path, run
):
    folder, record = run
    key, quote = next((key, one) for key, one in items(record) if key.kind == "quote")
    assert quote.rule == "cue.warn"
    _decide(folder, "reject", key, record, rule=quote.rule, reason="other")
    told = newsclaims(
        "rules", "new", "--from-decision", folder, f"a:{quote.id}", "--pack", "desk.yaml"
    )
    text = (tmp_path / "desk.yaml").read_text()
    assert "id: cue.warn\n    extends: cue.warn\n    counterexamples:" in text
    assert "- Ann Lind warned that ice would come." in text
    assert told.exit_code == 1  # the rule still fires on it: that is what to mend now
    assert "FAILED  cue.warn  counterexample 1  desk.yaml:6" in told.stdout
    again = newsclaims("rules", "test", "desk.yaml")
    assert "FAILED" in again.stdout
    assert (
        "4 sentences" in again.stderr or "3 sentences" in again.stderr
    )  # the built-in ones too


def test_a_decision_that_is_not_there_names_the_last_ones(newsclaims, run):
    folder, record = run
    key, quote = next(iter(items(record)))
    decision = _decide(folder, "accept", key, record, rule=quote.rule)
    told = newsclaims("rules", "new", "--from-decision", folder, "ffff", "--pack", "d.yaml")
    assert f"the last ones are {decision[:8]} (accept)" in told.stderr
    told = newsclaims("rules", "new", "--from-decision", folder, decision, "--pack", "d.yaml")
    assert "the decision says 'accept': that makes no example" in told.stderr


def test_tags_go_around_stretches_and_never_cross():
    marks = [("actor", 0, 6), ("trigger", 7, 13), ("theme", 10, 20)]
    assert marked("Pilots worked to rule.", marks) == (
        "<actor>Pilots</actor> <trigger>worked</trigger> to rule."
    )
    nested = [("content", 0, 6), ("cue", 0, 3)]
    assert marked("Pilots", nested) == "<content><cue>Pil</cue>ots</content>"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words", "plain words"),
        ("one: two", "'one: two'"),
        ("it's", "'it''s'"),
        ('"Go," she said', "'\"Go,\" she said'"),
        ("<actor>Pilots</actor> left.", "<actor>Pilots</actor> left."),
        ("a # b", "'a # b'"),
    ],
)
def test_texts_are_quoted_where_yaml_asks_for_it(text, written):
    assert yaml_lines("a.b", {"note": text})[1] == f"  note: {written}"


def test_a_sentence_goes_under_its_field_or_makes_one():
    rule = "  - id: a.{}\n    examples:\n      - {}\n"
    pack = "kind: cues\nrules:\n" + rule.format("b", "one") + rule.format("c", "two")
    text = with_sentence(pack, "a.b", "examples", "more", where="x")
    assert text is not None
    assert text.split("\n")[4:7] == ["      - one", "      - more", "  - id: a.c"]
    text = with_sentence(pack, "a.c", "counterexamples", "more", where="x")
    assert text is not None
    assert text.endswith("      - two\n    counterexamples:\n      - more\n")
    assert with_sentence(pack, "a.d", "examples", "more", where="x") is None


def test_a_pack_without_rules_gets_its_first():
    assert with_rule("kind: cues\nrules: []\n", "cues", ["- id: a.b"], where="x") == (
        "kind: cues\nrules:\n  - id: a.b\n"
    )


def test_an_id_is_made_of_the_pack_and_the_words():
    assert id_of("harbour-desk", "work to rule") == "harbour_desk.work_to_rule"
    assert id_of("2024", "El Niño") == "own.el_ni_o"
