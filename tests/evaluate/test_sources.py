from __future__ import annotations

import json
import re

import pytest

from pipeline.errors import RecordError
from pipeline.evaluate.gold import GoldRecord
from pipeline.evaluate.sources import read_gold, read_records
from pipeline.records import Record


def test_relations_by_and_since_are_read_as_on(gold):
    for relation, read in (("by", "on"), ("since", "on"), ("includes", "includes")):
        gold["events"][0]["time"]["relation"] = relation
        assert GoldRecord.model_validate(gold).events[0].time.relation == read


def test_every_field_of_a_record_can_stand_in_gold():
    def names(model: object) -> set[str]:
        return set(model.model_fields)

    assert names(Record) <= names(GoldRecord)
    for field in ("article", "entities", "times", "quotes", "events"):
        theirs, ours = (_model(m.model_fields[field].annotation) for m in (Record, GoldRecord))
        assert names(theirs) <= names(ours), field


def _model(annotation: object) -> object:
    return getattr(annotation, "__args__", (annotation,))[0]


def test_a_run_folder_a_file_and_a_gold_folder_are_read_alike(folder):
    run, gold = folder / "run", folder / "gold"
    for source in (run, run / "records.jsonl", gold):
        assert list(read_records(source)) == ["suit"]


def test_fields_of_later_versions_are_passed_over_in_records(folder, found):
    found["mood"] = found["times"][0]["mood"] = "glad"
    (folder / "run" / "records.jsonl").write_text(json.dumps(found), encoding="utf-8")
    assert list(read_records(folder / "run")) == ["suit"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            lambda g: g["events"][0].update(typ="X"),
            "events[0].typ is no field of a gold record",
        ),
        (lambda g: g["times"][0].update(start=3), "t1: text[3:29] is"),
        (lambda g: g["quotes"][0].update(speaker="e7"), "q1: speaker cites 'e7'"),
        (lambda g: g["article"].update(id="other"), "article.id is 'other'"),
        (lambda g: g["events"][0].pop("trigger"), "events.0.trigger: Field required"),
        (lambda g: g["events"][0].update(polarity="yes"), "events.0.polarity"),
    ],
)
def test_a_faulty_gold_record_is_named_with_its_fault(folder, gold, spoil, message):
    spoil(gold)
    path = folder / "gold" / "suit.gold.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    with pytest.raises(RecordError, match=re.escape(message)) as raised:
        read_gold(folder / "gold")
    assert raised.value.where == str(path)
    assert raised.value.fix


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"article": {}\n', "records.jsonl:1: not JSON"),
        (b"\n[]\n", "records.jsonl:2: the record"),
        (b"\xff\xfe", "not UTF-8 (byte 0)"),
    ],
)
def test_a_faulty_records_file_is_named_with_its_line(folder, content, message):
    (folder / "run" / "records.jsonl").write_bytes(content)
    with pytest.raises(RecordError, match=re.escape(message)):
        read_records(folder / "run")


def test_two_records_of_one_article_are_refused(folder, found):
    line = json.dumps(found)
    (folder / "run" / "records.jsonl").write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(
        RecordError, match=r"records.jsonl:2: a second record of article 'suit'"
    ):
        read_records(folder / "run")


@pytest.mark.parametrize(("name", "message"), [("none", "no such"), ("", "in this folder")])
def test_a_missing_folder_is_named(tmp_path, name, message):
    with pytest.raises(RecordError, match=message):
        read_gold(tmp_path / name)
    with pytest.raises(RecordError, match=message):
        read_records(tmp_path / name)
