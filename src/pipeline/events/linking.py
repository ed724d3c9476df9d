"""Mentions of one happening: the same type, compatible dates and participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.annotations import Event


def same_happening(a: Event, b: Event) -> bool:
    """Whether two events are told as one: nothing about them differs, and something agrees."""
    if (
        a.type != b.type
        or a.type is None
        or a.polarity != b.polarity
        or a.modality != b.modality
    ):
        return False
    if a.trigger.lemma != b.trigger.lemma:
        return False
    if not _compatible_dates(a, b):
        return False
    shared = False
    for role in ("actor", "recipient"):
        mine, theirs = _entities(a, role), _entities(b, role)
        if mine and theirs:
            if mine.isdisjoint(theirs):
                return False
            shared = True
        elif mine or theirs:
            continue
    return shared or (
        a.time.begin is not None and a.time.begin == b.time.begin and a.time.end == b.time.end
    )


def _compatible_dates(a: Event, b: Event) -> bool:
    if None in (a.time.begin, b.time.begin):
        return a.time.begin is b.time.begin or (a.time.end is None and b.time.end is None)
    return (a.time.begin, a.time.end) == (b.time.begin, b.time.end)


def _entities(event: Event, role: str) -> set[object]:
    return {
        argument.entity if argument.entity is not None else (argument.start, argument.end)
        for argument in event.arguments
        if argument.role == role
    }


def link(events: Sequence[Event], weights: Sequence[float]) -> dict[int, int]:
    """Repeated mentions with the position of the one that stands for them all."""
    out: dict[int, int] = {}
    order = sorted(
        (i for i, e in enumerate(events) if e.recorded),
        key=lambda i: (-_facts(events[i]), -weights[i], i),
    )
    chosen: list[int] = []
    for i in order:
        same = next((j for j in chosen if same_happening(events[i], events[j])), None)
        if same is None:
            chosen.append(i)
        else:
            out[i] = same
    return out


def _facts(event: Event) -> int:
    """How much a mention tells."""
    return len(event.arguments) + 2 * (event.time.how == "explicit")
