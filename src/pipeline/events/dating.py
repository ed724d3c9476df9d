"""From an event's tense and standing to its time, where no expression gives it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.annotations import EventTime
from pipeline.events.dates import (
    Dater,
    after_publication,
    around_publication,
    before_publication,
    on_publication,
)
from pipeline.events.newsworthy import SPEECH
from pipeline.events.tense import Tense, clause_verb, depth, tense

if TYPE_CHECKING:
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

UNKNOWN = EventTime()


def settle(
    scene: Scene, dater: Dater, one: Found, shade: tuple[str, str], *, lead: bool
) -> EventTime:
    """The time of an event, and how it was come by."""
    when = _tense(scene, one)
    time = dater.own(one)
    if time is not None:
        return _closed_by_tense(time, when)
    time = dater.inherited(one)
    if time is not None and (shade[1] in {"asserted", "planned"} or one.kind == "noun"):
        return time
    asserted = shade == ("positive", "asserted")
    if one.type is not None and not asserted:
        return UNKNOWN
    if asserted:
        time = dater.lower(one)
        if time is not None:
            return time
    if scene.dct is None:
        return UNKNOWN
    if one.type is None:
        return _untyped(scene.dct, one, when, shade)
    return _typed(scene, one, when, lead=lead)


def _tense(scene: Scene, one: Found) -> Tense:
    verb = clause_verb(scene.tree, one.head)
    return tense(scene.tree, verb) if verb is not None else "none"


def _closed_by_tense(time: EventTime, when: Tense) -> EventTime:
    return time


def _typed(scene: Scene, one: Found, when: Tense, *, lead: bool) -> EventTime:
    """Publication day for what the news of the day asserts in a main clause; else unknown."""
    assert scene.dct is not None
    if one.kind == "noun" and one.carrier is None:
        return UNKNOWN
    if depth(scene.tree, one.head) > 1:
        return UNKNOWN
    if when in {"perfect", "present"} or (
        when in {"past", "none"} and (lead or one.type in SPEECH)
    ):
        return on_publication(scene.dct)
    return UNKNOWN


def _untyped(dct: str, one: Found, when: Tense, shade: tuple[str, str]) -> EventTime:
    """What `--all` writes beside: sayings on publication day, states around it."""
    kind = one.rule.class_ if one.rule else "happening"
    if one.kind == "adjective":
        return around_publication(dct)
    if kind == "saying" and one.kind == "verb":
        return on_publication(dct)
    if kind == "state" and when in {"present", "none"}:
        return around_publication(dct)
    if when in {"future", "modal", "infinitive"}:
        return after_publication(dct)
    if when == "present":
        return around_publication(dct)
    return before_publication(dct)


def with_anchor(time: EventTime, anchor: str | None) -> EventTime:
    """The same time with its anchor named."""
    return replace(time, anchor=anchor)
