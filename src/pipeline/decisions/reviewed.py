"""Verdicts and corrections put into a record; `patches` says what a correction looks like."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.decisions.items import Item, ItemKey, every, items, judged
from pipeline.decisions.patches import refused, resolved, span, word
from pipeline.errors import RecordError, first_fault
from pipeline.records import Event, Quote, Record, Review, faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.decisions.replay import Standing

ADDED = "review.added"  # the `rule` of items that a reviewer found missing


def corrected(item: Item, patch: Mapping[str, Any], record: Record) -> Item:
    """An item as a patch changes it.

    Raises:
        RecordError: if the patch names a field that cannot be edited, leaves the text, or makes
            an item that breaks the contract.
    """
    kind = "event" if isinstance(item, Event) else "quote"
    fields = resolved(kind, patch, record)
    if isinstance(item, Event) and "time" in fields:
        fields["time"] = item.time.model_dump() | fields["time"]
    return _checked(item.model_dump(mode="json") | fields, type(item), record)


def added(key: ItemKey, patch: Mapping[str, Any], record: Record) -> Item:
    """An item that a reviewer found missing. Raises RecordError as `corrected`."""
    blank = _blank_event(key, record) if key.kind == "event" else _blank_quote(key, record)
    fields = resolved(key.kind, patch, record)
    if key.kind == "event":
        fields["time"] = blank["time"] | fields.get("time", {})
    return _checked(blank | fields, Event if key.kind == "event" else Quote, record)


def _blank_event(key: ItemKey, record: Record) -> dict[str, Any]:
    """An event of which only the trigger and the type are known."""
    start, end = key.spans[0]
    return {
        "id": f"ev{len(record.events) + 1}",
        "rule": ADDED,
        "type": key.type,
        "trigger": word({"start": start, "end": end}, record),
        "time": {"how": "none"},
        "polarity": "positive",
        "modality": "asserted",
        "rank": len(record.events) + 1,
        "confidence": 1.0,
        "sentence": _sentence(start, end, record),
    }


def _sentence(start: int, end: int, record: Record) -> dict[str, int]:
    """The sentence around, if an extracted event stands in it; else the place itself."""
    for event in record.events:
        if event.sentence.start <= start and end <= event.sentence.end:
            return event.sentence.model_dump()
    return {"start": start, "end": end}


def _blank_quote(key: ItemKey, record: Record) -> dict[str, Any]:
    """A quote of which only the content is known."""
    return {
        "id": f"q{len(record.quotes) + 1}",
        "rule": ADDED,
        "kind": key.type or "indirect",
        "stance": "says",
        "content": [span({"start": start, "end": end}, record) for start, end in key.spans],
    }


def reviewed(
    record: Record,
    standings: Mapping[str, Standing],
    *,
    keep: Callable[[Standing | None], bool] = lambda _: True,
    extra: Iterable[ItemKey] = (),
) -> tuple[Record, list[str]]:
    """A record with its items as reviewed, and what could not be applied.

    Args:
        record: as extracted.
        standings: by `str(ItemKey)`.
        keep: which items stay, by their standing, None for one that nobody decided about.
            Verdicts on an item that a re-run has changed since do not count.
        extra: keys of added items of this article.

    Returns:
        A record that keeps the contract: references to items that went are null. And one line
        for each correction that no longer fits; such an item stays as extracted.
    """
    problems: list[str] = []
    kept: list[Item] = []
    present: set[str] = set()
    for key, item in items(record):
        present.add(str(key))
        standing = standings.get(str(key))
        standing = standing and standing.as_of(judged(item, record))
        if keep(standing):
            kept.append(_judged(item, standing, record, problems))
    for key in extra:
        standing = standings.get(str(key))
        if (
            str(key) in present
            or standing is None
            or not standing.is_kept
            or not keep(standing)
        ):
            continue
        kept += _new(key, standing, record, kept, problems)
    return with_items(record, kept), problems


def _judged(item: Item, standing: Standing | None, record: Record, problems: list[str]) -> Item:
    """An item with its edits and its verdict."""
    latest = standing.latest if standing else None
    if standing is None or latest is None:
        return item
    if latest.action in ("edit", "add"):
        try:
            item = corrected(item, latest.patch or {}, record)
        except RecordError as error:
            problems.append(f"{record.article.id}, {item.id}: {error.what}")
    return item.model_copy(update={"review": _review(standing)})


def _new(
    key: ItemKey, standing: Standing, record: Record, kept: list[Item], problems: list[str]
) -> list[Item]:
    latest = standing.latest
    try:
        item = added(key, (latest.patch if latest else None) or {}, record)
    except RecordError as error:
        problems.append(f"{record.article.id}, added {key.kind}: {error.what}")
        return []
    free = _free_id(item, [*kept, *every(record)])
    return [item.model_copy(update={"id": free, "review": _review(standing)})]


def _free_id(item: Item, others: list[Item]) -> str:
    """The first id at or after an item's own that no other has."""
    taken = {one.id for one in others}
    prefix = item.id.rstrip("0123456789")
    numbers = count(int(item.id[len(prefix) :]))
    return next(one for number in numbers if (one := f"{prefix}{number}") not in taken)


def _review(standing: Standing) -> Review:
    latest = standing.latest
    if latest is None:
        msg = "no verdict"
        raise ValueError(msg)
    words = [latest.reason, latest.note, *(note.note for note in standing.notes)]
    return Review(
        verdict=standing.status,
        reviewer=latest.reviewer,
        at=latest.at,
        note="; ".join(word for word in words if word) or None,
    )


def with_items(record: Record, kept: list[Item]) -> Record:
    """The record with these items only; what cites one that went cites nothing."""
    ids = {item.id for item in kept}
    events = [
        event.model_copy(
            update={
                "attributed_to": _if_in(event.attributed_to, ids),
                "same_as": _if_in(event.same_as, ids),
                "time": event.time.model_copy(
                    update={"anchor": _anchor(event.time.anchor, ids)}
                ),
            }
        )
        for event in kept
        if isinstance(event, Event)
    ]
    quotes = [
        quote.model_copy(update={"within": _if_in(quote.within, ids)})
        for quote in kept
        if isinstance(quote, Quote)
    ]
    times = [
        time.model_copy(update={"anchor": _anchor(time.anchor, ids)}) for time in record.times
    ]
    events.sort(key=lambda event: (event.trigger.start, event.trigger.end, event.id))
    quotes.sort(key=lambda quote: (quote.content[0].start, quote.id))
    return record.model_copy(update={"events": events, "quotes": quotes, "times": times})


def _if_in(cited: str | None, ids: set[str]) -> str | None:
    return cited if cited in ids else None


def _anchor(cited: str | None, ids: set[str]) -> str | None:
    """An anchor: a time or the publication day stays, an event that went does not."""
    return cited if cited is None or not cited.startswith("ev") or cited in ids else None


def _checked(fields: dict[str, Any], kind: type[Item], record: Record) -> Item:
    """The item, if it keeps the contract inside its record."""
    try:
        item = kind.model_validate(fields)
    except ValidationError as error:
        raise refused(first_fault(error)) from None
    name = "events" if isinstance(item, Event) else "quotes"
    alike: list[Item] = getattr(record, name)
    others = [one for one in alike if one.id != item.id]
    found = [
        fault
        for fault in faults(record.model_copy(update={name: [*others, item]}))
        if fault.startswith(f"{item.id}:")
    ]
    if found:
        raise refused(found[0])
    return item
