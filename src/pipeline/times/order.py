"""Whether a text writes days before months: 10/11/2021 as 10 November. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

DAY_FIRST = frozenset({"time.day_month", "time.date_dmy"})
MONTH_FIRST = frozenset({"time.month_day", "time.date_mdy"})
SLASH = "time.slash"
MONTHS = 12
_WORD = re.compile(r"[^\W\d_]+")


def day_first(
    items: Sequence[tuple[str, str]], text: str, days: Set[str], months: Set[str]
) -> bool:
    """Which order the dates of a text in figures have.

    Figures that can be no month decide, then the dates that the text spells out, then words of
    countries that write the one or the other.

    Args:
        items: rule and words of every expression.
        text: the article.
        days: words of texts that write days first, lower-case.
        months: words of texts that write months first, lower-case.
    """
    slashes = [words for rule, words in items if rule == SLASH and "/" in words]
    if not slashes:
        return _balance(rule for rule, _ in items) > 0
    told = _told(slashes) or _balance(rule for rule, _ in items)
    if told:
        return told > 0
    words = {word.lower() for word in _WORD.findall(text)}
    return len(words & days) > len(words & months)


def _told(slashes: Iterable[str]) -> int:
    """How many dates in figures must have the day first, less those with the month first."""
    told = 0
    for words in slashes:
        a, b = (int(part) for part in re.findall(r"\d+", words)[:2])
        told += (a > MONTHS) - (b > MONTHS)
    return told


def _balance(rules: Iterable[str]) -> int:
    return sum((rule in DAY_FIRST) - (rule in MONTH_FIRST) for rule in rules)
