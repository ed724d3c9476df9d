"""Tense and aspect of a verb group, as far as dating needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pipeline.events.tree import Tree

Tense = Literal[
    "past", "present", "perfect", "pluperfect", "future", "modal", "infinitive", "none"
]
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_MODAL = frozenset(
    {"would", "could", "should", "may", "might", "can", "must", "ought", "'d", "’d", "ca"}
)
_HAVE = frozenset({"has", "have", "'ve", "’ve", "having"})
_PAST = frozenset({"was", "were", "did"})
_BY_TAG: dict[str, Tense] = {
    "VBD": "past", "VBP": "present", "VBZ": "present", "VB": "infinitive",
}  # fmt: skip
_PRESENT = frozenset({"is", "are", "am", "do", "does", "'s", "’s", "'re", "’re"})


def tense(tree: Tree, i: int) -> Tense:
    """Tense of a verb; "none" for a participle alone or no verb at all."""
    words = {tree.word[k] for k in tree.kids[i] if tree.dep[k] in {"aux", "auxpass"}}
    tag = tree.tag[i]
    shares = not words and tree.dep[i] == "conj" and tag in {"VB", "VBN", "VBG"}
    if shares and tree.is_verb(tree.head[i]):
        return tense(tree, tree.head[i])
    if tag == "VBN" and not words and tree.kid(i, "nsubj") is not None:
        return "past"  # a participle with a subject is a past that the tagger misread
    if tag == "VB" and not words and tree.kid(i, "mark") is None:  # demand that he resign
        if tree.dep[i] in {"ccomp", "xcomp"} and tree.is_verb(tree.head[i]):
            return tense(tree, tree.head[i])  # heard him talk
        if tree.kid(i, "nsubj") is not None:
            return "present"
    return _by_auxiliary(words, tag) or _BY_TAG.get(tag, "none")


def _by_auxiliary(words: set[str], tag: str) -> Tense | None:
    done = tag in {"VBN", "VBD"}
    readings: tuple[tuple[bool, Tense], ...] = (
        (bool(words & _WILL), "future"),
        (bool(words & _MODAL), "modal"),
        ("to" in words, "infinitive"),
        ("had" in words and done, "pluperfect"),
        (bool(words & _HAVE) and done, "perfect"),
        (bool(words & _PAST), "past"),
        (bool(words & _PRESENT), "present"),
    )
    return next((name for holds, name in readings if holds), None)


def clause_verb(tree: Tree, i: int) -> int | None:
    """The verb whose clause a token stands in: itself, or the nearest above."""
    for one in (i, *tree.up(i)):
        if tree.is_verb(one):
            return one
    return None


def depth(tree: Tree, i: int) -> int:
    """How many clauses deep a token stands; 0 in a main clause."""
    count = 0
    at = i
    while tree.head[at] != at:
        if tree.dep[at] in {"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp"}:
            count += 1
        at = tree.head[at]
    return count
