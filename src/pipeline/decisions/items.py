"""What a decision is about: an item of a record, named by what it is and not by its id.

A re-run numbers items anew, and may find others beside them. What stays is the text, the kind
of item, its offsets and its type: these make the key. What else the reviewer saw of the item
(its day, its participants) goes into a digest, so that an item that a re-run changed can be
judged again.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Literal

from pipeline.records import Event, Quote, Strict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import Record

Item = Event | Quote
ItemKind = Literal["event", "quote"]


class ItemKey(Strict):
    """Names an event or a quote across runs.

    Attributes:
        article: sha256 of the article's text.
        spans: of the trigger, or of the pieces of content; code points, half-open.
        type: the event's type as extracted, None for an untyped one; the quote's kind.
    """

    article: str
    kind: ItemKind
    spans: tuple[tuple[int, int], ...]
    type: str | None = None

    def __str__(self) -> str:
        return key_text(self.article, self.kind, self.spans, self.type)


def key_text(
    article: str, kind: ItemKind, spans: Iterable[tuple[int, int]], named: str | None
) -> str:
    """A key as a line, without making one; `named` is its type."""
    places = "+".join(f"{start}-{end}" for start, end in spans)
    return f"{article}:{kind}:{places}:{named or ''}"


def key_of(item: Item, article: str) -> ItemKey:
    """The key of an event or a quote in the article with this sha256."""
    if isinstance(item, Event):
        place = (item.trigger.start, item.trigger.end)
        return ItemKey(article=article, kind="event", spans=(place,), type=item.type)
    spans = tuple((piece.start, piece.end) for piece in item.content)
    return ItemKey(article=article, kind="quote", spans=spans, type=item.kind)


def every(record: Record) -> list[Item]:
    """All events and quotes of a record."""
    return [*record.events, *record.quotes]


def items(record: Record) -> Iterator[tuple[ItemKey, Item]]:
    """The events and quotes of a record, each with its key.

    Of items under one key (an `--all` run may hold two) the first one stands for all.
    """
    seen: set[ItemKey] = set()
    for item in every(record):
        key = key_of(item, record.article.sha256)
        if key not in seen:
            seen.add(key)
            yield key, item


def judged(item: Item, record: Record) -> str:
    """A digest of what a reviewer sees of an item, 16 hex digits.

    Ids are told by what they stand for, since a re-run numbers anew; rule, confidence and rank
    are not part of what is judged.
    """
    names = {entity.id: entity.name for entity in record.entities}
    times = {time.id: [time.start, time.end, time.value] for time in record.times}
    seen = item.model_dump(
        exclude={"id", "rule", "confidence", "rank", "main", "same_as", "review", "sentence"}
    )
    _tell(seen, "speaker", names)
    _tell(seen, "time", times)
    for argument in seen.get("arguments", ()):
        _tell(argument, "entity", names)
    for cites in ("attributed_to", "within"):
        seen.pop(cites, None)
    if isinstance(item, Event):
        seen["time"].pop("anchor")
        _tell(seen["time"], "timex", times)
    text = json.dumps(seen, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _tell(fields: dict[str, Any], name: str, what: dict[str, Any]) -> None:
    """Put what an id stands for in its place."""
    if isinstance(fields.get(name), str):
        fields[name] = what.get(fields[name])
