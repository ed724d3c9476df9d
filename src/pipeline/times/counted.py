"""Readings that count: two weeks ago, a month later, the day after; fiscal years. Pure."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.anchor import counted
from pipeline.times.relative import STEPS, UNKNOWN, dated, focus, moved_or_none, place_of
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from datetime import date

    from pipeline.times.anchor import Context
    from pipeline.times.calendar import Period
    from pipeline.times.grammar import Resolve

Slots = dict[str, Any]


def length_of(name: str, slots: Slots) -> tuple[Fraction | None, str]:
    """Number and unit of a duration, by the name and slots of its reading."""
    unit = str(slots["unit"])
    if name == "duration_vague":
        return None, unit
    if name == "duration_scaled":
        return Fraction(int(slots["number"])) / int(slots.get("divisor", 1)), unit
    number = Fraction(slots.get("n", 1))
    return (number + Fraction(1, 2) if name == "duration_half" else number), unit


def _length(slots: Slots) -> tuple[Fraction | None, str]:
    return length_of(slots["length"].name, slots["length"].slots)


def counted_from(base: Period, number: Fraction, unit: str, sign: int) -> Period | None:
    """The period a number of units after (sign 1) or before (-1) another; None if unknown."""
    size = {"decade": 10, "century": 100}.get(unit, 1)
    scaled = number * size
    unit = "year" if size > 1 else {"night": "day"}.get(unit, unit)
    if scaled.denominator != 1:
        scaled, unit = (
            (scaled * 12, "month") if unit == "year" else (Fraction(round(scaled)), unit)
        )
    if unit in {"hour", "minute", "second"}:
        return base if base.grain == "day" else None
    return counted(base, sign * int(scaled), unit)


def read_ago(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Two years ago, 10 days ago; with "to the day", that very day."""
    number, unit = _length(slots)
    if number is None:
        return Answer("DATE", "PAST_REF")
    if unit == "year" and number == 1 and not slots.get("exact"):
        told = _year_before_report(c)
        if told is not None:
            return told
    if c.dct is None:
        running, anchor = c.running("month" if unit == "month" else "year")
        if running is None or slots.get("exact") or unit not in {"month", "year", "decade"}:
            return Answer("DATE", UNKNOWN.get(unit, UNKNOWN["day"]))
        return dated(counted_from(running, number, unit, -1), UNKNOWN["day"], anchor)
    base = calendar.day(c.dct)
    if slots.get("exact"):
        return dated(calendar.day(calendar.later(c.dct, -int(number), unit)), "", "dct")
    return dated(counted_from(base, number, unit, -1), UNKNOWN["day"], "dct")


def _year_before_report(c: Context) -> Answer | None:
    """The reporting period in focus, one year before; None where no results are told."""
    base = c.comparison()
    if base is None:
        return None
    return dated(calendar.moved_years(base.period, -1), UNKNOWN["year"], place_of(base))


def read_later(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Three months later: from the time last told of."""
    return _shifted(slots, c, 1)


def read_earlier(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A week earlier; "a year earlier" next to a month or quarter is that month or quarter."""
    number, unit = _length(slots)
    if unit == "year" and number == 1:
        told = _year_before_report(c) or _compared_before(c)
        if told is not None:
            return told
    return _shifted(slots, c, -1)


def _compared_before(c: Context) -> Answer | None:
    """The year that figures were compared with before: "a year earlier" twice is one year."""
    base = c.latest()
    if base is None or not base.compared or not c.setting.business:
        return None
    return dated(base.period, UNKNOWN["year"], place_of(base))


def _shifted(slots: Slots, c: Context, sign: int) -> Answer | None:
    number, unit = _length(slots)
    if number is None:
        return None
    base = c.latest()
    if base is None:
        # "A year on, nobody has been charged": from a day that the text does not name.
        if c.dct is None or (sign > 0 and c.setting.tense != "future"):
            return Answer("DATE", UNKNOWN.get(unit, UNKNOWN["day"]))
        return dated(
            counted_from(calendar.day(c.dct), number, unit, sign), UNKNOWN["day"], "dct"
        )
    return dated(counted_from(base.period, number, unit, sign), UNKNOWN["day"], place_of(base))


def read_from_now(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Ten days from now."""
    number, unit = _length(slots)
    if number is None:
        return Answer("DATE", "FUTURE_REF")
    if c.dct is None:
        return Answer("DATE", UNKNOWN.get(unit, UNKNOWN["day"]))
    return dated(counted_from(calendar.day(c.dct), number, unit, 1), UNKNOWN["day"], "dct")


def read_neighbour(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The day after, the week before."""
    unit = str(slots["unit"])
    base = focus(c, unit)
    if base is None:
        return None
    step = 1 if slots["side"] == "after" else -1
    return dated(
        moved_or_none(calendar.holding(unit, base.period.first), step), "", place_of(base)
    )


def read_fiscal_year(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Fiscal 2023; its last financial year."""
    year = slots.get("year") or slots.get("fiscal_short")
    if year is not None:
        value, period = calendar.fiscal_year(int(year), c.fiscal_start)
        return Answer("DATE", value, period, explicit=True)
    if c.dct is None:
        return Answer("DATE", "FYXXXX")
    step = STEPS.get(str(slots.get("rel", "this")), 0)
    if c.fiscal_start is None:
        return Answer("DATE", f"FY{c.dct.year + step:04}", anchor="dct")
    value, period = _fiscal_around(c.dct, c.fiscal_start, step)
    return Answer("DATE", value, period, anchor="dct")


def _fiscal_around(dct: date, start: int, step: int) -> tuple[str, Period]:
    """The fiscal year that runs at a day, or a later or earlier one."""
    for year in range(dct.year - 1, dct.year + 3):
        _, period = calendar.fiscal_year(year, start)
        if period is not None and period.first <= dct <= period.last:
            value, found = calendar.fiscal_year(year + step, start)
            return value, found or period
    msg = "no fiscal year holds the day"
    raise ValueError(msg)


def read_fiscal_quarter(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The first quarter of its fiscal year: the latest that has ended."""
    number = int(slots["quarter"])
    if c.dct is None or c.fiscal_start is None:
        if c.dct is None:
            return Answer("DATE", f"FYXXXX-Q{number}")
        return Answer("DATE", f"FY{c.dct.year:04}-Q{number}", anchor="dct")
    for step in (1, 0, -1):
        whole = _fiscal_around(c.dct, c.fiscal_start, step)[1]
        period = calendar.fiscal_quarter(number, whole)
        if period.last <= c.dct or step == -1:
            return dated(period, "", "dct")
    return None


def read_beside_day(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """Two days before Christmas; the week after 5 May."""
    outer = resolve(slots["outer"], c)
    if outer is None or outer.period is None:
        return None if outer is None else Answer("DATE", UNKNOWN["day"])
    sign = 1 if slots["side"] == "after" else -1
    if "length" in slots:
        number, unit = _length(slots)
        if number is None:
            return None
        period = counted_from(outer.period, number, unit, sign)
    else:
        whole = calendar.holding(str(slots["unit"]), outer.period.first)
        period = moved_or_none(whole, sign)
    return dated(period, UNKNOWN["day"], outer.anchor)


READINGS = {
    "beside_day": read_beside_day,
    "ago": read_ago,
    "later": read_later,
    "earlier": read_earlier,
    "from_now": read_from_now,
    "neighbour": read_neighbour,
    "fiscal_year": read_fiscal_year,
    "fiscal_quarter": read_fiscal_quarter,
}
