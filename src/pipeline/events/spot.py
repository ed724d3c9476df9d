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
AROUND = frozenset({"article", "sentence", "clause"})  # places that are no phrase
ABOUT = 3  # nouns of a list that make an article be about it


class Spot:
    """A token that may be a trigger, with the places of its clause.

    Attributes:
        i: the token.
        said: words and lemmas of its sentence.
    """

    def __init__(self, tree: Tree, i: int, frame: Frame, labels: Sequence[str]) -> None:
        self._tree, self.i, self._frame, self._labels = tree, i, frame, labels
        self._known: dict[str, set[str]] = {}  # by place: the words there
        self._near: dict[str, int] | None = None
        first, last = tree.sentence(i)
        said = tree.said.get(first)
        if said is None:
            said = tree.said[first] = {*tree.lemma[first:last], *tree.word[first:last]}
        self.said = said

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
            self._near = _near(self._tree, self.i)
        found = [self.i]
        for word in extra:
            at = self._near.get(word)
            if at is None or _is_time_preposition(self._tree, at):
                return None
            found.append(at)
        return tuple(sorted(found))

    def _holds(self, need: Need) -> bool:
        """Whether one of the places holds one of the words or labels."""
        for place in need.places:
            tokens = self._frame.get(place)
            if tokens is None:
                if place in AROUND and self._is_around(need, place):
                    return True
                continue
            known = self._known.get(place)
            if known is None:
                known = self._known[place] = self._look(tokens)
            if need.anything or not need.words.isdisjoint(known):
                return True
            if need.labels and not need.labels.isdisjoint(self._kinds(tokens)):
                return True
        return False

    def _look(self, tokens: Sequence[int]) -> set[str]:
        """What the phrases of a place are about."""
        near, tree = self._tree.near, self._tree
        words: set[str] = set()
        for at in tokens:
            if at not in near:
                near[at] = words_near(tree, at)
            words |= near[at]
        return words

    def _kinds(self, tokens: Sequence[int]) -> set[str]:
        """The labels of a place; a noun of persons counts as PERSON."""
        kinds = {self._labels[at] for at in tokens}
        return kinds | {"PERSON"} if "HUMAN" in kinds else kinds

    def _is_around(self, need: Need, place: str) -> bool:
        """Whether the article, sentence or clause around the trigger names one of the words."""
        if place == "article":
            return _is_about(self._tree, need.words)
        words = self._known.get(place)
        if words is None:
            tree, i = self._tree, self.i
            if place == "sentence":
                words = _sentence_words(tree, i)
            else:
                words = {tree.lemma[k] for k in tree.below(i) if k != i}
            self._known[place] = words
        return not need.words.isdisjoint(words)


def _sentence_words(tree: Tree, i: int) -> set[str]:
    """Lemmas of a sentence; a trigger's own counts where another word has it too."""
    first, last = tree.sentence(i)
    lemmas = tree.lemma[first:last]
    words = tree.told.get(first)
    if words is None:
        words = tree.told[first] = set(lemmas)
    own = tree.lemma[i]
    return words if lemmas.count(own) > 1 else words - {own}


def _is_about(tree: Tree, words: frozenset[str]) -> bool:
    """Whether an article names things of a list often enough to be about them."""
    known = tree.themes.get(words)
    if known is None:
        known = sum(tree.nouns[word] for word in tree.nouns.keys() & words) >= ABOUT
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
