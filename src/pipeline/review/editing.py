"""What the browser needs to edit an item: its values by their places, and what to point at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.records import Event

if TYPE_CHECKING:
    from pipeline.records import Argument, Entity, Quote, Record, Span
    from pipeline.review.looked import Looked

Json = dict[str, Any]


def editing(looked: Looked) -> Json:
    """The item as shown, its article's text, and its mentions and times."""
    record = looked.record
    shown = looked.shown
    return {
        "kind": looked.row.kind,
        "isAdded": looked.item is None,
        "text": record.text,
        "published": record.article.published,
        "values": _event(shown, record) if isinstance(shown, Event) else _quote(shown, record),
        "mentions": [
            {**_place(one), "name": entity.name, "label": entity.label}
            for entity in record.entities
            for one in entity.mentions
        ],
        "times": [
            {**_place(one), "value": one.value, "begin": one.begin, "end_date": one.end_date}
            for one in record.times
        ],
    }


def _event(event: Event, record: Record) -> Json:
    time = event.time.model_dump(exclude={"anchor", "timex"})
    timex = next((one for one in record.times if one.id == event.time.timex), None)
    return {
        "type": event.type,
        "mode": event.mode,
        "trigger": _place(event.trigger),
        "arguments": [_argument(one, record) for one in event.arguments],
        "time": {**time, "timex": _place(timex) if timex else None},
        "polarity": event.polarity,
        "modality": event.modality,
    }


def _argument(argument: Argument, record: Record) -> Json:
    entity = _entity(argument.entity, record)
    return {
        "role": argument.role,
        "start": argument.start,
        "end": argument.end,
        "entity": _nearest(entity, argument) if entity else None,
        "name": entity.name if entity else None,
    }


def _quote(quote: Quote, record: Record) -> Json:
    speaker = _entity(quote.speaker, record)
    return {
        "kind": quote.kind,
        "stance": quote.stance,
        "content": [_place(piece) for piece in quote.content],
        "cue": _place(quote.cue) if quote.cue else None,
        "source": _place(quote.source) if quote.source else None,
        "speaker": _nearest(speaker, quote.source) if speaker else None,
        "name": speaker.name if speaker else None,
    }


def _entity(cited: str | None, record: Record) -> Entity | None:
    return next((one for one in record.entities if one.id == cited), None)


def _nearest(entity: Entity, place: Span | Argument | None) -> Json:
    """The entity's mention inside a place, or else its first: this names it through re-runs."""
    for one in entity.mentions:
        if place is not None and place.start <= one.start and one.end <= place.end:
            return _place(one)
    return _place(entity.mentions[0])


def _place(span: Span | Argument) -> Json:
    return {"start": span.start, "end": span.end}
