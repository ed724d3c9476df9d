"""Which trigger a time expression dates: up the parse from the expression to the first trigger.

Measured on TimeBank, an expression whose chain of governors meets the trigger first dates it in
96 % of the cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.events.tense import tense

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.events.scene import Scene
    from pipeline.events.tree import Tree
    from pipeline.events.triggers import Found

_STATIC = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
FRONT = 9  # tokens that may stand before a time in front of a clause
Place = tuple[int, str, int]  # a token, the preposition on the way, steps taken


@dataclass(frozen=True, slots=True)
class Attached:
    """A time expression with the token that it dates and the preposition between."""

    timex: int
    preposition: str
    distance: int


def attach_times(scene: Scene, found: Mapping[int, Found]) -> dict[int, list[Attached]]:
    """Time expressions by the trigger that they date: the first trigger above each."""
    out: dict[int, list[Attached]] = {}
    roots: dict[int, int] = {}
    tree = scene.tree
    for i, number in enumerate(scene.timex_of):
        head = tree.head[i]
        if number is not None and (head == i or scene.timex_of[head] != number):
            roots.setdefault(number, i)
    for number, root in roots.items():
        where = _climb(scene, found, root) or _beside(scene, found, root)
        if where is not None and not _is_record(tree, where):
            where = _past_purpose(scene, found, where, number)
            out.setdefault(where[0], []).append(Attached(number, where[1], where[2]))
    return out


def _is_record(tree: Tree, where: Place) -> bool:
    """Whether a time only says since when: `the first stoppage since 1977` is of today."""
    i, preposition, _ = where
    if preposition != "since" or tree.pos[i] != "NOUN":
        return False
    return any(
        tree.ent[k] == "ORDINAL" or tree.tag[k] in {"JJS", "RBS"} or tree.word[k] == "only"
        for k in tree.kids[i]
    )


def _past_purpose(scene: Scene, found: Mapping[int, Found], where: Place, number: int) -> Place:
    """`met to end the strike Friday`: a day gone by dates what was done, not what was meant.

    A bare day or `two weeks ago` at the end of an infinitive moves to the past verb above it.
    """
    tree, timex = scene.tree, scene.timexes[number]
    i, preposition, distance = where
    head = tree.head[i]
    aimed = tree.tag[i] == "VB" and tree.dep[i] in {"xcomp", "advcl"} and head in found
    purpose = tree.dep[i] == "advcl" and preposition == "on"
    if not aimed or (preposition and not purpose):
        return where
    if timex.end_date is None or scene.dct is None:
        return where
    ago = scene.text[timex.start : timex.end].endswith("ago")
    gone = timex.end_date <= scene.dct and timex.start > tree.start[i]
    if not gone or tense(tree, head) != "past" or scene.is_listed(head, "fixing", "aspectual"):
        return where
    rule = found[head].rule
    intent = rule is not None and rule.class_ == "intent"
    return (head, "", distance + 1) if ago or not intent else where


def _climb(scene: Scene, found: Mapping[int, Found], i: int) -> Place | None:
    """From a time expression up to its trigger; None where it modifies a plain noun."""
    tree = scene.tree
    if i in found:
        return i, "", 0
    preposition, at = "", i
    for step in range(10):
        head = tree.head[at]
        if head == at:
            return _through_copula(scene, found, at, preposition, step)
        if tree.pos[head] in {"ADP", "SCONJ"} and preposition in {"", "of"}:
            preposition = tree.word[head]
        place = _trigger_at(scene, found, at, preposition, step)
        if place is not None or _stops(scene, at, head):
            return place
        at = head
    return None


def _trigger_at(
    scene: Scene, found: Mapping[int, Found], at: int, preposition: str, step: int
) -> Place | None:
    """The trigger that a governor is, or that a copula leads to."""
    head = scene.tree.head[at]
    if _is_trigger(found, head):
        return head, preposition, step
    if scene.tree.lemma[head] == "be" and scene.tree.dep[at] != "ccomp":
        return _through_copula(scene, found, head, preposition, step)
    return None


def _is_trigger(found: Mapping[int, Found], i: int) -> bool:
    return i in found and not (found[i].kind == "adjective" and found[i].type is None)


def _stops(scene: Scene, at: int, head: int) -> bool:
    """Whether what is below cannot date what is above: comparisons, words on plain nouns."""
    tree = scene.tree
    if tree.word[head] in {"than", "compared"}:
        return True
    if tree.dep[head] == "relcl" and tree.pos[head] in {"VERB", "AUX"}:
        return True
    plain = tree.pos[head] in {"NOUN", "PROPN"} and scene.timex_of[head] is None
    return tree.dep[at] in _STATIC and plain and not _is_moved_figure(scene, head)


def _is_moved_figure(scene: Scene, i: int) -> bool:
    """`third-quarter profit rose`, `a drop in third-quarter profit`: one time for both."""
    tree = scene.tree
    if not scene.is_listed(i, "results", "prices"):
        return False
    if tree.dep[i] == "pobj" and tree.word[tree.head[i]] == "in":
        i = tree.head[i]
        return tree.pos[tree.head[i]] == "NOUN"
    return tree.dep[i] in {"nsubj", "nsubjpass"} and scene.is_listed(tree.head[i], "moving")


def _beside(scene: Scene, found: Mapping[int, Found], i: int) -> Place | None:
    """A time at the start of a sentence dates its main verb, whatever the parser hung it on."""
    tree = scene.tree
    first, last = tree.sentence(i)
    if i - first > 3 and not _is_fronted(tree, i, first):
        return None
    alone = all(scene.timex_of[k] is not None for k in range(first, last))
    if alone and last < tree.size and scene.block[last] == scene.block[i]:
        first, last = tree.sentence(last)  # the parser cut the time off
    root = next((k for k in range(first, last) if tree.head[k] == k), None)
    return (root, "", 9) if root in found and root is not None else None


def _is_fronted(tree: Tree, i: int, first: int) -> bool:
    """`At a summit in Rome in May, ministers ...`: a time at the end of what is in front."""
    if i - first > FRONT or i + 1 >= tree.size or tree.word[i + 1] != ",":
        return False
    return tree.pos[first] == "ADP" and all(
        tree.pos[k] not in {"VERB", "AUX"} and tree.word[k] != "," for k in range(first, i)
    )


def _through_copula(
    scene: Scene, found: Mapping[int, Found], i: int, preposition: str, step: int
) -> Place | None:
    """From `is` to its event: `are due to appear on Monday`, `the primary is on June 11`."""
    tree = scene.tree
    waiting = [
        k
        for k in tree.kids[i]
        if tree.dep[k] in {"acomp", "attr", "xcomp", "oprd", "nsubj"}
        or tree.word[k] == "behind"
    ]
    cleft = any(tree.word[k] == "it" for k in tree.kids[i])  # it was Chad that sent troops
    waiting += [k for k in tree.kids[i] if cleft and tree.dep[k] == "ccomp"]
    while waiting:
        at = waiting.pop(0)
        if at in found and found[at].kind != "adjective":
            return at, preposition, step
        below = {"xcomp", "acomp", "prep", "pobj"} | ({"relcl", "appos"} if cleft else set())
        waiting += [k for k in tree.kids[at] if tree.dep[k] in below]
    return None
