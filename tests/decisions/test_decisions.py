"""Decisions: the log only grows, survives anything, and says where each item stands."""

from __future__ import annotations

import json
import random
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decisions.items import items, judged
from pipeline.decisions.model import Decision, read_decision
from pipeline.decisions.replay import replay
from pipeline.decisions.reviewed import reviewed
from pipeline.decisions.store import NAME, Conflict, open_store, read_log
from pipeline.errors import RecordError
from pipeline.records import Record, faults

TEXT = "Mayor Ann Lee opened the bridge on Monday. “It is safe,” she said. Police left."


def span(words: str) -> dict:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


RECORD = Record.model_validate({
    "article": {"id": "bridge", "sha256": "a" * 64, "published": "2026-03-05"},
    "text": TEXT,
    "entities": [
        {"id": "e1", "name": "Ann Lee", "label": "PERSON", "mentions": [
            {**span("Ann Lee"), "kind": "name", "rule": "r"},
            {**span("she"), "kind": "pronoun", "rule": "r"}]},
        {"id": "e2", "name": "Police", "label": "ORG", "mentions": [
            {**span("Police"), "kind": "name", "rule": "r"}]},
    ],
    "times": [{**span("Monday"), "id": "t1", "type": "DATE", "value": "2026-03-02",
               "begin": "2026-03-02", "end_date": "2026-03-02", "rule": "r"}],
    "quotes": [{"id": "q1", "kind": "direct", "content": [span("It is safe,")],
                "speaker": "e1", "stance": "says", "rule": "r"}],
    "events": [
        {"id": "ev1", "type": "BUSINESS", "trigger": {**span("opened"), "lemma": "open"},
         "arguments": [{"role": "actor", "entity": "e1", **span("Mayor Ann Lee")}],
         "time": {"timex": "t1", "value": "2026-03-02", "begin": "2026-03-02",
                  "end": "2026-03-02", "granularity": "day", "relation": "on",
                  "how": "explicit"},
         "polarity": "positive", "modality": "asserted", "rank": 1,
         "sentence": {"start": 0, "end": 42}, "rule": "r", "confidence": 0.9},
        {"id": "ev2", "type": "RETREAT", "trigger": {**span("left"), "lemma": "leave"},
         "time": {"how": "anchored", "anchor": "ev1"}, "same_as": "ev1",
         "polarity": "positive", "modality": "asserted", "rank": 2, "attributed_to": "q1",
         "sentence": {"start": 66, "end": 78}, "rule": "r", "confidence": 0.4},
    ],
    "provenance": {"newsclaims": "0", "model": {}, "packs": {}},
})  # fmt: skip
OPENED, LEFT, SAFE = (key for key, _ in items(RECORD))


def decision(action="accept", *, item=OPENED, second=0, reviewer="ann", **more) -> Decision:
    return Decision(
        id=more.pop("id", f"{random.getrandbits(128):032x}"),
        at=f"2026-03-05T10:00:{second:02d}.000000Z",
        reviewer=reviewer,
        action=action,
        item=None if action == "undo" else item,
        **more,
    )


def status(*decisions, item=OPENED):
    return replay(decisions).standing(str(item)).status


def test_the_last_verdict_of_a_reviewer_counts():
    assert status() == "open"
    assert status(decision("accept", second=1), decision("reject", second=2)) == "rejected"
    assert status(decision("reject", second=2), decision("accept", second=1)) == "rejected"


def test_an_undo_brings_back_what_was_before():
    first, second = decision("accept", second=1), decision("reject", second=2)
    back = decision("undo", second=3, undoes=second.id)
    assert status(first, second, back) == "accepted"
    assert status(back, second, first) == "accepted", "lines may come in any order"
    assert status(first, decision("undo", second=4, undoes=first.id)) == "open"


def test_an_undo_takes_back_a_whole_batch():
    batch = "b" * 32
    many = [decision(item=item, batch=batch) for item in (OPENED, LEFT, SAFE)]
    state = replay([*many, decision("undo", second=9, undoes=batch)])
    assert state.standings == {}
    assert state.last("ann") is None


def test_reviewers_who_differ_are_in_dispute_and_a_skip_is_no_opinion():
    yes, no = decision("accept"), decision("reject", reviewer="bo", reason="wrong date")
    assert status(yes, no) == "disputed"
    assert status(yes, decision("skip", reviewer="bo", second=5)) == "accepted"
    assert status(decision("skip")) == "skipped"


def test_a_verdict_on_what_a_rerun_has_changed_does_not_count():
    event = RECORD.events[0]
    yes = decision(seen=judged(event, RECORD))
    assert status(yes) == "accepted"
    time = event.time.model_copy(update={"begin": "2026-03-01"})
    changed = RECORD.model_copy(
        update={"events": [event.model_copy(update={"time": time}), RECORD.events[1]]}
    )
    standings = replay([yes]).standings
    assert reviewed(RECORD, standings)[0].events[0].review is not None
    out, _ = reviewed(changed, standings, keep=lambda one: one is not None and one.is_kept)
    assert out.events == []


def test_undos_go_back_one_by_one_in_the_order_of_deciding():
    log = [decision(item=item, second=at) for at, item in enumerate((OPENED, LEFT, SAFE))]
    state = replay(reversed(log))
    for at, expected in enumerate(reversed(log)):
        assert state.last("ann") == expected
        state.add(decision("undo", second=10 + at, undoes=expected.id))
    assert state.last("ann") is None
    assert state.last("bo") is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_order_and_any_repetition_of_a_log_gives_the_same_standings(data):
    log: list[Decision] = []
    for second in range(data.draw(st.integers(1, 12))):
        done = [one.id for one in log if one.action != "undo"]
        action = data.draw(st.sampled_from(["accept", "reject", "skip", "note", "undo"]))
        more = {"note": "look again"} if action == "note" else {}
        if action == "undo":
            if not done:
                continue
            more["undoes"] = data.draw(st.sampled_from(done))
        who = data.draw(st.sampled_from(["ann", "bo"]))
        item = data.draw(st.sampled_from([OPENED, LEFT]))
        log.append(decision(action, second=second, reviewer=who, item=item, **more))
    mixed = data.draw(st.permutations(log + log[:3]))
    assert replay(mixed).standings == replay(log).standings


def test_a_decision_survives_its_line():
    one = decision("edit", patch={"type": "PROTEST"}, note="“so” 😀\nsecond line")
    assert one.line().count("\n") == 1
    assert read_decision(one.line(), where="log:1") == one


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "undo"},
        {"action": "edit"},
        {"action": "add"},
        {"action": "note"},
        {"action": "praise"},
        {"reviewer": " "},
        {"at": "yesterday"},
        {"confidence": 7},
        {"extra": 1},
    ],
)
def test_what_is_no_decision_is_refused_by_name(fields):
    line = json.loads(decision().line()) | fields
    with pytest.raises(RecordError, match=r"log:7: not a decision"):
        read_decision(json.dumps(line), where="log:7")


def test_rows_are_there_after_a_reopening_and_cannot_be_changed(tmp_path):
    with open_store(tmp_path) as store:
        assert store.append(decision(second=1)) == 1
        assert store.append(decision("reject", second=2)) == 2
    base = sqlite3.connect(tmp_path / NAME)
    for change in ("UPDATE decisions SET line = ''", "DELETE FROM decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            base.execute(change)
    base.close()
    assert [one.action for one in read_log(tmp_path)] == ["accept", "reject"]


def test_the_same_decision_sent_twice_is_one(tmp_path):
    one = decision()
    with open_store(tmp_path) as store:
        assert store.append(one) == store.append(one)
        assert store.extend([one, decision("skip")]) == 1


def test_a_decision_on_what_somebody_else_just_decided_is_refused(tmp_path):
    with open_store(tmp_path) as mine, open_store(tmp_path) as theirs:
        first = decision()
        theirs.append(first, after=None)
        with pytest.raises(Conflict) as conflict:
            mine.append(decision("reject", reviewer="bo"), after=None)
        assert conflict.value.theirs == first
        mine.append(decision("reject", reviewer="bo"), after=first.id)
        mine.append(decision(item=LEFT, reviewer="bo"), after=None)


def test_a_clock_that_was_set_back_does_not_reorder_verdicts(tmp_path):
    late = decision().model_copy(update={"at": "2999-01-01T00:00:00.000000Z"})
    with open_store(tmp_path) as store:
        store.append(late)
        assert store.now() > late.at


def test_an_edit_changes_its_fields_and_keeps_the_contract():
    patch = {
        "type": "PROTEST",
        "arguments": [{"role": "actor", "start": 67, "end": 73}],
        "time": {"value": "2026-03-01", "begin": "2026-03-01", "end": "2026-03-01"},
    }
    standings = replay([decision("edit", patch=patch, note="checked")]).standings
    out, problems = reviewed(RECORD, standings)
    assert problems == []
    assert faults(out) == []
    event = out.events[0]
    assert (event.type, event.time.begin, event.time.relation) == (
        "PROTEST",
        "2026-03-01",
        "on",
    )
    assert [(one.text, one.entity) for one in event.arguments] == [("Police", "e2")]
    assert event.review is not None
    assert (event.review.verdict, event.review.note) == ("edited", "checked")


def test_a_participant_may_be_somebody_named_elsewhere():
    place = {"role": "actor", "start": 67, "end": 73}
    for more, entity in [
        ({"entity": {"start": 6, "end": 13}}, "e1"),
        ({"entity": None}, None),
        ({}, "e2"),
    ]:
        standings = replay([decision("edit", patch={"arguments": [place | more]})]).standings
        out, _ = reviewed(RECORD, standings)
        assert [(one.text, one.entity) for one in out.events[0].arguments] == [
            ("Police", entity)
        ]


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ({"rank": 3}, "rank cannot be edited"),
        ({"trigger": {"start": 5, "end": 500}}, "5-500 is not a stretch"),
        ({"trigger": {"start": "5", "end": 9}}, "needs start and end"),
        ({"polarity": "maybe"}, "polarity"),
        ({"time": {"begin": "2026-03-09"}}, "begins on 2026-03-09, after its end"),
        ({"arguments": {}}, "a list of places"),
    ],
)
def test_a_correction_that_does_not_fit_is_told_and_leaves_the_item(patch, words):
    standings = replay([decision("edit", patch=patch)]).standings
    out, problems = reviewed(RECORD, standings)
    assert words in problems[0]
    assert out.events[0].model_copy(update={"review": None}) == RECORD.events[0]


def test_what_went_is_no_longer_cited():
    log = [decision("reject", reason="not an event"), decision("reject", item=SAFE)]
    standings = replay(log).standings
    out, _ = reviewed(RECORD, standings, keep=lambda one: one is None or one.is_kept)
    (left,) = out.events
    assert (left.id, left.same_as, left.attributed_to, left.time.anchor) == (
        "ev2", None, None, None,
    )  # fmt: skip
    assert faults(out) == []


def test_a_missed_item_is_added_under_a_free_id():
    place = span("said")
    key = OPENED.model_copy(
        update={"spans": ((place["start"], place["end"]),), "type": "REQUEST"}
    )
    patch = {"arguments": [{"role": "actor", **{k: span("she")[k] for k in ("start", "end")}}]}
    standings = replay([decision("add", item=key, patch=patch)]).standings
    out, problems = reviewed(RECORD, standings, extra=[key])
    assert problems == []
    assert faults(out) == []
    (new,) = (event for event in out.events if event.rule == "review.added")
    assert (new.id, new.type, new.trigger.text) == ("ev3", "REQUEST", "said")
    assert new.arguments[0].entity == "e1"


def test_an_item_that_a_new_run_changed_is_seen_to_have_changed():
    event = RECORD.events[0]
    renumbered = RECORD.model_copy(
        update={
            "times": [RECORD.times[0].model_copy(update={"id": "t9"})],
        }
    )
    again = event.model_copy(
        update={"id": "ev7", "time": event.time.model_copy(update={"timex": "t9"})}
    )
    assert judged(again, renumbered) == judged(event, RECORD)
    other = event.model_copy(
        update={"time": event.time.model_copy(update={"begin": "2026-03-01"})}
    )
    assert judged(other, RECORD) != judged(event, RECORD)
