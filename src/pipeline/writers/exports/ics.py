"""iCalendar (RFC 5545): what is planned, on the days that the article gives.

Time stamps come from the publication day, ids from the item's key, so that a calendar that is
loaded again gets no doubles.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.telling import heading, places, plain, sayer
from pipeline.writers.words import Lookup, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import ArticleInfo, Event
    from pipeline.writers.exports.entry import Entry, Options

_OCTETS = 75  # in a line, RFC 5545 section 3.1


def export(entries: Iterable[Entry], _options: Options) -> Iterator[Piece]:
    """One calendar."""
    yield Piece(_lines([
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", f"-//newsclaims//newsclaims {__version__}//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("X-WR-CALNAME", "Planned events in the news"),
    ]))  # fmt: skip
    for entry in entries:
        look = Lookup(entry.record)
        for event in entry.events:
            if event.modality == "planned" and event.polarity == "positive" and _first(event):
                yield Piece(_lines(_event(event, entry, look)), items=1)
    yield Piece(_lines([("END", "VCALENDAR")]))


def _first(event: Event) -> str | None:
    """The day under which to look for it; the last one where no other is known."""
    return event.time.begin or event.time.end


def _event(event: Event, entry: Entry, look: Lookup) -> Iterator[tuple[str, str]]:
    article = entry.record.article
    first = date.fromisoformat(_first(event) or "")
    last = date.fromisoformat(event.time.end) if event.time.end else first
    yield "BEGIN", "VEVENT"
    yield "UID", f"{entry.uid(event.id)}@newsclaims"
    yield "DTSTAMP", f"{_stamp(article, first)}T000000Z"
    yield "DTSTART;VALUE=DATE", f"{first:%Y%m%d}".zfill(8)
    if last < date.max:
        yield "DTEND;VALUE=DATE", f"{last + timedelta(days=1):%Y%m%d}".zfill(8)  # excluded
    yield "SUMMARY", _escaped(heading(event, look).removesuffix(" (planned)"))
    if where := places(event, look):
        yield "LOCATION", _escaped(where)
    yield "DESCRIPTION", "\\n".join(map(_escaped, _story(event, entry, look)))
    yield "CATEGORIES", _escaped(event.type or "UNTYPED")
    if article.url and plain(article.url) == article.url:
        yield "URL", article.url
    yield "STATUS", "TENTATIVE"
    yield "TRANSP", "TRANSPARENT"
    yield "END", "VEVENT"


def _stamp(article: ArticleInfo, first: date) -> str:
    """When this was known: at publication; for want of that day, the event's own."""
    window = article.published_window
    day = article.published or (window[0] if window else first.isoformat())
    return day.replace("-", "")


def _story(event: Event, entry: Entry, look: Lookup) -> Iterator[str]:
    article = entry.record.article
    yield plain(entry.record.text[event.sentence.start : event.sentence.end])
    yield f"When: {when(event.time)}"
    if who := sayer(event, look):
        yield f"According to: {who}"
    named = [article.title, article.source, article.published, article.id]
    yield "Article: " + ", ".join(plain(one) for one in named if one)


def _escaped(text: str) -> str:
    """A TEXT value, RFC 5545 section 3.3.11."""
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text


def _lines(properties: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{folded(f'{name}:{value}')}\r\n" for name, value in properties)


def folded(line: str) -> str:
    """A content line, broken so that none has more than 75 octets; characters stay whole."""
    parts: list[str] = []
    part, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8"))
        if size + octets > _OCTETS:
            parts.append(part)
            part, size = "", 1  # the space that begins a line that goes on
        part += char
        size += octets
    return "\r\n ".join([*parts, part])
