"""When sayings, states and happenings of no type were, which only `--all` writes.

They follow TimeML: sayings of the day are on publication day, what goes on is around it, what
is told as past is before it. Counted on TimeBank: simple presents are linked to publication day
itself twice as often as around it, progressives the other way round.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.events.intervals import (
    after_publication,
    around_publication,
    before_publication,
    on_publication,
)
from pipeline.events.tense import tense

if TYPE_CHECKING:
    from pipeline.annotations import EventTime
    from pipeline.events.carry import Story
    from pipeline.events.scene import Scene
    from pipeline.events.tense import Tense
    from pipeline.events.triggers import Found

_PAST = frozenset({"past", "pluperfect"})


def class_of(scene: Scene, one: Found) -> str:
    """What kind of word a trigger is; a belief or plan that is reported is as good as said."""
    kind = one.rule.class_ if one.rule is not None else "happening"
    held = one.type is None and one.i in scene.cues and kind in {"state", "intent"}
    return "saying" if held else kind


def background_time(scene: Scene, story: Story, dct: str, one: Found, when: Tense) -> EventTime:
    """The time of an undated event of no type.

    Args:
        scene: the document.
        story: with the times of other events.
        dct: publication day.
        one: the event.
        when: tense of its clause.
    """
    kind = class_of(scene, one)
    if _goes_on(scene, one, when):
        return around_publication(dct)
    if kind == "saying" and (when in {"perfect", "pluperfect"} or _is_told_again(scene, one)):
        return before_publication(dct)
    if one.kind == "verb" and kind == "saying":
        return on_publication(dct)
    if when == "infinitive":
        return _purpose_time(scene, story, dct, one)
    return _by_tense(scene, dct, one, when)


def _goes_on(scene: Scene, one: Found, when: Tense) -> bool:
    """Whether an adjective tells how things are, or a noun what lasts: `the crisis`."""
    lasting = one.kind == "noun" and scene.is_listed(one.i, "lasting")
    return one.kind == "adjective" or (lasting and when not in {*_PAST, "infinitive", "modal"})


def _by_tense(scene: Scene, dct: str, one: Found, when: Tense) -> EventTime:
    progressive = scene.tree.tag[one.head] == "VBG"
    if when == "none" and progressive and one.kind == "verb":
        looked_back = _is_under(scene, one, "retrospective")
        return before_publication(dct) if looked_back else on_publication(dct)
    if when in {"future", "modal"}:
        return after_publication(dct)
    if when == "present":
        return around_publication(dct) if progressive else on_publication(dct)
    return before_publication(dct)


def _is_told_again(scene: Scene, one: Found) -> bool:
    """Whether a past saying is part of what somebody says: `She admitted that she told him`."""
    past = tense(scene.tree, one.head) == "past"
    return one.kind == "verb" and past and scene.quoted[one.i] is not None


def _is_under(scene: Scene, one: Found, listed: str) -> bool:
    """Whether a clause completes a verb of a list: `regretted calling him a traitor`."""
    tree = scene.tree
    at = one.head
    while tree.dep[at] == "conj":
        at = tree.head[at]
    if tree.dep[at] == "pcomp":
        at = tree.head[at]
    return tree.dep[at] in {"xcomp", "ccomp", "prep"} and scene.is_listed(tree.head[at], listed)


def _purpose_time(scene: Scene, story: Story, dct: str, one: Found) -> EventTime:
    """An infinitive under a past is past too, unless its verb looks ahead: `agreed to sell`."""
    tree = scene.tree
    above = next(
        (i for i in tree.up(one.head) if tree.is_verb(i) and _is_finite(scene, i)), None
    )
    if above is None or tense(tree, above) not in _PAST:
        return after_publication(dct)
    for i in tree.up(one.head):
        holder = story.found.get(i)
        ahead = scene.is_listed(i, "ahead") or (
            holder is not None and holder.rule is not None and holder.rule.class_ == "intent"
        )
        if ahead:
            return after_publication(dct)
        if i == above:
            break
    holder = story.found.get(above)
    time = story.own(holder) or story.inherited(holder) if holder is not None else None
    if time is not None and time.begin is not None and time.end is not None:
        return replace(time, how="anchored")
    return before_publication(dct)


def _is_finite(scene: Scene, i: int) -> bool:
    return tense(scene.tree, i) not in {"infinitive", "none"}
