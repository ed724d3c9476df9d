"""Which entity a source stands for; whose words a quotation without a source are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.quotes.nested import enclosing
from pipeline.syntax import relative_antecedent, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from pipeline.annotations import Entity, Mention
    from pipeline.quotes.draft import Bounds, Draft
    from pipeline.quotes.page import Page, Unit

_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_BODIES = frozenset({"ORG", "GPE"})
_BELIEFS = frozenset({"believes", "expects", "hopes", "fears"})
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "you", "myself", "ourselves", "yourself"})


@dataclass(frozen=True)
class Speakers:
    """Mentions of a page, and the nouns for those who speak on behalf of others."""

    page: Page
    entities: Sequence[Entity]
    mentions: Sequence[Mention]
    spokesmen: frozenset[str]
    texts: frozenset[str]

    def of(self, draft: Draft) -> int | None:
        """The entity that a draft's source refers to; None where it refers to none we know."""
        if draft.subject is not None:
            return self.of_head(draft.subject, draft.source)
        return self._within(draft.source) if draft.source is not None else None

    def of_head(self, head: Token, source: Bounds | None = None) -> int | None:
        """The entity of a noun phrase, by its head."""
        if head.lower_ in _FIRST_PERSON:
            return None
        antecedent = relative_antecedent(head)
        if antecedent is not None:
            return self.of_head(antecedent)
        for found in (self._at(head), self._apposed(head), self._named_in(head, source)):
            if found is not None:
                return found
        return self._represented(head)

    def _represented(self, head: Token) -> int | None:
        """Whom a spokesperson speaks for; who wrote "Lavrov's declarations"."""
        lemma = head.lemma_.lower()
        if lemma in self.spokesmen or head.lower_ in self.spokesmen:
            return self._spoken_for(head)
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        return self.of_head(owner) if owner is not None and lemma in self.texts else None

    def _at(self, head: Token) -> int | None:
        for mention in self.mentions:
            if mention.start <= head.idx < mention.end and self._may_speak(mention):
                return mention.entity
        return None

    def _may_speak(self, mention: Mention) -> bool:
        return self.entities[mention.entity].label in _SPEAKING or mention.kind != "name"

    def _apposed(self, head: Token) -> int | None:
        """The person named beside a description: "its director, Anindita Sen"."""
        for child in head.children:
            if child.dep_ == "appos" and child.i > head.i:
                found = self._at(child)
                if found is not None and self.entities[found].label == "PERSON":
                    return found
        if head.dep_ == "appos":
            found = self._at(head.head)
            if found is not None and self.entities[found].label == "PERSON":
                return found
        return None

    def _spoken_for(self, head: Token) -> int | None:
        """The body that a nameless spokesperson speaks for: "A spokesperson for Kaivos"."""
        start, end = head.left_edge.idx, head.right_edge.idx + len(head.right_edge)
        for mention in self.mentions:
            inside = start <= mention.start and mention.end <= end
            if inside and self.entities[mention.entity].label in _BODIES:
                return mention.entity
        return None

    def _named_in(self, head: Token, source: Bounds | None) -> int | None:
        """A person named at the source's end, behind a title that the parser took for its head.

        Not "the lawyer of Anna Lind".
        """
        if source is None or head.pos_ not in {"NOUN", "PROPN"}:
            return None
        for mention in self.mentions:
            ends = source[0] <= mention.start and mention.end == source[1]
            person = self.entities[mention.entity].label == "PERSON"
            if ends and person and mention.kind == "name":
                return None if self._behind_preposition(mention, head) else mention.entity
        return None

    def _behind_preposition(self, mention: Mention, head: Token) -> bool:
        """Whether a mention is the object of a preposition, or owns something."""
        for token in self.page.tokens[head.left_edge.i :]:
            if token.idx >= mention.start:
                before = self.page.tokens[token.i - 1]
                return before.pos_ == "ADP" or before.lower_ in {"'s", "’s"}
        return True

    def _within(self, source: Bounds) -> int | None:
        for mention in self.mentions:
            if (
                source[0] <= mention.start
                and mention.end <= source[1]
                and self._may_speak(mention)
            ):
                return mention.entity
        return None

    def acting_in(self, unit: Unit) -> int | None:
        """The entity that acts in a unit: the subject of its main verb, or the first person."""
        doc = self.page.tokens
        for token in doc[unit.first : unit.last + 1]:
            if token.dep_ == "ROOT" and self.page.inside[token.i] < 0:
                subject = subject_of(token)
                found = None if subject is None else self.of_head(subject)
                if found is not None:
                    return found
        first, last = doc[unit.first].idx, doc[unit.last].idx + len(doc[unit.last])
        people = [m for m in self.mentions if first <= m.start < last and m.kind != "nominal"
                  and self.entities[m.entity].label == "PERSON"]  # fmt: skip
        return people[0].entity if people else None


def give_speakers(drafts: Sequence[Draft], speakers: Speakers) -> None:
    """Set the speaker of every draft, in text order."""
    last: int | None = None
    for draft in drafts:
        if draft.source is not None or draft.subject is not None:
            draft.speaker = speakers.of(draft)
        elif draft.cue is None:
            draft.speaker = _before(draft, drafts, speakers, last)
        if draft.speaker is not None and draft.recorded:
            last = draft.speaker


def judge(drafts: Sequence[Draft]) -> None:
    """Take out of the record what only repeats its speaker, and what nobody is known to say.

    "She said she expected to win" is one quote, not two. So is what the narrator said or asked.
    """
    for draft in drafts:
        subject = draft.subject
        if subject is None or draft.cue is None:
            continue
        if subject.lower_ in {"i", "we"} or draft.source is None:
            draft.recorded = False
        if draft.rule.stance not in _BELIEFS or subject.pos_ != "PRON":
            continue
        outer = enclosing(draft, drafts)
        if outer is not None and draft.speaker in {None, drafts[outer].speaker}:
            draft.recorded = False


def _before(
    draft: Draft, drafts: Sequence[Draft], speakers: Speakers, last: int | None
) -> int | None:
    """Who spoke or acted in the unit before a quotation without a cue, else spoke last."""
    page = speakers.page
    number = draft.unit - 1
    while number >= 0 and page.blocks[page.units[number].block].kind != "body":
        number -= 1
    if number < 0:
        return last
    spoke = [d for d in drafts if d.unit == number and d.recorded and d.speaker is not None
             and d.start < draft.start]  # fmt: skip
    if spoke:
        return spoke[-1].speaker
    acting = speakers.acting_in(page.units[number])
    return acting if acting is not None else last
