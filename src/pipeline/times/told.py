"""Times counted from an event that the text names: the day after the vote."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.times import calendar
from pipeline.times.anchor import MEMORY, Known
from pipeline.times.counted import counted_from, length_of
from pipeline.times.readings import resolve
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.annotations import Timex
    from pipeline.times.anchor import Context
    from pipeline.times.calendar import Period
    from pipeline.times.grammar import Reading
    from pipeline.times.sight import Sight

EVENT_READING = "event_relative"  # of rules whose meaning needs the Doc
APPOSING = frozenset({",", "(", "–", "—", "-"})  # between a date and what renames it


def by_event(
    sight: Sight,
    reading: Reading,
    context: Context,
    out: Sequence[Timex],
    after: Reading | None,
) -> tuple[Reading, Answer | None]:
    """The expression with its event, and what it means.

    Where the event has no known day, what is left is the duration alone, if there is one: "five
    days" after a voyage.
    """
    phrase = sight.noun_phrase_after(reading.end)
    if phrase is not None:
        end, lemma = phrase
        whole = replace(reading, end=end)
        renamed = _renamed(sight, reading, context, out) if _is_short(reading) else None
        if renamed is not None:
            return whole, _answer(reading, renamed.period, renamed)
        event = _named_after(sight, whole, after, context, len(out) + 1)
        event = event or _day_of(sight, lemma, context)
        if event is not None:
            return whole, _answer(reading, _moved(reading, event.period), event)
    length = reading.slots.get("length")
    return (length, resolve(length, context)) if length is not None else (reading, None)


def _is_short(reading: Reading) -> bool:
    """The day before, two weeks after: what can rename a day; hours and years are lengths."""
    length = reading.slots.get("length")
    return length is None or str(length.slots.get("unit")) in {"day", "week", "night"}


def _renamed(
    sight: Sight, reading: Reading, context: Context, out: Sequence[Timex]
) -> Known | None:
    """The date that the expression says again: On July 4, the day before the verdict."""
    last = context.known[-1] if context.known else None
    if last is None or last.index != len(out) - 1 or last.period.grain != "day":
        return None
    between = sight.text[out[-1].end : reading.start].strip()
    return last if between in APPOSING else None


def _named_after(
    sight: Sight, whole: Reading, after: Reading | None, context: Context, index: int
) -> Known | None:
    """The event's day where it follows at once: the night of the cyclone, 20 May 2020.

    `index` is the position that the time which follows will have.
    """
    if after is None or "daypart" not in whole.slots:
        return None
    if sight.text[whole.end : after.start].strip() not in APPOSING:
        return None
    answer = resolve(after, context)
    if answer is None or answer.period is None or answer.period.grain != "day":
        return None
    return Known(index, answer.period, context.setting, answer.explicit)


def _day_of(sight: Sight, lemma: str, context: Context) -> Known | None:
    """The first day named in a sentence that speaks of the event."""
    places = sight.sentences_with(lemma)
    days = [
        one
        for one in context.known[:MEMORY]
        if one.period.grain == "day" and one.setting.sentence in places
    ]
    return next((one for one in days if one.setting.sentence != context.setting.sentence), None)


def _moved(reading: Reading, base: Period) -> Period | None:
    sign = 1 if reading.slots.get("side") == "after" else -1
    if "daypart" in reading.slots:
        return base
    length = reading.slots.get("length")
    if length is None:
        return calendar.moved(calendar.holding(str(reading.slots["unit"]), base.first), sign)
    number, unit = length_of(length.name, length.slots)
    return counted_from(base, number, unit, sign) if number is not None else None


def _answer(reading: Reading, period: Period | None, base: Known) -> Answer | None:
    if period is None:
        return None
    part = reading.slots.get("daypart")
    return Answer(
        "TIME" if part else "DATE",
        period.value + (str(part) if part else ""),
        period,
        anchor=f"time:{base.index}",
    )
