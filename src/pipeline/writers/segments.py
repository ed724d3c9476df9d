"""Overlapping spans cut into stretches that do not overlap, each with all that cover it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import Record, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to show: what it is (`name`, `time`, `content`, ...) and of which item."""

    start: int
    end: int
    kind: str
    owner: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the marks that cover all of it."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def segments(start: int, end: int, marks: Iterable[Mark]) -> list[Segment]:
    """A stretch of text cut wherever a mark begins or ends; together they are the stretch."""
    inside = sorted(
        (mark for mark in marks if max(start, mark.start) < min(end, mark.end)),
        key=lambda mark: (mark.start, -mark.end, mark.kind, mark.owner),
    )
    begins: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    cuts = {start, end}
    for mark in inside:
        first, last = max(start, mark.start), min(end, mark.end)
        begins.setdefault(first, []).append(mark)
        ends.setdefault(last, []).append(mark)
        cuts |= {first, last}
    out: list[Segment] = []
    covering: dict[Mark, None] = {}
    for left, right in pairwise(sorted(cuts)):
        for mark in ends.get(left, ()):
            covering.pop(mark, None)
        covering.update(dict.fromkeys(begins.get(left, ())))
        out.append(Segment(left, right, tuple(covering)))
    return out


def marks_of(record: Record) -> list[Mark]:
    """Every span of a record that is worth seeing in its text."""
    return [
        Mark(span.start, span.end, kind, owner)
        for span, kind, owner in (*_quoted(record), *_named(record), *_dated(record))
        if span is not None
    ]


def _quoted(record: Record) -> Iterator[tuple[Span | None, str, str]]:
    for quote in record.quotes:
        for piece in quote.content:
            yield piece, "content", quote.id
        yield quote.cue, "cue", quote.id
        yield quote.source, "source", quote.id


def _named(record: Record) -> Iterator[tuple[Span, str, str]]:
    for entity in record.entities:
        for mention in entity.mentions:
            yield mention, "name" if mention.kind == "name" else "mention", entity.id


def _dated(record: Record) -> Iterator[tuple[Span, str, str]]:
    for time in record.times:
        yield time, "time", time.id
    for event in record.events:
        yield event.trigger, "trigger", event.id
