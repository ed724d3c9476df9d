"""Which entity a source stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.syntax import relative_antecedent, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from pipeline.annotations import Entity, Mention
    from pipeline.quotes.draft import Bounds, Draft
    from pipeline.quotes.page import Page, Unit

_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_NAMED = frozenset({"PERSON", "ORG"})
_BODIES = frozenset({"ORG", "GPE"})
_BELIEFS = frozenset({"believes", "expects", "hopes", "fears"})
_INITIAL = 2  # characters: "A", "MO"
_ANSWERS = frozenset({"answer", "reply", "guest"})
_LONGEST = 120  # characters; no name is longer
_SINGULAR = frozenset({"he", "she"})
_BEHIND = re.compile(r" (?:of|at|in|for|to|from|with|on)\b|[,;(]")
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "you", "myself", "ourselves", "yourself"})


def _start(mention: Mention) -> int:
    return mention.start


@dataclass(frozen=True)
class Speakers:
    """Mentions of a page, and the nouns for those who speak on behalf of others."""

    page: Page
    entities: Sequence[Entity]
    mentions: Sequence[Mention]
    spokesmen: frozenset[str]
    texts: frozenset[str]
    people: frozenset[str]

    def of(self, draft: Draft) -> int | None:
        """The entity that a draft's source refers to; None where it refers to none we know."""
        if draft.subject is not None:
            return self.of_head(draft.subject, draft.source)
        if draft.source is None:
            return None
        found = self._within(draft.source)
        label = self.page.text[slice(*draft.source)].lower()
        nobody = found is None and (len(label) <= _INITIAL or label in _ANSWERS)
        return self._interviewed(draft.source[0]) if nobody else found

    def _interviewed(self, turn: int) -> int | None:
        """The person whom the words before an interview name most often: `A: ...`."""
        named: Counter[int] = Counter()
        for mention in self._between(0, turn):
            if self.entities[mention.entity].label == "PERSON":
                # taken out and put back: the last named comes last
                named[mention.entity] = named.pop(mention.entity, 0) + 1
        most = max(named.values(), default=0)
        return next((one for one in reversed(named) if named[one] == most), None)

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
            body = self._spoken_for(head)
            bare = body is None and all(c.dep_ == "det" for c in head.children)
            return self._body_before(head) if bare else body
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        return self.of_head(owner) if owner is not None and lemma in self.texts else None

    def _at(self, head: Token) -> int | None:
        for mention in self._between(head.idx - _LONGEST, head.idx + 1):
            if head.idx < mention.end:
                return None if self._is_indefinite(mention) else mention.entity
        return None

    def _is_indefinite(self, mention: Mention) -> bool:
        """Whether a mention is "a neighbour": somebody new, whom no name before stands for."""
        words = self.page.text[mention.start : mention.end].lower().split()
        return mention.kind == "nominal" and words[0] in {"a", "an", "another"}

    def _between(self, start: int, end: int) -> Sequence[Mention]:
        """Mentions that begin between two characters."""
        first = bisect_left(self.mentions, start, key=_start)
        return self.mentions[first : bisect_left(self.mentions, end, key=_start)]

    def _may_speak(self, mention: Mention) -> bool:
        return self.entities[mention.entity].label in _SPEAKING or mention.kind != "name"

    def _apposed(self, head: Token) -> int | None:
        """Who is named beside a description: "its director, Ana Sen", "the airline, Luno"."""
        for child in head.children:
            if child.dep_ == "appos" and child.i > head.i and child.pos_ == "PROPN":
                found = self._at(child)
                if found is not None and self.entities[found].label in _NAMED:
                    return found
        if head.dep_ == "appos":
            found = self._at(head.head)
            if found is not None and self.entities[found].label == "PERSON":
                return found
        return None

    def _spoken_for(self, head: Token) -> int | None:
        """The body that a nameless spokesperson speaks for: "A spokesperson for Kaivos"."""
        start, end = head.left_edge.idx, head.right_edge.idx + len(head.right_edge)
        for mention in self._between(start, end):
            if mention.end <= end and self.entities[mention.entity].label in _BODIES:
                return mention.entity
        return None

    def _body_before(self, head: Token) -> int | None:
        """The organisation named last before "a spokesman said", in its paragraph or before."""
        number = self.page.unit_of[head.i]
        block = self.page.units[number].block - 1 if number >= 0 else 0
        start = self.page.blocks[max(0, block)].start
        for mention in reversed(self._between(start, head.idx)):
            organisation = self.entities[mention.entity].label == "ORG"
            if organisation and mention.kind == "name" and not self.is_quoted(mention):
                return mention.entity
        return None

    def is_quoted(self, mention: Mention) -> bool:
        """Whether a mention stands between quotation marks."""
        at = bisect_left(self.page.words.starts, mention.start)
        return at < len(self.page.inside) and self.page.inside[at] >= 0

    def goes_on(self, draft: Draft, before: Draft | None) -> bool:
        """Whether an unknown `he said` goes on with the person quoted just before."""
        if before is None or before.speaker is None or not self.is_pronoun(draft):
            return False
        close = self.page.units[draft.unit].block - self.page.units[before.unit].block <= 1
        person = self.entities[before.speaker].label == "PERSON" or _is_owned(before.subject)
        return close and person

    def person_before(self, start: int) -> int | None:
        """The person named last before a character, in the reporter's own words."""
        for mention in reversed(self._between(0, start)):
            person = self.entities[mention.entity].label == "PERSON"
            if person and mention.kind == "name" and not self.is_quoted(mention):
                return mention.entity
        return None

    def described(self, noun: str, start: int) -> int | None:
        """The person named last before a character whom a noun describes: "the senator"."""
        for mention in reversed(self._between(0, start)):
            entity = self.entities[mention.entity]
            if mention.kind == "name" and entity.label == "PERSON":
                roles = (self.page.text[role.start : role.end] for role in entity.roles)
                if any(noun == _office(role) for role in roles):
                    return mention.entity
        return None

    def is_nationality(self, entity: int, head: Token) -> bool:
        """Whether "the Italian" stands for one person."""
        one = head.tag_ in {"NN", "NNP", "JJ"} and any(c.lower_ == "the" for c in head.children)
        return one and self.entities[entity].label == "NORP"

    @staticmethod
    def is_pronoun(draft: Draft) -> bool:
        """Whether the source is "he" or "she"."""
        return draft.subject is not None and is_singular(draft.subject)

    def is_named_person(self, entity: int) -> bool:
        """Whether an entity is a person."""
        return self.entities[entity].label == "PERSON"

    def is_person(self, noun: Token) -> bool:
        """Whether a noun stands for one person: "an official"."""
        return noun.tag_ == "NN" and noun.lemma_.lower() in self.people

    def is_named_since(self, entity: int, start: int, end: int, said: Sequence[Bounds]) -> bool:
        """Whether an entity is named between two characters, in the reporter's own words."""
        return any(
            mention.entity == entity
            and mention.kind == "name"
            and not any(first <= mention.start < last for first, last in said)
            for mention in self._between(start, end)
        )

    def _named_in(self, head: Token, source: Bounds | None) -> int | None:
        """A person named at the source's end, behind a title that the parser took for its head.

        Not "the lawyer of Anna Lind".
        """
        if source is None or head.pos_ not in {"NOUN", "PROPN"}:
            return None
        for mention in self._between(*source):
            ends = mention.end == source[1]
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
        for mention in self._between(*source):
            if mention.end <= source[1] and self._may_speak(mention):
                return mention.entity
        return None

    def acting_in(self, unit: Unit) -> int | None:
        """The entity that acts in a unit: the subject of its main verb, or the first person."""
        doc = self.page.tokens
        for token in doc[unit.first : unit.last + 1]:
            if token.dep_ == "ROOT" and self.page.inside[token.i] < 0:
                subject = subject_of(token)
                found = None if subject is None else self.of_head(subject)
                if found is not None or (subject is not None and subject.pos_ == "NOUN"):
                    return found
        first, last = doc[unit.first].idx, doc[unit.last].idx + len(doc[unit.last])
        for mention in self._between(first, last):
            person = self.entities[mention.entity].label == "PERSON"
            if person and mention.kind != "nominal" and not self.is_quoted(mention):
                return mention.entity
        return None


def _office(role: str) -> str:
    """The noun that a role is headed by: "director" in "the managing director of the bank"."""
    words = _BEHIND.split(role, maxsplit=1)[0].lower().split()
    return words[-1] if words else ""


def _is_owned(noun: Token | None) -> bool:
    """Whether a source is somebody's: "its president, Nuria Camps"."""
    return noun is not None and any(c.dep_ == "poss" for c in noun.children)


def is_singular(token: Token) -> bool:
    """Whether a word is "he" or "she"."""
    return token.lower_ in _SINGULAR


def judge(drafts: Sequence[Draft], outer: Sequence[int | None]) -> None:
    """Take out of the record what only repeats its speaker, and what nobody is known to say.

    "She said she expected to win" is one quote, not two. So is what the narrator said or asked.

    Args:
        drafts: with their speakers.
        outer: the position of the draft that holds each, or None.
    """
    for draft, number in zip(drafts, outer, strict=True):
        subject = draft.subject
        if subject is None or draft.cue is None:
            continue
        if subject.lower_ in {"i", "we", "you"} or draft.source is None:
            draft.recorded = False
        if draft.rule.step == "nested" and number is not None and is_singular(subject):
            same = draft.speaker == drafts[number].speaker
            draft.speaker = None if same else draft.speaker  # "I" would be the speaker
        believes = (draft.stance or draft.rule.stance) in _BELIEFS and subject.pos_ == "PRON"
        if believes and number is not None and draft.speaker in {None, drafts[number].speaker}:
            draft.recorded = False
