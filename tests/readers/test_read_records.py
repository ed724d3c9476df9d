from __future__ import annotations

import json

import pytest

from pipeline.errors import RecordError, SettingsError
from pipeline.readers.records import read_record, read_records
from pipeline.records import Record

_PROVENANCE = {"newsclaims": "0", "model": {}, "packs": {}}


def _record(one):
    article = {"id": one, "sha256": "0" * 64}
    return Record.model_validate({"article": article, "text": "x", "provenance": _PROVENANCE})


@pytest.fixture
def records(tmp_path):
    """A file of records: as we write them, and as other programs might."""
    several = [_record('quo"te'), _record("zürich")]
    lines = [one.model_dump_json() for one in several]
    lines.append(json.dumps(_record("spaced").model_dump(), indent=None, sort_keys=True))
    path = tmp_path / "records.jsonl"
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_records_are_read_back_as_they_were(records):
    assert list(read_records(str(records))) == [
        _record(one) for one in ('quo"te', "zürich", "spaced")
    ]
    assert len(list(read_records(str(records.parent)))) == 3


@pytest.mark.parametrize("one", ['quo"te', "zürich", "spaced"])
def test_one_record_is_found_by_its_id(records, one):
    assert read_record(str(records), one) == _record(one)


def test_what_is_not_there_is_told_with_the_nearest(records):
    with pytest.raises(
        SettingsError, match="no record of 'zurich'\n  fix: did you mean 'zürich'"
    ):
        read_record(str(records), "zurich")
    with pytest.raises(SettingsError, match="no records here"):
        read_record(str(records.parent / "gone"), "x")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{}", "article: Field required"),
        ("[]", "Input should be an object"),
        ('{"schema_version":"1.0","article":{"id":"\\q"', "Invalid JSON"),
        (_record("a").model_dump_json().replace('"1.0"', '"2.0"'), "schema_version: Input"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_record_is_named(tmp_path, line, said):
    path = tmp_path / "r.jsonl"
    path.write_text(_record("b").model_dump_json() + "\n" + line + "\n")
    for read in (lambda: list(read_records(str(path))), lambda: read_record(str(path), "a")):
        with pytest.raises(RecordError) as caught:
            read()
        assert caught.value.where == f"{path}:2"
        assert said in caught.value.what
