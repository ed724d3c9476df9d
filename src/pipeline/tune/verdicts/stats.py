"""How each rule does in a run: how often it fires, beside which others, and how often rightly.

After Snorkel's analysis of labelling functions (coverage, overlaps, conflicts, accuracy). An
item overlaps if it shares words with an item of the same layer that another rule made; it
conflicts if the two also say different things (type, speaker, value, entity).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Literal

from pipeline.tune.difference import facts as fact
from pipeline.writers.words import Lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.records import Record, Span
    from pipeline.tune.verdicts.truth import Truth

Sort = Literal["accepted", "edited", "rejected", "right", "wrong", "open"]
SORTS: tuple[Sort, ...] = ("rejected", "edited", "wrong", "accepted", "right", "open")
_Z = 1.959964  # of a normal distribution, two-sided, 95 %
_KEPT = 5  # examples of each sort that are kept of a rule


@dataclass(frozen=True, slots=True)
class Shown:
    """An example: where, what, and the words around it."""

    article: str
    item: str
    context: tuple[str, str, str]


@dataclass
class RuleStats:
    """What one rule did in a run.

    Attributes:
        rule: id.
        layer: of what it makes.
        fired: items that it made.
        articles: in which it did.
        overlaps: items that share words with one of another rule.
        conflicts: of these, where the two say different things.
        counts: items by what a reviewer decided of them, else by what gold says.
        examples: some of each.
    """

    rule: str
    layer: str
    fired: int = 0
    articles: set[str] = field(default_factory=set)
    overlaps: int = 0
    conflicts: int = 0
    counts: dict[Sort, int] = field(default_factory=lambda: defaultdict(int))
    examples: dict[Sort, list[Shown]] = field(default_factory=lambda: defaultdict(list))

    @property
    def right(self) -> int:
        """Items that somebody found right."""
        return self.counts["accepted"] + self.counts["right"]

    @property
    def judged(self) -> int:
        """Items that somebody judged."""
        return self.fired - self.counts["open"]

    @property
    def precision(self) -> float | None:
        """The share that is right of those that were judged; None where none was."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the precision."""
        return wilson(self.right, self.judged)


def wilson(right: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % score interval of a share; from 0 to 1 where nothing was counted."""
    if not of:
        return 0.0, 1.0
    share = right / of
    middle = share + _Z**2 / (2 * of)
    spread = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    whole = 1 + _Z**2 / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


@dataclass(frozen=True, slots=True)
class _Item:
    """An item as it is counted: its words, and the one thing that it says above all."""

    id: str
    layer: str
    rule: str
    spans: tuple[Span, ...]
    says: str


class Stats:
    """Counts over the records of a run, one record at a time."""

    def __init__(self) -> None:
        self.articles = self.missed = 0
        self._rules: dict[str, RuleStats] = {}

    def add(self, record: Record, known: Truth) -> None:
        """Count a record's items."""
        self.articles += 1
        self.missed += known.missed
        by_layer: dict[str, list[_Item]] = defaultdict(list)
        for item in _items(record):
            by_layer[item.layer].append(item)
        for several in by_layer.values():
            touching = _touching(several)
            for item in several:
                self._count(item, record, known, touching.get(id(item), ()))

    def _count(
        self, item: _Item, record: Record, known: Truth, others: Sequence[_Item]
    ) -> None:
        one = self._rules.setdefault(item.rule, RuleStats(item.rule, item.layer))
        one.fired += 1
        one.articles.add(record.article.id)
        one.overlaps += bool(others)
        one.conflicts += any(other.says != item.says for other in others)
        sort = _sort(item, known)
        one.counts[sort] += 1
        if len(one.examples[sort]) < _KEPT:
            around = fact.context(record, item.spans)
            one.examples[sort].append(Shown(record.article.id, item.id, around))

    def rules(self, only: Iterable[str] = ()) -> list[RuleStats]:
        """Every rule that fired, the surely worst first; those that nobody judged come last."""
        wanted = set(only)
        found = [one for one in self._rules.values() if not wanted or one.rule in wanted]
        return sorted(
            found, key=lambda one: (not one.judged, one.interval[1], -one.fired, one.rule)
        )


def _sort(item: _Item, known: Truth) -> Sort:
    status = known.status.get(item.id)
    if status == "accepted" or status == "edited" or status == "rejected":  # noqa: PLR1714
        return status
    right = known.right.get(item.id)
    return "open" if right is None else "right" if right else "wrong"


def _items(record: Record) -> Iterator[_Item]:
    look = Lookup(record)
    for event in record.events:
        yield _Item(event.id, "events", event.rule, (event.trigger,), fact.kind(event))
    for quote in record.quotes:
        speaker = look.speaker(quote)[0]
        yield _Item(quote.id, "quotes", quote.rule, tuple(quote.content), speaker)
    for time in record.times:
        yield _Item(time.id, "times", time.rule, (time,), time.value)
    for entity in record.entities:
        for mention in entity.mentions:
            yield _Item(entity.id, "mentions", mention.rule, (mention,), entity.id)
        for role in entity.roles:
            yield _Item(entity.id, "roles", role.rule, (role,), entity.id)


def _touching(several: Sequence[_Item]) -> Mapping[int, list[_Item]]:
    """For each item (by identity), those of other rules that share words with it."""
    out: dict[int, list[_Item]] = defaultdict(list)
    bounds = [
        (min(s.start for s in one.spans), max(s.end for s in one.spans), one) for one in several
    ]
    bounds.sort(key=lambda bound: bound[:2])
    for number, (_, end, one) in enumerate(bounds):
        for start, _, other in bounds[number + 1 :]:
            if start >= end:
                break
            if one.rule != other.rule and _share(one, other):
                out[id(one)].append(other)
                out[id(other)].append(one)
    return out


def _share(one: _Item, other: _Item) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)
