"""Types that no single trigger gives: what is promised to others, what the article is about.

Both steps have an entry in the pack, so that `show --why` can print them and users can switch
them off.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.annotations import Event
    from pipeline.events.scene import Scene

COOPERATION = "event.cooperation"
TOPIC = "event.topic"
ENOUGH = 3  # events of one type that make an article be about it
SENTENCE, NEARBY = (
    3,
    1,
)  # what a word counts in the verb's own sentence; in its block or the lead
STATES = frozenset({"GPE", "NORP"})
GROUPS = frozenset({"GPE", "NORP", "ORG", "PERSON"})


def cooperation(scene: Scene, event: Event) -> Event:
    """What one state or group is going to give another is so far agreed to (PLOVER's AGREE)."""
    planned = event.modality == "planned" and event.polarity == "positive"
    if not planned or not scene.has_trait(event.type, "material"):
        return event
    actors = [a for a in event.arguments if a.role == "actor"]
    others = [a for a in event.arguments if a.role != "actor"]
    if not actors or not others:
        return event
    labels = [_label(scene, a.start, a.end) for a in actors]
    aid = event.type == "AID" and any(a.role == "recipient" for a in others)
    states = any(_label(scene, a.start, a.end) in STATES for a in others)
    if (states and any(one in GROUPS for one in labels)) or (
        aid and any(one in STATES | {"ORG"} for one in labels)
    ):
        return replace(event, type="AGREE", mode=None, rule=COOPERATION)
    return event


def _label(scene: Scene, start: int, end: int) -> str:
    """The most telling entity label within a stretch."""
    tree = scene.tree
    labels = [
        scene.labels[i] for i in range(tree.size) if tree.start[i] < end and tree.end[i] > start
    ]
    return next((one for one in labels if one in GROUPS), "")


def topic(scene: Scene, events: Sequence[Event]) -> str | None:
    """The type that most recorded events of an article have, speech acts aside, if any has."""
    counts = Counter(
        event.type
        for event in events
        if event.recorded
        and event.type is not None
        and not scene.has_trait(event.type, "speech")
    )
    best = max(counts.values(), default=0)
    if best < ENOUGH or 2 * best < counts.total():
        return None
    return next(
        event.type for event in events if event.type is not None and counts[event.type] == best
    )


def matter(scene: Scene, domains: Mapping[str, frozenset[str]], i: int) -> str | None:
    """The type whose participants a verb's own sentence, its paragraph and the lead name most.

    Args:
        scene: the document.
        domains: by type, the words for who and what takes part.
        i: the verb.
    """
    tree = scene.tree
    first, last = tree.sentence(i)
    weights: Counter[str] = Counter()
    block = scene.block
    for k in tree.named:
        near = (block[k] == block[i]) + (block[k] <= scene.lead)
        if near:
            weights[tree.lemma[k]] += SENTENCE * (first <= k < last) + NEARBY * near
    counts = {
        kind: sum(weights[lemma] for lemma in weights.keys() & words)
        for kind, words in domains.items()
    }
    best = max(counts.values(), default=0)
    if best < SENTENCE:
        return None
    return next(kind for kind in domains if counts[kind] == best)
