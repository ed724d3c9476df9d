"""What a new user does: four additions, each in one place and without Python; ten mistakes."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

import pipeline
from pipeline.cli import main

ADDITIONS = {
    "an attribution verb": (
        "cues.yaml",
        """\
kind: cues
rules:
  - id: desk.expostulate
    stance: says
    verbs: [expostulate]
    frames: [direct, that_clause, bare_clause, aside]
    examples:
      - <source>The harbour master</source> <cue>expostulated</cue> that <content>the pier would close</content>.
      - '"<content>The pier is closed,</content>" <source>the harbour master</source> <cue>expostulated</cue>.'
    counterexamples:
      - The crowd expostulated at the delay on Monday.
""",  # noqa: E501
        "The harbour master expostulated that the pier would close.",
        lambda record: [(q.cue.text, q.source.text, q.stance) for q in record.quotes],
        ("expostulated", "The harbour master", "says"),
    ),
    "a date pattern": (
        "times.yaml",
        """\
kind: times
slots:
  tideday: {"0": [springtide Monday]}
rules:
  - id: desk.springtide
    reading: weekday
    patterns: ["{tideday:weekday}"]
    kind: DAY
    examples:
      - The pier closed on <time value="2024-03-04">springtide Monday</time>.
    counterexamples:
      - A springtide closed the pier.
""",
        "The pier closed on springtide Monday.",
        lambda record: [(t.text, t.value) for t in record.times],
        ("springtide Monday", "2024-03-04"),
    ),
    "an event type": (
        "events.yaml",
        """\
kind: events
types:
  FAITH:
    note: what churches and other faiths do
    modes: [ordain, consecrate]
    actor: [subject]
    recipient: [object]
rules:
  - id: desk.ordain
    type: FAITH
    mode: ordain
    verbs: [ordain]
    needs: {object: [deacon, priest, bishop, rabbi, imam]}
    examples:
      - <actor>The bishop</actor> <trigger>ordained</trigger> <recipient>two deacons</recipient> on Monday.
    counterexamples:
      - The law ordained a fine on Monday.
""",  # noqa: E501
        "The bishop ordained two deacons on Monday.",
        lambda record: [(e.type, e.mode, [a.role for a in e.arguments]) for e in record.events],
        ("FAITH", "ordain", ["actor", "recipient"]),
    ),
    "a role noun": (
        "titles.yaml",
        """\
kind: titles
rules:
  - id: desk.dike_reeve
    words: [dike reeve]
    examples:
      - The <role>dike reeve</role> Ruda Vell left.
    counterexamples:
      - The dike broke on Monday.
""",
        "The dike reeve Ruda Vell left.",
        lambda record: [(e.name, [r.text for r in e.roles]) for e in record.entities],
        ("Ruda Vell", ["dike reeve"]),
    ),
}

RULE = """\
kind: events
rules:
  - id: desk.slow
    type: LABOR
    verbs: [work to rule]
    needs: {subject: [HUMAN]}
    examples:
      - <actor>Pilots</actor> <trigger>worked to rule</trigger> on Monday.
    counterexamples:
      - The new rule worked well.
"""
MISTAKES = {
    "a key misspelt": (
        RULE.replace("verbs:", "verb:"),
        ":5:5: rule 'desk.slow': unknown key 'verb'\n  fix: did you mean 'verbs'?",
    ),
    "a type that is none": (
        RULE.replace("LABOR", "LABOUR"),
        ":4:5: rule 'desk.slow': no pack declares the type 'LABOUR'\n"
        "  fix: did you mean 'LABOR'?",
    ),
    "a verb that is no lemma": (
        RULE.replace("[work to", "[worked to"),
        ":5:13: rule 'desk.slow': 'worked to rule' can never match",
    ),
    "a key given twice": (
        RULE.replace("    type: LABOR\n", "    type: LABOR\n    type: LEGAL\n"),
        ":5:5: key 'type' is repeated; the first one is on line 4\n  fix: keep one of the two",
    ),
    "a tag that is not closed": (
        RULE.replace("</actor>", ""),
        ":8:9: rule 'desk.slow': the example does not parse: <actor> is never",
    ),
    "an example that marks nothing": (
        RULE.replace(
            "<actor>Pilots</actor> <trigger>worked to rule</trigger>", "Pilots worked to rule"
        ),
        ":8:9: rule 'desk.slow': the example marks nothing\n"
        "  fix: mark what the rule must find:",
    ),
    "an id that a rule of the pack has": (
        RULE + RULE.partition("rules:\n")[2],
        ":11:5: rule id 'desk.slow' is used at own.yaml:3 too",
    ),
    "a place that no clause has": (
        RULE.replace("subject:", "subjct:"),
        ":6:13: rule 'desk.slow': no place 'subjct'\n  fix: did you mean 'subject'?",
    ),
    "a colon in a sentence": (
        RULE.replace("The new rule worked", "One thing: the rule worked"),
        ":10:9: rule 'desk.slow': a text under `counterexamples` reads as a mapping"
        "\n  fix: it holds `: `: put it in quotation marks",
    ),
    "a tab": (
        RULE.replace("    type", "\ttype"),
        ":4:1: while scanning a plain scalar: found a tab character that violates indentation"
        "\n  fix: indent with spaces, not with tabs",
    ),
    "no example": (
        RULE[: RULE.index("    examples")],
        ":3:5: rule 'desk.slow': has no example\n"
        "  fix: add a tagged sentence under `examples:`",
    ),
    "one text for a list": (
        RULE.replace("[work to rule]", "work to rule"),
        ":5:5: rule 'desk.slow': `verbs` is 'work to rule', not a list\n"
        "  fix: write `verbs: [...]`",
    ),
    "a kind that is none": (
        RULE.replace("kind: events", "kind: event"),
        ":1:1: no room reads packs of kind 'event'\n  fix: did you mean 'events'?",
    ),
    "a rule to switch off that is none": (
        RULE.replace("rules:", "disable: [labor.noum]\nrules:"),
        ":2:11: `disable` names 'labor.noum', which is no rule of this kind"
        "\n  fix: did you mean 'labor.noun'?",
    ),
    "a rule to build on that is none": (
        RULE.replace("    type", "    extends: labor.noum\n    type"),
        ":4:5: rule 'desk.slow': `extends` names 'labor.noum', which is no other rule"
        "\n  fix: did you mean 'labor.noun'?",
    ),
    "a list that no pack has": (
        RULE.replace("[HUMAN]", '["@worker"]'),
        ":6:23: rule 'desk.slow': no pack has the list '@worker'\n"
        "  fix: did you mean '@workers'?",
    ),
}


@pytest.fixture
def newsclaims(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*args):
        return CliRunner().invoke(
            main,
            list(args),
            obj=lambda options: pipeline.load(rules=options.rules, everything=True),
        )

    return run


@pytest.mark.parametrize("what", ADDITIONS)
def test_an_addition_is_one_entry_in_one_file(newsclaims, tmp_path, what):
    name, text, sentence, seen, wanted = ADDITIONS[what]
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert wanted not in seen(pipeline.load().extract(sentence, published="2024-03-07"))
    checked = newsclaims("rules", "check", name)
    assert (checked.exit_code, checked.stdout) == (0, "")
    tested = newsclaims("rules", "test", name)
    assert (tested.exit_code, tested.stdout) == (0, ""), tested.stdout
    extractor = pipeline.load(rules=[name])
    assert wanted in seen(extractor.extract(sentence, published="2024-03-07"))


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_told_at_its_place_with_a_remedy(newsclaims, tmp_path, what):
    text, says = MISTAKES[what]
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    told = newsclaims("rules", "check", "own.yaml")
    assert told.exit_code == 1
    assert f"own.yaml{says}" in told.stdout


def test_the_pack_of_the_mistakes_is_right_without_them(newsclaims, tmp_path):
    (tmp_path / "own.yaml").write_text(RULE, encoding="utf-8")
    assert newsclaims("rules", "check", "own.yaml").exit_code == 0
    assert newsclaims("rules", "test", "own.yaml").exit_code == 0
