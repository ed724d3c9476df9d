"""First and last day of what a TIMEX3 value names, and of its parts. Pure.

Both ends are included. Early, mid and late (or beginning, middle and end) are thirds: days
1-10, 11-20, 21-end of a month, months 1-4, 5-8, 9-12 of a year, by the annotation guidelines;
years 0-3, 4-6, 7-9 of a decade, years 0-33, 34-66, 67-99 of a century.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.times import calendar

if TYPE_CHECKING:
    from pipeline.times.calendar import Period

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-(\d\d|Q[1-4]|H[12]|SP|SU|FA|WI)")
_PLACE = {"START": 0, "MID": 1, "END": 2}
_YEARS = {"decade": ((0, 3), (4, 6), (7, 9)), "century": ((0, 33), (34, 66), (67, 99))}


def interval(value: str) -> tuple[date, date] | None:
    """First and last day of a value, or None where it names no one stretch of the calendar.

    Fiscal years are None: only the article can say when they run.
    """
    if "/" in value:
        return _range(value)
    if match := _DAY.fullmatch(value):
        one = calendar.real_day(*map(int, match.groups()))
        return (one, one) if one else None
    if match := _WEEK.fullmatch(value):
        return _week(int(match[1]), int(match[2]), weekend=bool(match[3]))
    if match := _PART.fullmatch(value):
        return _part(int(match[1]), match[2])
    if re.fullmatch(r"\d{2,4}", value) and int(value.ljust(4, "0")) > 0:
        return date(int(value.ljust(4, "0")), 1, 1), date(int(value.ljust(4, "9")), 12, 31)
    return None


def _range(value: str) -> tuple[date, date] | None:
    ends = [interval(part) for part in value.split("/")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[1][1] < ends[0][0]:
        return None
    return ends[0][0], ends[1][1]


def _week(year: int, number: int, *, weekend: bool) -> tuple[date, date] | None:
    if not 1 <= number <= 53:
        return None
    monday = (
        date(year, 1, 4)
        + timedelta(weeks=number - 1)
        - timedelta(days=date(year, 1, 4).weekday())
    )
    return (monday + timedelta(days=5 if weekend else 0)), monday + timedelta(days=6)


def _part(year: int, part: str) -> tuple[date, date] | None:
    if part in calendar.SEASONS:
        found = calendar.season(year, part)
    elif part[0] == "Q":
        found = calendar.quarter(year, int(part[1]))
    elif part[0] == "H":
        found = calendar.half(year, int(part[1]))
    elif 1 <= int(part) <= 12:
        found = calendar.month(year, int(part))
    else:
        return None
    return found.first, found.last


def third(period: Period, mod: str | None) -> tuple[date, date]:
    """First and last day of the beginning, middle or end (START, MID, END) of a period.

    A day or a weekend has no parts; None gives the whole.
    """
    if mod not in _PLACE or period.grain in {"day", "weekend"}:
        return period.first, period.last
    place = _PLACE[mod]
    if period.grain == "month":
        first = period.first + timedelta(days=10 * place)
        return first, (period.last if place == 2 else first + timedelta(days=9))
    if period.grain == "week":
        first = period.first + timedelta(days=(0, 2, 4)[place])
        return first, period.first + timedelta(days=(1, 3, 6)[place])
    if period.grain in _YEARS:
        begin, end = _YEARS[period.grain][place]
        year = period.first.year
        return date(year + begin, 1, 1), date(year + end, 12, 31)
    return _months(period, place)


def _months(period: Period, place: int) -> tuple[date, date]:
    """A third of a period of whole months, in months (rounded: a half year has two each)."""
    size = (
        (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    )
    begin, end = size * place // 3, size * (place + 1) // 3
    first = calendar.later(period.first, begin, "month")
    return first, calendar.later(period.first, end, "month") - calendar.ONE_DAY
