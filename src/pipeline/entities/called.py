"""Groups by the words that they may be called by, so that a nominal need not try them all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.entities.fitness import head_noun

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pipeline.entities.group import Group
    from pipeline.entities.nominals import Nominal


class Called:
    """The groups of one document by the words that tell what they are.

    Args:
        groups: all of them.
        introduced: for people (by `id` of their group), nouns that introduced them.
    """

    def __init__(
        self, groups: Sequence[Group], introduced: Mapping[int, Collection[str]]
    ) -> None:
        self._groups = groups
        self._places: dict[str, list[int]] = defaultdict(list)
        self._people = [n for n, group in enumerate(groups) if group.label == "PERSON"]
        for place, group in enumerate(groups):
            for word in _words_of(group).union(introduced.get(id(group), ())):
                self._places[word].append(place)

    def able(self, nominal: Nominal) -> list[Group]:
        """Groups that a nominal may fit, in their order: all that do, and some more."""
        called = self._places.keys() & _words_for(nominal)
        places = {place for word in called for place in self._places[word]}
        if nominal.age or nominal.title is not None:
            anybody = bool(nominal.age) or (nominal.title is not None and nominal.title.generic)
            places |= {place for place in self._people if anybody or self._groups[place].age}
        return [self._groups[place] for place in sorted(places)]


def _words_of(group: Group) -> set[str]:
    if group.label == "PERSON":
        return group.nouns | group.acts
    return group.nouns | group.sorts | {word.lower() for word in group.words[-1:]}


def _words_for(nominal: Nominal) -> set[str]:
    """Words of which a group has one at least, if it fits by more than its gender or age."""
    head = head_noun(nominal.noun)
    words = {nominal.noun, head}
    if nominal.title is not None:
        words.update(nominal.title.fits.get(head, ()))
    for rule in nominal.rules:
        words.update(rule.sorts, rule.words)
    return words
