"""An article's text in pieces, each with what it is evidence of.

The browser finds its way back from a place on the screen to code points of the text by the
pieces' starts. Characters that cannot be seen are pieces of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.layout import cut_blocks, is_headline
from pipeline.records import Event
from pipeline.writers.segments import Mark, segments
from pipeline.writers.visible import codepoint, is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.decisions.items import Item
    from pipeline.records import Quote, Record, Span
    from pipeline.review.looked import Placed
    from pipeline.writers.segments import Segment

_BREAKS = "\n\v\f\r\x85\u2028\u2029"
ROLES = ("actor", "recipient", "location", "theme")
EVIDENCE = ("trigger", *ROLES, "time", "cue", "source", "content", "also", "near")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that looks the same all over.

    Attributes:
        start: of it in the article, code points.
        kinds: what it is evidence of, for the current item.
        item: handle of another item that stands here, "" for none, and its kind.
        place: start and end of the mention or time expression here, "" for none.
        hidden: whether it is a character that cannot be seen, told by its name.
    """

    start: int
    text: str
    kinds: str = ""
    item: str = ""
    other: str = ""
    place: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or the headline."""

    is_title: bool
    pieces: tuple[Piece, ...]


def blocks(record: Record, shown: Item, handle: str, others: Sequence[Placed]) -> list[Block]:
    """The article around an item.

    Args:
        record: of the article.
        shown: the item, as corrected.
        handle: its handle.
        others: all items of the article.
    """
    marks = [
        *(Mark(start, end, kind, "") for kind, start, end in evidence(record, shown)),
        *(
            Mark(*span, f"other-{one.row.kind}", one.row.handle)
            for one in others
            for span in one.spans
            if one.row.handle != handle
        ),
        *(Mark(one.start, one.end, "place", "") for one in _pointed_at(record)),
    ]
    cut = cut_blocks(record.text)
    return [
        Block(
            is_headline(record.text, cut, number),
            tuple(
                piece
                for part in segments(block.start, block.end, marks)
                for piece in _pieces(part, record.text)
            ),
        )
        for number, block in enumerate(cut)
    ]


def _pointed_at(record: Record) -> Iterator[Span]:
    """What a reviewer may point at: mentions and time expressions."""
    for entity in record.entities:
        yield from entity.mentions
    yield from record.times


def evidence(record: Record, item: Item) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of everything that an item rests on."""
    if isinstance(item, Event):
        yield from _event(record, item)
    else:
        yield from _quote(record, item, whole=True)


def _event(record: Record, event: Event) -> Iterator[tuple[str, int, int]]:
    yield "near", event.sentence.start, event.sentence.end
    yield "trigger", event.trigger.start, event.trigger.end
    for one in event.arguments:
        yield one.role if one.role in ROLES else "theme", one.start, one.end
        if one.role == "actor":
            yield from _mentions(record, one.entity)
    yield from _time(record, event.time.timex)
    for quote in record.quotes:
        if quote.id == event.attributed_to:
            yield from _quote(record, quote, whole=False)


def _quote(record: Record, quote: Quote, *, whole: bool) -> Iterator[tuple[str, int, int]]:
    for kind, span in (("cue", quote.cue), ("source", quote.source)):
        if span is not None:
            yield kind, span.start, span.end
    if whole:
        yield from (("content", piece.start, piece.end) for piece in quote.content)
        yield from _mentions(record, quote.speaker)
        yield from _time(record, quote.time)


def _mentions(record: Record, entity: str | None) -> Iterator[tuple[str, int, int]]:
    for one in record.entities:
        if one.id == entity:
            yield from (("also", mention.start, mention.end) for mention in one.mentions)


def _time(record: Record, time: str | None) -> Iterator[tuple[str, int, int]]:
    yield from (("time", one.start, one.end) for one in record.times if one.id == time)


def _pieces(part: Segment, text: str) -> Iterator[Piece]:
    """A segment, cut at characters that cannot be seen."""
    kinds = {mark.kind for mark in part.marks}
    told = " ".join(kind for kind in EVIDENCE if kind in kinds)
    other = _smallest(mark for mark in part.marks if mark.kind.startswith("other-"))
    place = _smallest(mark for mark in part.marks if mark.kind == "place")
    where = f"{place.start}-{place.end}" if place else ""
    item, kind = (other.owner, other.kind) if other else ("", "")
    if text[part.start : part.end].replace("\n", "").isprintable():  # nearly always
        yield Piece(part.start, text[part.start : part.end], told, item, kind, where)
        return
    start = part.start
    for at in range(part.start, part.end + 1):
        if at < part.end and not _is_apart(text, at):
            continue
        if start < at:
            yield Piece(start, _seen(text[start:at]), told, item, kind, where)
        if at < part.end and text[at] != "\r":
            yield Piece(at, codepoint(text[at]), told, item, kind, where, hidden=True)
        start = at + 1


def _is_apart(text: str, at: int) -> bool:
    """Whether a character is no part of a run: it cannot be seen, or is half a line break."""
    char = text[at]
    if char in _BREAKS or char == "\t":
        return text[at : at + 2] == "\r\n"
    return is_hidden(char)


def _seen(text: str) -> str:
    """A run with one kind of line break, code point for code point."""
    return "".join("\n" if char in _BREAKS else char for char in text)


def _smallest(marks: Iterable[Mark]) -> Mark | None:
    return min(marks, key=lambda mark: (mark.end - mark.start, mark.start), default=None)
