"""`newsclaims export`: what goes into it, where it goes, and what is said."""

from __future__ import annotations

import json

import pytest

from pipeline.decisions.items import items, judged
from pipeline.decisions.model import Decision
from pipeline.decisions.store import open_store
from pipeline.records import Record, faults
from pipeline.writers.exports.formats import FORMATS


@pytest.fixture
def decide(run, record):
    """Put a decision on an item of the record into the run's log."""
    keys = {item.id: (key, judged(item, record)) for key, item in items(record)}

    def write(action, item, *, reviewer="ann", **more):
        key, seen = keys[item]
        with open_store(run) as store:
            told = Decision(
                id=f"{len(list(store.read())):032x}", at=store.now(), reviewer=reviewer,
                action=action, item=key, seen=seen, **more,
            )  # fmt: skip
            store.append(told)
        return told

    return write


def _lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_everything_is_exported_with_what_was_decided_of_it(newsclaims, run, decide):
    decide("reject", "ev1", reason="not an event")
    rows = _lines(newsclaims("export", run, "--to", "jsonl"))
    assert [(row["id"], row["verdict"], row["note"]) for row in rows] == [
        ("ev1", "rejected", "not an event"),
        ("ev2", None, None),
    ]


def test_accepted_ones_are_exported_as_they_were_edited(newsclaims, run, decide):
    decide("edit", "ev2", patch={"polarity": "positive"})
    decide("reject", "ev1")
    (row,) = _lines(newsclaims("export", run, "--to", "jsonl", "--status", "accepted"))
    assert (row["id"], row["polarity"], row["verdict"], row["reviewer"]) == (
        "ev2", "positive", "edited", "ann"
    )  # fmt: skip


def test_an_accepted_claim_stays_a_claim_though_nobody_judged_the_quote(
    newsclaims, run, decide, record
):
    decide("accept", "ev2")
    accepted = ("--status", "accepted")
    (row,) = _lines(newsclaims("export", run, "--to", "jsonl", *accepted))
    assert row["speaker"] == record.entities[0].name
    assert (
        _lines(newsclaims("export", run, "--to", "jsonl", "--items", "quotes", *accepted)) == []
    )


def test_what_two_reviewers_dispute_is_not_accepted(newsclaims, run, decide):
    decide("accept", "ev1")
    decide("reject", "ev1", reviewer="bo")
    done = newsclaims("export", run, "--to", "jsonl", "--status", "accepted")
    assert done.stdout == ""
    assert "nothing was accepted" in done.stderr


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--type", "PROTEST"], ["ev2"]),
        (["--type", "PROTEST", "--type", "LABOR"], ["ev1", "ev2"]),
        (["--type", "direct", "--items", "quotes"], ["q1"]),
    ],
)
def test_types_choose_items(newsclaims, run, options, found):
    rows = _lines(newsclaims("export", run, "--to", "jsonl", *options))
    assert [row["id"] for row in rows] == found


def test_a_type_that_is_not_there_is_told_with_the_nearest(newsclaims, run):
    done = newsclaims("export", run, "--to", "jsonl", "--type", "PROTESTS")
    assert done.exit_code == 0
    assert "no item of type PROTESTS; did you mean PROTEST?" in done.stderr


def test_the_count_goes_to_stderr_and_the_export_to_the_file(newsclaims, run, tmp_path):
    done = newsclaims("export", run, "--to", "csv", "--out", "new/e.csv")
    assert done.stdout == ""
    assert done.stderr == "new/e.csv: 2 rows from 2 articles\n"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["e.csv"]


def test_a_broken_record_costs_itself_and_leaves_the_rest(newsclaims, run, changed, record):
    broken = changed("ev1", trigger=record.events[0].trigger.model_copy(update={"start": 0}))
    with (run / "records.jsonl").open("a") as stream:
        stream.write(broken.model_dump_json() + "\n")
    done = newsclaims("export", run, "--to", "jsonl")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.startswith("error: strike: ev1: text[0:")


def test_a_file_of_records_has_no_decisions_to_go_by(newsclaims, run):
    file = run / "records.jsonl"
    assert newsclaims("export", file, "--to", "csv").exit_code == 0
    done = newsclaims("export", file, "--to", "csv", "--status", "accepted")
    assert done.exit_code == 2
    assert "give the run folder itself" in done.stderr


def test_a_file_that_was_there_stays_if_the_export_fails(newsclaims, run, tmp_path):
    (tmp_path / "e.jsonl").write_text("old")
    with (run / "records.jsonl").open("a") as stream:
        stream.write("no record\n")
    assert newsclaims("export", run, "--to", "jsonl", "--out", "e.jsonl").exit_code == 1
    assert (tmp_path / "e.jsonl").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"run", "e.jsonl"}


@pytest.mark.parametrize("name", FORMATS)
def test_help_names_every_format(newsclaims, name):
    assert f"    {name} " in newsclaims("export", "--help").stdout


def test_reviewed_records_are_sound_records_with_their_reviews(newsclaims, run, decide):
    decide("edit", "ev2", patch={"modality": "possible"}, note="may march")
    decide("reject", "ev1")
    done = newsclaims("export", run, "--to", "records", "--status", "accepted")
    strike, dull = map(Record.model_validate_json, done.stdout.splitlines())
    assert faults(strike) == []
    (event,) = strike.events
    assert (event.modality, event.review.verdict, event.review.note) == (
        "possible", "edited", "may march"
    )  # fmt: skip
    assert [one.id for one in strike.quotes] == ["q2"], "the event is attributed to it"
    assert dull.events == []
    whole = newsclaims("export", run, "--to", "records").stdout.splitlines()[0]
    verdicts = {one.id: one.review for one in Record.model_validate_json(whole).events}
    assert verdicts["ev1"].verdict == "rejected"


def test_what_is_rejected_is_in_no_format_that_cannot_say_so(newsclaims, run, decide):
    decide("reject", "ev1")
    assert "Labor" not in newsclaims("export", run, "--to", "timeline").stdout
    assert '"id": "ev1"' not in newsclaims("export", run, "--to", "label-studio").stdout
