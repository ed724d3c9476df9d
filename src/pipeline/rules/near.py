"""Rules that nearly fired: where, and which of their conditions failed.

Each room tells of its own in `<room>/near.py`, out of the hot path: it asks again what its
component asked, and notes the answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Near:
    """A rule that did not fire at a place that it knows something of.

    Attributes:
        rule: id; "" where no rule knows the word.
        start: code points of the word or words that called for the rule.
        why: the condition that failed: "frame that_clause wants a clause; found a noun phrase".
        close: how near it was, for order: the higher, the nearer.
    """

    rule: str
    start: int
    end: int
    why: str
    close: int = 0


def some(words: Sequence[str], most: int = 6) -> str:
    """The first few of many words."""
    more = f" and {len(words) - most:,} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
