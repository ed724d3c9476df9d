"""Readings of durations, sets and vague references, and of the reporting period. Pure."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.counted import length_of
from pipeline.times.value import Answer, duration, weekday_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.times.anchor import Context, Known
    from pipeline.times.grammar import Resolve

Slots = dict[str, Any]
WHOLE = {"month": "XXXX-XX", "day": "XXXX-XX-XX", "weekend": "XXXX-WXX-WE"}
_FIXED_DAY = re.compile(r"(\d\d?)-(\d\d?)")


def _read_length(name: str) -> Callable[[Slots, Context, Resolve], Answer | None]:
    def read(slots: Slots, _: Context, __: Resolve) -> Answer | None:
        number, unit = length_of(name, slots)
        return Answer("DURATION", duration(number, unit))

    return read


def read_duration_vague(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """Several weeks; 12 to 18 months; some time."""
    unit = slots.get("unit")
    return Answer("DURATION", duration(None, str(unit)) if unit else "PXX")


def read_duration_sum(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """Two years and three months; two hours 14 minutes."""
    parts = [length_of(slots[at].name, slots[at].slots) for at in ("a", "b")]
    (days, hours), (more_days, more_hours) = (
        duration(number, unit)[1:].partition("T")[::2] for number, unit in parts
    )
    clock = hours + more_hours
    return Answer("DURATION", f"P{days}{more_days}" + (f"T{clock}" if clock else ""))


def _named_set(slots: Slots) -> str | None:
    """Each October, every Christmas, each summer, every morning."""
    if "month" in slots:
        return f"XXXX-{int(slots['month']):02}"
    if "holiday" in slots:
        fixed = _FIXED_DAY.fullmatch(str(slots["holiday"]).partition("|")[2])
        return f"XXXX-{int(fixed[1]):02}-{int(fixed[2]):02}" if fixed else "P1Y"
    if "season" in slots:
        return f"XXXX-{slots['season']}"
    return f"XXXX-XX-XX{slots['daypart']}" if "daypart" in slots else None


def read_set(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """Every Friday, each October, twice a month, every two years."""
    if "weekday" in slots:
        return Answer("SET", weekday_set(int(slots["weekday"])) + str(slots.get("daypart", "")))
    named = _named_set(slots)
    if named is not None:
        return Answer("SET", named)
    unit = str(slots["unit"])
    if slots.get("every") and unit in WHOLE and "n" not in slots:
        return Answer("SET", WHOLE[unit])
    if "vague" in slots:
        return Answer("SET", duration(None, unit))
    return Answer("SET", duration(Fraction(slots.get("n", 1)), unit))


def read_set_adverb(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """Daily, annually."""
    return Answer("SET", str(slots["set_adverb"]))


def read_ref(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """PAST_REF, PRESENT_REF, FUTURE_REF."""
    return Answer("DATE", str(slots["ref"]))


def read_the_period(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """The quarter, the latest period: the reporting period in focus."""
    grains = ("quarter", "fiscal_quarter") if slots.get("unit") == "quarter" else ()
    base = c.report(*grains)
    if base is not None:
        return _period_answer(base, 0)
    if c.dct is None or not c.setting.business:
        return None
    period = calendar.moved(calendar.holding("quarter", c.dct), -1)
    return Answer("DATE", period.value, period, anchor="dct")


def _period_answer(base: Known, years: int) -> Answer | None:
    period = calendar.moved_years(base.period, years)
    if period is None:
        return None
    return Answer("DATE", period.value, period, anchor=f"time:{base.index}")


def read_year_ago(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The year-ago quarter, year-earlier: the reporting period, one year before."""
    if "inner" in slots:
        inner = resolve(slots["inner"], c)
        if inner is not None and inner.period is not None:
            period = calendar.moved_years(inner.period, -1)
            return Answer("DATE", period.value, period, anchor="dct") if period else None
    base = c.report()
    if base is not None:
        return _period_answer(base, -1)
    if c.dct is None:
        return Answer("DATE", "XXXX")
    period = calendar.year_of(c.dct.year - 1)
    return Answer("DATE", period.value, period, anchor="dct")


def read_same_period(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """The same period of 2022, the corresponding quarter last year."""
    same = slots.get("same")
    months = same is not None and same.slots.get("unit") == "month"
    base = c.latest("month") if months else c.report() or c.latest("month")
    outer = resolve(slots["outer"], c) if "outer" in slots else None
    if base is None:
        return outer
    years = -1
    if outer is not None and outer.period is not None:
        relative = "shift" in slots["outer"].slots
        years = -1 if relative else outer.period.first.year - base.period.first.year
    return _period_answer(base, years)


READINGS = {
    "duration": _read_length("duration"), "duration_half": _read_length("duration_half"),
    "duration_scaled": _read_length("duration_scaled"), "duration_vague": read_duration_vague,
    "duration_sum": read_duration_sum, "set": read_set, "set_adverb": read_set_adverb,
    "set_rate": read_set, "ref": read_ref,
    "the_period": read_the_period, "year_ago": read_year_ago, "same_period": read_same_period,
}  # fmt: skip
