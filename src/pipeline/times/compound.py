"""Readings of expressions made of others: parts, ranges, a time of a day, "October of that year". Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.anchor import weekday_in_week
from pipeline.times.relative import UNKNOWN, length_of
from pipeline.times.value import Answer, clock

if TYPE_CHECKING:
    from datetime import date

    from pipeline.times.anchor import Context, Known
    from pipeline.times.calendar import Period
    from pipeline.times.grammar import Reading, Resolve

Slots = dict[str, Any]
AFTER_NOON = frozenset({"TAF", "TEV", "TNI"})
MAX_MONTHS = 60
CLOCK_REACH = 30  # days before publication: a clock time seldom goes with an older bare date


def read_of(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """October of that year, Thursday of last week, the third quarter of 2024."""
    outer = resolve(slots["outer"], c)
    inner = slots["inner"]
    if outer is None or outer.period is None:
        answer = resolve(inner, replace(c, dct=None, known=()))
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
        return first_months(year, int(slots["n"]), last=inner.name == "duration")
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
    """The first nine months: of the year in which they have last ended."""
    number = int(slots["n"])
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
    if outer.period.grain == "decade":
        return replace(outer, mod="START" if number == 1 else "END")
    period = calendar.half(outer.period.first.year, number)
    return Answer("DATE", period.value, period, None, outer.anchor, explicit=outer.explicit)


def read_months_to(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The three months to Dec. 31, the year to 31 March: the months that end there."""
    outer = resolve(slots["outer"], c)
    number, unit = _length(slots)
    if outer is None or outer.period is None or number is None:
        return None
    last = outer.period.last
    months = number * {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(unit, 0)
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
        return int(inner.slots["n"]), "month"
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
    """ "The month" in "the end of the month": that of publication."""
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


def read_clock(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A clock time without a day: of the day last told of nearby, else the story's own."""
    one, anchor = clock_day(c)
    return _clock(slots, one, anchor)


def clock_day(c: Context) -> tuple[date | None, str | None]:
    """The day that a clock time without a day belongs to."""
    if c.setting.block == "stamp":
        heading = next((k for k in c.known if k.period.grain == "day" and k.explicit), None)
        return (heading.period.first, _at(heading)) if heading else (c.dct, "dct")
    near = c.latest("day", sentence=True) or _in_paragraph(c)
    base = near or c.story()
    if base is not None:
        return base.period.first, _at(base)
    return c.dct, "dct" if c.dct else None


def _in_paragraph(c: Context) -> Known | None:
    """The day last named in the paragraph, unless it lies far back or before the story."""
    last = c.latest("day", future=False)
    if last is None or last.setting.paragraph != c.setting.paragraph:
        return None
    far = c.dct is not None and (c.dct - last.period.last).days > CLOCK_REACH
    return None if (far or last.setting.backshifted) and not last.explicit else last


def _at(known: Known) -> str:
    return f"time:{known.index}"


def _clock(slots: Slots, one: date | None, anchor: str | None) -> Answer | None:
    told = hour_minute(slots)
    if told is None:
        return None
    zulu = slots.get("zone") == "Z"
    value = clock(one, told[0], told[1], zulu=zulu)
    return Answer("TIME", value, calendar.day(one) if one else None, None, anchor)


def hour_minute(slots: Slots) -> tuple[int, int] | None:
    """Hour and minute of a clock expression, on the 24-hour clock; None where it is none."""
    if "digits" in slots:
        hour, minute = int(slots["digits"][:2]), int(slots["digits"][2:])
    elif "clock" in slots:
        hour, minute = slots["clock"][0], slots["clock"][1]
    else:
        hour, minute = int(slots["hour"]), 0
    if hour > 24 or minute > 59:
        return None
    half, part = slots.get("half_day"), slots.get("daypart")
    if half and not 1 <= hour <= 12:
        return None
    if half == "a":
        return hour % 12, minute
    if half == "p":
        return hour % 12 + 12, minute
    if "oclock" in slots and part is None and 1 <= hour <= 6:
        return hour + 12, minute  # a bare "one o'clock" in the news is in the afternoon
    late = part in AFTER_NOON and 1 <= hour < 12 and not (part == "TNI" and hour < 6)
    return hour + (12 if late else 0), minute


def read_clock_words(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Ten to two, half past six: by day."""
    minutes, hour = int(slots["minutes"]), int(slots["hour"])
    if not (1 <= hour <= 12 and minutes in {5, 10, 15, 20, 25, 30}):
        return None
    one, anchor = clock_day(c)
    total = hour * 60 + (minutes if slots["clock_side"] == "past" else -minutes)
    total += 720 if total < 7 * 60 else 0
    value = clock(one, total // 60, total % 60, zulu=False)
    return Answer("TIME", value, calendar.day(one) if one else None, None, anchor)


def read_clock_range(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """03:00 to 09:00 Friday; between four and six in the morning."""
    b = resolve(slots["b"], c)
    if b is None or b.period is None:
        return None
    a = resolve(slots["a"], c) if "a" in slots else _bare_hour(slots, b)
    if a is None or a.period is None:
        return None
    if "a" in slots and slots["a"].name == "clock":
        a = _clock(slots["a"].slots, b.period.first, b.anchor)
    if a is None or a.period is None or a.value > b.value:
        return None
    period = calendar.span(calendar.day(a.period.first), calendar.day(b.period.last))
    return Answer("TIME", f"{a.value}/{b.value}", period, None, a.anchor or b.anchor)


def _bare_hour(slots: Slots, b: Answer) -> Answer | None:
    """The first hour of a range, in the same half of the day as the second."""
    raw = slots["hour_from"]
    hour, minute = (raw[0], raw[1]) if isinstance(raw, tuple) else (int(raw), 0)
    late = int(b.value[11:13]) >= 13 and hour <= 12 and hour + 12 <= int(b.value[11:13])
    if b.period is None or hour > 24:
        return None
    value = clock(
        b.period.first, hour + (12 if late else 0), minute, zulu=b.value.endswith("Z")
    )
    return Answer("TIME", value, b.period, None, b.anchor)


def read_clock_of_day(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """8 a.m. Wednesday; 14 August 2017 at 11.40pm."""
    outer = resolve(slots["outer"], c)
    if outer is None:
        return None
    if outer.period is None or outer.period.grain != "day":
        return _clock(slots["clock"].slots, None, None)
    told = dict(slots["clock"].slots)
    if "T" in outer.value:
        told.setdefault("daypart", outer.value[-3:])
    answer = _clock(told, outer.period.first, outer.anchor)
    return replace(answer, explicit=outer.explicit) if answer is not None else None


def read_daypart_of_day(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """Tuesday evening, late Tuesday night, the morning of 3 May."""
    outer = resolve(slots["outer"], c)
    if outer is None:
        return None
    period = outer.period if outer.period is not None and outer.period.grain == "day" else None
    return Answer(
        "TIME",
        outer.value + str(slots["daypart"]),
        period,
        slots.get("part"),
        outer.anchor,
        explicit=outer.explicit,
    )


def read_daypart(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A bare morning or night: of the day told of; the morning after a night is the next day."""
    part = str(slots.get("daypart", "TNI"))
    one, anchor = clock_day(c)
    if one is None:
        return Answer("TIME", f"XXXX-XX-XX{part}", mod=slots.get("part"))
    night = any(k.part == "TNI" and k.period.first == one for k in c.known[-2:])
    if part == "TMO" and night:
        one += timedelta(days=1)
    return Answer("TIME", one.isoformat() + part, calendar.day(one), slots.get("part"), anchor)


def read_range(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """From one date to another; a year that only the second states holds for the first too."""
    left, right = slots["a"], slots["b"]
    b = resolve(right, c)
    if b is None or b.period is None:
        return None
    a = resolve(left, c)
    if "year" in right.slots and "year" not in left.slots and left.name in {"date", "month"}:
        a = resolve(replace(left, slots={**left.slots, "year": b.period.first.year}), c)
        if a is not None and a.period is not None and a.period.first > b.period.last:
            a = resolve(replace(left, slots={**left.slots, "year": b.period.first.year - 1}), c)
    if a is None or a.period is None:
        return None
    if b.period.last < a.period.first:
        b = _after(right, a.period, c, resolve)
        if b is None or b.period is None:
            return None
    period = calendar.span(a.period, b.period)
    return Answer("DATE", period.value, period, None, a.anchor or b.anchor, explicit=a.explicit)


def _after(right: Reading, first: Period, c: Context, resolve: Resolve) -> Answer | None:
    """The second end of a range, moved behind the first where it has no year of its own."""
    if right.name == "weekday":
        step = (int(right.slots["weekday"]) - first.last.weekday()) % 7 or 7
        one = calendar.day(first.last + timedelta(days=step))
        return Answer("DATE", one.value, one)
    if "year" in right.slots or right.name not in {"date", "month"}:
        return None
    for year in (first.first.year, first.first.year + 1):
        b = resolve(replace(right, slots={**right.slots, "year": year}), c)
        if b is not None and b.period is not None and b.period.last > first.first:
            return b
    return None


READINGS = {
    "of": read_of, "first_months": read_first_months, "of_half": read_of_half, "months_to": read_months_to,
    "nth_of": read_nth_of, "week_of": read_week_of, "part": read_part, "year_end": read_year_end, "the_unit": read_the_unit, "clock": read_clock,
    "noon": read_clock, "clock_words": read_clock_words, "clock_range": read_clock_range,
    "clock_of_day": read_clock_of_day, "daypart_of_day": read_daypart_of_day,
    "daypart": read_daypart, "range": read_range,
}  # fmt: skip
