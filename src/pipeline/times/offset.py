"""Readings that step on from another day or unit: the week before last. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.anchor import weekday
from pipeline.times.counted import counted_from, length_of
from pipeline.times.relative import UNKNOWN, dated, moved_or_none, read_weekday
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from pipeline.times.anchor import Context
    from pipeline.times.grammar import Resolve

Slots = dict[str, Any]
WEEKEND_EDGE = 4  # Friday; a "weekend of 3-5 March" may begin with it


def read_beyond(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The week before last, the Friday before last, the year after next."""
    step = int(slots["step"])
    unit = "day" if "weekday" in slots else str(slots["unit"])
    if c.dct is None:
        return Answer("DATE", UNKNOWN[unit])
    if "weekday" not in slots:
        return dated(moved_or_none(calendar.holding(unit, c.dct), step), UNKNOWN[unit], "dct")
    number = int(slots["weekday"])
    if step < 0:
        one = weekday(number, c.dct - calendar.ONE_DAY, "past") - timedelta(weeks=1)
    else:
        one = weekday(number, c.dct, "future") + timedelta(weeks=1)
    return dated(calendar.day(one), "", "dct")


def read_from_day(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """A week from Monday, a week today: counted on from a day that is still to come."""
    inner = slots["outer"]
    ahead = replace(c, setting=replace(c.setting, tense="future"))
    outer = resolve(inner, ahead)
    number, unit = length_of(slots["length"].name, slots["length"].slots)
    if outer is None or outer.period is None or number is None:
        return Answer("DATE", UNKNOWN["day"])
    return dated(counted_from(outer.period, number, unit, 1), UNKNOWN["day"], outer.anchor)


def read_ago_from(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """A week ago on Monday, ten years ago this month: as exact as what it is counted from."""
    outer = resolve(slots["outer"], c)
    number, unit = length_of(slots["length"].name, slots["length"].slots)
    if outer is None or outer.period is None or number is None or number.denominator != 1:
        return Answer("DATE", UNKNOWN["day"])
    back = {"decade": 10, "century": 100}.get(unit)
    steps, unit = int(number) * (back or 1), "year" if back else unit
    if unit == "year" and outer.period.grain != "day":
        return dated(calendar.moved_years(outer.period, -steps), "", outer.anchor)
    try:
        first = calendar.later(outer.period.first, -steps, unit)
    except (ValueError, KeyError):
        return Answer("DATE", UNKNOWN["day"])
    return dated(calendar.holding(outer.period.grain, first), "", outer.anchor)


def read_weekend_of(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The weekend of 4-5 March, of 4 March."""
    outer = resolve(slots["outer"], c)
    if outer is None or outer.period is None:
        return Answer("DATE", UNKNOWN["weekend"])
    first = outer.period.first
    if outer.period.grain == "range" and first.weekday() < WEEKEND_EDGE:
        return outer
    found = calendar.weekend(first)
    return replace(outer, value=found.value, period=found)


def read_shift_season(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The following spring, the previous autumn: beside the time last told of."""
    name, shift = str(slots["season"]), str(slots["shift"])
    base = c.latest()
    if base is None:
        return Answer("DATE", f"XXXX-{name}")
    year = base.period.first.year
    options = [calendar.season(year + step, name) for step in (-2, -1, 0, 1, 2)]
    if shift == "previous":
        found = [one for one in options if one.last < base.period.first][-1]
    elif shift == "following":
        found = next(one for one in options if one.first > base.period.last)
    else:
        found = calendar.season(year, name)
    return dated(found, "", f"time:{base.index}")


def read_years_to(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The decade to 2020, the five years to 2019: the years that end there."""
    outer = resolve(slots["outer"], c)
    if outer is None or outer.period is None:
        return outer
    number, unit = Fraction(1), "decade"
    if "length" in slots:
        told, unit = length_of(slots["length"].name, slots["length"].slots)
        number = told or number
    years = int(number * (10 if unit == "decade" else 1))
    last = outer.period.first.year
    if not 1 < years < last:
        return outer
    period = calendar.span(calendar.year_of(last - years + 1), outer.period)
    return replace(outer, value=period.value, period=period)


def read_month_quarter(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The September quarter: the three months that end with it."""
    inner = resolve(slots["inner"], c)
    if inner is None or inner.period is None:
        return inner and Answer("DATE", "XXXX-QX")
    year, last = inner.period.first.year, inner.period.first.month
    if last % 3 == 0:
        found = calendar.quarter(year, last // 3)
    else:
        found = calendar.span(calendar.month(year, last - 2), inner.period)
    return replace(inner, value=found.value, period=found)


def read_weekday_pair(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """Tuesday-Thursday: from the first to the next such day after it."""
    a = read_weekday({"weekday": slots["weekday"]}, c, resolve)
    if a is None or a.period is None:
        return Answer("DATE", UNKNOWN["day"])
    step = (int(slots["weekday_to"]) - int(slots["weekday"])) % 7 or 7
    last = calendar.day(a.period.first + timedelta(days=step))
    period = calendar.span(a.period, last)
    return Answer("DATE", period.value, period, anchor=a.anchor)


READINGS = {
    "beyond": read_beyond,
    "from_day": read_from_day,
    "ago_from": read_ago_from,
    "weekend_of": read_weekend_of,
    "weekday_pair": read_weekday_pair,
    "shift_season": read_shift_season,
    "years_to": read_years_to,
    "month_quarter": read_month_quarter,
}
