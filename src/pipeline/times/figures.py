"""Readings of dates in figures alone: 2023-11-05, 10/11/2021. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from datetime import date

    from pipeline.times.anchor import Context
    from pipeline.times.grammar import Resolve

Slots = dict[str, Any]


def read_iso(slots: Slots, _: Context, __: Resolve) -> Answer | None:
    """2023-11-05, with or without a time."""
    raw = str(slots["iso"]).upper()
    found = calendar.real_day(int(raw[:4]), int(raw[5:7]), int(raw[8:10]))
    if found is None:
        return None
    return Answer("TIME" if "T" in raw else "DATE", raw, calendar.day(found), explicit=True)


def read_slash(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """10/18/2021, 18/10/2021, 18.10.2021; the text's own order decides where both could be."""
    raw = str(slots.get("slash") or slots.get("dots"))
    a, b, year = (int(part) for part in raw.replace(".", "/").split("/"))
    year += (1900 if year >= 50 else 2000) if year < 100 else 0
    day_first = "dots" in slots or c.day_first
    orders = [(b, a), (a, b)] if day_first else [(a, b), (b, a)]
    days = [d for m, o in orders if (d := calendar.real_day(year, m, o))]
    found = _fitting(days, slots.get("weekday"), c)
    return (
        Answer("DATE", found.isoformat(), calendar.day(found), explicit=True) if found else None
    )


def _fitting(days: list[date], weekday: str | None, c: Context) -> date | None:
    """Of two readings of figures, the one of the weekday named, or on the tense's side."""
    if weekday is not None:
        days = [one for one in days if one.weekday() == int(weekday)] or days
    if len(days) > 1 and c.dct is not None and c.setting.tense != "open":
        future = c.setting.tense == "future"
        days = [one for one in days if (one >= c.dct if future else one <= c.dct)] or days
    return days[0] if days else None


READINGS = {"iso": read_iso, "slash": read_slash}
