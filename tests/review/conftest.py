"""A small run folder for the review's tests: two articles, one of them hostile."""

from __future__ import annotations

import json
import warnings

import pytest

from pipeline.article import Article
from pipeline.decisions.store import open_store
from pipeline.records import Record
from pipeline.review.app import Review, make_app
from pipeline.review.desk import Desk
from pipeline.review.guard import HEADER, Lock
from pipeline.review.index import build
from pipeline.review.why import Rules

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # starlette would rather have another client
    from starlette.testclient import TestClient

BRIDGE = (
    "Mayor opens bridge\n\nMayor Ann Lee opened the bridge on Monday. “It is safe,” she said."
    "\n\nPolice left the old ferry pier on Tuesday. Workers blocked the road in Delta City. 😀 "
    "Bo Chan said that the toll would rise. Drivers protested."
)
SAID = "Zero\u200bwidth &amp; \" onmouseover='hit()"
HOSTILE = (
    "<script>window.hit = 1</script>\n\nThe clerk opened </mark></span>"
    "<img src=x onerror=hit()> the \u202evault\u202c on Monday.\n\n"
    f"“{SAID}” she said.\r\nNext."
)
NASTY = '"><script>window.hit=2</script>'


def find(text: str, words: str, **more) -> dict:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words, **more}


def event(text, number, trigger, kind, rule, **more):
    actor, timex = more.pop("actor", None), more.pop("timex", None)
    day = timex and "2026-03-02"
    arguments = [{"role": "actor", "entity": more.pop("entity", None), **find(text, actor)}]
    return {
        "id": f"ev{number}", "type": kind,
        "trigger": find(text, trigger, lemma=trigger.lower()), "arguments": arguments,
        "time": {
            "timex": timex, "value": day, "begin": day, "end": day,
            "granularity": day and "day", "relation": day and "on",
            "how": "explicit" if timex else "none",
        },
        "polarity": "positive", "modality": "asserted", "rank": number,
        "sentence": {"start": text.index(trigger), "end": text.index(trigger) + 20},
        "rule": rule, **more,
    }  # fmt: skip


def quote(text, number, content, *, kind="direct", **more) -> dict:
    return {
        "id": f"q{number}",
        "kind": kind,
        "content": [find(text, content)],
        "stance": "says",
        "rule": "cue.say",
        **more,
    }


def record(name: str, text: str, **items) -> Record:
    return Record.model_validate(
        {
            "article": {
                "id": name,
                "sha256": Article(name, text).sha256,
                **items.pop("about", {}),
            },
            "text": text,
            "provenance": {"newsclaims": "0", "model": {}, "packs": {}},
            **items,
        }
    )


def entity(number: int, name: str, label: str, *mentions: dict) -> dict:
    return {"id": f"e{number}", "name": name, "label": label, "mentions": list(mentions)}


def bridge(**changes) -> Record:
    """The harmless article; `changes` are made to its first event."""
    text = BRIDGE
    name, pronoun = {"kind": "name", "rule": "r"}, {"kind": "pronoun", "rule": "r"}
    opened = event(
        text, 1, "opened", "BUSINESS", "business.open", confidence=0.9,
        actor="Mayor Ann Lee", entity="e1", timex="t1",
    )  # fmt: skip
    return record(
        "bridge",
        text,
        about={
            "title": "Mayor opens bridge", "published": "2026-03-05",
            "published_from": "given", "source": "Delta Post",
        },
        entities=[
            entity(1, "Ann Lee", "PERSON", find(text, "Ann Lee", **name),
                   find(text, "she", **pronoun)),
            entity(2, "Police", "ORG", find(text, "Police", **name)),
            entity(3, "Bo Chan", "PERSON", find(text, "Bo Chan", **name)),
        ],
        times=[find(text, "Monday", id="t1", type="DATE", value="2026-03-02",
                    begin="2026-03-02", end_date="2026-03-02", rule="times.weekday",
                    anchor="dct"),
               find(text, "Tuesday", id="t2", type="DATE", value="2026-03-03",
                    begin="2026-03-03", end_date="2026-03-03", rule="times.weekday",
                    anchor="dct")],
        quotes=[
            quote(text, 1, "It is safe,", speaker="e1", source=find(text, "she"),
                  cue=find(text, "said", lemma="say")),
            quote(text, 2, "the toll would rise", kind="indirect"),
        ],
        events=[
            opened | changes,
            event(text, 2, "left", "RETREAT", "retreat.leave", confidence=0.55, actor="Police",
                  entity="e2"),
            event(text, 3, "blocked", "PROTEST", "protest.block", confidence=0.4,
                  actor="Workers"),
            event(text, 4, "protested", "PROTEST", "protest.block", confidence=0.7,
                  actor="Drivers"),
        ],
    )  # fmt: skip


def hostile() -> Record:
    text = HOSTILE
    return record(
        NASTY,
        text,
        about={"title": NASTY, "source": NASTY, "url": "javascript:hit()"},
        entities=[entity(1, f"clerk{NASTY}", "PERSON",
                         find(text, "clerk", kind="name", rule=NASTY))],
        quotes=[quote(text, 1, SAID, speaker="e1")],
        events=[event(text, 1, "opened", NASTY, NASTY, confidence=0.5, actor="The clerk",
                      entity="e1")],
    )  # fmt: skip


def write(folder, *records: Record):
    lines = "".join(one.model_dump_json() + "\n" for one in records)
    (folder / "records.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path):
    """A run folder."""
    folder = tmp_path / "run"
    folder.mkdir()
    return write(folder, bridge(), hostile())


class Server:
    """The app on a run folder, without a socket."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self._opening = open_store(folder)
        self.desk = Desk(build(str(folder)), self._opening.__enter__())
        self.lock = Lock(("127.0.0.1:8000", "localhost:8000"))
        review = Review(self.desk, Rules(), run="run", reviewer="ann")
        self.client = TestClient(
            make_app(review, self.lock),
            base_url="http://127.0.0.1:8000",
            raise_server_exceptions=False,
            follow_redirects=False,
        )
        self.own = {
            "origin": "http://127.0.0.1:8000",
            HEADER: "1",
            "content-type": "application/json",
        }

    def let_in(self):
        self.client.get("/open", params={"token": self.lock.token})
        return self

    def get(self, path, **query):
        return self.client.get(path, params=query, headers={HEADER: "1"})

    def post(self, path, told, **headers):
        return self.client.post(path, content=json.dumps(told), headers=self.own | headers)

    def look(self, item="", **view):
        return self.get("/api/look", **({"item": item} if item else {}), **view).json()

    def close(self):
        self._opening.__exit__(None, None, None)


@pytest.fixture
def server(run):
    """The app, with a browser that was let in."""
    opened = Server(run).let_in()
    yield opened
    opened.close()


@pytest.fixture
def stranger(run):
    """The app, with a browser that was not let in."""
    opened = Server(run)
    yield opened
    opened.close()
