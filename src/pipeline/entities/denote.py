"""Whom "the company" and "the minister" mean: description first, and then nearness."""

from __future__ import annotations

from functools import cached_property
from math import log2
from typing import TYPE_CHECKING

from pipeline.entities.called import Called
from pipeline.entities.fitness import (
    BY_PLAIN,
    BY_ROLE,
    Fit,
    fitness,
    head_noun,
    may_be_first_called,
)
from pipeline.entities.salience import OBJECTS, clause_of, subject_of

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from pipeline.entities.antecedents import Antecedents
    from pipeline.entities.group import Group
    from pipeline.entities.nominals import Nominal
    from pipeline.entities.salience import Seen, Story

SENTENCE_BACK = 0.35  # that a nominal's antecedent loses by a sentence: nouns reach further
KNOWN = 0.3  # by how often it was mentioned
KNOWN_COUNTRY = 0.6  # "the country" is the one that the story is about
LEAD = 0.3  # for what the headline or the first sentence names
SPEAKER = 1.5
INTRODUCED = "nominal.introduced"  # the rule

Denoted = tuple["Group", str]
Wording = tuple[object, ...]


class Denoter:
    """Finds what nominals mean in one story.

    Args:
        story: with its page.
        antecedents: tell who speaks a quote.
        groups: all of the document.
        introduced: for people (by `id` of their group), nouns that introduced them.
        lead: groups (by `id`) that the headline or the first sentence names.
    """

    def __init__(
        self,
        story: Story,
        antecedents: Antecedents,
        groups: Sequence[Group],
        introduced: Mapping[int, Collection[str]],
        lead: Collection[int],
    ) -> None:
        self._story, self._antecedents, self._groups = story, antecedents, groups
        self._introduced, self._lead = introduced, lead
        self._fits: dict[Wording, list[tuple[Group, Fit]]] = {}
        self._able_groups: dict[Wording, Collection[int]] = {}

    def restart(self) -> None:
        """Forget what was found out: genders are known better in the second pass."""
        self._fits.clear()

    @cached_property
    def _called(self) -> Called:
        return Called(self._groups, self._introduced)

    def meant(self, nominal: Nominal, known: deque[Seen]) -> Denoted | None:
        """The group that a nominal means, and the rule of its noun.

        `known` are the last places that meant a group.
        """
        if nominal.specified:
            return None
        best: tuple[float, Group, str] | None = None
        doer = self._doer(nominal)
        barred = {id(seen.group) for seen in known if seen.head == doer} if doer >= 0 else ()
        able = self._able(nominal)
        for seen, group in _last_places(known, barred):
            if id(group) not in able and not group.age:  # an age may be told on the way
                continue
            fit = self._fit(nominal, group)
            if fit.weight <= 0:
                continue
            score = fit.weight + self._weight(seen, group, nominal)
            if best is None or score > best[0]:
                best = (score, group, fit.rule)
        if best is not None:
            return best[1:]
        if barred:
            return None
        return self._long_ago(nominal) or self._first_called(nominal, known)

    def _doer(self, nominal: Nominal) -> int:
        """The subject of the clause whose object the nominal is, which it is not; else -1."""
        page, i = self._story.page, nominal.head
        return subject_of(page, clause_of(page, i)) if page.deps[i] in OBJECTS else -1

    def _able(self, nominal: Nominal) -> Collection[int]:
        """Groups (by `id`) that a nominal may mean; worked out once for each wording."""
        key = _wording(nominal)
        if key not in self._able_groups:
            self._able_groups[key] = {id(group) for group in self._called.able(nominal)}
        return self._able_groups[key]

    def _fit(self, nominal: Nominal, group: Group) -> Fit:
        fit = fitness(nominal, group)
        told = self._introduced.get(id(group), ())
        if fit.weight >= BY_ROLE or nominal.title is None or nominal.owner:
            return fit
        return Fit(BY_ROLE, INTRODUCED) if head_noun(nominal.noun) in told else fit

    def _weight(self, seen: Seen, group: Group, nominal: Nominal) -> float:
        """How near to mind an antecedent is for a noun phrase."""
        score = 0.5 * seen.rank - SENTENCE_BACK * self._story.distance(seen, nominal.head)
        known = KNOWN_COUNTRY if nominal.noun in {"country", "nation"} else KNOWN
        score += known * log2(1 + group.count) + LEAD * (id(group) in self._lead)
        return score - SPEAKER * self._antecedents.is_speaker(seen, nominal.head)

    def _long_ago(self, nominal: Nominal) -> Denoted | None:
        """Out of the window: the last one named that fits well, or the only one that fits."""
        fits = [(g, fit) for g, fit in self._all_fits(nominal) if g.count]
        if len(fits) > 1:
            fits = [(g, fit) for g, fit in fits if fit.weight > BY_ROLE]
        if not fits:
            return None
        group, fit = max(fits, key=lambda found: found[0].last)
        return group, fit.rule

    def _all_fits(self, nominal: Nominal) -> list[tuple[Group, Fit]]:
        """All groups that a nominal fits well; worked out once for each wording."""
        key = _wording(nominal)
        if key not in self._fits:
            able = self._called.able(nominal)
            fits = ((group, self._fit(nominal, group)) for group in able)
            self._fits[key] = [(group, fit) for group, fit in fits if fit.weight >= BY_PLAIN]
        return self._fits[key]

    def _first_called(self, nominal: Nominal, known: deque[Seen]) -> Denoted | None:
        """Somebody just named whose job only this noun tells: "The striker ..."."""
        page = self._story.page
        if page.deps[nominal.head] not in {"nsubj", "nsubjpass"} or nominal.title is None:
            return None
        near = [
            seen.group
            for seen in known
            if seen.group is not None
            and seen.group.label == "PERSON"
            and self._story.distance(seen, nominal.head) <= 2
        ]
        if not near or any(group is not near[0] for group in near):
            return None
        return (near[0], nominal.title.id) if may_be_first_called(nominal, near[0]) else None


def _wording(nominal: Nominal) -> Wording:
    return nominal.noun, nominal.extra, nominal.owner, nominal.age, nominal.named


def _last_places(known: deque[Seen], barred: Collection[int]) -> Iterable[tuple[Seen, Group]]:
    """Each group that is not barred (by `id`) once, where it was mentioned last."""
    tried = set(barred)
    for seen in reversed(known):
        if seen.group is not None and id(seen.group) not in tried:
            tried.add(id(seen.group))
            yield seen, seen.group
