"""Intervals: what a time expression says with its preposition, and what publication day says.

Days are ISO days; both ends of an interval are included.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.annotations import EventTime

if TYPE_CHECKING:
    from pipeline.annotations import Timex

OPEN_LEFT = frozenset({"until", "till", "by", "before", "within", "as"})  # "as" is `as of`
OPEN_RIGHT = frozenset({"since", "from"})
_GRANULARITY = (
    (re.compile(r"^\d{4}-\d\d-\d\dT"), "time"), (re.compile(r"^\d{4}-\d\d-\d\d$"), "day"),
    (re.compile(r"/"), "interval"), (re.compile(r"^\d{4}-W"), "week"),
    (re.compile(r"^\d{4}-\d\d$"), "month"), (re.compile(r"^\d{4}-Q"), "quarter"),
    (re.compile(r"^\d{4}$"), "year"), (re.compile(r"^\d{3}X?$"), "decade"),
)  # fmt: skip


def granularity(value: str | None) -> str | None:
    """How fine a TIMEX3 value is."""
    if not value:
        return None
    return next((name for pattern, name in _GRANULARITY if pattern.search(value)), "other")


def shift(day: str, days: int) -> str:
    """An ISO day, some days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def explicit(timex: Timex, number: int, preposition: str) -> EventTime | None:
    """The time that an expression gives with its preposition; None for durations and sets."""
    begin, end = timex.begin, timex.end_date
    if timex.type not in {"DATE", "TIME"} or (begin is None and end is None):
        return None
    fine = granularity(timex.value)
    if fine == "time" and preposition in {"after", "before"}:
        preposition = "at"  # shortly after 3am is on that day
    if preposition == "after":
        return EventTime(
            number, timex.value, None, None, fine, "after", "explicit", f"time:{number}"
        )
    if preposition in OPEN_RIGHT and "/" not in timex.value and begin is not None:
        end = None
    elif preposition == "before" and begin is not None:
        end = shift(begin, -1)
        begin = None
    elif preposition in OPEN_LEFT:
        begin = None
    return EventTime(number, timex.value, begin, end, fine, "on", "explicit", timex.anchor)


def coarseness(time: EventTime) -> int:
    """How coarse an interval is, to compare by; larger is coarser."""
    order = ("time", "day", "interval", "week", "month", "quarter", "other", "year", "decade")
    return order.index(time.granularity) if time.granularity in order else len(order)


def on_publication(dct: str) -> EventTime:
    """Publication day, for news of the day."""
    return EventTime(None, dct, dct, dct, "day", "on", "document", "dct")


def around_publication(dct: str) -> EventTime:
    """Going on at publication, begun before it."""
    return EventTime(None, dct, dct, dct, "day", "includes", "document", "dct")


def before_publication(dct: str) -> EventTime:
    """Some time before publication; no interval is guessed."""
    return EventTime(None, dct, None, None, "day", "before", "document", "dct")


def after_publication(dct: str) -> EventTime:
    """Some time after publication; no interval is guessed."""
    return EventTime(None, dct, None, None, "day", "after", "document", "dct")
