"""Packs of one's own: words added, rules added and switched off, faults with their place."""

from __future__ import annotations

import pytest

from pipeline import annotations as notes
from pipeline.annotations import Block
from pipeline.errors import PackError
from pipeline.rules.load import load_packs
from pipeline.times.find import TimeFinder
from pipeline.times.pack import HolidayPack, TimePack

HEAD = "kind: times\n"


@pytest.fixture
def finder(tmp_path):
    """Build a finder from the built-in packs and one of one's own."""

    def build(times: str = HEAD, holidays: str = "kind: holidays\n"):
        (tmp_path / "times.yaml").write_text(times, encoding="utf-8")
        (tmp_path / "holidays.yaml").write_text(holidays, encoding="utf-8")
        return TimeFinder(
            load_packs(["en/times", str(tmp_path / "times.yaml")], TimePack),
            load_packs(["en/holidays", str(tmp_path / "holidays.yaml")], HolidayPack),
        )

    return build


@pytest.fixture
def values(extractor):
    """Read a sentence with a finder; gives words, value and rule of each time."""

    def read(finder: TimeFinder, sentence: str):
        doc = extractor.nlp.make_doc(sentence)
        for name, component in extractor.nlp.pipeline:
            if not name.startswith("newsclaims"):
                doc = component(doc)
        notes.set_blocks(doc, [Block(0, len(sentence), "body", "test")])
        notes.set_published(doc, "2024-03-07")
        finder(doc)
        return [(sentence[t.start : t.end], t.value, t.rule) for t in notes.times(doc)]

    return read


def test_a_slot_takes_more_words(finder, values):
    own = HEAD + "slots:\n  season:\n    SU: [dry season]\n"
    assert values(finder(own), "It burned in the dry season of 2021.") == [
        ("the dry season of 2021", "2021-SU", "time.season_of_year")
    ]


def test_a_rule_of_ones_own_is_matched(finder, values):
    own = HEAD + (
        "rules:\n"
        "  - id: own.week_number\n"
        "    reading: rel_unit\n"
        "    set: {unit: week, rel: last}\n"
        '    patterns: ["seven {units} past"]\n'
        "    examples: [x]\n"
    )
    assert values(finder(own), "He left seven days past.") == [
        ("seven days past", "2024-W09", "own.week_number")
    ]


def test_a_holiday_of_ones_own_is_known(finder, values):
    own = (
        "kind: holidays\n"
        "rules:\n"
        "  - {id: own.bonaire, names: [Dia di Boneiru], on: 9-6, examples: [x]}\n"
    )
    assert values(finder(holidays=own), "They met on Dia di Boneiru.") == [
        ("Dia di Boneiru", "2023-09-06", "own.bonaire")
    ]


def test_a_rule_that_is_switched_off_is_off(finder, values):
    off = HEAD + "disable: [time.weekday]\n"
    sentence = "They met on Monday."
    assert values(finder(), sentence) == [("Monday", "2024-03-04", "time.weekday")]
    assert values(finder(off), sentence) == []


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("guards", "[not_a_nam]", "no guard 'not_a_nam'\n  fix: did you mean 'not_name'?"),
        ("reading", "weekdy", "no reading 'weekdy'\n  fix: did you mean 'weekday'?"),
        ("patterns", '["[the"]', "'[' is not closed in the template '[the'"),
    ],
)
def test_a_fault_in_a_rule_names_its_place_and_remedy(finder, field, value, message):
    own = HEAD + f"rules:\n  - id: own.rule\n    {field}: {value}\n    examples: [x]\n"
    with pytest.raises(PackError) as error:
        finder(own)
    assert message in str(error.value)
    assert "times.yaml:4:" in str(error.value)


def test_a_holiday_that_never_comes_is_a_fault(finder):
    own = "kind: holidays\nrules:\n  - {id: own.day, names: [X], on: someday, examples: [x]}\n"
    with pytest.raises(PackError, match="cannot read the day 'someday'"):
        finder(holidays=own)
