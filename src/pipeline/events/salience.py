"""Which event the article is about, and in which order the rest follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.events.newsworthy import is_lead
from pipeline.events.tense import depth

if TYPE_CHECKING:
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found


def weight(scene: Scene, one: Found, *, dated: bool, asserted: bool, people: int) -> float:
    """How much an event is what the article is about; larger is more.

    Early sentences and main clauses first, then what the headline names, then what has a date
    and participants.
    """
    tree = scene.tree
    sentences = tree.sent[one.i] - _first_body_sentence(scene)
    first, last = tree.sentence(one.i)
    shared = sum(1 for i in range(first, last) if tree.lemma[i] in scene.headline)
    named = tree.lemma[one.i] in scene.headline
    score = (
        3.0 * is_lead(scene, one) + 2.0 / (1 + max(0, sentences)) - 0.7 * depth(tree, one.head)
    )
    score += (
        1.0 * named
        + 0.15 * min(shared, 5)
        + 0.6 * dated
        + 0.6 * asserted
        + 0.25 * min(people, 3)
    )
    return score - 0.5 * (one.kind == "noun")


def _first_body_sentence(scene: Scene) -> int:
    tree = scene.tree
    for first in tree.sent_start:
        if scene.is_body(first):
            return tree.sent[first]
    return 0
