"""Readings counted from publication day, or from the time that the story is at. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.anchor import MEMORY, weekday, weekday_in_week, yearless
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


def dated(period: Period | None, unknown: str, anchor: str | None) -> Answer:
    """A date, or the value that stands for an unknown one."""
    if period is None:
        return Answer("DATE", unknown)
    return Answer("DATE", period.value, period, anchor=anchor)


def place_of(known: Known | None) -> str | None:
    """The anchor that names a time."""
    return f"time:{known.index}" if known is not None else None


def read_deictic(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Yesterday, today, tomorrow."""
    if c.dct is None:
        return Answer("DATE", UNKNOWN["day"])
    return dated(calendar.day(c.dct + timedelta(days=int(slots["deictic"]))), "", "dct")


def read_weekday(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A bare weekday."""
    number = int(slots["weekday"])
    if c.dct is None:
        return Answer("DATE", f"XXXX-WXX-{number + 1}")
    if c.setting.later and number == c.dct.weekday():
        return dated(calendar.day(c.dct), "", "dct")
    loose = c.setting.verbless and c.setting.tense == "open"
    one = weekday(number, c.dct, "nearest" if loose else c.setting.tense)
    return dated(calendar.day(one), "", "dct")


def read_weekday_week(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Friday week: a week after the coming Friday."""
    number = int(slots["inner"].slots["weekday"])
    if c.dct is None:
        return Answer("DATE", f"XXXX-WXX-{number + 1}")
    one = weekday(number, c.dct, "future") + timedelta(weeks=1)
    return dated(calendar.day(one), "", "dct")


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
            return dated(calendar.day(one), "", place_of(base))
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
    return dated(calendar.day(one), "", "dct")


def read_rel_unit(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Last, this, next week, month, year: calendar units around publication day."""
    unit, step = str(slots["unit"]), STEPS[str(slots["rel"])]
    if unit == "day":
        return read_shift_unit({**slots, "shift": "following"}, c, _) if step == 1 else None
    running, anchor = c.running(unit)
    if running is None:
        return Answer("DATE", UNKNOWN[unit])
    return dated(moved_or_none(running, step), UNKNOWN[unit], anchor)


def moved_or_none(period: Period, step: int) -> Period | None:
    """The period some steps later; None outside the calendar."""
    try:
        return calendar.moved(period, step)
    except ValueError:
        return None


def read_weekend(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The weekend: the last that has begun; under a future tense the next one."""
    if c.dct is None:
        return Answer("DATE", UNKNOWN["weekend"])
    step = -1 if c.setting.tense != "future" and c.dct.weekday() < 5 else 0
    return dated(moved_or_none(calendar.weekend(c.dct), step), "", "dct")


def read_shift_unit(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The previous, following, same day, week, month, year: around the time last named."""
    unit, step = str(slots["unit"]), STEPS[str(slots["shift"])]
    base = focus(c, unit)
    if base is None:
        if c.dct is None or slots["shift"] == "same":
            return Answer("DATE", UNKNOWN[unit])
        return dated(moved_or_none(calendar.holding(unit, c.dct), step), UNKNOWN[unit], "dct")
    return dated(
        moved_or_none(calendar.holding(unit, base.period.first), step),
        UNKNOWN[unit],
        place_of(base),
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


def focus(c: Context, unit: str) -> Known | None:
    """The time last named that is at least as exact as a unit."""
    fine = [grain for grain, size in FINE.items() if size <= FINE[unit]]
    return c.latest(*fine, "range") or None


def read_that_unit(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """That day, week, year: the one that the text spoke of last."""
    unit = str(slots["unit"])
    near = [one for one in c.known[-RECENT:] if one.period.grain == unit]
    base = near[-1] if near else focus(c, unit)
    if base is None:
        return None  # a day like any other: "you lose on trades made that day"
    return dated(calendar.holding(str(slots["unit"]), base.period.first), "", place_of(base))


def read_rel_month(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """Last July, next May, this September."""
    number, rel = int(slots["month"]), str(slots["rel"])
    if c.dct is None:
        return Answer("DATE", f"XXXX-{number:02}")
    here = calendar.month(c.dct.year, c.dct.month)
    options = [calendar.month(c.dct.year + step, number) for step in (-1, 0, 1)]
    return dated(_sided(options, here, rel), "", "dct")


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
    return dated(_sided(options, calendar.month(c.dct.year, c.dct.month), str(rel)), "", "dct")


def _that_season(name: str, c: Context) -> Answer:
    """The season of the year last told of; never the one that runs on publication day."""
    for known in reversed(c.known[-MEMORY:]):
        period = calendar.season(known.period.first.year, name)
        if c.dct is None or period.last < c.dct:
            return dated(period, "", place_of(known))
    found, anchor = yearless(lambda year: calendar.season(year, name), c)
    return dated(found, f"XXXX-{name}", anchor)


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
    if base is None and c.dct is not None and step:
        one = c.dct + timedelta(days=step)
        return Answer("TIME", one.isoformat() + part, calendar.day(one), anchor="dct")
    if base is None:
        return Answer("TIME", f"XXXX-XX-XX{part}")
    one = base.period.first + timedelta(days=step)
    return Answer("TIME", one.isoformat() + part, calendar.day(one), anchor=place_of(base))


READINGS = {
    "deictic": read_deictic,
    "weekday": read_weekday,
    "weekday_week": read_weekday_week,
    "rel_weekday": read_rel_weekday,
    "rel_unit": read_rel_unit,
    "weekend": read_weekend,
    "shift_unit": read_shift_unit,
    "that_unit": read_that_unit,
    "rel_month": read_rel_month,
    "rel_season": read_rel_season,
    "this_daypart": read_this_daypart,
    "shift_daypart": read_shift_daypart,
}
