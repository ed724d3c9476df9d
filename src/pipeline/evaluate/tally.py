"""Sums of right answers, the only thing that the layers hand on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Under each name, how many were right (B-cubed counts parts of one), and of how many."""

    right: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    total: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, name: str, right: float, of: int = 1) -> None:
        """Count answers under a name."""
        self.right[name] += right
        self.total[name] += of

    def add_found(self, name: str, right: int, *, found: int, gold: int) -> None:
        """Count what precision (`name_p`) and recall (`name_r`) are made of."""
        self.add(f"{name}_p", right, found)
        self.add(f"{name}_r", right, gold)

    def merge(self, other: Tally) -> None:
        """Add another article's or layer's sums."""
        for name, right in other.right.items():
            self.add(name, right, other.total[name])

    def rate(self, name: str) -> float | None:
        """Right ones as a share; None where there was nothing to be right about."""
        total = self.total.get(name, 0)
        return self.right[name] / total if total else None

    def f1(self, name: str) -> float | None:
        """The harmonic mean of `name_p` and `name_r`; None where neither side has any."""
        precision, recall = self.rate(f"{name}_p"), self.rate(f"{name}_r")
        if precision is None and recall is None:
            return None
        p, r = precision or 0.0, recall or 0.0
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Slip:
    """One item that was not got right: where, which, and what was wrong with it."""

    article: str
    layer: str
    text: str
    wrong: tuple[str, ...]
