"""What stands around one trigger: its further words, and whether conditions hold there.

Many rules ask the same of one word, so each place is looked at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.events.frames import words_near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.events.frames import Frame
    from pipeline.events.lexicon import Entry, Need
    from pipeline.events.tree import Tree

REACH = 5  # tokens that the words of one trigger may span
ABOUT = 3  # nouns of a list that make an article be about it


class Spot:
    """A token that may be a trigger, with the places of its clause."""

    def __init__(self, tree: Tree, i: int, frame: Frame, labels: Sequence[str]) -> None:
        self._tree, self._i, self._frame, self._labels = tree, i, frame, labels
        self._words: dict[str, set[str]] = {}  # by place: what its phrases are about
        self._kinds: dict[str, set[str]] = {}  # by place: the labels of its phrases
        self._near: dict[str, int] | None = None

    def meets(self, entry: Entry) -> bool:
        """Whether all conditions of an entry hold."""
        for need in entry.needs:
            if not self._holds(need):
                return False
        for need in entry.unless:  # noqa: SIM110  (asked some hundred times an article)
            if self._holds(need):
                return False
        return True

    def tokens(self, extra: Sequence[str]) -> tuple[int, ...] | None:
        """Where a trigger and its further words stand; None where one is missing."""
        if self._near is None:
            self._near = _near(self._tree, self._i)
        found = [self._i]
        for word in extra:
            at = self._near.get(word)
            if at is None or _is_time_preposition(self._tree, at):
                return None
            found.append(at)
        return tuple(sorted(found))

    def _holds(self, need: Need) -> bool:
        """Whether one of the places holds one of the words or labels."""
        for place in need.places:
            if place == "article":
                if _is_about(self._tree, need.words):
                    return True
                continue
            words = self._words.get(place)
            if words is None:
                words = self._look(place)
            if not need.words.isdisjoint(words):
                return True
            kinds = self._kinds[place]
            if kinds and (need.anything or not need.labels.isdisjoint(kinds)):
                return True
        return False

    def _look(self, place: str) -> set[str]:
        """Words of a place, kept with its labels; a person's noun counts as PERSON."""
        tree, words, kinds = self._tree, set[str](), set[str]()
        if place in {"sentence", "clause"}:
            first, last = tree.sentence(self._i)
            around = tree.below(self._i) if place == "clause" else range(first, last)
            words = {tree.lemma[k] for k in around if k != self._i}
        for at in self._frame.get(place, ()):
            words |= words_near(tree, at)
            kinds.add(self._labels[at])
        if "HUMAN" in kinds:
            kinds.add("PERSON")
        self._words[place], self._kinds[place] = words, kinds
        return words


def _is_about(tree: Tree, words: frozenset[str]) -> bool:
    """Whether an article names things of a list often enough to be about them."""
    known = tree.themes.get(words)
    if known is None:
        known = sum(tree.nouns[word] for word in words) >= ABOUT
        tree.themes[words] = known
    return known


def _near(tree: Tree, i: int) -> dict[str, int]:
    """Words up to three steps below a trigger and a few away, nearest steps first."""
    out: dict[str, int] = {}
    level = [k for k in tree.kids[i] if tree.dep[k] != "nsubj"]
    for _ in range(3):
        for k in level:
            if -REACH <= k - i <= REACH:
                out.setdefault(tree.word[k], k)
                out.setdefault(tree.lemma[k], k)
        level = [n for k in level for n in tree.kids[k]]
    return out


def _is_time_preposition(tree: Tree, i: int) -> bool:
    """`dropped in April` has no particle."""
    return tree.dep[i] == "prep" and any(tree.ent[k] in {"DATE", "TIME"} for k in tree.kids[i])
