"""Readings counted from publication day, or from the time that the story is at. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.anchor import counted, weekday, weekday_in_week, yearless
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from pipeline.times.anchor import Context, Known
    from pipeline.times.calendar import Period
    from pipeline.times.grammar import Resolve

Slots = dict[str, Any]
STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "same": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}
UNKNOWN = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip


def _dated(period: Period | None, unknown: str, anchor: str | None) -> Answer:
    if period is None:
        return Answer("DATE", unknown)
    return Answer("DATE", period.value, period, anchor=anchor)


def _at(known: Known | None) -> str | None:
    return f"time:{known.index}" if known is not None else None


def read_deictic(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Yesterday, today, tomorrow."""
    if c.dct is None:
        return Answer("DATE", UNKNOWN["day"])
    return _dated(calendar.day(c.dct + timedelta(days=int(slots["deictic"]))), "", "dct")


def read_weekday(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A bare weekday."""
    number = int(slots["weekday"])
    if c.dct is None:
        return Answer("DATE", f"XXXX-WXX-{number + 1}")
    return _dated(calendar.day(weekday(number, c.dct, c.setting.tense)), "", "dct")


def read_rel_weekday(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Last, this, next, the previous Friday."""
    number, rel = int(slots["weekday"]), str(slots["rel"])
    if rel in {"previous", "following", "same"}:
        base = c.latest("day", "month")
        if base is not None and rel != "same":
            edge = base.period.first
            one = (
                weekday(number, edge - calendar.ONE_DAY, "past")
                if rel == "previous"
                else weekday(number, edge, "future")
            )
            return _dated(calendar.day(one), "", _at(base))
        rel = {"previous": "last", "following": "coming", "same": "this"}[rel]
    if c.dct is None:
        return Answer("DATE", f"XXXX-WXX-{number + 1}")
    if rel == "this":
        one = weekday_in_week(number, c.dct, 0)
    elif rel == "next":
        one = weekday_in_week(number, c.dct, 1)
    elif rel == "coming":
        one = weekday(number, c.dct, "future")
    else:
        one = weekday(number, c.dct - calendar.ONE_DAY, "past")
    return _dated(calendar.day(one), "", "dct")


def read_rel_unit(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Last, this, next week, month, year: calendar units around publication day."""
    unit, step = str(slots["unit"]), STEPS[str(slots["rel"])]
    if unit == "day":
        return read_shift_unit({**slots, "shift": "following"}, c, _) if step == 1 else None
    if c.dct is None:
        return Answer("DATE", UNKNOWN[unit])
    return _dated(_moved(calendar.holding(unit, c.dct), step), UNKNOWN[unit], "dct")


def _moved(period: Period, step: int) -> Period | None:
    try:
        return calendar.moved(period, step)
    except ValueError:
        return None


def read_weekend(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The weekend: the last that has begun; under a future tense the next one."""
    if c.dct is None:
        return Answer("DATE", UNKNOWN["weekend"])
    step = -1 if c.setting.tense != "future" and c.dct.weekday() < 5 else 0
    return _dated(_moved(calendar.weekend(c.dct), step), "", "dct")


def read_shift_unit(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The previous, following, same day, week, month, year: around the time last named."""
    unit, step = str(slots["unit"]), STEPS[str(slots["shift"])]
    base = _focus(c, unit)
    if base is None:
        if c.dct is None or slots["shift"] == "same":
            return Answer("DATE", UNKNOWN[unit])
        return _dated(_moved(calendar.holding(unit, c.dct), step), UNKNOWN[unit], "dct")
    return _dated(
        _moved(calendar.holding(unit, base.period.first), step), UNKNOWN[unit], _at(base)
    )


RECENT = 3  # times back that "that quarter" may mean, before a day's own quarter is taken
FINE = {
    "day": 1,
    "week": 2,
    "weekend": 2,
    "month": 3,
    "season": 4,
    "quarter": 4,
    "half": 5,
    "year": 6,
    "decade": 7,
    "century": 8,
}


def _focus(c: Context, unit: str) -> Known | None:
    """The time last named that is at least as exact as a unit."""
    fine = [grain for grain, size in FINE.items() if size <= FINE[unit]]
    return c.latest(*fine, "range") or None


def read_that_unit(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """That day, week, year: the one that the text spoke of last."""
    unit = str(slots["unit"])
    near = [one for one in c.known[-RECENT:] if one.period.grain == unit]
    base = near[-1] if near else _focus(c, unit)
    if base is None:
        return Answer("DATE", UNKNOWN[unit])
    return _dated(calendar.holding(str(slots["unit"]), base.period.first), "", _at(base))


def read_rel_month(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Last July, next May, this September."""
    number, rel = int(slots["month"]), str(slots["rel"])
    if c.dct is None:
        return Answer("DATE", f"XXXX-{number:02}")
    here = calendar.month(c.dct.year, c.dct.month)
    options = [calendar.month(c.dct.year + step, number) for step in (-1, 0, 1)]
    return _dated(_sided(options, here, rel), "", "dct")


def _sided(options: list[Period], here: Period, rel: str) -> Period:
    """Of a month or season in three years, the one meant; `here` is the current month."""
    if rel in {"last", "past"}:
        return [one for one in options if one.last < here.first][-1]
    if rel in {"next", "coming"}:
        return next(one for one in options if one.first > here.last)
    return next(one for one in options if one.first.year == here.first.year)


def read_rel_season(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Last autumn, this past spring, that summer."""
    name, rel = str(slots["season"]), slots.get("rel")
    if rel is None:
        return _that_season(name, c)
    if c.dct is None:
        return Answer("DATE", f"XXXX-{name}")
    options = [calendar.season(c.dct.year + step, name) for step in (-2, -1, 0, 1)]
    return _dated(_sided(options, calendar.month(c.dct.year, c.dct.month), str(rel)), "", "dct")


def _that_season(name: str, c: Context) -> Answer:
    """The season of the year last told of; never the one that runs on publication day."""
    for known in reversed(c.known):
        period = calendar.season(known.period.first.year, name)
        if c.dct is None or period.last < c.dct:
            return _dated(period, "", _at(known))
    found, anchor = yearless(lambda year: calendar.season(year, name), c)
    return _dated(found, f"XXXX-{name}", anchor)


def read_fiscal_year(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Fiscal 2023; its last financial year."""
    if "year" in slots:
        value, period = calendar.fiscal_year(int(slots["year"]), c.fiscal_start)
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
        _, whole = _fiscal_around(c.dct, c.fiscal_start, step)
        period = calendar.fiscal_quarter(number, whole)
        if period.last <= c.dct or step == -1:
            return _dated(period, "", "dct")
    return None


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
    """The period a number of units after (sign 1) or before (-1) another; None if it is unknown."""
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
        return Answer("DATE", UNKNOWN.get(unit, UNKNOWN["day"]))
    base = calendar.day(c.dct)
    if slots.get("exact"):
        return _dated(calendar.day(calendar.later(c.dct, -int(number), unit)), "", "dct")
    return _dated(counted_from(base, number, unit, -1), UNKNOWN["day"], "dct")


def _year_before_report(c: Context) -> Answer | None:
    """The reporting period in focus, one year before; None where no results are told."""
    base = c.comparison()
    if base is None:
        return None
    return _dated(calendar.moved_years(base.period, -1), UNKNOWN["year"], _at(base))


def read_later(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Three months later: from the time last told of."""
    return _shifted(slots, c, 1)


def read_earlier(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A week earlier; "a year earlier" next to a month or quarter is that month or quarter."""
    number, unit = _length(slots)
    if unit == "year" and number == 1:
        told = _year_before_report(c)
        if told is not None:
            return told
    return _shifted(slots, c, -1)


def _shifted(slots: Slots, c: Context, sign: int) -> Answer | None:
    number, unit = _length(slots)
    if number is None:
        return None
    base = c.latest()
    if base is None:
        if c.dct is None:
            return Answer("DATE", UNKNOWN.get(unit, UNKNOWN["day"]))
        return _dated(
            counted_from(calendar.day(c.dct), number, unit, sign), UNKNOWN["day"], "dct"
        )
    return _dated(counted_from(base.period, number, unit, sign), UNKNOWN["day"], _at(base))


def read_from_now(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Ten days from now."""
    number, unit = _length(slots)
    if number is None:
        return Answer("DATE", "FUTURE_REF")
    if c.dct is None:
        return Answer("DATE", UNKNOWN.get(unit, UNKNOWN["day"]))
    return _dated(counted_from(calendar.day(c.dct), number, unit, 1), UNKNOWN["day"], "dct")


def read_neighbour(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The day after, the week before."""
    unit = str(slots["unit"])
    base = _focus(c, unit)
    if base is None:
        return None
    step = 1 if slots["side"] == "after" else -1
    return _dated(_moved(calendar.holding(unit, base.period.first), step), "", _at(base))


def read_this_daypart(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Tonight, last night, this morning, tomorrow evening."""
    part = str(slots["daypart"])
    if "deictic" in slots:
        step = int(slots["deictic"])
    else:
        step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(str(slots["rel"]), 0)
    if c.dct is None:
        return Answer("TIME", f"XXXX-XX-XX{part}", mod=slots.get("part"))
    one = c.dct + timedelta(days=step)
    return Answer("TIME", one.isoformat() + part, calendar.day(one), slots.get("part"), "dct")


def read_shift_daypart(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The following morning, that same evening: around the day last told of."""
    part, step = str(slots["daypart"]), STEPS[str(slots.get("shift", "same"))]
    base = c.latest("day")
    if base is None:
        return Answer("TIME", f"XXXX-XX-XX{part}")
    one = base.period.first + timedelta(days=step)
    return Answer("TIME", one.isoformat() + part, calendar.day(one), anchor=_at(base))


READINGS = {
    "deictic": read_deictic, "weekday": read_weekday, "rel_weekday": read_rel_weekday,
    "rel_unit": read_rel_unit, "weekend": read_weekend, "shift_unit": read_shift_unit,
    "that_unit": read_that_unit, "rel_month": read_rel_month, "rel_season": read_rel_season,
    "fiscal_year": read_fiscal_year, "fiscal_quarter": read_fiscal_quarter, "ago": read_ago,
    "later": read_later, "earlier": read_earlier, "from_now": read_from_now,
    "neighbour": read_neighbour, "this_daypart": read_this_daypart, "shift_daypart": read_shift_daypart,
}  # fmt: skip
