"""Which phrases name somebody who can act, a place, or whose a thing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.events.lexicon import PERSON_ENDINGS

if TYPE_CHECKING:
    from pipeline.events.lexicon import Lexicon
    from pipeline.events.scene import Scene

ACTORS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
_ABSTRACT = (
    "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ing", "ism", "ure", "age", "th",
    "tions", "sions", "ments", "ities", "ings", "sis", "ship",
)  # fmt: skip
COMPANIONS = frozenset(
    {"at", "on", "against", "to", "with", "of", "by", "from", "between", "for", "in", "over"}
)
_MODIFIERS = frozenset({"compound", "amod", "nmod"})


class Parties:
    """Reads noun phrases of one document as parties and places."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        """Args: the document, and the packs with their lists of people, things and places."""
        self._scene, self._people = scene, lexicon.people
        self._things = lexicon.lists.get("things", frozenset())
        self._places = lexicon.lists.get("places", frozenset())

    def is_actor(self, i: int) -> bool:
        """Whether a phrase names a person, group, organisation or state."""
        scene, tree = self._scene, self._scene.tree
        label = scene.labels[i]
        if tree.pos[i] in {"NOUN", "PRON", "NUM", "ADJ", "DET"} and label not in ACTORS:
            whole = self._whole(i)
            return self._is_people(i) if whole is None else self.is_actor(whole)
        if tree.word[i] in {"it", "its"}:
            return scene.entity[i] is not None
        return label in ACTORS or (
            tree.pos[i] == "PROPN"
            and label in {"", "FAC", "LOC", "WORK_OF_ART", "PRODUCT"}
            and tree.lemma[i] not in self._things
        )

    def _is_people(self, i: int) -> bool:
        """Whether a word that is no name means a person or group."""
        scene, tree = self._scene, self._scene.tree
        lemma, word = tree.lemma[i], tree.word[i]
        if lemma in self._people or word in self._people:
            return not (lemma == "state" and self._has_of(i))
        if scene.labels[i] == "PRODUCT" or lemma in self._things or word in self._things:
            return False
        if tree.pos[i] != "NOUN" or word.endswith(_ABSTRACT):
            return False
        return word.endswith(PERSON_ENDINGS)

    def _whole(self, i: int) -> int | None:
        """What a number or `some` is a part of: `6,200 of its [members]`."""
        tree = self._scene.tree
        of = (k for k in tree.kids[i] if tree.word[k] == "of" and k == i + 1)
        return next((n for k in of for n in tree.kids[k] if tree.dep[n] == "pobj"), None)

    def _has_of(self, i: int) -> bool:
        tree = self._scene.tree
        return any(tree.word[k] == "of" for k in tree.kids[i])

    def is_place(self, i: int) -> bool:
        """Whether a phrase names a place, or is a noun for one."""
        scene = self._scene
        return scene.labels[i] in PLACES or scene.tree.lemma[i] in self._places

    def owners(self, i: int, *, compounds_only: bool = False) -> list[int]:
        """Entities that a thing belongs to or is about: possessor, modifier, companion."""
        tree, labels = self._scene.tree, self._scene.labels
        kids = tree.kids[i]
        owners = [k for k in kids if tree.dep[k] == "poss" and self.is_actor(k)]
        out = [k for k in owners if tree.pos[k] != "PRON"]
        if not out or compounds_only:
            out = [k for k in kids if tree.dep[k] in _MODIFIERS and labels[k] in ACTORS]
        if out or compounds_only:
            return out
        companions = [
            n
            for k in kids
            if tree.dep[k] == "prep" and tree.word[k] in COMPANIONS
            for n in tree.kids[k]
            if tree.dep[n] == "pobj"
        ]
        return [m for n in companions for m in self._companion(n)] or owners

    def _companion(self, i: int) -> list[int]:
        label = self._scene.labels[i]
        if label in ACTORS | PLACES or self._scene.tree.lemma[i] in self._people:
            return self._scene.tree.conjuncts(i)
        return self.owners(i)
