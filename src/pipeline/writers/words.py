"""A record's values in words: intervals, how a date was come by, who says so.

The terminal and the web page tell the same story; only their looks differ.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.records import (
        Argument,
        ArticleInfo,
        Entity,
        Event,
        EventTime,
        Quote,
        Record,
        Span,
        Time,
    )

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PUBLISHED = {
    "given": "as given",
    "metadata": "by the page's own metadata",
    "dateline": "by its dateline",
    "inferred": "inferred from the text",
}
_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?")
_MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_FAR = "9999"  # sorts after every day


class Lookup:
    """The items of a record by their ids."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.entities: dict[str, Entity] = {one.id: one for one in record.entities}
        self.times: dict[str, Time] = {one.id: one for one in record.times}
        self.quotes: dict[str, Quote] = {one.id: one for one in record.quotes}
        self.events: dict[str, Event] = {one.id: one for one in record.events}

    def named(self, entity: str | None, words: str) -> tuple[str, str]:
        """The name of who is meant, and the words for them where those tell more, else ""."""
        if entity is None or entity not in self.entities:
            return _line(words), ""
        name = self.entities[entity].name
        return name, "" if name in words or words in name else _line(words)

    def speaker(self, quote: Quote) -> tuple[str, str]:
        """Who says it, name and words as in `named`; "somebody" where nobody is named."""
        words = quote.source.text if quote.source else ""
        name, said = self.named(quote.speaker, words)
        return name or "somebody", said


def counted(number: int, noun: str) -> str:
    """A number of things: "1 entity", "2,000 events"; for regular nouns."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def day(iso: str) -> str:
    """2024-03-07 as 7 Mar 2024, 2024-03 as Mar 2024; any other value as it is."""
    parts = _DAY.fullmatch(iso)
    if parts is None:
        return iso
    year, month, number = parts.groups()
    told = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(number)} {told}" if number else told


def weekday(iso: str) -> str:
    """The day of the week of an ISO day, short."""
    return _WEEKDAYS[date.fromisoformat(iso).weekday()]


def interval(begin: str, end: str) -> str:
    """Two days, both included, in short: Nov 2021; 6-20 Aug 2014; 1990-1999."""
    first, last = date.fromisoformat(begin), date.fromisoformat(end)
    if first == last:
        return day(begin)
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole_months:
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(end)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(end)}"
    return f"{day(begin)} – {day(end)}"


def _months(first: date, last: date) -> str:
    """Whole months: Nov 2021; Jan–Mar 2021; 2021; 1990–1999."""
    if first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    begin, end = _MONTHS[first.month - 1], f"{_MONTHS[last.month - 1]} {last.year}"
    if first.year != last.year:
        return f"{begin} {first.year} – {end}"
    return end if first.month == last.month else f"{begin}–{end}"


def when(time: EventTime) -> str:
    """When an event was, in a few words; "" where nothing is known."""
    if time.begin is None and time.end is None:
        if time.relation in {"before", "after"} and time.value:
            return f"{time.relation} {day(time.value)}"
        return ""
    if time.begin is None or time.end is None:
        edge = day(_edge(time))
        return f"from {edge}" if time.begin else f"by {edge}"
    span = interval(time.begin, time.end)
    if time.relation == "includes":
        return f"around {span}"
    return f"within {span}" if time.relation == "between" else span


def _edge(time: EventTime) -> str:
    """The known side of an open interval; a month or a year as the text has it."""
    value = time.value or ""
    return value if _MONTH.fullmatch(value) else time.begin or time.end or ""


def how_dated(event: Event, look: Lookup) -> str:
    """How an event's date was come by, in a clause."""
    time = event.time
    words = look.times.get(time.timex or "")
    if not (time.begin or time.end) and time.relation in {"before", "after"}:
        return f"no date but {time.relation} {_anchor(time.anchor or time.timex, look)}"
    if time.how == "document":
        return "the day of publication"
    if time.how == "explicit" and words is not None:
        return f"“{_line(words.text)}”{_counted(words, look)}"
    if time.how == "anchored":
        return f"the time of {_anchor(time.timex or time.anchor, look)}"
    return "stated in the sentence" if when(time) else "the text gives no date"


def _counted(words: Time, look: Lookup) -> str:
    """What a relative time expression was counted from."""
    if words.anchor is None:
        return ""
    return f", counted from {_anchor(words.anchor, look)}"


def _anchor(anchor: str | None, look: Lookup) -> str:
    if anchor in look.times:
        return f"“{_line(look.times[anchor].text)}” ({anchor})"
    if anchor in look.events:
        return f"“{_line(look.events[anchor].trigger.text)}” ({anchor})"
    published = look.record.article.published
    return f"publication on {day(published)}" if published else "publication"


def _line(text: str) -> str:
    return " ".join(text.split())


def published(article: ArticleInfo) -> str:
    """When the article was published, and how that is known."""
    if article.published is not None:
        how = _PUBLISHED.get(article.published_from, article.published_from)
        return f"published {day(article.published)}, {how}"
    if article.published_window is not None:
        return f"published {interval(*article.published_window)}, inferred from the text"
    return "publication day unknown"


def ordered(record: Record) -> list[Event]:
    """Events by date, the undated after them; ties in order of rank."""

    def key(event: Event) -> tuple[str, int, str, int]:
        time = event.time
        known = time.begin or time.end or (time.value if time.relation else None)
        side = {"before": -1, "after": 1}.get(time.relation or "", 0)
        return known or _FAR, side, time.end or _FAR, event.rank

    return sorted(record.events, key=key)


def arguments(event: Event, role: str) -> list[Argument]:
    """An event's participants in a role."""
    return [one for one in event.arguments if one.role == role]


def other_roles(event: Event) -> list[Argument]:
    """Participants that are neither actor, recipient nor location."""
    return [
        one for one in event.arguments if one.role not in {"actor", "recipient", "location"}
    ]


def reservations(event: Event) -> list[str]:
    """What keeps an event from being a plain fact: negated, planned, denied, ..."""
    told = ["did not happen"] if event.polarity == "negative" else []
    if event.modality != "asserted":
        told.append(event.modality)
    return told


def cue_around(quote: Quote) -> tuple[str, str]:
    """The cue as it stands before or after its source: "according to ", " said"."""
    if quote.cue is None:
        return "", ""
    cue = _line(quote.cue.text).lower()
    first = quote.source is not None and quote.cue.start < quote.source.start
    return (f"{cue} ", "") if first else ("", f" {cue}")


def content(quote: Quote) -> str:
    """The words of a quote, its pieces joined; direct speech in quotation marks."""
    marks = ("“", "”") if quote.kind == "direct" else ("", "")
    return " … ".join(f"{marks[0]}{_piece(piece)}{marks[1]}" for piece in quote.content)


def _piece(piece: Span) -> str:
    return _line(piece.text)
