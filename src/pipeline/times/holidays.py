"""Days that have names: when they fall in a year. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipeline.times import lunar
from pipeline.times.calendar import month_end, real_day
from pipeline.times.value import WEEKDAYS

_FIXED = re.compile(r"(\d\d?)-(\d\d?)")
_NTH = re.compile(r"(1st|2nd|3rd|4th|last) (\w+day) of (\d\d?)(?: ([+-]\d+))?")
_BEFORE = re.compile(r"(\w+day) (before|from) (\d\d?)-(\d\d?)")
_FEAST = re.compile(r"(easter|orthodox easter|rosh hashanah|passover|hanukkah) ?([+-] ?\d+)?")
_ISLAMIC = re.compile(r"islamic (\d\d?)-(\d\d?)(?: ([+-]\d))?")
_LISTED = re.compile(r"\d{4}-\d\d-\d\d(?: \d{4}-\d\d-\d\d)*")
_LENGTH = re.compile(r" for (\d\d?)$")


def holiday_days(on: str, year: int) -> tuple[date, date] | None:
    """First and last day of what a formula names in a year; None where there is none.

    Args:
        on: as for `holiday`, with "for 8" behind it for a feast of eight days.
        year: the calendar year.

    Raises:
        ValueError: for anything else.
    """
    length = _LENGTH.search(on)
    first = holiday(on[: length.start()] if length else on, year)
    if first is None:
        return None
    return first, first + timedelta(days=int(length[1]) - 1 if length else 0)


def holiday(on: str, year: int) -> date | None:
    """The day that a formula names in a year; None where there is none (29 February).

    Args:
        on: "12-25", "4th thursday of 11", "last monday of 5", "monday before 5-25" (the last
            Monday before that day), "tuesday from 11-2" (the first on or after it), "easter-2"
            (so also "orthodox easter", "rosh hashanah", "passover", "hanukkah"), "islamic 9-1"
            (of the tabular Muslim calendar), or days as such: "2023-11-12 2024-10-31".
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
    return _movable(on, year)


def _movable(on: str, year: int) -> date | None:
    if match := _FEAST.fullmatch(on):
        return FEASTS[match[1]](year) + timedelta(days=int((match[2] or "0").replace(" ", "")))
    if match := _ISLAMIC.fullmatch(on):
        days = lunar.islamic_days(int(match[1]), int(match[2]), year)
        return days[0] + timedelta(days=int(match[3] or 0)) if days else None
    if _LISTED.fullmatch(on):
        named = next((one for one in on.split() if one.startswith(f"{year:04}-")), None)
        return date.fromisoformat(named) if named else None
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


FEASTS = {
    "easter": easter,
    "orthodox easter": lunar.orthodox_easter,
    "rosh hashanah": lunar.rosh_hashanah,
    "passover": lunar.passover,
    "hanukkah": lunar.hanukkah,
}
