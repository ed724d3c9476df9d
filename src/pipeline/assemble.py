"""From an annotated Doc to a Record: ids for positions, texts for spans, checked once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from pipeline import annotations as notes
from pipeline import records
from pipeline.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from spacy.tokens import Doc

    from pipeline.article import Article
    from pipeline.calibration import Calibration

Ids = dict[int, str]
Fields = dict[str, Any]  # the door to pydantic, which checks every value


class _Part(Protocol):
    """Anything with a start and an end."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def assemble(  # noqa: PLR0913  (what a record is made of)
    doc: Doc,
    article: Article,
    *,
    provenance: records.Provenance,
    types: Collection[str],
    everything: bool = False,
    confidence: Calibration | None = None,
) -> records.Record:
    """The record of an article.

    Args:
        doc: with all rooms' annotations.
        article: that the Doc was made of.
        provenance: versions and fingerprints of this pipeline, and warnings.
        types: event types that the packs declare.
        everything: write also what is not worth recording by the guidelines (`--all`).
        confidence: tuned on verdicts; None for that of the events room.

    Raises:
        RecordError: if the record would break the contract; that is a bug of a room.
    """
    writer = _Writer(doc, article.text, everything=everything, confidence=confidence)
    try:
        record = records.Record.model_validate(
            {
                "article": _article(doc, article),
                "text": article.text,
                "entities": writer.entities(),
                "times": writer.times(),
                "quotes": writer.quotes(),
                "events": writer.events(),
                "provenance": provenance,
            }
        )
    except ValidationError as error:
        raise _broken(article, [f"{e['loc']}: {e['msg']}" for e in error.errors()]) from error
    found = records.faults(record)
    found += [f"{e.id}: type {e.type!r} is declared by no pack"
              for e in record.events if e.type is not None and e.type not in types]  # fmt: skip
    if found:
        raise _broken(article, found)
    return record


def _broken(article: Article, found: Sequence[str]) -> RecordError:
    return RecordError(
        "the record breaks its contract: " + "; ".join(found[:5]),
        where=article.id,
        fix="report this with the article; it is a bug in newsclaims",
    )


def _article(doc: Doc, article: Article) -> Fields:
    when = notes.publication(doc)
    return {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title or _headline(doc, article.text),
        "published": when.day,
        "published_from": when.source if article.published is None else article.published_from,
        "published_window": (when.first, when.last) if when.first and when.last else None,
        "sha256": article.sha256,
        "encoding": article.encoding,
    }


def _headline(doc: Doc, text: str) -> str | None:
    first = next((block for block in notes.blocks(doc) if block.kind == "headline"), None)
    return " ".join(text[first.start : first.end].split()) if first else None


class _Writer:
    """Rows that cite positions become fields that cite ids, less what is not recorded."""

    def __init__(
        self, doc: Doc, text: str, *, everything: bool, confidence: Calibration | None
    ) -> None:
        self._text, self._confidence = text, confidence
        self._entities, self._mentions = notes.entities(doc), notes.mentions(doc)
        self._times, self._quotes = notes.times(doc), notes.quotes(doc)
        self._events = notes.events(doc)
        mentioned = {mention.entity for mention in self._mentions}
        self._entity_ids = _ids("e", [i in mentioned for i in range(len(self._entities))])
        self._time_ids = _ids("t", [everything or t.recorded for t in self._times])
        self._quote_ids = _ids("q", [everything or q.recorded for q in self._quotes])
        self._event_ids = _ids("ev", [everything or e.recorded for e in self._events])

    def _span(self, part: _Part) -> Fields:
        return {"start": part.start, "end": part.end, "text": self._text[part.start : part.end]}

    def _anchor(self, anchor: str | None) -> str | None:
        """An anchor ("dct", "time:3", "event:0") as an id; None where that is not written."""
        if anchor is None or anchor == "dct":
            return anchor
        kind, _, position = anchor.partition(":")
        ids = self._time_ids if kind == "time" else self._event_ids
        return ids.get(int(position))

    def entities(self) -> list[Fields]:
        mentions: dict[int, list[Fields]] = {i: [] for i in self._entity_ids}
        for m in self._mentions:
            mentions[m.entity].append(self._span(m) | {"kind": m.kind, "rule": m.rule})
        return [
            {
                "id": one,
                "name": self._entities[i].name,
                "label": self._entities[i].label,
                "roles": [
                    self._span(role) | {"rule": role.rule} for role in self._entities[i].roles
                ],
                "mentions": mentions[i],
            }
            for i, one in self._entity_ids.items()
        ]

    def times(self) -> list[Fields]:
        return [
            self._span(self._times[i])
            | {
                "id": one,
                "type": self._times[i].type,
                "value": self._times[i].value,
                "mod": self._times[i].mod,
                "begin": self._times[i].begin,
                "end_date": self._times[i].end_date,
                "anchor": self._anchor(self._times[i].anchor),
                "rule": self._times[i].rule,
            }
            for i, one in self._time_ids.items()
        ]

    def quotes(self) -> list[Fields]:
        return [self._quote(one, self._quotes[i]) for i, one in self._quote_ids.items()]

    def _quote(self, one: str, row: notes.Quote) -> Fields:
        return {
            "id": one,
            "kind": row.kind,
            "content": [self._span(piece) for piece in row.content],
            "cue": self._span(row.cue) | {"lemma": row.cue.lemma} if row.cue else None,
            "source": self._span(row.source) if row.source else None,
            "speaker": _cited(row.speaker, self._entity_ids),
            "stance": row.stance,
            "time": _cited(row.time, self._time_ids),
            "within": _cited(row.within, self._quote_ids),
            "rule": row.rule,
        }

    def events(self) -> list[Fields]:
        return [self._event(one, self._events[i]) for i, one in self._event_ids.items()]

    def _event(self, one: str, row: notes.Event) -> Fields:
        return {
            "id": one,
            "type": row.type,
            "mode": row.mode,
            "trigger": self._span(row.trigger) | {"lemma": row.trigger.lemma},
            "arguments": [
                self._span(a) | {"role": a.role, "entity": _cited(a.entity, self._entity_ids)}
                for a in row.arguments
            ],
            "time": self._event_time(row.time),
            "polarity": row.polarity,
            "modality": row.modality,
            "attributed_to": _cited(row.attributed_to, self._quote_ids),
            "main": row.main,
            "rank": row.rank,
            "same_as": _cited(row.same_as, self._event_ids),
            "sentence": {"start": row.sentence.start, "end": row.sentence.end},
            "rule": row.rule,
            "confidence": self._sure(row),
        }

    def _sure(self, row: notes.Event) -> float:
        """The confidence of a typed event; an untyped one has no verdicts to learn from."""
        if self._confidence is None or row.type is None:
            return row.confidence
        if (
            row.attributed_to not in self._quote_ids
        ):  # learnt from records, which do not cite it
            row = replace(row, attributed_to=None)
        return self._confidence.confidence(row)

    def _event_time(self, row: notes.EventTime) -> Fields:
        return {
            "timex": _cited(row.timex, self._time_ids),
            "value": row.value,
            "begin": row.begin,
            "end": row.end,
            "granularity": row.granularity,
            "relation": row.relation,
            "how": row.how,
            "anchor": self._anchor(row.anchor),
        }


def _ids(prefix: str, kept: Sequence[bool]) -> Ids:
    """Ids ("e1", "e2", ...) of the positions that are kept."""
    positions = [i for i, keep in enumerate(kept) if keep]
    return {i: f"{prefix}{number}" for number, i in enumerate(positions, 1)}


def _cited(position: int | None, ids: Mapping[int, str]) -> str | None:
    return None if position is None else ids.get(position)
