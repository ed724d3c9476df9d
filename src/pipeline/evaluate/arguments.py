"""Participants of events: which found argument names the participant of a gold one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.evaluate.matching import overlap, paired

if TYPE_CHECKING:
    from pipeline.evaluate.gold import GoldArgument, GoldEvent
    from pipeline.evaluate.matching import Compared

ROLES = ("actor", "recipient", "location")


@dataclass(frozen=True, slots=True)
class Hits:
    """Arguments of one role of one event: right, found and gold ones."""

    right: int
    found: int
    gold: int

    @property
    def all_right(self) -> bool:
        """None found that is wrong, and one at least where gold has any."""
        return self.right == self.found and (self.right > 0) == (self.gold > 0)


def argument_hits(pair: Compared, gold: GoldEvent, found: GoldEvent, role: str) -> Hits:
    """How many arguments of that role name the same participants."""
    wanted = [argument for argument in gold.arguments if argument.role == role]
    got = [argument for argument in found.arguments if argument.role == role]
    hits = paired(wanted, got, lambda a, b: _same_participant(pair, a, b))
    return Hits(len(hits), len(got), len(wanted))


def _same_participant(pair: Compared, gold: GoldArgument, found: GoldArgument) -> bool:
    if gold.entity is None:
        return any(overlap(span, found) for span in (gold, *gold.alternates))
    if found.entity is not None:
        return pair.is_entity(gold.entity, found.entity)
    mentions = [m for e in pair.gold.entities if e.id == gold.entity for m in e.mentions]
    return any(overlap(mention, found) for mention in mentions)
