"""What differs between two records, in words."""

from __future__ import annotations

import pytest

from pipeline.tune.difference.changes import changes

TEXT = "Norway on Thursday expelled two Belarusian diplomats, Foreign Minister Kari Eide said."


@pytest.fixture
def record(extractor):
    return extractor.extract(TEXT, published="2024-03-07")


def _with(record, layer, **fields):
    """The record with other fields in the first item of a layer."""
    first, *rest = getattr(record, layer)
    return record.model_copy(update={layer: [first.model_copy(update=fields), *rest]})


def test_a_record_does_not_differ_from_itself(record):
    assert changes(record, record) == []


def test_ids_given_anew_are_no_change(record):
    names = {one.id: f"e{i + 7}" for i, one in enumerate(record.entities)}
    moved = record.model_dump_json()
    for old, new in names.items():
        moved = moved.replace(f'"{old}"', f'"{new}"')
    assert changes(record, type(record).model_validate_json(moved)) == []


@pytest.mark.parametrize(
    ("layer", "fields", "told"),
    [
        ("events", {"type": "COERCE", "mode": None}, "type SANCTION.expel → COERCE"),
        ("events", {"rule": "coerce.order"}, "rule sanction.expel → coerce.order"),
        ("events", {"modality": "planned"}, "modality none → planned"),
        ("events", {"arguments": []}, "actor Norway → none"),
        ("quotes", {"speaker": None}, "speaker Kari Eide → none"),
        ("quotes", {"stance": "claims"}, "stance says → claims"),
        ("times", {"value": "2024-03-14"}, "value 2024-03-07 → 2024-03-14"),
        ("entities", {"label": "LOC"}, "label GPE → LOC"),
    ],
)
def test_a_changed_field_is_told_in_words(record, layer, fields, told):
    found = [one for one in changes(record, _with(record, layer, **fields)) if one.parts]
    assert told in [str(part) for one in found for part in one.parts]
    assert {one.sort for one in found} == {"changed"}


@pytest.mark.parametrize("layer", ["quotes", "times", "entities"])
def test_an_item_of_one_side_alone_is_gained_or_lost(record, layer):
    without = record.model_copy(update={layer: []})
    assert ("lost", layer) in [(one.sort, one.layer) for one in changes(record, without)]
    assert ("gained", layer) in [(one.sort, one.layer) for one in changes(without, record)]


def test_a_change_names_the_rules_that_had_a_part_in_it(record):
    dated = record.events[0].time.model_copy(update={"begin": None, "end": None, "value": None})
    (change,) = changes(record, _with(record, "events", time=dated))
    assert change.rules[:2] == (record.events[0].rule, "time.weekday")
    assert change.context == (
        "Norway on Thursday ",
        "expelled",
        " two Belarusian diplomats, Foreign Minister Kari Eide said.",
    )


def test_a_mention_that_refers_to_somebody_else_is_told(extractor):
    record = extractor.extract(
        "Kari Eide met Anna Berg on Monday. Eide praised her.", published="2024-03-07"
    )
    moved = next(m for e in record.entities for m in e.mentions if m.text == "Eide")
    entities = [
        one.model_copy(
            update={
                "mentions": [m for m in one.mentions if m != moved]
                + ([moved] if one.name == "Anna Berg" else [])
            }
        )
        for one in record.entities
    ]
    (change,) = changes(record, record.model_copy(update={"entities": entities}))
    assert str(change) == "“Eide”: refers to Kari Eide → Anna Berg"
