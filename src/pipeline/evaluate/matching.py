"""Which found item stands for which gold item: spans, one-to-one pairs, entities."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.evaluate.gold import GoldEntity, GoldMention, GoldRecord


class Stretch(Protocol):
    """Anything with a place in the text: code points, half-open."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The place after its last character."""


Gold = TypeVar("Gold")
Found = TypeVar("Found")


def overlap(a: Stretch, b: Stretch) -> int:
    """How many characters two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def same_span(a: Stretch, b: Stretch) -> bool:
    """Whether two spans are the same characters."""
    return a.start == b.start and a.end == b.end


def length(span: Stretch) -> int:
    """How many characters a span has."""
    return span.end - span.start


def characters(spans: Iterable[Stretch]) -> set[int]:
    """All places that the spans cover."""
    return {place for span in spans for place in range(span.start, span.end)}


def paired(
    golds: Sequence[Gold], founds: Sequence[Found], likeness: Callable[[Gold, Found], float]
) -> dict[int, int]:
    """Pairs of gold and found items, best first: position in `golds` to position in `founds`.

    Each item is paired at most once; pairs whose likeness is 0 are none. Between equals the
    earlier gold item goes first, then the earlier found one.
    """
    candidates = sorted(
        (-like, i, j)
        for i, gold in enumerate(golds)
        for j, found in enumerate(founds)
        if (like := likeness(gold, found)) > 0
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def plain_name(name: str) -> str:
    """A name without case, quotation marks, full stops, commas and a leading `the`."""
    bare = re.sub(r"[\"'“”‘’.,]", "", name.casefold()).strip()
    return re.sub(r"^the\s+", "", re.sub(r"\s+", " ", bare))


@dataclass(frozen=True, slots=True)
class Compared:
    """The gold record of an article, the one found, and whom each found entity stands for."""

    gold: GoldRecord
    found: GoldRecord
    gold_entity: dict[str, str]

    def is_entity(self, gold_id: str, found_id: str | None) -> bool:
        """Whether a found entity stands for that gold entity."""
        return found_id is not None and self.gold_entity.get(found_id) == gold_id


def compared(gold: GoldRecord, found: GoldRecord) -> Compared:
    """Two records of one article side by side."""
    stands_for = {entity.id: _gold_entity(entity, gold.entities) for entity in found.entities}
    return Compared(gold, found, {k: v for k, v in stands_for.items() if v is not None})


def _gold_entity(found: GoldEntity, golds: Sequence[GoldEntity]) -> str | None:
    """The gold entity with which a found one shares most names; the same name breaks ties.

    Only an entity that is never named is looked up by its nominals (`the army`).
    """
    named = any(mention.kind == "name" for mention in found.mentions)
    kind = "name" if named else "nominal"
    votes = Counter(
        gold.id
        for mention in found.mentions
        for gold in golds
        for meant in gold.mentions
        if mention.kind == kind == meant.kind and _covers(mention, meant)
    )
    same_name = {gold.id: plain_name(gold.name) == plain_name(found.name) for gold in golds}
    return max(votes, key=lambda one: (votes[one], same_name[one]), default=None)


def _covers(found: GoldMention, gold: GoldMention) -> bool:
    return overlap(found, gold) * 2 >= length(gold)
