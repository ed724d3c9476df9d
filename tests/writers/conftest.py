"""Records made by hand, so that the views do not hang on what the rooms find."""

from __future__ import annotations

import pytest

from pipeline.records import Record

TEXT = (
    "Bank staff walk out\n\n"
    "Staff at Nordbank walked out on Monday. The bank would close ten branches from 1 May, "
    "its chairwoman, Eva Holm, said.\n"
)


def _span(words, text=TEXT, *, nth=0, **more):
    """The span of some words in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words, **more}


def _record(text=TEXT, **article):
    known = {
        "id": "walkout",
        "title": "Bank staff walk out",
        "source": "Wire",
        "published": "2024-03-07",
        "published_from": "dateline",
        "sha256": "0" * 64,
    }
    return {
        "article": known | article,
        "text": text,
        "provenance": {"newsclaims": "0.1.0", "model": {"name": "m"}, "packs": {}},
    }


@pytest.fixture
def span():
    return _span


@pytest.fixture
def record():
    """A record with two events, a quote, two times and two entities."""
    return Record.model_validate(
        _record()
        | {
            "entities": [
                {
                    "id": "e1",
                    "name": "Nordbank",
                    "label": "ORG",
                    "mentions": [
                        _span("Nordbank", kind="name", rule="entities.name"),
                        _span("The bank", kind="nominal", rule="entities.nominal"),
                    ],
                },
                {
                    "id": "e2",
                    "name": "Eva Holm",
                    "label": "PERSON",
                    "roles": [_span("its chairwoman", rule="entities.role")],
                    "mentions": [_span("Eva Holm", kind="name", rule="entities.name")],
                },
            ],
            "times": [
                _span("Monday", id="t1", type="DATE", value="2024-03-04", begin="2024-03-04",
                      end_date="2024-03-04", anchor="dct", rule="times.weekday"),
                _span("1 May", id="t2", type="DATE", value="2024-05-01", begin="2024-05-01",
                      end_date="2024-05-01", rule="times.day_month"),
            ],
            "quotes": [
                {
                    "id": "q1",
                    "kind": "indirect",
                    "content": [_span("The bank would close ten branches from 1 May")],
                    "cue": _span("said", lemma="say"),
                    "source": _span("its chairwoman, Eva Holm"),
                    "speaker": "e2",
                    "stance": "says",
                    "rule": "cue.say",
                },
            ],
            "events": [
                {
                    "id": "ev1",
                    "type": "LABOR",
                    "trigger": _span("walked out", lemma="walk out"),
                    "arguments": [
                        {"role": "actor", "entity": None, **_span("Staff at Nordbank")},
                    ],
                    "time": {"timex": "t1", "value": "2024-03-04", "begin": "2024-03-04",
                             "end": "2024-03-04", "granularity": "day", "relation": "on",
                             "how": "explicit"},
                    "polarity": "positive",
                    "modality": "asserted",
                    "main": True,
                    "rank": 1,
                    "sentence": {"start": 21, "end": 60},
                    "rule": "events.walk_out",
                    "confidence": 0.9,
                },
                {
                    "id": "ev2",
                    "type": "BUSINESS",
                    "trigger": _span("close", lemma="close"),
                    "arguments": [
                        {"role": "actor", "entity": "e1", **_span("The bank")},
                        {"role": "recipient", "entity": None, **_span("ten branches")},
                    ],
                    "time": {"timex": "t2", "value": "2024-05-01", "begin": "2024-05-01",
                             "end": None, "granularity": "day", "relation": "on",
                             "how": "explicit"},
                    "polarity": "negative",
                    "modality": "planned",
                    "attributed_to": "q1",
                    "rank": 2,
                    "sentence": {"start": 61, "end": len(TEXT) - 1},
                    "rule": "events.close",
                    "confidence": 0.8,
                },
            ],
        }
    )  # fmt: skip


@pytest.fixture
def plain():
    """Make a record of nothing but a text, or of what else is given."""

    def make(text, **more):
        article = more.pop("article", {"title": None})
        return Record.model_validate(_record(text, **article) | more)

    return make
