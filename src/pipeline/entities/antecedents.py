"""The antecedent of a pronoun: agreement, binding, quotation marks, and then salience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.entities.binding import Binding
from pipeline.entities.salience import CENTRE, CENTRE_NEAR, SAME_GENDER

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Collection, Sequence

    from pipeline.entities.group import Group
    from pipeline.entities.pronouns import Pronoun
    from pipeline.entities.salience import Seen, Story

    Agreement = Callable[[Pronoun, Seen], float | None]

ENOUGH = -1.6
FAR = 4  # sentences: a pronoun reaches no further
SPEAKER = 1.5  # that a pronoun inside a quote loses for whoever is likely to speak it
STAND_IN = 0.3  # that a person who is only a common noun loses
IT_ACTS = 0.3  # for an organisation as "it" that says, and as "its"
IT_SUBJECT = -0.4  # that it loses as subject of what it may not do
IT_OBJECT = -0.5  # and as an object
IT_PLACE = -0.6  # and a place that does nothing
IT_QUOTED = 0.7  # that "it" in a quote loses for what stands outside
SPEAKER_KNOWN = 0.8  # for what stands outside a quote whose speaker is not meant
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
        self._agents = agents
        self._binding = Binding(story, speech)

    def antecedent(
        self, pronoun: Pronoun, seen: deque[Seen], not_meant: Sequence[Group] = ()
    ) -> Seen | None:
        """What a pronoun means; None where nothing is near. Who speaks it is `not_meant`."""
        best: tuple[float, Seen] | None = None
        told, i = self._story.told, pronoun.i
        barred = {id(group) for group in not_meant}
        agrees = self._agreement(pronoun)
        for one in reversed(seen):
            if told[i] - told[one.head] > FAR:
                break
            bonus = agrees(pronoun, one)
            if bonus is None or id(one.group) in barred or self._binding.forbids(pronoun, one):
                continue
            score = self._score(pronoun, one, bonus)
            if barred and self._is_across(pronoun, one):
                score += SPEAKER_KNOWN
            if best is None or score > best[0]:
                best = (score, one)
        return best[1] if best is not None and best[0] >= ENOUGH else None

    def _score(self, pronoun: Pronoun, seen: Seen, bonus: float) -> float:
        """How well an antecedent fits a pronoun; `bonus` is for its agreement."""
        score = bonus + self._story.salience(seen, pronoun.i, subject=pronoun.subject)
        score += self._centre(pronoun, seen) + self._binding.weight(pronoun, seen)
        if self.is_speaker(seen, pronoun.i):
            score -= SPEAKER
        return score - IT_QUOTED * (pronoun.form == "it" and self._is_across(pronoun, seen))

    def _is_across(self, pronoun: Pronoun, seen: Seen) -> bool:
        """Whether a pronoun is quoted and its antecedent is not."""
        quoted = self._story.quoted
        return bool(quoted[pronoun.i] and not quoted[seen.head])

    def _centre(self, pronoun: Pronoun, seen: Seen) -> float:
        """What the same pronoun meant just before, it goes on to mean."""
        page, i = self._page, pronoun.i
        if seen.form != pronoun.form or page.blocks[seen.head] != page.blocks[i]:
            return 0.0
        return CENTRE_NEAR if page.sents[seen.head] == page.sents[i] else CENTRE

    def _agreement(self, pronoun: Pronoun) -> Agreement:
        """What tells how well an antecedent agrees; None where it does not."""
        if pronoun.form in {"he", "she"}:
            return _agrees_person
        return self._agrees_it if pronoun.form == "it" else self._agrees_they

    def _agrees_it(self, pronoun: Pronoun, seen: Seen) -> float | None:
        label = seen.group.label if seen.group else ""
        if seen.plural or seen.person or label in {"PERSON", "NORP"}:
            return None
        acts = pronoun.subject and self._page.lower[self._page.heads[pronoun.i]] in self._agents
        if label not in {"ORG", "GPE"}:
            return -1.0 if acts else -0.1
        if acts or pronoun.possessive or pronoun.reflexive:
            return IT_ACTS
        if label == "GPE" and not seen.subject:
            return IT_PLACE
        return IT_SUBJECT if pronoun.subject else IT_OBJECT

    def _agrees_they(self, pronoun: Pronoun, seen: Seen) -> float | None:
        if seen.group is None:
            return 0.3 if seen.plural else None
        if seen.group.label != "ORG":
            return 0.0 if seen.plural else None
        if seen.plural or seen.group.plural:
            return 0.5
        near = self._page.sents[seen.head] == self._page.sents[pronoun.i]
        return -0.5 if near and seen.subject and not pronoun.subject else None

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
