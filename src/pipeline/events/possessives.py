"""Whose a participant is: the noun that a possessive of no known entity stands for.

`Envoys will see their accreditation revoked`: it is done to the envoys, not to "their".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.events.frames import surface_subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.events.scene import Scene

Role = tuple[int, str]  # a token and the place of the clause that it stands in


def with_owners(scene: Scene, cast: Iterable[Role]) -> list[Role]:
    """Participants, with the noun for a possessive of no known entity, if one fits."""
    out = []
    for i, place in cast:
        if scene.tree.tag[i] != "PRP$" or scene.entity[i] is not None:
            out.append((i, place))
            continue
        noun = owner_above(scene, i)
        if noun is not None:
            out.append((noun, place))
    return out


def owner_above(scene: Scene, i: int) -> int | None:
    """The subject of a clause above a possessive that it may stand for."""
    tree = scene.tree
    for verb in tree.up(i):
        if not tree.is_verb(verb):
            continue
        subject = surface_subject(tree, verb)
        if subject is not None and subject < i and _may_own(scene, i, subject):
            return subject
    return None


def _may_own(scene: Scene, i: int, noun: int) -> bool:
    """Whether a possessive agrees with a noun."""
    tree = scene.tree
    if tree.pos[noun] not in {"NOUN", "PROPN"}:
        return False
    many = tree.tag[noun] in {"NNS", "NNPS"} or len(tree.conjuncts(noun)) > 1
    person = scene.labels[noun] in {"PERSON", "HUMAN"}
    word = tree.word[i]
    if word == "their":
        return many
    return not many and (person if word in {"his", "her"} else word == "its")
