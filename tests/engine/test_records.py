"""The contract of a record, and what breaks it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from pipeline.records import (
    ArticleInfo,
    Entity,
    Mention,
    Provenance,
    Quote,
    Record,
    Span,
    Time,
    faults,
)


def record(**parts) -> Record:
    text = "Ann Lee resigned on Monday."
    return Record(
        article=ArticleInfo(id="a", sha256="0"),
        text=text,
        provenance=Provenance(newsclaims="0", model={}, packs={}),
        **parts,
    )


def entity(**changed) -> Entity:
    mention = {"start": 0, "end": 7, "text": "Ann Lee", "kind": "name", "rule": "r.r"} | changed
    return Entity(id="e1", name="Ann Lee", label="PERSON", mentions=[Mention(**mention)])


def time(**changed) -> Time:
    given = dict.fromkeys(("value", "begin", "end_date"), "2024-03-04")
    given |= {"id": "t1", "start": 20, "end": 26, "text": "Monday", "type": "DATE"}
    given |= {"anchor": "dct", "rule": "r.r"}
    return Time(**(given | changed))


def quote(**changed) -> Quote:
    given = {"id": "q1", "kind": "direct", "stance": "says", "rule": "r.r"}
    given |= {"content": [Span(start=0, end=3, text="Ann")]}
    return Quote(**(given | changed))


def test_a_sound_record_has_no_faults():
    assert (
        faults(
            record(entities=[entity()], times=[time()], quotes=[quote(speaker="e1", time="t1")])
        )
        == []
    )


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"entities": [entity(end=6)]}, "e1: text[0:6] is 'Ann Le', not 'Ann Lee'"),
        ({"entities": [entity(), entity()]}, "entity id 'e1' is used 2 times"),
        ({"quotes": [quote(speaker="e9")]}, "q1: speaker cites 'e9', which is no entity"),
        ({"quotes": [quote(within="q2")]}, "q1: within cites 'q2', which is no quote"),
        ({"times": [time(anchor="t7")]}, "t1: anchor cites 't7'"),
        (
            {"times": [time(begin="2024-03-05")]},
            "t1: begins on 2024-03-05, after its end on 2024-03-04",
        ),
    ],
)
def test_a_broken_record_says_how(parts, says):
    assert says in faults(record(**parts))


def test_unknown_fields_are_refused():
    with pytest.raises(ValidationError):
        Record.model_validate({**record().model_dump(), "mood": "grave"})


def test_a_record_survives_json():
    one = record(entities=[entity()], times=[time()])
    assert Record.model_validate_json(one.model_dump_json()) == one
