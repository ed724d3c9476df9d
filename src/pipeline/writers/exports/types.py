"""The event types that a tool must offer: PLOVER's, general news, and whatever a run has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.decisions.regions import OTHER_LABELS, QUOTE

if TYPE_CHECKING:
    from collections.abc import Iterable

PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
NEWS = (
    "ELECTION", "LEGAL", "ECONOMY", "BUSINESS", "DISASTER", "HEALTH", "ACCIDENT", "CRIME",
    "SPORT", "LABOR", "SCIENCE", "PERSONNEL",
)  # fmt: skip


def event_labels(seen: Iterable[str]) -> list[str]:
    """Labels of events: the built-in types, then others that were seen."""
    known = [*PLOVER, *NEWS]
    return [*known, *sorted(set(seen) - set(known) - OTHER_LABELS)]


def other_labels() -> list[str]:
    """Labels of what is no event, quotes first."""
    return [QUOTE, *sorted(OTHER_LABELS - {QUOTE})]
