"""The steps that turn the base model's names into ours, in their order; each can be off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.entities.acronyms import introduced
from pipeline.entities.contexts import Contexts, judged
from pipeline.entities.evidence import headlined, repeated, shortened, surnamed
from pipeline.entities.forenames import (
    with_first_names,
    with_forenames,
    with_particles,
    with_pieces,
)
from pipeline.entities.gazetteer import Gazetteer, corrected
from pipeline.entities.glued import unglued, without_attested
from pipeline.entities.institutions import joined, with_country, with_institution, with_second
from pipeline.entities.names import Name, clean_names, covered
from pipeline.entities.placed import placed
from pipeline.entities.runs import proper_runs
from pipeline.entities.tidy import (
    with_generic,
    with_hyphens,
    without_bare,
    without_common,
    without_generic,
    without_languages,
)
from pipeline.entities.titles import Titles, untitled, without_trade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.entities.pack import StepRule
    from pipeline.entities.page import Page


_NONE: frozenset[str] = frozenset()


class Steps:
    """What the steps need. `on` holds the rules that no pack switches off, by id."""

    def __init__(
        self,
        on: Mapping[str, StepRule],
        gazetteer: Gazetteer,
        titles: Titles,
        contexts: Contexts,
    ) -> None:
        self.on, self.gazetteer, self.titles, self.contexts = on, gazetteer, titles, contexts
        self._words = {rule: frozenset(on[rule].words) for rule in on}
        self._lists = {
            (rule, name): frozenset(words)
            for rule in on
            for name, words in on[rule].lists.items()
        }
        # Last words of names that are no person's, and what is no part of a person's name.
        self._whole = contexts.lasts | self.listed("names.common", "generic")
        self._never = self.words("names.proper") | self.words("names.common")
        self._no_forename = self._never | {word.lower() for word in self._whole}

    def words(self, rule: str) -> frozenset[str]:
        """The words of a step's rule; none where it is off."""
        return self._words.get(rule, _NONE)

    def listed(self, rule: str, name: str) -> frozenset[str]:
        """A further list of words of a step's rule; none where it is off."""
        return self._lists.get((rule, name), _NONE)

    def rule(self, rule: str) -> str:
        """The rule's id, or "" where it is off."""
        return rule if rule in self.on else ""

    def corrected(self, page: Page, names: Sequence[Name]) -> list[Name]:
        """Names after all steps."""
        found = self._bounded(page, names)
        if "names.title" in self.on:
            found = untitled(page, found, self.titles, self._whole, "names.title")
        found = corrected(page, found, self.gazetteer)
        found = without_languages(page, found, self.listed("names.common", "language"))
        found = with_country(
            page, self._judged(page, found), self.listed("names.joined", "of"), "names.joined"
        )
        for rule, step in (
            ("names.acronym", introduced),
            ("names.repeat", repeated),
        ):
            if rule in self.on:
                found = step(page, found, rule)
        if "names.surname" in self.on:
            never = self.words("names.surname") | self.words("names.common")
            found = surnamed(page, found, "names.surname", never=never)
        if "names.forename" in self.on:
            no_forename = self._no_forename
            found = with_forenames(page, found, self.titles, no_forename, "names.forename")
        if "names.short" in self.on:
            found = shortened(
                page,
                found,
                common=self.words("names.short"),
                places=self.contexts.institutions,
                known=self.gazetteer.known.keys(),
                storms=self.listed("names.short", "storm"),
                rule="names.short",
            )
        if "names.headline" in self.on:
            found = headlined(page, found, "names.headline", whole=self.contexts.lasts)
        return found

    def _bounded(self, page: Page, names: Sequence[Name]) -> list[Name]:
        """The names with the right bounds, and none that is no name."""
        found = clean_names(
            page,
            names,
            outer=self.words("names.trim"),
            trim=self.rule("names.trim"),
            split=self.rule("names.split"),
        )
        if "names.glued" in self.on:
            furniture, whole = self.words("names.glued"), self._whole
            found = unglued(page, found, furniture=furniture, whole=whole, rule="names.glued")
        if "names.common" in self.on:
            never = self.words("names.common")
            found = without_common(page, found, self.titles, never, "names.common")
            found = without_attested(page, found, self.titles)
        found = without_trade(page, found, self.words("names.trade"), "names.trade")
        if "names.hyphen" in self.on:
            found = with_hyphens(page, found, self.words("names.hyphen"), "names.hyphen")
        found = without_generic(page, found, self.listed("names.common", "generic"))
        if "names.particle" in self.on:
            found = with_particles(page, found, self.words("names.particle"), "names.particle")
        found = with_first_names(page, found, self.contexts.first_names)
        if "names.forename" in self.on:
            known, first = self.gazetteer.known.keys(), self.contexts.first_names
            found = with_pieces(page, found, known, first, "names.forename")
        found = self._with_nouns(page, found)
        if "names.joined" in self.on:
            found = joined(page, found, self.words("names.joined"), "names.joined")
            found = with_institution(page, found, self.words("names.joined"), "names.joined")
            found = with_second(page, found, self.gazetteer.known, "names.joined")
        return placed(
            page,
            found,
            dateline=self.rule("names.dateline"),
            byline=self.rule("names.byline"),
            credit=self.rule("names.credit"),
            never=self._never,
            titles=self.titles,
        )

    def _with_nouns(self, page: Page, names: Sequence[Name]) -> list[Name]:
        """The names with the common nouns that belong to them."""
        found = list(names)
        for rule, label in (("names.facility", "FAC"), ("names.force", "ORG")):
            if rule in self.on:
                found = with_generic(page, found, self.words(rule), label, rule)
        return found

    def _judged(self, page: Page, names: Sequence[Name]) -> list[Name]:
        if "names.vote" not in self.on:
            return list(names)
        runs = []
        if "names.proper" in self.on:
            stop = self.words("names.proper")
            runs = proper_runs(page, covered(page, names), stop, "names.proper")
            runs = without_common(page, runs, self.titles, self._never, "names.proper")
            if "names.hyphen" in self.on:
                runs = with_hyphens(page, runs, self.words("names.hyphen"), "names.hyphen")
        found = judged(page, names, runs, self.contexts, "names.vote")
        begun = {name.start for name in names}
        guessed = [name for name in found if name.start not in begun]
        kept = without_bare(page, guessed, self.listed("names.common", "generic"))
        found = [name for name in found if name.start in begun] + kept
        return self._with_nouns(page, sorted(found, key=lambda name: name.start))
