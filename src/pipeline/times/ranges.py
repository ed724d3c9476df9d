"""Readings of ranges: from one date to another, each with or without its year. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.interval import third
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from pipeline.times.anchor import Context
    from pipeline.times.calendar import Period
    from pipeline.times.grammar import Reading, Resolve

Slots = dict[str, Any]


def read_range(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """From one date to another; a year that only the second states holds for the first too."""
    left, right = slots["a"], slots["b"]
    b = resolve(right, c)
    a = _first_end(left, right, b, c, resolve)
    if a is None or b is None:
        return None
    if a.period is None or b.period is None:
        return Answer("DATE", f"{a.value}/{b.value}")
    late: Answer | None = b
    if b.period.last < a.period.first:
        late = _after(right, a.period, c, resolve)
    return (
        _running(left, right, a.period, c, resolve)
        or _over(left, right, late, c, resolve)
        or (_joined(a, late) if late else None)
        or Answer("DATE", f"{a.value}/{b.value}")
    )


def _first_end(
    left: Reading, right: Reading, b: Answer | None, c: Context, resolve: Resolve
) -> Answer | None:
    """The first end, in the year that the second states if it has none of its own."""
    stated = "year" in right.slots and "year" not in left.slots
    if b is None or b.period is None or not stated or left.name not in {"date", "month"}:
        return resolve(left, c)
    return _in_year(left, b.period, c, resolve)


def _over(
    left: Reading, right: Reading, late: Answer | None, c: Context, resolve: Resolve
) -> Answer | None:
    """A range that the tense says is over, a year before; None for any other."""
    if c.dct is None or c.setting.tense != "past" or late is None or late.period is None:
        return None
    if late.period.first <= c.dct:
        return None
    for back in (0, 1):
        a = _stated(left, c.dct.year - back, c, resolve)
        b = _after(right, a.period, c, resolve) if a and a.period else None
        if a and b and b.period and b.period.first <= c.dct:
            return _joined(a, b)
    return None


def _stated(end: Reading, year: int, c: Context, resolve: Resolve) -> Answer | None:
    """An end of a range without a year, in a year; None where it is no date or month."""
    if end.name == "part" and "inner" in end.slots:
        inner = _stated(end.slots["inner"], year, c, resolve)
        return replace(inner, mod=str(end.slots["part"])) if inner is not None else None
    if end.name not in {"date", "month"} or "year" in end.slots:
        return None
    return resolve(replace(end, slots={**end.slots, "year": year}), c)


def _running(
    left: Reading, right: Reading, first: Period, c: Context, resolve: Resolve
) -> Answer | None:
    """The range without years that holds publication day, where the tense led past it."""
    if c.dct is None or first.first <= c.dct or {left.name, right.name} - {"date", "month"}:
        return None
    if "year" in left.slots or "year" in right.slots:
        return None
    a = resolve(replace(left, slots={**left.slots, "year": c.dct.year}), c)
    if a is None or a.period is None or a.period.first > c.dct:
        return None
    b = _after(right, a.period, c, resolve)
    if b is None or b.period is None or b.period.last < c.dct:
        return None
    found = _joined(a, b)
    return replace(found, anchor="dct", explicit=False) if found is not None else None


def _in_year(left: Reading, last: Period, c: Context, resolve: Resolve) -> Answer | None:
    """The first end of a range in the year of the second, or in the one before."""
    year = last.first.year
    a = resolve(replace(left, slots={**left.slots, "year": year}), c)
    if a is not None and a.period is not None and a.period.first > last.last:
        return resolve(replace(left, slots={**left.slots, "year": year - 1}), c)
    return a


def _joined(a: Answer, b: Answer) -> Answer | None:
    if a.period is None or b.period is None:
        return None
    period = calendar.span(a.period, b.period)
    part = None
    if a.mod or b.mod:  # late 2015 to early 2017
        ends = third(a.period, a.mod)[0], third(b.period, b.mod)[1]
        part = replace(period, first=ends[0], last=ends[1])
    return Answer(
        "DATE",
        period.value,
        period,
        anchor=a.anchor or b.anchor,
        explicit=a.explicit,
        part=part,
    )


def _after(right: Reading, first: Period, c: Context, resolve: Resolve) -> Answer | None:
    """The second end of a range, moved behind the first where it has no year of its own."""
    if right.name == "weekday":
        step = (int(right.slots["weekday"]) - first.last.weekday()) % 7 or 7
        one = calendar.day(first.last + timedelta(days=step))
        return Answer("DATE", one.value, one)
    for year in (first.first.year, first.first.year + 1):
        b = _stated(right, year, c, resolve)
        if b is not None and b.period is not None and b.period.last > first.first:
            return b
    return None


READINGS = {"range": read_range}
