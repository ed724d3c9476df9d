"""The antecedent of a pronoun: agreement, binding, quotation marks, and then salience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.entities.salience import CLAUSE_SUBJECT, SAME_GENDER, clause_of, subject_of

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Collection

    from pipeline.entities.group import Group
    from pipeline.entities.pronouns import Pronoun
    from pipeline.entities.salience import Seen, Story

ENOUGH = -1.6
FAR = 4  # sentences: a pronoun reaches no further
SPEAKER = 1.5  # that a pronoun inside a quote loses for whoever is likely to speak it
STAND_IN = 0.3  # that a person who is only a common noun loses
SPEECH = 0.4  # "X confirmed ... He said": who spoke before speaks on
LINKED = frozenset({"PERSON", "ORG", "GPE"})


class Antecedents:
    """Finds antecedents in one story.

    Args:
        story: with its page.
        agents: verb forms of which "it" is as a rule an organisation or country.
        speech: verb forms of saying.
    """

    def __init__(
        self, story: Story, *, agents: Collection[str], speech: Collection[str]
    ) -> None:
        self._story, self._page = story, story.page
        self._agents, self._speech = agents, speech

    def antecedent(self, pronoun: Pronoun, seen: deque[Seen]) -> Group | None:
        """The group that a pronoun means; None where nothing, or no group of ours, is near."""
        best: tuple[float, Seen] | None = None
        told = self._story.told
        for one in reversed(seen):
            if told[pronoun.i] - told[one.head] > FAR:
                break
            score = None if one.shadow else self._score(pronoun, one)
            if score is not None and (best is None or score > best[0]):
                best = (score, one)
        if best is None or best[0] < ENOUGH:
            return None
        group = best[1].group
        return group if group is not None and group.label in LINKED else None

    def _score(self, pronoun: Pronoun, seen: Seen) -> float | None:
        """How well an antecedent fits a pronoun; None where it cannot be meant."""
        bonus = self._agrees(pronoun, seen)
        if bonus is None or self._is_barred(pronoun, seen):
            return None
        score = bonus + self._story.salience(seen, pronoun.i, subject=pronoun.subject)
        if self.is_speaker(seen, pronoun.i):
            score -= SPEAKER
        return score + self._by_clause(pronoun, seen)

    def _by_clause(self, pronoun: Pronoun, seen: Seen) -> float:
        page = self._page
        if pronoun.subject and seen.subject:
            verbs = page.lower[page.heads[pronoun.i]], page.lower[page.heads[seen.head]]
            return SPEECH if all(verb in self._speech for verb in verbs) else 0.0
        if pronoun.possessive or pronoun.reflexive:
            if page.sents[seen.head] != page.sents[pronoun.i]:
                return 0.0
            verb = clause_of(page, pronoun.i)
            subject = subject_of(page, verb)
            if subject >= 0 and page.tags[subject] in {"WDT", "WP"}:
                subject = page.heads[verb]  # "a tram, which is on its side"
            if subject == seen.head:
                return CLAUSE_SUBJECT
        return 0.0

    def _agrees(self, pronoun: Pronoun, seen: Seen) -> float | None:
        if pronoun.form in {"he", "she"}:
            return _agrees_person(pronoun, seen)
        if pronoun.form == "it":
            return self._agrees_it(pronoun, seen)
        return self._agrees_they(pronoun, seen)

    def _agrees_it(self, pronoun: Pronoun, seen: Seen) -> float | None:
        label = seen.group.label if seen.group else ""
        if seen.plural or seen.person or label in {"PERSON", "NORP"}:
            return None
        acts = pronoun.subject and self._page.lower[self._page.heads[pronoun.i]] in self._agents
        if label not in {"ORG", "GPE"}:
            return -1.0 if acts else -0.1
        return 0.3 if acts or pronoun.possessive or pronoun.reflexive else -0.3

    def _agrees_they(self, pronoun: Pronoun, seen: Seen) -> float | None:
        if seen.group is None:
            return 0.3 if seen.plural else None
        if seen.group.label != "ORG":
            return 0.0 if seen.plural else None
        if seen.plural or seen.group.plural:
            return 0.5
        near = self._page.sents[seen.head] == self._page.sents[pronoun.i]
        return -0.5 if near and seen.subject and not pronoun.subject else None

    def _is_barred(self, pronoun: Pronoun, seen: Seen) -> bool:
        """Whether grammar or quotation marks forbid an antecedent."""
        page, i = self._page, pronoun.i
        if pronoun.reflexive and i and page.tags[i - 1] in {"NN", "NNS", "NNP", "NNPS"}:
            return seen.end != i  # "Peskov himself", "nature herself"
        if page.sents[seen.head] != page.sents[i]:
            return False
        quoted = self._story.quoted
        if quoted[i] and not quoted[seen.head] and seen.subject:
            return True  # who speaks does not say "he" of himself
        if pronoun.possessive:
            owned = page.heads[i]
            return page.heads[owned] == seen.head and page.deps[owned] == "appos"
        if pronoun.subject or pronoun.reflexive:
            return False
        return subject_of(page, clause_of(page, i)) == seen.head

    def is_speaker(self, seen: Seen, i: int) -> bool:
        """Whether an antecedent outside a quote is likely to speak the words at token `i`."""
        story, page = self._story, self._page
        if not story.quoted[i] or story.quoted[seen.head] or not seen.subject:
            return False
        return page.blocks[i] - page.blocks[seen.head] <= 1 and story.distance(seen, i) <= 1


def _agrees_person(pronoun: Pronoun, seen: Seen) -> float | None:
    if seen.group is None:
        fits = seen.person and seen.gender in {"", pronoun.form} and not seen.plural
        return -STAND_IN if fits else None
    if seen.group.label != "PERSON":
        return None
    if not seen.group.gender:
        return 0.0
    return SAME_GENDER if seen.group.gender == pronoun.form else None
