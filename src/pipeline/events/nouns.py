"""When what a noun tells took place, where neither the noun nor its governor has a time.

A clause behind the noun may say it (`remarks made last week`), a time right behind it, what the
noun repeats (`They decided on Monday. The decision ...`), or the figures it stands among.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.events.intervals import explicit

if TYPE_CHECKING:
    from pipeline.annotations import EventTime
    from pipeline.events.carry import Story
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

REPEATING = frozenset({"the", "that", "this", "these", "those"})
STEM = 4  # letters that a verb and its noun share at least: decide, decision


def clause_time(scene: Scene, story: Story, one: Found) -> EventTime | None:
    """The time of a clause behind a noun that says that it took place: `talks held in May`."""
    tree = scene.tree
    for k in tree.kids[one.i]:
        if tree.dep[k] not in {"relcl", "acl"} or k not in story.found:
            continue
        if not scene.is_listed(k, "occurring", "fixing", "making"):
            continue
        time = story.own(story.found[k])
        below = [n for n in tree.kids[k] if tree.dep[n] == "xcomp" and n in story.found]
        if time is None and below:
            time = story.own(story.found[below[0]])
        if time is not None:
            return time
    return None


def time_behind(scene: Scene, one: Found) -> EventTime | None:
    """A time right behind a noun, whatever the parser hung it on: `his capture on March 26`."""
    tree = scene.tree
    at, preposition = one.i + 1, ""
    if at < tree.size and tree.word[at] in {"on", "in", "for", "during"}:
        at, preposition = at + 1, tree.word[at]
    while at < tree.size and tree.word[at] == "the":
        at += 1
    number = scene.timex_of[at] if at < tree.size else None
    return explicit(scene.timexes[number], number, preposition) if number is not None else None


def time_between(scene: Scene, one: Found) -> EventTime | None:
    """A time between commas behind a noun: `The blast, on Monday, broke every window`."""
    tree = scene.tree
    at = one.i + 2
    if at + 2 >= tree.size or tree.word[at - 1] != ",":
        return None
    preposition = tree.word[at] if tree.pos[at] == "ADP" else ""
    number = scene.timex_of[at + bool(preposition)]
    if number is None or scene.text[scene.timexes[number].end :][:1] != ",":
        return None
    return explicit(scene.timexes[number], number, preposition)


def repeated_time(scene: Scene, story: Story, one: Found) -> EventTime | None:
    """The time of what a definite noun takes up again."""
    tree = scene.tree
    if not any(tree.word[k] in REPEATING for k in tree.kids[one.i]):
        return None
    for i in sorted((i for i in story.found if i < one.i), reverse=True):
        if _is_of_stem(tree.lemma[i], tree.lemma[one.i]):
            time = story.own(story.found[i]) or story.inherited(story.found[i])
            if time is not None:
                return replace(time, how="anchored")
    return None


def _is_of_stem(verb: str, noun: str) -> bool:
    shared = max(STEM, min(len(verb), len(noun)) - 2)
    return verb[:shared] == noun[:shared]


def subject_time(scene: Scene, story: Story, one: Found) -> EventTime | None:
    """The time of the figures that a noun is part of: `This year's results included a gain`."""
    tree = scene.tree
    if tree.dep[one.i] != "dobj" or tree.head[one.i] in story.found:
        return None
    subject = tree.kid(tree.head[one.i], "nsubj")
    if subject is None or subject not in story.found:
        return None
    time = story.own(story.found[subject])
    return replace(time, how="anchored") if time is not None else None
