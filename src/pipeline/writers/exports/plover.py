"""PLOVER: event records in the JSON of its manual (version 0.7b1, chapter "JSON Data Fields").

Only what that ontology codes: its sixteen types, of events that the article says did happen, on
a day that is known (`date` is required). `quad_code` is left out: versions of the manual differ
on SANCTION. Fields of our own are `confidence`, `rule`, `claimed_by`, and an actor's `name`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline import __version__
from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.telling import sayer
from pipeline.writers.exports.types import PLOVER
from pipeline.writers.words import Lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import Argument, Event
    from pipeline.writers.exports.entry import Entry, Options

Json = dict[str, Any]


def export(entries: Iterable[Entry], _options: Options) -> Iterator[Piece]:
    """A line for each event that PLOVER would code."""
    for entry in entries:
        look = Lookup(entry.record)
        for event in entry.events:
            if _is_coded(event):
                told = _told(event, entry, look)
                yield Piece(json.dumps(told, ensure_ascii=False) + "\n", items=1)


def _is_coded(event: Event) -> bool:
    return (
        event.type in PLOVER
        and event.polarity == "positive"
        and event.modality == "asserted"
        and (event.time.begin or event.time.end) is not None
    )


def _told(event: Event, entry: Entry, look: Lookup) -> Json:
    text = entry.record.text
    location = next((one for one in event.arguments if one.role == "location"), None)
    fields: Json = {
        "id": entry.uid(event.id),
        "has_event": True,
        "date": event.time.begin or event.time.end,
        "enddate": event.time.end if event.time.begin != event.time.end else None,
        "source": _actors(event, "actor", look),
        "recipient": _actors(event, "recipient", look),
        "event": [event.type],
        "mode": [event.mode] if event.mode else None,
        "event_text": [event.trigger.text],
        "event_loc": {"name": look.named(location.entity, location.text)[0]}
        if location
        else None,
        "text": text[event.sentence.start : event.sentence.end],
        "text_info": event.sentence.model_dump(),
        "cite_info": _cited(entry),
        "coder": f"newsclaims {__version__}",
        "claimed_by": sayer(event, look) or None,
        "rule": event.rule,
        "confidence": event.confidence,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _actors(event: Event, role: str, look: Lookup) -> list[Json]:
    return [_actor(one, look) for one in event.arguments if one.role == role]


def _actor(argument: Argument, look: Lookup) -> Json:
    entity = look.entities.get(argument.entity or "")
    fields = {
        "actor_text": argument.text,
        "name": entity.name if entity else None,
        "office": entity.roles[0].text if entity and entity.roles else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _cited(entry: Entry) -> Json:
    article = entry.record.article
    fields = {
        "citation": article.id,
        "url": article.url,
        "title": article.title,
        "language": article.language,
        "publication": article.source,
    }
    return {name: value for name, value in fields.items() if value is not None}
