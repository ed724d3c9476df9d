"""Days that have names: when they fall in a year. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.times.calendar import month_end, real_day
from pipeline.times.value import WEEKDAYS

_FIXED = re.compile(r"(\d\d?)-(\d\d?)")
_NTH = re.compile(r"(1st|2nd|3rd|4th|last) (\w+day) of (\d\d?)(?: ([+-]\d+))?")
_BEFORE = re.compile(r"(\w+day) (before|from) (\d\d?)-(\d\d?)")
_EASTER = re.compile(r"easter ?([+-] ?\d+)?")


def holiday(on: str, year: int) -> date | None:
    """The day that a formula names in a year; None where there is none (29 February).

    Args:
        on: "12-25", "4th thursday of 11", "last monday of 5", "monday before 5-25" (the last
            Monday before that day), "tuesday from 11-2" (the first on or after it), "easter-2".
        year: the calendar year.

    Raises:
        ValueError: for anything else.
    """
    if match := _FIXED.fullmatch(on):
        return real_day(year, int(match[1]), int(match[2]))
    if match := _NTH.fullmatch(on):
        one = _nth(year, int(match[3]), match[1], WEEKDAYS.index(match[2]))
        return one + timedelta(days=int(match[4] or 0))
    if match := _BEFORE.fullmatch(on):
        edge = date(year, int(match[3]), int(match[4]))
        number = WEEKDAYS.index(match[1])
        if match[2] == "before":
            return edge - timedelta(days=(edge.weekday() - number) % 7 or 7)
        return edge + timedelta(days=(number - edge.weekday()) % 7)
    if match := _EASTER.fullmatch(on):
        return easter(year) + timedelta(days=int((match[1] or "0").replace(" ", "")))
    msg = f"cannot read the day {on!r}"
    raise ValueError(msg)


def _nth(year: int, number: int, which: str, weekday: int) -> date:
    if which == "last":
        last = month_end(year, number)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, number, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (int(which[0]) - 1))


def easter(year: int) -> date:
    """Western Easter Sunday.

    References:
        The anonymous Gregorian computus (Meeus, Astronomical Algorithms, 1991, chapter 8).
    """
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, last = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, last + 1)
