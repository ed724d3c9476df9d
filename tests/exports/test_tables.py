"""Events and quotes as rows: JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.writers.exports.sheet import guarded, unguarded

WIDE = "\N{FULLWIDTH EQUALS SIGN}"


def _rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_an_event_is_one_flat_line_with_names_in_place_of_ids(text, record):
    closed, march = map(json.loads, text("jsonl", record).splitlines())
    assert closed["actor"] == [record.entities[0].name]
    assert closed["recipient"] == ["ten cafes"]
    assert (closed["begin"], closed["time_text"], closed["speaker"]) == (
        "2024-03-04", "Monday", None
    )  # fmt: skip
    assert (march["polarity"], march["modality"]) == ("negative", "planned")
    assert (march["speaker"], march["cue"]) == (record.entities[0].name, "added")
    assert march["speaker_role"] == ["of \N{HAMMER AND WRENCH}Works"]


@pytest.mark.parametrize("items", ["events", "quotes"])
def test_every_piece_of_evidence_is_the_slice_of_the_text(text, record, items):
    rows = [json.loads(line) for line in text("jsonl", record, items=items).splitlines()]
    pieces = [piece for row in rows for piece in row["evidence"]]
    assert len(pieces) > 6
    for piece in pieces:
        assert record.text[piece["start"] : piece["end"]] == piece["text"]


def test_csv_reads_back_as_the_same_rows(text, record, other):
    rows = _rows(text("csv", record, other, raw_cells=True))
    whole = [json.loads(line) for line in text("jsonl", record).splitlines()]
    assert [row["sentence"] for row in rows] == [one["sentence"] for one in whole]
    assert list(rows[0]) == list(whole[0])
    assert rows[0]["main"] == "true"
    assert rows[0]["speaker"] == ""


def test_csv_is_rfc_4180_with_and_without_excels_mark(export, record):
    plain = export("csv", record, items="quotes")[""]
    assert plain.startswith(b"article_id,id,")
    assert plain.count(b"\r\n") == 3, "a heading and two quotes"
    assert "“" not in plain.decode().split("\r\n")[0]
    assert b'"We lost\nall trust, \xe2\x80\xa6 and =money."' in plain
    assert export("csv", record, items="quotes", excel=True)[""] == b"\xef\xbb\xbf" + plain


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", f"{WIDE}1", "'=1", "\n@x"],
)
def test_what_a_spreadsheet_would_run_is_guarded(cell):
    assert guarded(cell) == "'" + cell
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "a=1", "2024-03-07", "'tis", "“-”", "10-12"])
def test_what_a_spreadsheet_leaves_alone_is_left_alone(cell):
    assert guarded(cell) == unguarded(cell) == cell


@given(st.text(alphabet=f"'=+-@ \t\r\nx{WIDE}\N{FIRE}", max_size=8))
def test_the_guard_comes_off_again(cell):
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).lstrip(" \n\t\r").startswith(("=", "+", "-", "@", WIDE))


def test_a_formula_in_an_article_is_guarded_unless_the_user_wants_it_raw(text, changed):
    record = changed("ev1", mode="=HYPERLINK(1)")
    assert _rows(text("csv", record))[0]["mode"] == "'=HYPERLINK(1)"
    assert _rows(text("csv", record, raw_cells=True))[0]["mode"] == "=HYPERLINK(1)"
