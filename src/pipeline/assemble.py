"""From an annotated Doc to a Record: ids for positions, texts for spans, invariants checked once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline import annotations as notes
from pipeline import records
from pipeline.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from spacy.tokens import Doc

    from pipeline.article import Article

Ids = dict[int, str]


def assemble(
    doc: Doc,
    article: Article,
    *,
    provenance: records.Provenance,
    types: Collection[str],
    everything: bool = False,
) -> records.Record:
    """The record of an article.

    Args:
        doc: with all rooms' annotations.
        article: that the Doc was made of.
        provenance: versions and fingerprints of this pipeline, and warnings.
        types: event types that the packs declare.
        everything: write also what is not worth recording by the guidelines (`--all`).

    Raises:
        RecordError: if the record would break the contract; that is a bug of a room.
    """
    writer = _Writer(doc, everything=everything)
    try:
        record = records.Record(
            article=_article(doc, article),
            text=doc.text,
            entities=writer.entities(),
            times=writer.times(),
            quotes=writer.quotes(),
            events=writer.events(),
            provenance=provenance,
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


def _article(doc: Doc, article: Article) -> records.ArticleInfo:
    when = notes.publication(doc)
    given = article.published is not None
    return records.ArticleInfo(
        id=article.id,
        source=article.source,
        url=article.url,
        title=article.title or _headline(doc),
        published=when.day,
        published_from=article.published_from if given else when.source,  # type: ignore[arg-type]  # a str from the row
        published_window=(when.first, when.last) if when.first and when.last else None,
        sha256=article.sha256,
        encoding=article.encoding,
    )


def _headline(doc: Doc) -> str | None:
    first = next((block for block in notes.blocks(doc) if block.kind == "headline"), None)
    return " ".join(doc.text[first.start : first.end].split()) if first else None


class _Writer:
    """Turns rows that cite positions into models that cite ids; what is not recorded is left out."""

    def __init__(self, doc: Doc, *, everything: bool) -> None:
        self._text = doc.text
        self._entities, self._mentions = notes.entities(doc), notes.mentions(doc)
        self._times, self._quotes, self._events = notes.times(doc), notes.quotes(doc), notes.events(doc)
        mentioned = {mention.entity for mention in self._mentions}
        self._entity_ids = _ids("e", [i in mentioned for i in range(len(self._entities))])
        self._time_ids = _ids("t", [everything or t.recorded for t in self._times])
        self._quote_ids = _ids("q", [everything or q.recorded for q in self._quotes])
        self._event_ids = _ids("ev", [everything or e.recorded for e in self._events])

    def _span(self, start: int, end: int) -> dict[str, Any]:
        return {"start": start, "end": end, "text": self._text[start:end]}

    def _anchor(self, anchor: str | None) -> str | None:
        """An anchor row ("dct", "time:3", "event:0") as an id; None where that is not written."""
        if anchor is None or anchor == "dct":
            return anchor
        kind, _, position = anchor.partition(":")
        ids = self._time_ids if kind == "time" else self._event_ids
        return ids.get(int(position))

    def entities(self) -> list[records.Entity]:
        return [
            records.Entity(
                id=one,
                name=self._entities[i].name,
                label=self._entities[i].label,  # type: ignore[arg-type]  # pydantic checks it
                roles=[records.Role(**self._span(r.start, r.end), rule=r.rule) for r in self._entities[i].roles],
                mentions=[
                    records.Mention(**self._span(m.start, m.end), kind=m.kind, rule=m.rule)
                    for m in self._mentions
                    if m.entity == i
                ],
            )
            for i, one in self._entity_ids.items()
        ]

    def times(self) -> list[records.Time]:
        return [self._time(one, self._times[i]) for i, one in self._time_ids.items()]

    def _time(self, one: str, row: notes.Timex) -> records.Time:
        return records.Time(
            id=one,
            **self._span(row.start, row.end),
            type=row.type,
            value=row.value,
            mod=row.mod,
            begin=row.begin,
            end_date=row.end_date,
            anchor=self._anchor(row.anchor),
            rule=row.rule,
        )

    def quotes(self) -> list[records.Quote]:
        return [self._quote(one, self._quotes[i]) for i, one in self._quote_ids.items()]

    def _quote(self, one: str, row: notes.Quote) -> records.Quote:
        return records.Quote(
            id=one,
            kind=row.kind,  # type: ignore[arg-type]  # pydantic checks it
            content=[records.Span(**self._span(p.start, p.end)) for p in row.content],
            cue=records.Cue(**self._span(row.cue.start, row.cue.end), lemma=row.cue.lemma) if row.cue else None,
            source=records.Span(**self._span(row.source.start, row.source.end)) if row.source else None,
            speaker=_cited(row.speaker, self._entity_ids),
            stance=row.stance,
            time=_cited(row.time, self._time_ids),
            within=_cited(row.within, self._quote_ids),
            rule=row.rule,
        )

    def events(self) -> list[records.Event]:
        return [self._event(one, self._events[i]) for i, one in self._event_ids.items()]

    def _event(self, one: str, row: notes.Event) -> records.Event:
        return records.Event(
            id=one,
            type=row.type,
            mode=row.mode,
            trigger=records.Trigger(**self._span(row.trigger.start, row.trigger.end), lemma=row.trigger.lemma),
            arguments=[
                records.Argument(role=a.role, entity=_cited(a.entity, self._entity_ids), **self._span(a.start, a.end))
                for a in row.arguments
            ],
            time=self._event_time(row.time),
            polarity=row.polarity,  # type: ignore[arg-type]  # pydantic checks it
            modality=row.modality,  # type: ignore[arg-type]  # pydantic checks it
            attributed_to=_cited(row.attributed_to, self._quote_ids),
            main=row.main,
            rank=row.rank,
            same_as=_cited(row.same_as, self._event_ids),
            sentence=records.Bounds(start=row.sentence.start, end=row.sentence.end),
            rule=row.rule,
            confidence=row.confidence,
        )

    def _event_time(self, row: notes.EventTime) -> records.EventTime:
        return records.EventTime(
            timex=_cited(row.timex, self._time_ids),
            value=row.value,
            begin=row.begin,
            end=row.end,
            granularity=row.granularity,  # type: ignore[arg-type]  # pydantic checks it
            relation=row.relation,  # type: ignore[arg-type]  # pydantic checks it
            how=row.how,  # type: ignore[arg-type]  # pydantic checks it
            anchor=self._anchor(row.anchor),
        )


def _ids(prefix: str, kept: Sequence[bool]) -> Ids:
    """Ids ("e1", "e2", ...) of the positions that are kept."""
    positions = [i for i, keep in enumerate(kept) if keep]
    return {i: f"{prefix}{number}" for number, i in enumerate(positions, 1)}


def _cited(position: int | None, ids: Mapping[int, str]) -> str | None:
    return None if position is None else ids.get(position)
