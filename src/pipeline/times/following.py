"""Expressions that the one behind settles: a clock time by its day, a quarter by its end."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.times import calendar
from pipeline.times.readings import resolve
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.times.anchor import Context
    from pipeline.times.grammar import Reading
    from pipeline.times.sight import Sight

CLOCKS = frozenset({"clock", "noon", "clock_words"})
DAYS = frozenset({"weekday", "rel_weekday", "date", "deictic"})
LOOK = 2  # expressions: "at 7 p.m. (1800 GMT) on Tuesday"
_BETWEEN = re.compile(r"\s*\)?,?\s*\(?(?:or )?(?:on )?")
_ENDED = re.compile(r"\s+(?:that |which )?end(?:ed|ing|s) (?:on )?")
HALF_QUARTER = timedelta(days=45)


def with_day(sight: Sight, reading: Reading, behind: Sequence[Reading]) -> Reading:
    """A clock time with the day that stands behind it, another zone's time between them."""
    if reading.name not in CLOCKS:
        return reading
    end = reading.end
    for one in behind[:LOOK]:
        if not _BETWEEN.fullmatch(sight.text[end : one.start]):
            break
        if one.name in DAYS:
            return replace(reading, name="clock_of_day", slots={"clock": reading, "outer": one})
        if one.name not in CLOCKS:
            break
        end = one.end
    return reading


def ended_quarter(
    sight: Sight, reading: Reading, behind: Sequence[Reading], context: Context
) -> Answer | None:
    """The quarter ended July 31: the calendar's quarter that holds most of it, or None."""
    if reading.slots.get("unit") != "quarter" or reading.name != "the_period" or not behind:
        return None
    if not _ENDED.fullmatch(sight.text[reading.end : behind[0].start]):
        return None
    there = sight.setting(behind[0].start, behind[0].end)
    last = resolve(behind[0], context.placed(there, context.known))
    if last is None or last.period is None or last.period.grain not in {"day", "month"}:
        return None
    found = calendar.holding("quarter", last.period.last - HALF_QUARTER)
    return Answer("DATE", found.value, found, anchor=last.anchor)
