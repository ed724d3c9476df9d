"""Whatever changes in a run folder is found and named; parts of a run join to the whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.article import Article
from pipeline.batch import index, manifest
from pipeline.batch.folder import run_folder
from pipeline.batch.merge import merge
from pipeline.batch.run import Counts
from pipeline.batch.verify import run_faults
from pipeline.batch.work import done, identity
from pipeline.errors import RunError, SettingsError
from pipeline.intake import Failure

TEXTS = {
    "a": "Ministers met in Oslo on Tuesday.",
    "b": "“We agreed,” the prime minister, Kari Eide, said on 5 March 2024. 🙂",
    "c": "Łódź voted.\r\n\r\nThe mayor resigned.",
}


def _run(extractor, path, ids, **options):
    told = {**identity(extractor), "options": {"all": False, **options}, "inputs": list(ids)}
    with run_folder(path) as folder:
        folder.begin(told, fresh=False)
        for one in ids:
            folder.write(done(extractor.record(Article(one, TEXTS[one]))))
        folder.write(Failure("x", "x.txt", "the article is empty", "leave it out"))
        folder.finish(list(ids), told, Counts(records=len(ids), failed=1))
    return path


def _told(path):
    return [f"{fault.where}: {fault.what}" for fault in run_faults(path)]


@pytest.fixture(scope="module")
def run(extractor, tmp_path_factory):
    return _run(extractor, tmp_path_factory.mktemp("run"), TEXTS)


def test_a_run_that_was_not_touched_is_sound(run):
    assert list(run_faults(run)) == []


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_changed_bit_of_the_records_is_found_in_its_line(run, data):
    path = run / "records.jsonl"
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = bytearray(whole)
    changed[at] ^= 1 << bit
    path.write_bytes(changed)
    try:
        found = list(run_faults(run))
    finally:
        path.write_bytes(whole)
    line = whole[:at].count(b"\n") + 1
    assert any(fault.where == f"{path}:{line}" for fault in found)


@pytest.mark.parametrize("name", ["run.json", "index.jsonl", "failed.jsonl"])
def test_a_lost_file_is_a_fault(extractor, tmp_path, name):
    path = _run(extractor, tmp_path / "run", ["a"])
    (path / name).unlink()
    assert list(run_faults(path))


def test_a_manifest_cut_at_any_byte_is_a_fault_and_stops_a_merge(extractor, tmp_path):
    path = _run(extractor, tmp_path / "run", ["a"])
    whole = (path / manifest.NAME).read_bytes()
    for size in range(len(whole) - 2):  # the last two are a brace and a line feed
        (path / manifest.NAME).write_bytes(whole[:size])
        assert list(run_faults(path)), size
        with pytest.raises((RunError, SettingsError)):
            merge([path], tmp_path / "out")


def test_a_line_more_or_less_is_a_fault(extractor, tmp_path):
    path = _run(extractor, tmp_path / "run", ["a", "b"])
    records = path / "records.jsonl"
    lines = records.read_bytes().splitlines(keepends=True)
    records.write_bytes(lines[0])
    assert f"{records}:2: is missing: the record of 'b'" in _told(path)
    records.write_bytes(b"".join([*lines, lines[0]]))
    assert f"{records}:3: is not in index.jsonl" in _told(path)
    assert f"{records}:3: article.id: 'a' is that of line 1 too" in _told(path)


def test_a_record_that_was_edited_is_told_with_its_field(extractor, tmp_path):
    path = _run(extractor, tmp_path / "run", ["b"])
    records = path / "records.jsonl"
    record = json.loads(records.read_bytes())
    record["entities"][0]["mentions"][0]["start"] += 1
    record["quotes"][0]["speaker"] = "e99"
    record["events"] = "none"
    records.write_text(json.dumps(record) + "\n")
    assert any(told.startswith(f"{records}:1: events: ") for told in _told(path))
    record["events"] = []
    records.write_text(json.dumps(record) + "\n")
    told = "\n".join(_told(path))
    assert "q1: speaker cites 'e99', which is no entity" in told
    assert "e1: text[" in told


def test_a_folder_that_is_no_run_is_said_to_be_none(tmp_path):
    with pytest.raises(SettingsError, match=r"no records\.jsonl here"):
        list(run_faults(tmp_path))


def test_parts_join_to_the_whole(extractor, run, tmp_path):
    parts = [
        _run(extractor, tmp_path / "1", ["a"], shard="1/2"),
        _run(extractor, tmp_path / "2", ["b", "c"], shard="2/2"),
    ]
    merge(parts, tmp_path / "out")
    whole = (run / "records.jsonl").read_bytes()
    assert (tmp_path / "out" / "records.jsonl").read_bytes() == whole
    assert list(run_faults(tmp_path / "out")) == []
    told = json.loads((tmp_path / "out" / "run.json").read_bytes())
    assert (told["complete"], told["counts"]["records"], told["counts"]["failed"]) == (
        True,
        3,
        2,
    )


def test_the_same_record_in_two_parts_is_written_once(extractor, run, tmp_path):
    merge([run, _run(extractor, tmp_path / "2", ["b"])], tmp_path / "out")
    assert [one.id for one in index.read_index(tmp_path / "out")] == list(TEXTS)


def test_what_cannot_be_joined_is_refused(extractor, run, tmp_path):
    other = _run(extractor, tmp_path / "all", ["a"])
    told = json.loads((other / "run.json").read_bytes())
    told["options"]["all"] = True
    (other / "run.json").write_text(json.dumps(told))
    with pytest.raises(RunError, match="options all: False then, True now"):
        merge([run, other], tmp_path / "out")
    with pytest.raises(SettingsError, match="no run folder"):
        merge([run, tmp_path], tmp_path / "out")
    with pytest.raises(SettingsError, match="holds a run already"):
        merge([run], run)
