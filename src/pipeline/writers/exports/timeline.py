"""TimelineJS: dated events as slides (https://timeline.knightlab.com/docs/json-format.html)."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.telling import heading, plain, sayer
from pipeline.writers.words import Lookup, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import Event
    from pipeline.writers.exports.entry import Entry, Options

Json = dict[str, Any]


def export(entries: Iterable[Entry], _options: Options) -> Iterator[Piece]:
    """One document, a slide to a line; events without a date are left out."""
    between = '{"events": [\n'
    for entry in entries:
        look = Lookup(entry.record)
        for event in entry.events:
            if event.time.begin or event.time.end:
                slide = json.dumps(_slide(event, entry, look), ensure_ascii=False)
                yield Piece(between + slide, items=1)
                between = ",\n"
    yield Piece('{"events": []}\n' if between.startswith("{") else "\n]}\n")


def _slide(event: Event, entry: Entry, look: Lookup) -> Json:
    time = event.time
    slide: Json = {
        "unique_id": entry.uid(event.id),
        "start_date": _day(time.begin or time.end or ""),
        "display_date": when(time),
        "text": {"headline": escape(heading(event, look)), "text": _story(event, entry, look)},
        "group": event.type or "UNTYPED",
    }
    if time.begin and time.end and time.begin != time.end:
        slide["end_date"] = _day(time.end)
    return slide


def _day(iso: str) -> dict[str, int]:
    year, month, day = iso.split("-")
    return {"year": int(year), "month": int(month), "day": int(day)}


def _story(event: Event, entry: Entry, look: Lookup) -> str:
    """The sentence, who says so, and the article, as HTML."""
    article = entry.record.article
    told = [escape(plain(entry.record.text[event.sentence.start : event.sentence.end]))]
    if who := sayer(event, look):
        told.append(f"According to {escape(who)}")
    name = escape(plain(article.title or article.id))
    if article.url and article.url.startswith(("https://", "http://")):
        name = f'<a href="{escape(article.url)}">{name}</a>'
    told.append(name)
    return "".join(f"<p>{one}</p>" for one in told)
