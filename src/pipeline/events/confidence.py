"""How sure an event record is: the share of records like it that were wholly right.

The product of four rates, each counted on the 37 articles of `corpus/` that are not held out
(483 records; those on events that gold leaves optional do not count) and taken as independent:
that the type is right, by the kind of rule; the interval, by how it was come by; the actors, by
whether any was found; polarity and modality, by the modality. A record of no gold event counts
as a wrong type. The rules were tuned on the same articles, so it is too high on others; its
order is what counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pipeline.annotations import Event

RuleKind = Literal["bound", "free", "fallback", "step"]
# `bound` rules ask for conditions, `free` ones do not; `step` is the article's topic, and such.
_TYPE: dict[RuleKind, float] = {"bound": 0.93, "free": 0.88, "fallback": 0.64, "step": 0.75}
_INTERVAL = {"explicit": 0.99, "anchored": 0.95, "document": 0.92}
_NO_INTERVAL = 0.94
_ACTOR, _NO_ACTOR = 0.93, 0.88
_MODALITY = {
    "asserted": 1.0,
    "planned": 0.94,
    "possible": 0.94,
    "hypothetical": 1.0,
    "denied": 1.0,
}
_UNTYPED = 0.5  # what only `--all` writes has no gold to be counted on


def confidence(event: Event, kind: RuleKind) -> float:
    """The chance that all of a record is right, 0 to 1, to two decimals."""
    if event.type is None:
        return _UNTYPED
    dated = event.time.begin is not None or event.time.end is not None
    interval = _INTERVAL.get(event.time.how, _NO_INTERVAL) if dated else _NO_INTERVAL
    acted = any(argument.role == "actor" for argument in event.arguments)
    rate = _TYPE[kind] * interval * (_ACTOR if acted else _NO_ACTOR)
    return round(rate * _MODALITY.get(event.modality, 1.0), 2)
