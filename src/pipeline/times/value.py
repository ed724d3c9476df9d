"""TIMEX3 values: what an answer holds; how durations, sets and clock times are spelt. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from pipeline.times.interval import third
from pipeline.times.numbers import plural_digits

if TYPE_CHECKING:
    from datetime import date

    from pipeline.times.calendar import Period

# TIMEX3 letters: date units after P, time units after PT; how many of the letter one unit is.
DATE_UNITS = {
    "day": ("D", 1),
    "night": ("D", 1),
    "week": ("W", 1),
    "fortnight": ("W", 2),
    "weekend": ("WE", 1),
    "month": ("M", 1),
    "quarter": ("Q", 1),
    "season": ("M", 3),
    "year": ("Y", 1),
    "decade": ("Y", 10),
    "century": ("Y", 100),
    "millennium": ("Y", 1000),
}
TIME_UNITS = {"hour": "H", "minute": "M", "second": "S"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an expression means.

    `period` is None where it names no stretch of the calendar, or an unknown one.
    `part` is the stretch of the period that is meant, where `mod` does not say (a first week).
    `anchor`: "dct", "time:N" (position among the article's times), or None.
    """

    type: str
    value: str
    period: Period | None = None
    mod: str | None = None
    anchor: str | None = None
    explicit: bool = False
    rule: str | None = None
    part: Period | None = None

    def days(self) -> tuple[str | None, str | None]:
        """First and last day, ISO; None for durations, sets and the unknown."""
        if self.period is None or self.type in {"DURATION", "SET"}:
            return None, None
        first, last = third(self.part or self.period, None if self.part else self.mod)
        return first.isoformat(), last.isoformat()


def duration(number: Fraction | None, unit: str) -> str:
    """A TIMEX3 duration; None for an unknown number ("several weeks").

    A half is spelt in the next smaller unit where there is one: two and a half years, P2Y6M.
    """
    if unit in TIME_UNITS:
        return "PT" + _amount(
            number, unit, {"hour": (60, "M"), "minute": (60, "S")}, TIME_UNITS[unit]
        )
    letter, size = DATE_UNITS[unit]
    scaled = number * size if number is not None else None
    if number is None and size > 1:
        return {"decade": "PXDE", "century": "PXCE", "millennium": "PXL"}.get(
            unit, f"PX{letter}"
        )
    return "P" + _amount(scaled, unit, {"year": (12, "M")} if size == 1 else {}, letter)


def _amount(
    number: Fraction | None, unit: str, smaller: dict[str, tuple[int, str]], letter: str
) -> str:
    if number is None:
        return f"X{letter}"
    whole = number.numerator // number.denominator
    rest = number - whole
    if rest and unit in smaller:
        size, small = smaller[unit]
        if (rest * size).denominator == 1:
            head = f"{whole}{letter}" if whole else ""
            return f"{head}{rest * size}{small}"
    return f"{plural_digits(number)}{letter}"


def clock(
    one: date | None, hour: int, minute: int | None, *, zulu: bool, bare: bool = False
) -> str:
    """A clock time of a day: 2023-07-04T19:52, with Z for universal time."""
    head = one.isoformat() if one else "XXXX-XX-XX"
    tail = f"T{hour:02}" if minute is None and bare else f"T{hour:02}:{minute or 0:02}"
    return head + tail + ("Z" if zulu else "")


def weekday_set(number: int) -> str:
    """Every such weekday: XXXX-WXX-5."""
    return f"XXXX-WXX-{number + 1}"
