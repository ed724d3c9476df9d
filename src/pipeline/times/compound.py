"""Readings of expressions made of others: parts, ranges, "October of that year". Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.anchor import weekday_in_week
from pipeline.times.counted import length_of
from pipeline.times.relative import UNKNOWN
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from pipeline.times.anchor import Context
    from pipeline.times.calendar import Period
    from pipeline.times.grammar import Reading, Resolve

Slots = dict[str, Any]
MAX_MONTHS = 60
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def read_of(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """October of that year, Thursday of last week, the third quarter of 2024."""
    outer = resolve(slots["outer"], c)
    inner = slots["inner"]
    if outer is None or outer.period is None:
        answer = resolve(inner, replace(c, dct=None, story=None, known=()))
        return (
            answer if answer is None or outer is None else replace(answer, anchor=outer.anchor)
        )
    period = _within(inner, outer.period, c, resolve)
    if period is None:
        return None
    return Answer("DATE", period.value, period, None, outer.anchor, explicit=outer.explicit)


def _within(inner: Reading, outer: Period, c: Context, resolve: Resolve) -> Period | None:
    """What an expression without a year names within a year; a weekday within a week."""
    slots, year = inner.slots, outer.first.year
    if inner.name == "weekday":
        one = weekday_in_week(int(slots["weekday"]), outer.first, 0)
        return calendar.day(one) if outer.grain == "week" else None
    if inner.name == "quarter":
        number = int(slots["quarter"])
        return (
            calendar.fiscal_quarter(number, outer)
            if outer.grain == "fiscal_year"
            else calendar.quarter(year, number)
        )
    if inner.name in {"first_months", "duration"}:
        number = int(slots["n"]) * MONTHS[str(slots.get("unit", "month"))]
        if number == MONTHS["half"] and slots.get("unit") == "quarter":
            return calendar.half(year, 2 if inner.name == "duration" else 1)
        return first_months(year, number, last=inner.name == "duration")
    if inner.name in {"month", "date", "months", "days_in_month", "short_period"}:
        answer = resolve(replace(inner, slots={**slots, "year": year}), c)
        return answer.period if answer is not None else None
    return None


def first_months(year: int, number: int, *, last: bool = False) -> Period | None:
    """The first (or last) months of a year, as a range of months."""
    if not 1 < number < 12:
        return None
    first = 13 - number if last else 1
    return calendar.span(calendar.month(year, first), calendar.month(year, first + number - 1))


def read_first_months(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The first nine months, two quarters: of the year in which they have last ended."""
    number = int(slots["n"]) * MONTHS[str(slots.get("unit", "month"))]
    if c.dct is None:
        return Answer("DURATION", f"P{number}M")
    year = c.dct.year
    period = first_months(year, number)
    if period is not None and period.last > c.dct and c.setting.tense != "future":
        period = first_months(year - 1, number)
    return Answer("DATE", period.value, period, anchor="dct") if period else None


def read_of_half(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The first half of 2023, of the year, of the 1980s."""
    outer = resolve(slots["outer"], c) if "outer" in slots else _whole("year", c)
    number = int(slots.get("half", 2))
    if outer is None or number > 2:
        return None
    if outer.period is None:
        return Answer("DATE", f"{outer.value}-H{number}")
    if outer.period.grain in {"month", "decade"}:
        mod = "START" if number == 1 else "END"
        return replace(outer, mod=mod, part=_half_of(outer.period, number))
    period = calendar.half(outer.period.first.year, number)
    return Answer("DATE", period.value, period, None, outer.anchor, explicit=outer.explicit)


def _half_of(whole: Period, number: int) -> Period:
    """Days 1 to 15 of a month and the rest of it; five years of a decade."""
    edge = whole.first.replace(day=15)
    if whole.grain == "decade":
        edge = calendar.later(whole.first, 5, "year") - calendar.ONE_DAY
    ends = (whole.first, edge) if number == 1 else (edge + calendar.ONE_DAY, whole.last)
    return calendar.span(*map(calendar.day, ends))


def read_months_to(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The three months to Dec. 31, the year to 31 March: the months that end there."""
    outer = resolve(slots["outer"], c)
    number, unit = _length(slots)
    if outer is None or outer.period is None or number is None:
        return None
    last = outer.period.last
    months = number * MONTHS.get(unit, 0)
    if not months:
        first = calendar.later(last, -number, unit) + calendar.ONE_DAY
        period = calendar.span(calendar.day(first), calendar.day(last))
    elif months > MAX_MONTHS:
        return None
    else:
        end = calendar.month(last.year, last.month)
        period = calendar.span(
            calendar.month(end.first.year, end.first.month - months + 1), end
        )
    return Answer("DATE", period.value, period, None, outer.anchor, explicit=outer.explicit)


def _length(slots: Slots) -> tuple[int | None, str]:
    if "length" not in slots:
        return 1, str(slots["unit"])
    inner = slots["length"]
    if inner.name == "first_months":
        return int(inner.slots["n"]), str(inner.slots.get("unit", "month"))
    number, unit = length_of(inner.name, inner.slots)
    whole = (
        number is not None
        and number.denominator == 1
        and unit in {"day", "week", "month", "quarter", "year"}
    )
    return (int(number) if number is not None and whole else None), unit


def _whole(unit: str, c: Context) -> Answer:
    """The current day, week, month, year."""
    if c.dct is None:
        return Answer("DATE", UNKNOWN[unit])
    period = calendar.holding(unit, c.dct)
    return Answer("DATE", period.value, period, anchor="dct")


def read_part(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """Early August, the end of the month: the value of the whole, the interval of the part."""
    answer = (
        resolve(slots["inner"], c)
        if "inner" in slots
        else _unit_in_story(str(slots["unit"]), c)
    )
    return replace(answer, mod=str(slots["part"])) if answer is not None else None


def _unit_in_story(unit: str, c: Context) -> Answer | None:
    """That of publication: `the month` in `the end of the month`."""
    return None if unit == "day" else _whole(unit, c)


def read_nth_of(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The first Monday, the second week, the last day of a month or year."""
    outer = resolve(slots["outer"], c) if "outer" in slots else _whole(str(slots["whole"]), c)
    if outer is None or outer.period is None:
        return outer and Answer("DATE", "XXXX-XX-XX")
    unit = str(slots.get("unit", "weekday" if "weekday" in slots else "day"))
    found = _nth(outer.period, unit, slots)
    if found is None:
        return None
    if unit != "week":
        return replace(outer, value=found.value, period=found)
    mod = (
        "END"
        if slots["nth"] == "last"
        else {"1": "START", "2": "MID", "3": "MID"}.get(str(slots["nth"]), "END")
    )
    return replace(outer, mod=mod, part=found)


def _nth(whole: Period, unit: str, slots: Slots) -> Period | None:
    last = slots["nth"] == "last"
    number = 1 if last else int(slots["nth"])
    if unit == "weekday":
        off = int(slots["weekday"].slots["weekday"])
        ahead = timedelta(days=(off - whole.first.weekday()) % 7 + 7 * (number - 1))
        back = timedelta(days=(whole.last.weekday() - off) % 7)
        one = whole.last - back if last else whole.first + ahead
        return calendar.day(one) if whole.first <= one <= whole.last else None
    size = 7 if unit == "week" else 1
    first = (
        whole.last - timedelta(days=size - 1)
        if last
        else whole.first + timedelta(days=size * (number - 1))
    )
    if not whole.first <= first <= whole.last:
        return None
    end = min(first + timedelta(days=size - 1), whole.last)
    return (
        calendar.day(first)
        if size == 1
        else calendar.span(calendar.day(first), calendar.day(end))
    )


def read_week_of(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The week of March 4: the calendar week that holds it."""
    outer = resolve(slots["outer"], c)
    if outer is None or outer.period is None:
        return Answer("DATE", UNKNOWN["week"])
    period = calendar.week(outer.period.first)
    return replace(outer, value=period.value, period=period)


def read_year_end(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """Year-end, the month's end: the last day."""
    outer = (
        resolve(slots["outer"], c)
        if "outer" in slots
        else _whole(str(slots.get("unit", "year")), c)
    )
    if outer is None:
        return None
    if outer.period is None:
        return Answer(
            "DATE", f"{outer.value}-12-31" if "X" not in outer.value else "XXXX-12-31"
        )
    one = calendar.day(outer.period.last)
    return Answer("DATE", one.value, one, None, outer.anchor, explicit=outer.explicit)


def read_the_unit(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The year, the month: of publication."""
    return _whole(str(slots.get("unit", "year")), c)


def read_as_is(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The April-June quarter: what its months say."""
    return resolve(slots["inner"], c)


READINGS = {
    "as_is": read_as_is,
    "of": read_of,
    "first_months": read_first_months,
    "of_half": read_of_half,
    "months_to": read_months_to,
    "nth_of": read_nth_of,
    "week_of": read_week_of,
    "part": read_part,
    "year_end": read_year_end,
    "the_unit": read_the_unit,
}
