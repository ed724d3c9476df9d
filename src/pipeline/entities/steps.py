"""The steps that turn the base model's names into ours, in their order; each can be off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.entities.acronyms import introduced
from pipeline.entities.contexts import Contexts, judged, proper_runs
from pipeline.entities.evidence import repeated, surnamed
from pipeline.entities.gazetteer import Gazetteer, corrected
from pipeline.entities.names import Name, clean_names, covered
from pipeline.entities.titles import Titles, untitled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.entities.pack import StepRule
    from pipeline.entities.page import Page


@dataclass(frozen=True, slots=True)
class Steps:
    """What the steps need. `on` holds the rules that no pack switches off, by id."""

    on: Mapping[str, StepRule]
    gazetteer: Gazetteer
    titles: Titles
    contexts: Contexts

    def words(self, rule: str) -> frozenset[str]:
        """The words of a step's rule; none where it is off."""
        return frozenset(self.on[rule].words) if rule in self.on else frozenset()

    def rule(self, rule: str) -> str:
        """The rule's id, or "" where it is off."""
        return rule if rule in self.on else ""

    def corrected(self, page: Page, names: Sequence[Name]) -> list[Name]:
        """Names after all steps."""
        found = clean_names(
            page,
            names,
            outer=self.words("names.trim"),
            trim=self.rule("names.trim"),
            split=self.rule("names.split"),
        )
        if "names.title" in self.on:
            found = untitled(page, found, self.titles, "names.title")
        if "names.gazetteer" in self.on:
            found = corrected(page, found, self.gazetteer)
        if "names.acronym" in self.on:
            found = introduced(page, found, "names.acronym")
        found = self._judged(page, found)
        if "names.repeat" in self.on:
            found = repeated(page, found, "names.repeat")
        if "names.surname" in self.on:
            found = surnamed(page, found, "names.surname")
        return found

    def _judged(self, page: Page, names: Sequence[Name]) -> list[Name]:
        if "names.vote" not in self.on:
            return list(names)
        runs = []
        if "names.proper" in self.on:
            stop = self.words("names.proper")
            runs = proper_runs(page, covered(page, names), stop, "names.proper")
        return judged(page, names, runs, self.contexts, "names.vote")
