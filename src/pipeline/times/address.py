"""The day that a page's own address states: https://example.org/2022/07/22/two-bodies-found/.

Pure but for the patterns, which a pack holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.times import calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.annotations import Block

MAX_ADDRESS = 2_000  # characters; a longer line is no address


@dataclass(frozen=True, slots=True)
class Address:
    """What an address tells: first and last day that the page may be of, both included."""

    first: date
    last: date

    @property
    def day(self) -> date | None:
        """The day, or None where only its month is told."""
        return self.first if self.first == self.last else None


def page_address(
    text: str,
    blocks: Iterable[Block],
    patterns: Sequence[Any],
    month: Callable[[str], int | None],
) -> Address | None:
    """What the address over an article tells of its day; None where there is none.

    An address below the first paragraph of the body may be any other page's.

    Args:
        text: the article.
        blocks: in text order.
        patterns: compiled, of whole lines, the surest first; groups `year`, `month` (figures or
            a name) and, where they tell it, `day`.
        month: gives the number of a month's name.
    """
    for block in blocks:
        found = told_by(text[block.start : block.end], patterns, month)
        if found is not None:
            return found
        if block.kind == "body":
            return None
    return None


def told_by(
    line: str, patterns: Sequence[Any], month: Callable[[str], int | None]
) -> Address | None:
    """What a line tells as an address; None where it is none, or tells nothing."""
    if len(line) > MAX_ADDRESS or "/" not in line:
        return None
    matches = [match for pattern in patterns if (match := pattern.fullmatch(line.strip()))]
    told = (_told(match.groupdict(), month) for match in matches)
    return next((one for one in told if one is not None), None)


def _told(
    known: Mapping[str, str | None], month: Callable[[str], int | None]
) -> Address | None:
    named = str(known["month"]).lower()
    number = int(named) if named.isdigit() else month(named) or month(named + ".")
    year, day = int(str(known["year"])), known.get("day")
    if number is None or not 1 <= number <= 12:
        return None
    if day is None:
        whole = calendar.month(year, number)
        return Address(whole.first, whole.last)
    one = calendar.real_day(year, number, int(day))
    return Address(one, one) if one is not None else None
