"""Judging over the wire: what is saved, what comes next, what others see."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from itertools import pairwise

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.review.conftest import BRIDGE, Server, bridge, find, hostile, write

from pipeline.article import Article
from pipeline.decisions.items import items
from pipeline.decisions.replay import replay
from pipeline.decisions.store import open_store, read_log
from pipeline.errors import RecordError, SettingsError
from pipeline.records import Record
from pipeline.review.desk import Desk
from pipeline.review.entries import entries, handle_of
from pipeline.review.guard import HEADER
from pipeline.review.index import build


def new_id() -> str:
    return f"{random.getrandbits(128):032x}"


def verdict(item, action="accept", **more) -> dict:
    return {"id": new_id(), "action": action, "item": item, "reviewer": "ann", **more}


def judge(server, item, action="accept", **more):
    after = server.look(item)["after"]
    return server.post("/api/decide", verdict(item, action, after=after, **more))


def handles(record) -> dict[str, str]:
    """Handles by what people call the items."""
    told = {}
    for key, item in items(record):
        first = item.content[0] if hasattr(item, "content") else item.trigger
        told[first.text] = handle_of(str(key))
    return told


NAMES = handles(bridge())


def test_the_handles_of_the_index_are_those_of_the_keys():
    for record in (bridge(), hostile()):
        told = [entry.handle for entry in entries(record.model_dump())]
        assert told == [handle_of(str(key)) for key, _ in items(record)]


def test_a_verdict_is_saved_and_the_next_item_comes_with_it(server):
    first = server.look()
    assert first["counts"] == {"open": 8}
    assert first["item"] == handles(hostile())["opened"], "nearest to even"
    told = judge(server, first["item"]).json()
    assert (told["status"], told["seq"]) == ("accepted", 1)
    assert told["next"]["item"] == NAMES["left"]
    assert told["next"]["counts"] == {"open": 7, "accepted": 1}
    (saved,) = read_log(server.folder)
    assert (saved.action, saved.reviewer, saved.confidence) == ("accept", "ann", 0.5)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"type": "PROTEST"}, ["blocked", "protested"]),
        ({"type": "PROTEST", "order": "article"}, ["blocked", "protested"]),
        ({"rule": "protest.block", "confidence": "0-0.5"}, ["blocked"]),
        ({"confidence": "0.9-1"}, ["opened"]),
        ({"kind": "quote", "article": "bridge"}, ["the toll would rise", "It is safe,"]),
        ({"kind": "quote", "speaker": "Ann Lee"}, ["It is safe,"]),
        ({"outlet": "Delta Post", "kind": "event", "order": "rule"},
         ["opened", "blocked", "protested", "left"]),
        ({"since": "2026-03-01", "until": "2026-03-02"}, ["opened"]),
        ({"since": "2026-03-03", "kind": "event"}, []),
        ({"modality": "says", "outlet": "Delta Post"}, ["the toll would rise", "It is safe,"]),
        ({"modality": "negative"}, []),
        ({"q": "toll"}, ["the toll would rise"]),
        ({"q": "WORKERS bloc"}, ["blocked"]),
        ({"q": "mayor opens bridge driver"}, ["protested"]),
        ({"q": "\"; DROP TABLE items --"}, []),
        ({"q": "***"}, None),
        ({"type": "' OR 1=1 --"}, []),
        ({"status": "accepted"}, []),
        ({"article": "no such"}, []),
        ({"rule": "protest.block", "sample": "1"}, ["blocked", "protested"]),
    ],
)  # fmt: skip
def test_filters_of_the_address_choose_and_order(server, query, expected):
    html = server.get("/api/list", **query).json()["html"]
    rows = re.findall(r'<li class="item" data-item="([0-9a-f]{16})"', html)
    if expected is None:
        assert len(rows) == 8
        return
    assert rows == [NAMES[name] for name in expected]
    for first, second in pairwise(expected or []):
        step = server.get("/api/step", item=NAMES[first], to="next", **query).json()
        assert step["item"] == NAMES[second]
        step = server.get("/api/step", item=NAMES[second], to="back", **query).json()
        assert step["item"] == NAMES[first]


def test_a_shared_address_shows_its_item_and_its_filters(server):
    page = server.client.get(f"/?type=PROTEST&item={NAMES['blocked']}").text
    assert f'data-item="{NAMES["blocked"]}"' in page
    assert 'data-view="type=PROTEST"' in page
    assert "PROTEST (2)" in page


def test_the_card_tells_who_what_when_and_why(server):
    card = server.look(NAMES["opened"])["card"]
    told = " ".join(re.sub(r"<[^>]+>", " ", card).split())
    for words in ("BUSINESS", "Ann Lee", "“Mayor Ann Lee”", "Mon 2 Mar 2026",
                  "“Monday”, counted from publication on 5 Mar 2026", "the article itself",
                  "90 %", "business.open", "the event", "times.weekday"):  # fmt: skip
        assert words in told or words.replace("“Mayor Ann Lee”", "Ann Lee") in told, words
    quote = server.look(NAMES["It is safe,"])
    assert "packs/en/cues.yaml:" in quote["card"], "the rule's file and line"
    assert 'class="content' in quote["article"]


def test_pieces_of_the_article_give_back_the_text(server):
    for handle in (NAMES["opened"], handles(hostile())["opened"]):
        looked = server.look(handle)
        text = looked["edit"]["text"]
        pieces = re.findall(r'<span data-a="(\d+)"([^>]*)>([^<]*)</span>', looked["article"])
        assert len(pieces) > 5
        for start, more, inner in pieces:
            shown = inner.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
            shown = shown.replace("&#39;", "'").replace("&amp;", "&")
            at = int(start)
            if "data-n" in more:
                assert shown == f"U+{ord(text[at]):04X}"
            else:
                assert text[at : at + len(shown)].replace("\r", "\n") == shown


def test_two_tabs_on_one_item_are_shown_both_verdicts(server):
    item = NAMES["blocked"]
    first = server.post("/api/decide", verdict(item, "reject", reason="wrong type"))
    second = server.post("/api/decide", verdict(item, "accept", reviewer="bo"))
    assert (first.status_code, second.status_code) == (200, 409)
    told = second.json()
    assert told["theirs"]["who"] == "ann"
    assert (told["theirs"]["done"], told["theirs"]["more"]) == ("rejected", "wrong type")
    again = verdict(item, "accept", reviewer="bo", after=told["after"])
    assert server.post("/api/decide", again).json()["status"] == "disputed"
    assert server.look(status="disputed")["item"] == item
    card = server.look(item)["card"]
    assert "ann</b> rejected" in card
    assert "bo</b> accepted" in card


def test_a_verdict_that_is_sent_again_is_saved_once(server):
    told = verdict(NAMES["left"])
    first = server.post("/api/decide", told).json()
    assert server.post("/api/decide", told).json()["seq"] == first["seq"]
    assert len(read_log(server.folder)) == 1


def test_undo_goes_back_without_limit_and_over_restarts(run):
    opened = Server(run).let_in()
    order = ["blocked", "left", "opened"]
    for name in order:
        judge(opened, NAMES[name])
    opened.close()
    for name in reversed(order):
        opened = Server(run).let_in()
        told = opened.post("/api/undo", {"reviewer": "ann"}).json()
        assert told["next"]["item"] == NAMES[name]
        assert told["next"]["status"] == "open"
        opened.close()
    opened = Server(run).let_in()
    assert opened.post("/api/undo", {"reviewer": "ann"}).json() == {"undone": None}
    assert opened.look()["counts"] == {"open": 8}
    opened.close()


def test_each_reviewer_undoes_their_own(server):
    judge(server, NAMES["left"])
    judge(server, NAMES["opened"], reviewer="bo")
    told = server.post("/api/undo", {"reviewer": "ann"}).json()
    assert told["undone"]["item"] == NAMES["left"]
    assert server.look(NAMES["opened"])["status"] == "accepted"


def test_an_edit_is_shown_and_who_accepts_it_agrees(server):
    patch = {"type": "STRIKE", "arguments": []}
    assert judge(server, NAMES["blocked"], "edit", patch=patch).json()["status"] == "edited"
    card = server.look(NAMES["blocked"])["card"]
    assert "STRIKE" in card
    assert 'was: <span dir="auto">Workers' in card
    told = judge(server, NAMES["blocked"], "accept", reviewer="bo").json()
    assert told["status"] == "edited", "bo saw the correction"
    told = judge(server, NAMES["blocked"], "accept", reviewer="bo", plain=True).json()
    assert told["status"] == "disputed"


def test_a_second_edit_goes_on_from_the_first(server):
    judge(server, NAMES["opened"], "edit", patch={"time": {"begin": "2026-03-01"}})
    judge(server, NAMES["opened"], "edit", patch={"type": "DISASTER"})
    values = server.look(NAMES["opened"])["edit"]["values"]
    assert (values["type"], values["time"]["begin"], values["time"]["end"]) == (
        "DISASTER", "2026-03-01", "2026-03-02",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ({"time": {"begin": "2026-03-09"}}, "after its end"),
        ({"trigger": {"start": 5, "end": 5000}}, "is not a stretch"),
        ({"rank": 2}, "cannot be edited"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused_and_not_saved(server, patch, words):
    answer = judge(server, NAMES["opened"], "edit", patch=patch)
    assert answer.status_code == 422
    assert words in answer.json()["error"]
    assert read_log(server.folder) == []


@pytest.mark.parametrize(
    "change",
    [{"action": "praise"}, {"item": "../../etc"}, {"reviewer": " "}, {"id": "x"}, {"seq": 1},
     {"reason": "ugly"}, {"note": "x" * 5000}, {"action": "edit"}, {"action": "note"}],
)  # fmt: skip
def test_what_is_no_verdict_is_refused(server, change):
    answer = server.post("/api/decide", verdict(NAMES["left"]) | change)
    assert answer.status_code == 422
    assert read_log(server.folder) == []


def test_a_note_stays_with_the_item_and_moves_nothing(server):
    told = judge(server, NAMES["left"], "note", note="look <b>again</b>").json()
    assert told["next"]["item"] == NAMES["left"]
    assert told["status"] == "open"
    assert "look &lt;b&gt;again&lt;/b&gt;" in told["next"]["card"]


def missed(words, *, kind="event", **more):
    place = find(BRIDGE, words)
    return {
        "id": new_id(), "reviewer": "ann", "beside": NAMES["opened"], "kind": kind,
        "spans": [[place["start"], place["end"]]],
        "type": "ECONOMY" if kind == "event" else "direct",
        "patch": {"polarity": "positive"} if kind == "event" else {"stance": "says"}, **more,
    }  # fmt: skip


def test_a_missed_event_is_added_edited_and_withdrawn(run):
    opened = Server(run).let_in()
    told = opened.post("/api/add", missed("rise")).json()
    assert (told["status"], told["next"]["status"]) == ("added", "added")
    assert "rise" in told["next"]["card"]
    item = told["item"]
    assert opened.look(item)["counts"] == {"open": 8, "added": 1}
    assert judge(opened, item, "edit", patch={"modality": "possible"}).status_code == 200
    opened.close()
    opened = Server(run).let_in()
    assert opened.look(item)["edit"]["values"]["modality"] == "possible"
    assert opened.get("/api/list", q="rise", status="kept").json()["last"] == item
    for _ in range(2):
        opened.post("/api/undo", {"reviewer": "ann"})
    assert opened.look(status="all")["counts"] == {"open": 8}
    opened.close()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (missed("opened", type="BUSINESS"), "in the queue already"),
        (missed("rise", spans=[[3, 9000]]), "is not a stretch"),
        (missed("rise", patch={"polarity": "maybe"}), "polarity"),
    ],
)
def test_an_addition_that_does_not_fit_is_refused(server, told, words):
    answer = server.post("/api/add", told)
    assert answer.status_code == 422
    assert words in answer.json()["error"]


def test_all_like_this_needs_a_judged_sample_and_is_undone_at_once(tmp_path):
    text = "Title\n\n" + " ".join(f"Crowd{number} marched{number}." for number in range(30))
    template = bridge().model_dump()
    events = [
        template["events"][2] | {
            "id": f"ev{number + 1}", "rank": number + 1, "rule": "protest.march",
            "arguments": [], "trigger": find(text, f"marched{number}.", lemma="march"),
        }
        for number in range(30)
    ]  # fmt: skip
    folder = tmp_path / "many"
    folder.mkdir()
    about = template["article"] | {"sha256": Article("many", text).sha256, "id": "many"}
    many = template | {"article": about, "text": text, "events": events, "quotes": []}
    write(folder, Record.model_validate(many | {"entities": [], "times": []}))
    opened = Server(folder).let_in()
    told = {"rule": "protest.march", "reviewer": "ann", "batch": new_id()}
    refused = opened.post("/api/accept-all", told)
    assert refused.status_code == 400
    assert "sample" in refused.json()["error"]
    query = {"rule": "protest.march", "sample": "1"}
    item = opened.look(**query)["item"]
    for _ in range(10):
        assert (
            "Judge the sample" in opened.get("/api/rule", rule="protest.march").json()["html"]
        )
        done = judge(opened, item, view="rule=protest.march&sample=1").json()
        item = done["next"]["item"]
    assert item is None
    page = opened.get("/api/rule", rule="protest.march").json()["html"]
    assert "Accept the other 20" in page
    assert "100%, likely 72% to 100%" in page
    assert opened.post("/api/accept-all", told).json() == {"done": 20, "left": 0}
    assert opened.look()["counts"] == {"accepted": 30}
    undone = opened.post("/api/undo", {"reviewer": "ann"}).json()
    assert undone["undone"]["many"] == 20
    assert opened.look()["counts"] == {"accepted": 10, "open": 20}
    opened.close()


def test_what_a_rerun_changed_returns_to_the_queue(run):
    opened = Server(run).let_in()
    for name in ("opened", "left"):
        judge(opened, NAMES[name])
    opened.close()
    changed = bridge(polarity="negative")
    write(run, hostile(), changed)
    opened = Server(run).let_in()
    looked = opened.look(NAMES["opened"])
    assert looked["status"] == "changed"
    assert "before the run changed it" in looked["card"]
    assert opened.look(NAMES["left"])["status"] == "accepted", "the same as it was"
    assert opened.look(status="changed")["item"] == NAMES["opened"]
    assert judge(opened, NAMES["opened"]).json()["status"] == "accepted"
    opened.close()


def test_a_run_that_went_on_meanwhile_is_told_and_does_no_harm(server, run):
    assert "has newer records" not in server.client.get("/").text
    before = server.look(NAMES["opened"])["card"]
    (run / "new").write_text((run / "records.jsonl").read_text()[-500:])
    (run / "new").replace(run / "records.jsonl")
    assert "has newer records" in server.client.get("/").text
    assert server.look(NAMES["opened"])["card"] == before


def test_what_another_process_decides_is_seen_at_once(server, run):
    other = Server(run).let_in()
    judge(other, NAMES["left"], "reject", reason="duplicate")
    assert server.look(NAMES["left"])["status"] == "rejected"
    other.close()


def test_of_one_text_twice_only_the_first_is_judged(tmp_path):
    again = bridge()
    twin = again.model_copy(update={"article": again.article.model_copy(update={"id": "twin"})})
    write(tmp_path, again, twin)
    opened = Server(tmp_path)
    assert opened.let_in().look()["counts"] == {"open": 6}
    opened.close()


@pytest.mark.parametrize(
    ("line", "words"),
    [("{}", "not a record"), ("nonsense", "not a record"), ("[1]", "not a record")],
)
def test_a_damaged_run_is_told_with_its_line(tmp_path, line, words):
    write(tmp_path, bridge())
    with (tmp_path / "records.jsonl").open("a") as stream:
        stream.write(line + "\n")
    with pytest.raises(Exception, match=f"jsonl:2: {words}"):
        build(str(tmp_path))


def test_no_run_is_told(tmp_path):
    with pytest.raises(SettingsError, match="no records here"):
        build(str(tmp_path))


# ---------------------------------------------------------------- whatever happens


def statuses(desk: Desk) -> dict[str, str]:
    return dict(desk.index.rows("SELECT handle, status FROM items WHERE status != 'withdrawn'"))


ACTION = st.sampled_from(
    ["accept", "reject", "skip", "edit", "add", "note", "undo", "crash", "other"]
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(ACTION, st.integers(0, 5), st.sampled_from(["ann", "bo"])), max_size=12)
)
def test_whatever_happens_the_tables_are_what_the_log_replays_to(tmp_path_factory, steps):
    folder = write(tmp_path_factory.mktemp("run"), bridge())
    every = list(NAMES.values())
    server = Server(folder).let_in()
    for action, number, who in steps:
        if action in ("crash", "other"):
            if action == "crash":
                server.close()  # what is not in the log is lost
            server = Server(folder).let_in()
        elif action == "undo":
            server.post("/api/undo", {"reviewer": who})
        elif action == "add":
            server.post("/api/add", missed(("rise", "road")[number % 2], reviewer=who))
        else:
            patch = {"polarity": "negative"} if number < 4 else {"stance": "denies"}
            more = {"edit": {"patch": patch}, "note": {"note": "so"}}.get(action, {})
            judge(server, every[number], action, reviewer=who, **more)
    told = statuses(server.desk)
    counts = server.look(status="all")["counts"]
    server.close()
    replayed = replay(reversed(read_log(folder)))
    for key, item in items(bridge()):
        standing = replayed.standing(str(key))
        assert told[handle_of(str(key))] == standing.status, item.id
    fresh = Server(folder)
    assert statuses(fresh.desk) == told
    fresh.close()
    assert sum(counts.values()) == len(told)


def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path):
    folder = write(tmp_path, bridge(), hostile())
    acknowledged: list[str] = []
    rng = random.Random(7)
    for _ in range(3):
        process, address = served(folder)
        base = address.partition("/open")[0]
        own = {"origin": base, HEADER: "1", "content-type": "application/json"}
        with httpx.Client(headers=own, follow_redirects=True) as client:
            assert client.get(address).status_code == 200
            ends = time.monotonic() + rng.uniform(0.05, 0.4)
            while time.monotonic() < ends:
                item = rng.choice(list(NAMES.values()))
                after = client.get(f"{base}/api/look", params={"item": item}).json()["after"]
                told = verdict(item, rng.choice(["accept", "reject", "skip"]), after=after)
                answer = client.post(f"{base}/api/decide", content=json.dumps(told))
                assert answer.status_code == 200
                acknowledged.append(told["id"])
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            process.stderr.close()
    saved = [one.id for one in read_log(folder)]
    assert len(saved) > 3
    assert saved == acknowledged


def served(folder):
    """A server of its own process, and the address that lets one in."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "review", str(folder), "--no-browser"],
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stderr.readline()
    return process, line.removeprefix("review at ").strip()


def test_the_store_and_the_desk_refuse_what_does_not_fit(run):
    with open_store(run) as store:
        desk = Desk(build(str(run)), store)
        with pytest.raises(SettingsError, match="no such item"):
            desk.look("0" * 16)
        with pytest.raises(RecordError):
            desk.add(1, {"kind": "quote", "spans": ((0, 9999),), "type": "direct"}, {})
