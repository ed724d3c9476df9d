"""When the fiscal year runs, where the article says so. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Fiscal:
    """The fiscal year's first month, or None; and months named as its start or end.

    `yearly`: offset of the month's name, and its number: "which starts in October" names every
    October.
    """

    start: int | None
    yearly: dict[int, int]


def fiscal_years(
    text: str, patterns: Iterable[Any], month: Callable[[str], int | None]
) -> Fiscal:
    """What a text says of its fiscal year.

    Args:
        text: the article.
        patterns: compiled; groups `edge` ("starts", "ended") and `month`.
        month: gives the number of a month's name.
    """
    start: int | None = None
    yearly: dict[int, int] = {}
    for pattern in patterns if "year" in text else ():
        for match in pattern.finditer(text):
            number = month(match["month"])
            if number is None:
                continue
            edge = match["edge"].lower()
            start = start or (number % 12 + 1 if "end" in edge else number)
            if edge.endswith("s"):
                yearly[match.start(pattern.groupindex["month"])] = number
    return Fiscal(start, yearly)
