"""Mentions of one happening: the same type, compatible dates and participants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.annotations import Event, EventTime

NEWS_DAYS = 7  # an undated mention of the day's news may mean a happening of the week before


def same_happening(a: Event, b: Event, text: str) -> bool:
    """Whether two events are told as one: nothing about them differs, and something agrees."""
    if a.type is None or (a.type, a.polarity, a.modality) != (b.type, b.polarity, b.modality):
        return False
    if a.trigger.lemma != b.trigger.lemma or not compatible(a.time, b.time):
        return False
    if a.sentence != b.sentence and _words(a, text) == _words(b, text):
        return True  # a teaser told again
    shared = False
    for role in ("actor", "recipient"):
        mine, theirs = _parties(a, role, text), _parties(b, role, text)
        if mine and theirs:
            if mine.isdisjoint(theirs) and _alike(mine, theirs):
                return False
            shared = shared or not mine.isdisjoint(theirs)
    return shared


def _words(event: Event, text: str) -> str:
    """The words of an event's sentence."""
    return text[event.sentence.start : event.sentence.end]


def compatible(a: EventTime, b: EventTime) -> bool:
    """Whether two times may be one: equal, one unknown, or the day's news dated elsewhere."""
    if (a.begin, a.end) == (b.begin, b.end):
        return True
    if "explicit" not in (a.how, b.how):
        return "none" in (a.how, b.how)
    known, other = (a, b) if a.how == "explicit" else (b, a)
    if other.how == "explicit" or known.begin is None:
        return False
    return other.begin is None or (
        other.how == "document" and 0 <= days_between(known.begin, other.begin) <= NEWS_DAYS
    )


def days_between(first: str, last: str) -> int:
    """Days from one ISO day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _alike(mine: set[object], theirs: set[object]) -> bool:
    """Whether both sides are named, or neither: a name may stand for an unnamed phrase."""
    named = {isinstance(one, int) for one in mine}, {isinstance(one, int) for one in theirs}
    return named[0] == named[1]


def _parties(event: Event, role: str, text: str) -> set[object]:
    """Who they are: entities, or the last word of a phrase (`two diplomats`)."""
    return {
        argument.entity
        if argument.entity is not None
        else text[argument.start : argument.end].rsplit(maxsplit=1)[-1].lower()
        for argument in event.arguments
        if argument.role == role
    }


def link(events: Sequence[Event], weights: Sequence[float], text: str) -> dict[int, int]:
    """Repeated mentions with the position of the one that stands for them all.

    That is the mention which tells most; of equals, the weightier, then the first.
    """
    out: dict[int, int] = {}
    order = sorted(
        (i for i, event in enumerate(events) if event.recorded),
        key=lambda i: (-_facts(events[i]), -weights[i], i),
    )
    chosen: list[int] = []
    for i in order:
        same = next((j for j in chosen if same_happening(events[i], events[j], text)), None)
        if same is None:
            chosen.append(i)
        else:
            out[i] = same
    return out


def merged(events: Sequence[Event], links: dict[int, int]) -> list[Event]:
    """The events with repeats unrecorded; what stands for them takes a date that they state."""
    out = list(events)
    for i, chosen in links.items():
        out[i] = replace(out[i], recorded=False, same_as=chosen)
        stated, own = out[i].time, out[chosen].time
        if own.how != "explicit" and stated.how == "explicit" and stated.begin is not None:
            out[chosen] = replace(out[chosen], time=replace(stated, how="anchored"))
    return out


def _facts(event: Event) -> int:
    """How much a mention tells."""
    return len(event.arguments) + 2 * (event.time.how == "explicit")
