"""Stretches of the calendar and their TIMEX3 values. Pure; all days are inclusive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month; winter runs into the next year
MIN_YEAR, MAX_YEAR = 1, 9990
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar.

    `grain`: day, week, weekend, month, quarter, half, season, year, fiscal_year,
    fiscal_quarter, decade, century, or range. `first` and `last` are days, both included.
    """

    grain: str
    value: str
    first: date
    last: date


def day(one: date) -> Period:
    """That day."""
    return Period("day", one.isoformat(), one, one)


def week(one: date) -> Period:
    """The ISO week, Monday to Sunday, of a day."""
    year, number, weekday = one.isocalendar()
    first = one - timedelta(days=weekday - 1)
    return Period("week", f"{year:04}-W{number:02}", first, first + timedelta(days=6))


def weekend(one: date) -> Period:
    """Saturday and Sunday of a day's ISO week."""
    whole = week(one)
    return Period("weekend", whole.value + "-WE", whole.last - ONE_DAY, whole.last)


def month(year: int, number: int) -> Period:
    """A month; `number` may run over the year's ends (0 is the December before)."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Period(
        "month", f"{year:04}-{number:02}", date(year, number, 1), month_end(year, number)
    )


def month_end(year: int, number: int) -> date:
    """The last day of a month; `number` may run over the year's ends."""
    year, number = year + number // 12, number % 12 + 1
    return date(year, number, 1) - ONE_DAY


def quarter(year: int, number: int) -> Period:
    """A calendar quarter; `number` may run over the year's ends."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    first = date(year, number * 3 - 2, 1)
    return Period("quarter", f"{year:04}-Q{number}", first, month_end(year, number * 3))


def half(year: int, number: int) -> Period:
    """A half year; `number` may run over the year's ends."""
    year, number = year + (number - 1) // 2, (number - 1) % 2 + 1
    first = date(year, number * 6 - 5, 1)
    return Period("half", f"{year:04}-H{number}", first, month_end(year, number * 6))


def season(year: int, name: str) -> Period:
    """A season (SP SU FA WI) that begins in a year."""
    first = SEASONS[name]
    return Period(
        "season", f"{year:04}-{name}", date(year, first, 1), month_end(year, first + 2)
    )


def year_of(number: int) -> Period:
    """A calendar year."""
    return Period("year", f"{number:04}", date(number, 1, 1), date(number, 12, 31))


def decade(number: int) -> Period:
    """The decade that holds a year: 1994 gives the 1990s."""
    first = number - number % 10
    return Period(
        "decade", f"{first:04}"[:3], date(max(first, 1), 1, 1), date(first + 9, 12, 31)
    )


def century(number: int) -> Period:
    """The century that holds a year, as TIMEX3 writes it: 1994 gives 19 (1900 to 1999)."""
    first = number - number % 100
    return Period(
        "century", f"{first:04}"[:2], date(max(first, 1), 1, 1), date(first + 99, 12, 31)
    )


def fiscal_year(number: int, start_month: int | None) -> tuple[str, Period | None]:
    """The value of a fiscal year, and the year itself where its first month is known.

    The year is named by the calendar year that holds most of it: October 2022 to September 2023
    is 2023, April 2022 to March 2023 is 2022.
    """
    value = f"FY{number:04}"
    if start_month is None:
        return value, None
    first = date(number - (1 if start_month > 6 else 0), start_month, 1)
    last = month_end(first.year + 1, start_month - 1)
    return value, Period("fiscal_year", value, first, last)


def fiscal_quarter(number: int, of: Period) -> Period:
    """A quarter of a fiscal year."""
    first = month(of.first.year, of.first.month + 3 * (number - 1)).first
    last = month(first.year, first.month + 2).last
    return Period("fiscal_quarter", f"{of.value}-Q{number}", first, last)


def span(a: Period, b: Period) -> Period:
    """From the begin of one to the end of another; months and days keep their own spelling."""
    return Period("range", f"{a.value}/{b.value}", a.first, b.last)


def holding(grain: str, one: date) -> Period:
    """The period of a grain that a day lies in."""
    return _HOLDING[grain](one)


def season_holding(one: date) -> Period:
    """The season that a day lies in."""
    before = month(one.year, one.month - one.month % 3).first
    names = {first: name for name, first in SEASONS.items()}
    return season(before.year, names[before.month])


def moved(one: Period, number: int) -> Period:
    """The period of the same grain, `number` steps later.

    Raises:
        ValueError: if that leaves the calendar (years 1 to 9990).
    """
    if one.grain == "range":
        return _moved_range(one, number)
    if one.grain.startswith("fiscal"):
        return _moved_fiscal(one, number)
    return holding(one.grain, later(one.first, number, one.grain))


def moved_years(one: Period, years: int) -> Period | None:
    """The same month, quarter, half, range, years later; None outside the calendar."""
    steps = {"day": 1, "week": 52, "month": 12, "quarter": 4, "half": 2, "season": 4}.get(
        one.grain, 1
    )
    try:
        if one.grain == "day":
            return day(later(one.first, years, "year"))
        return moved(one, years * steps)
    except ValueError:
        return None


def _moved_range(one: Period, number: int) -> Period:
    """A range of months or days, whole years later."""
    a, _, b = one.value.partition("/")
    left, right = (_moved_value(part, number) for part in (a, b))
    first = later(one.first, number, "year")
    last = (
        month_end(one.last.year + number, one.last.month)
        if len(b) == 7
        else later(one.last, number, "year")
    )
    return Period("range", f"{left}/{right}", first, last)


def _moved_value(value: str, years: int) -> str:
    return f"{int(value[:4]) + years:04}{value[4:]}"


def _moved_fiscal(one: Period, number: int) -> Period:
    """A fiscal year or quarter, whole years later."""
    value = f"FY{int(one.value[2:6]) + number:04}{one.value[6:]}"
    last = month_end(one.last.year + number, one.last.month)
    return Period(one.grain, value, later(one.first, number, "year"), last)


def later(one: date, number: int, unit: str) -> date:
    """A day `number` units later; the day of the month is cut to the month's length.

    Raises:
        ValueError: if that leaves the calendar.
    """
    in_days = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
    if unit in in_days:
        if abs(number) > 3_000_000:
            msg = "outside the calendar"
            raise ValueError(msg)
        return _checked(one + timedelta(days=number * in_days[unit]))
    months = number * {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12,
                       "decade": 120, "century": 1200}[unit]  # fmt: skip
    at = one.year * 12 + one.month - 1 + months
    if not (MIN_YEAR * 12 <= at < MAX_YEAR * 12):
        msg = "outside the calendar"
        raise ValueError(msg)
    end = month_end(at // 12, at % 12 + 1)
    return end.replace(day=min(one.day, end.day))


def _checked(one: date) -> date:
    if not (MIN_YEAR <= one.year <= MAX_YEAR):
        msg = "outside the calendar"
        raise ValueError(msg)
    return one


def real_day(year: int, number: int, one: int) -> date | None:
    """A day, or None where the calendar has no such day."""
    if not (1 <= number <= 12 and MIN_YEAR <= year <= MAX_YEAR):
        return None
    return date(year, number, one) if 1 <= one <= month_end(year, number).day else None


_HOLDING: dict[str, Callable[[date], Period]] = {
    "day": day,
    "week": week,
    "weekend": weekend,
    "month": lambda d: month(d.year, d.month),
    "quarter": lambda d: quarter(d.year, (d.month + 2) // 3),
    "half": lambda d: half(d.year, 1 if d.month <= 6 else 2),
    "season": season_holding,
    "year": lambda d: year_of(d.year),
    "decade": lambda d: decade(d.year),
    "century": lambda d: century(d.year),
}
