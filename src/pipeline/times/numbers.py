"""Number words as numbers: "twenty-three", "two and a half", "nineteen ninety-seven"."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Number = Fraction


def joined_number(values: Sequence[int]) -> int | None:
    """The number that number words in a row make, or None where they make none.

    Args:
        values: of each word: 20, 3 for "twenty-three"; 2, 100, 5 for "two hundred five".
    """
    total, group = 0, None
    last = 10**12
    for value in values:
        if value in {100, 1000, 1_000_000}:
            group = (1 if group is None else group) * value
            if value >= 1000:
                total, group = total + group, None
            last = value
        elif group is None:
            group, last = value, value
        elif (20 <= last < 100 and last % 10 == 0 and 0 < value < 10) or last == 100:
            group, last = group + value, value
        else:
            return None
    return total + (group or 0)


def spoken_year(values: Sequence[int]) -> int | None:
    """The year that number words name ("nineteen ninety-seven"), or None."""
    if len(values) < 2 or not (13 <= values[0] <= 20):
        return None
    if values[1] in {100, 1000}:
        return values[0] * 100 if len(values) == 2 and values[1] == 100 else None
    rest = joined_number(values[1:])
    return values[0] * 100 + rest if rest is not None and 10 <= rest <= 99 else None


def plural_digits(number: Fraction) -> str:
    """A number as TIMEX3 writes it in a duration: "3", "2.5"."""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.4f}".rstrip("0").rstrip(".")
