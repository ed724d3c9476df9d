"""Readings of expressions that name a place on the calendar, with or without its year. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.anchor import nearest, started, story_anchor, yearless
from pipeline.times.holidays import holiday_days
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from pipeline.times.anchor import Context
    from pipeline.times.calendar import Period
    from pipeline.times.grammar import Resolve

Slots = dict[str, Any]
MakePeriod = Callable[[int], "Period | None"]
SAME_WEEKDAY_YEARS = 6  # a weekday, day and month recur within six years, or after a leap year


def read_date(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Day and month, with or without year and weekday."""
    month, one = int(slots["month"]), int(slots["day"])
    if "year" in slots:
        found = calendar.real_day(int(slots["year"]), month, one)
        return (
            Answer("DATE", found.isoformat(), calendar.day(found), explicit=True)
            if found
            else None
        )
    if calendar.real_day(2000, month, one) is None:
        return None
    now, anchor = c.dct, "dct"
    if now is None and c.story is not None:
        now, anchor = c.story.last or c.story.first, story_anchor(c.story)
    if "weekday" in slots and now is not None:
        found = _with_weekday(month, one, int(slots["weekday"]), now)
        if found is not None:
            return Answer(
                "DATE", found.isoformat(), calendar.day(found), anchor=anchor, explicit=True
            )

    def make(year: int) -> Period | None:
        real = calendar.real_day(year, month, one)
        return calendar.day(real) if real else None

    period, base = yearless(make, c)
    return _named(period, f"XXXX-{month:02}-{one:02}", base)


def _with_weekday(month: int, one: int, weekday: int, dct: date) -> date | None:
    days = [
        calendar.real_day(dct.year + step, month, one)
        for step in range(-SAME_WEEKDAY_YEARS, SAME_WEEKDAY_YEARS + 1)
    ]
    fits = [found for found in days if found and found.weekday() == weekday]
    return min(fits, key=lambda found: abs((found - dct).days), default=None)


def _named(
    period: Period | None, unknown: str, anchor: str | None, *, mod: str | None = None
) -> Answer:
    if period is None:
        return Answer("DATE", unknown, mod=mod)
    return Answer("DATE", period.value, period, mod=mod, anchor=anchor)


def read_month(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A month, with or without year."""
    number = int(slots["month"])
    year = _year(slots)
    if year is not None:
        period = calendar.month(year, number)
        return Answer("DATE", period.value, period, explicit=True)
    period_or_none, anchor = yearless(lambda y: calendar.month(y, number), c)
    return _named(period_or_none, f"XXXX-{number:02}", anchor)


def _year(slots: Slots) -> int | None:
    if "year" in slots:
        return int(slots["year"])
    if "two_digits" in slots:
        short = int(slots["two_digits"])
        return short + (1900 if short >= 30 else 2000)
    return None


def read_days_in_month(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """Two days of one month."""
    first = read_date({k: v for k, v in slots.items() if k != "day_to"}, c, resolve)
    if first is None:
        return None
    if first.period is None:
        last = f"{first.value[:-2]}{int(slots['day_to']):02}"
        return Answer("DATE", f"{first.value}/{last}")
    end = calendar.real_day(
        first.period.first.year, first.period.first.month, int(slots["day_to"])
    )
    if end is None or end <= first.period.first:
        return None
    return _span(first.period, calendar.day(end), first.anchor, explicit=first.explicit)


def _span(a: Period, b: Period, anchor: str | None, *, explicit: bool = False) -> Answer:
    period = calendar.span(a, b)
    return Answer("DATE", period.value, period, anchor=anchor, explicit=explicit)


def read_months(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """Two months; the second gives the year."""
    number, number_to = int(slots["month"]), int(slots["month_to"])
    last = read_month({**slots, "month": number_to}, c, resolve)
    if last is None or last.period is None:
        return Answer("DATE", f"XXXX-{number:02}/XXXX-{number_to:02}")
    year = last.period.first.year - (1 if number > number_to else 0)
    return _span(calendar.month(year, number), last.period, last.anchor, explicit=last.explicit)


def read_year(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """A year in figures or words."""
    period = calendar.year_of(int(slots["year"]))
    return Answer("DATE", period.value, period, explicit=True)


def read_short_year(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """In '98."""
    year = _year(slots)
    if year is None:
        return None
    period = calendar.year_of(year)
    return Answer("DATE", period.value, period, explicit=True)


def read_years(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """Two years: 2011-2012, 2011-12."""
    first, last = slots.get("year_pair") or (int(slots["year"]), int(slots["year_to"]))
    if last < 100:
        last += first - first % 100
    if last <= first:
        return None
    return _span(calendar.year_of(first), calendar.year_of(last), None, explicit=True)


def read_decade(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """The 1990s, the '90s, the nineties: value 199."""
    figures = str(slots["decade"]) if "decade" in slots else str(slots["whole"])[:-1]
    if len(figures) == 1:
        figures = ("20" if int(figures) <= 2 else "19")[:2] + figures
    period = calendar.decade(int(figures) * 10)
    return Answer("DATE", period.value, period, slots.get("part"), explicit=True)


def read_century(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """The 19th century: value 18."""
    number = int(slots["number"])
    if not 2 <= number <= 22:
        return None
    period = calendar.century((number - 1) * 100)
    return Answer("DATE", period.value, period, explicit=True)


def read_centuries(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """The 16th and 17th centuries: one stretch, where the second follows the first."""
    first, last = int(slots["number"]), int(slots["number_to"])
    if not (2 <= first < last <= 22 and last == first + 1):
        return None
    a, b = calendar.century((first - 1) * 100), calendar.century((last - 1) * 100)
    return _span(a, b, None, explicit=True)


def read_quarter(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A quarter; without a year the latest begun, the nearest one under a future tense."""
    number = int(slots["quarter"])
    if "year" in slots:
        stated = calendar.quarter(int(slots["year"]), number)
        return Answer("DATE", stated.value, stated, explicit=True)
    period = started(lambda y: calendar.quarter(y, number), c)
    return _named(period, f"XXXX-Q{number}", "dct")


def read_short_period(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Q3 2022, H1."""
    unit, number = slots["short_period"]
    make = calendar.quarter if unit == "quarter" else calendar.half
    if unit == "half" and number > 2:
        return None
    if "year" in slots:
        period = make(int(slots["year"]), number)
        return Answer("DATE", period.value, period, explicit=True)
    return _named(
        started(lambda y: make(y, number), c), f"XXXX-{unit[0].upper()}{number}", "dct"
    )


def read_half(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The first half: of the year that is meant."""
    number = int(slots["half"])
    return _named(started(lambda y: calendar.half(y, number), c), f"XXXX-H{number}", "dct")


def read_season(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """A season of a stated year, or of the year that is meant."""
    name = str(slots["season"])
    mod = slots.get("part")
    if "outer" in slots:
        outer = resolve(slots["outer"], c)
        if outer is None or outer.period is None:
            return Answer("DATE", f"XXXX-{name}", mod=mod)
        period = calendar.season(outer.period.first.year, name)
        return Answer("DATE", period.value, period, mod, outer.anchor, explicit=outer.explicit)
    found, anchor = yearless(lambda y: calendar.season(y, name), c)
    return _named(found, f"XXXX-{name}", anchor, mod=mod)


def read_holiday(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A named day; the one meant is found as for a day of a month."""
    name, on = str(slots["holiday"]).split("|")
    rule = None if {"rel", "year"} & set(slots) else name

    def make(year: int) -> Period | None:
        found = holiday_days(on, year)
        if found is None:
            return None
        first, last = map(calendar.day, found)
        return first if first == last else calendar.span(first, last)

    period: Period | None
    if "year" in slots:
        year = int(slots["year"])
        period, anchor = make(year) or calendar.year_of(year), None
    elif slots.get("rel") in {"previous", "following", "same"}:
        period, anchor = _beside(make, c, str(slots["rel"]))
    elif slots.get("rel"):
        period, anchor = _relative(make, c, str(slots["rel"])), "dct"
    else:
        begin, anchor = yearless(lambda year: _first_day(make(year)), c)
        period = make(begin.first.year) if begin is not None else None
    if period is None:
        return Answer("DATE", "XXXX-XX-XX", rule=rule)
    return Answer(
        "DATE", period.value, period, anchor=anchor, rule=rule, explicit="year" in slots
    )


def _first_day(period: Period | None) -> Period | None:
    return calendar.day(period.first) if period is not None else None


def _relative(make: MakePeriod, c: Context, rel: str) -> Period | None:
    if c.dct is None:
        return None
    found = [p for step in (-1, 0, 1) if (p := make(c.dct.year + step))]
    if rel == "this":
        return nearest(found, c.dct, c.setting.tense)
    after = rel in {"next", "coming"}
    sided = [p for p in found if (p.first > c.dct if after else p.last < c.dct)]
    return (sided[0] if after else sided[-1]) if sided else None


def _beside(make: MakePeriod, c: Context, rel: str) -> tuple[Period | None, str | None]:
    base = c.latest()
    if base is None:
        return None, None
    year = base.period.first.year
    found = [p for step in (-1, 0, 1) if (p := make(year + step))]
    if rel == "previous":
        fits = [p for p in found if p.last < base.period.first][-1:]
    elif rel == "following":
        fits = [p for p in found if p.first > base.period.last]
    else:
        fits = [p for p in [make(year)] if p]
    return (fits[0] if fits else None), f"time:{base.index}"


def read_day_of_month(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The 18th: of the month last named, else the nearest such day."""
    number = int(slots["day"])
    if "weekday" in slots and c.dct is not None:
        return _numbered_weekday(number, int(slots["weekday"]), c.dct)
    base = c.latest("day", "month", sentence=True)
    if base is None:
        told = _later_in_month(number, c)
        if told is not None:
            return told
    if base is not None:
        found = calendar.real_day(base.period.first.year, base.period.first.month, number)
        anchor = f"time:{base.index}"
        return (
            Answer("DATE", found.isoformat(), calendar.day(found), anchor=anchor)
            if found
            else None
        )
    if c.dct is None:
        return Answer("DATE", f"XXXX-XX-{number:02}")
    months = [calendar.month(c.dct.year, c.dct.month + step).first for step in (-1, 0, 1)]
    days = [d for m in months if (d := calendar.real_day(m.year, m.month, number))]
    period = nearest([calendar.day(d) for d in days], c.dct, c.setting.tense)
    return _named(period, f"XXXX-XX-{number:02}", "dct")


def _numbered_weekday(number: int, weekday: int, dct: date) -> Answer | None:
    """Saturday the 19th: the nearest month in which that day is a Saturday."""
    months = [calendar.month(dct.year, dct.month + step).first for step in range(-12, 13)]
    days = [d for m in months if (d := calendar.real_day(m.year, m.month, number))]
    fits = [one for one in days if one.weekday() == weekday]
    one = min(fits, key=lambda found: abs((found - dct).days), default=None)
    return Answer("DATE", one.isoformat(), calendar.day(one), anchor="dct") if one else None


def _later_in_month(number: int, c: Context) -> Answer | None:
    """The 18th, after a day that the paragraph named: of that month, or the next one."""
    base = c.latest("day")
    if base is None or base.setting.paragraph != c.setting.paragraph:
        return None
    there = calendar.month(base.period.first.year, base.period.first.month)
    for first in (there.first, there.last + calendar.ONE_DAY):
        found = calendar.real_day(first.year, first.month, number)
        if found is None or found < base.period.first:
            continue
        if c.dct is not None and c.setting.tense == "past" and found > c.dct:
            return None
        return Answer(
            "DATE", found.isoformat(), calendar.day(found), anchor=f"time:{base.index}"
        )
    return None


READINGS = {
    "date": read_date,
    "month": read_month,
    "days_in_month": read_days_in_month,
    "months": read_months,
    "year": read_year,
    "years": read_years,
    "short_year": read_short_year,
    "decade": read_decade,
    "century": read_century,
    "centuries": read_centuries,
    "quarter": read_quarter,
    "half": read_half,
    "short_period": read_short_period,
    "season": read_season,
    "holiday": read_holiday,
    "day_of_month": read_day_of_month,
}
