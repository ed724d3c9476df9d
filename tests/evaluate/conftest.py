"""A small article in gold and found form, to be altered by each test."""

from __future__ import annotations

import copy
import json

import pytest

from pipeline.evaluate.gold import GoldRecord
from pipeline.evaluate.measures import values
from pipeline.evaluate.score import evaluate

TEXT = (
    "Ana Ruiz sued Orbex on Monday. "
    '"They lied," she said. '
    "Orbex denied that it had fired anyone. "
    "The company closed a plant in Lima last year."
)


def _at(words: str, nth: int = 0) -> dict[str, object]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def _mention(kind: str, words: str, nth: int = 0) -> dict[str, object]:
    return {**_at(words, nth), "kind": kind}


def _gold() -> dict[str, object]:
    return {
        "article": {"id": "suit", "published": "2024-03-07", "published_from": "given"},
        "input": {"published": "2024-03-07"},
        "text": TEXT,
        "entities": [
            {
                "id": "e1",
                "name": "Ana Ruiz",
                "label": "PERSON",
                "mentions": [_mention("name", "Ana Ruiz"), _mention("pronoun", "she")],
            },
            {
                "id": "e2",
                "name": "Orbex",
                "label": "ORG",
                "mentions": [
                    _mention("name", "Orbex"),
                    _mention("pronoun", "They"),
                    _mention("name", "Orbex", 1),
                    _mention("pronoun", "it"),
                    _mention("nominal", "The company"),
                ],
            },
            {
                "id": "e3",
                "name": "Lima",
                "label": "GPE",
                "mentions": [_mention("name", "Lima")],
            },
        ],
        "times": [
            _time("t1", "Monday", "2024-03-04", "2024-03-04", "2024-03-04"),
            _time("t2", "last year", "2023", "2023-01-01", "2023-12-31"),
        ],
        "quotes": [
            {
                "id": "q1",
                "kind": "direct",
                "content": [_at("They lied,")],
                "cue": _at("said"),
                "source": _at("she"),
                "speaker": "e1",
            },
            {
                "id": "q2",
                "kind": "indirect",
                "content": [_at("it had fired anyone")],
                "cue": _at("denied"),
                "source": _at("Orbex", 1),
                "speaker": "e2",
            },
        ],
        "events": [
            _event(
                "ev1", "LEGAL", "sued", ("actor", "e1", _at("Ana Ruiz")),
                ("recipient", "e2", _at("Orbex")), days=("2024-03-04", "2024-03-04"),
            ),
            _event("ev2", "LABOR", "fired", ("actor", "e2", _at("it")), held_by="q2"),
            _event(
                "ev3", "BUSINESS", "closed", ("actor", "e2", _at("The company")),
                ("location", "e3", _at("Lima")), days=("2023-01-01", "2023-12-31"),
            ),
        ],
        "ignored_triggers": [_at("lied")],
    }  # fmt: skip


def _time(name: str, words: str, value: str, begin: str, end: str) -> dict[str, object]:
    span = _at(words)
    return {**span, "id": name, "type": "DATE", "value": value, "begin": begin, "end_date": end}


def _event(
    name: str,
    kind: str,
    words: str,
    *arguments: tuple[str, str, dict[str, object]],
    days: tuple[str | None, str | None] = (None, None),
    held_by: str | None = None,
) -> dict[str, object]:
    return {
        "id": name,
        "type": kind,
        "type_alternates": ["COERCE"] if name == "ev3" else [],
        "trigger": _at(words),
        "arguments": [{"role": r, "entity": e, **span} for r, e, span in arguments],
        "time": {"begin": days[0], "end": days[1]},
        "polarity": "positive",
        "modality": "denied" if held_by else "asserted",
        "attributed_to": held_by,
    }


@pytest.fixture
def gold():
    """The gold record, as the JSON of its file."""
    return _gold()


@pytest.fixture
def found():
    """The same record as a pipeline would have written it, to be spoilt."""
    raw = copy.deepcopy(_gold())
    del raw["input"], raw["ignored_triggers"]
    for event in raw["events"]:
        del event["type_alternates"]
    return raw


@pytest.fixture
def at():
    """The span of some words of the article, as JSON."""
    return _at


@pytest.fixture
def scores(gold):
    """Score a found record (or none) against the gold record; every number by its name."""

    def score(*found: dict[str, object]) -> dict[str, float | None]:
        return values(result(*found).total)

    def result(*found: dict[str, object]):
        wanted = GoldRecord.model_validate(gold)
        got = {one["article"]["id"]: GoldRecord.model_validate(one) for one in found}
        return evaluate({"suit": wanted}, got)

    score.result = result
    return score


@pytest.fixture
def folder(tmp_path, gold, found):
    """A gold folder and a run folder on disk."""
    for name in ("gold", "run"):
        (tmp_path / name).mkdir()
    (tmp_path / "gold" / "suit.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "run" / "records.jsonl").write_text(json.dumps(found) + "\n", encoding="utf-8")
    return tmp_path
