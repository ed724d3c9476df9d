"""Readings of clock times and parts of the day: alone, of a day, from one to another. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar
from pipeline.times.anchor import MEMORY
from pipeline.times.value import Answer, clock

if TYPE_CHECKING:
    from pipeline.times.anchor import Context, Known
    from pipeline.times.calendar import Period
    from pipeline.times.grammar import Reading, Resolve

Slots = dict[str, Any]
AFTER_NOON = frozenset({"TAF", "TEV", "TNI"})
SOME_DAY = date(2001, 1, 1)  # stands for a day that is not known; never written
NOON, DAWN = 12 * 60, 7 * 60  # minutes
CLOCK_REACH = 30  # days before publication: a clock time seldom goes with an older bare date


def read_clock(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A clock time without a day: of the day last told of nearby, else the story's own."""
    one, anchor = clock_day(c)
    return _clock(slots, one, anchor)


def clock_day(c: Context) -> tuple[date | None, str | None]:
    """The day that a clock time without a day belongs to."""
    if c.setting.block == "stamp" or c.setting.opens:
        heading = next(
            (k for k in c.known[:MEMORY] if k.period.grain == "day" and k.explicit), None
        )
        return (heading.period.first, _at(heading)) if heading else (c.dct, "dct")
    near = c.latest("day", sentence=True) or _in_paragraph(c)
    base = near or c.first_day()
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
    told = _spoken(slots) if "clock_side" in slots else hour_minute(slots)
    if told is None:
        return None
    zulu = slots.get("zone") == "Z"
    value = clock(one, told[0], told[1], zulu=zulu)
    return Answer("TIME", value, calendar.day(one) if one else None, None, anchor)


def hour_minute(slots: Slots) -> tuple[int, int] | None:
    """Hour and minute of a clock expression, on the 24-hour clock; None where it is none."""
    if "digits" in slots:
        hour, minute = int(slots["digits"][:2]), int(slots["digits"][2:])
    elif "clock" in slots or "dot_clock" in slots:
        hour, minute = slots["clock" if "clock" in slots else "dot_clock"][:2]
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
    one, anchor = clock_day(c)
    return _clock(slots, one, anchor)


def _spoken(slots: Slots) -> tuple[int, int] | None:
    """Hour and minute of "ten to two": by day, unless a part of the day is named."""
    minutes, hour = int(slots["minutes"]), int(slots["hour"])
    if not (1 <= hour <= 12 and minutes in {5, 10, 15, 20, 25, 30}):
        return None
    total = hour * 60 + (minutes if slots["clock_side"] == "past" else -minutes)
    part = slots.get("daypart")
    late = total < NOON and (part in AFTER_NOON if part else total < DAWN)
    total += NOON if late else 0
    return total // 60, total % 60


def read_clock_range(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """03:00 to 09:00 Friday; between four and six in the morning."""
    b = resolve(slots["b"], c)
    if b is None:
        return None
    if b.period is None:
        return None if c.dct else _dayless(slots, c, resolve)
    a = resolve(slots["a"], c) if "a" in slots else _bare_hour(slots, b)
    if a is None or a.period is None:
        return None
    if "a" in slots and slots["a"].name in {"clock", "noon"}:
        a = (
            _midnight(slots["a"].slots, b)
            or _like(slots["a"].slots, slots["b"], b)
            or _clock(slots["a"].slots, b.period.first, b.anchor)
        )
    if a is not None and a.period is not None and a.value > b.value:
        a, b = _overnight(a, b, dated="outer" in slots["b"].slots)
    if a is None or a.period is None or b.period is None or a.value > b.value:
        return None
    period = calendar.span(calendar.day(a.period.first), calendar.day(b.period.last))
    return Answer("TIME", f"{a.value}/{b.value}", period, None, a.anchor or b.anchor)


def _dayless(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """A range of clock times of a day that is not known."""
    some_day = replace(c, dct=SOME_DAY, story=None, known=())
    found = read_clock_range(slots, some_day, resolve)
    if found is None:
        return None
    ends = ("XXXX-XX-XX" + end[10:] for end in found.value.split("/"))
    return Answer("TIME", "/".join(ends))


def _midnight(slots: Slots, b: Answer) -> Answer | None:
    """From midnight: the day begins with it; None for any other hour."""
    if slots.get("hour") != "24" or b.period is None:
        return None
    value = clock(b.period.first, 0, 0, zulu=False)
    return Answer("TIME", value, b.period, None, b.anchor)


def _like(slots: Slots, right: Reading, b: Answer) -> Answer | None:
    """7:30 to 9 p.m.: a time without a.m. or p.m., in the half of the day that b names."""
    end = right.slots["clock"] if right.name == "clock_of_day" else right
    if "clock" not in slots or {"half_day", "daypart"} & slots.keys():
        return None
    if not isinstance(end.slots, dict) or "half_day" not in end.slots:
        return None
    return _bare_hour({"hour_from": slots["clock"]}, b)


def _overnight(a: Answer, b: Answer, *, dated: bool) -> tuple[Answer, Answer]:
    """From 10 p.m. to 5 a.m.: of the next day, or from the day before the one that b states."""
    return (_beside(a, -1), b) if dated else (a, _beside(b, 1))


def _beside(one: Answer, step: int) -> Answer:
    """The same time of a day beside."""
    if one.period is None:
        return one
    period = calendar.day(one.period.first + timedelta(days=step))
    return replace(one, value=period.value + one.value[10:], period=period)


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
    bare: Slots = {name: slots[name] for name in ("dot_clock", "digits") if name in slots}
    told: Slots = dict(slots["clock"].slots) if "clock" in slots else bare
    if outer.period is None or outer.period.grain != "day":
        return _clock(told, None, None)
    if "daypart" in slots:
        told.setdefault("daypart", slots["daypart"])
    if "T" in outer.value:
        told.setdefault("daypart", outer.value[-3:])
    answer = _clock(told, outer.period.first, outer.anchor)
    return replace(answer, explicit=outer.explicit) if answer is not None else None


def read_daypart_of_day(slots: Slots, c: Context, resolve: Resolve) -> Answer | None:
    """Tuesday evening, late Tuesday night, the morning of 3 May."""
    outer = resolve(slots["outer"], c)
    if outer is None:
        return None
    fits = outer.period is not None and (outer.period.grain == "day" or _two_days(outer.period))
    period = outer.period if fits else None
    return Answer(
        "TIME",
        outer.value.partition("/")[0] + str(slots["daypart"]),
        period,
        slots.get("part"),
        outer.anchor,
        explicit=outer.explicit,
    )


def _two_days(period: Period) -> bool:
    """The night of 4-5 March."""
    return period.grain == "range" and period.last - period.first == timedelta(days=1)


def read_daypart(slots: Slots, c: Context, _: Resolve) -> Answer | None:
    """A bare morning or night, of the day told of; the morning after a night is a day later."""
    part = str(slots.get("daypart", "TNI"))
    one, anchor = clock_day(c)
    if one is None:
        return Answer("TIME", f"XXXX-XX-XX{part}", mod=slots.get("part"))
    night = any(k.part == "TNI" and k.period.first == one for k in c.known[-2:])
    if part == "TMO" and night:
        one += timedelta(days=1)
    return Answer("TIME", one.isoformat() + part, calendar.day(one), slots.get("part"), anchor)


READINGS = {
    "clock": read_clock,
    "noon": read_clock,
    "clock_words": read_clock_words,
    "clock_range": read_clock_range,
    "clock_of_day": read_clock_of_day,
    "daypart_of_day": read_daypart_of_day,
    "daypart": read_daypart,
}
