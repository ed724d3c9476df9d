"""Who has the floor: speakers in text order, where a source alone does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from pipeline.quotes.draft import Bounds, Draft
    from pipeline.quotes.speakers import Speakers

_INDEFINITE = frozenset({"a", "an", "one", "another", "some", "many", "several"})


def give_speakers(drafts: Sequence[Draft], speakers: Speakers) -> None:
    """Set the speaker of every draft.

    Args:
        drafts: in text order.
        speakers: of their page.
    """
    floor = _Floor(speakers)
    for draft in drafts:
        draft.speaker = floor.speaker_of(draft)
        if draft.recorded and draft.rule.step != "nested":
            floor.take(draft)


class _Floor:
    """Those who have spoken so far."""

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        self._last: int | None = None
        self._cued: Draft | None = None  # the last with a cue
        self._unnamed: Draft | None = None  # the last by a person without a name
        self._spoke: dict[int, int | None] = {}  # the last speaker of each unit
        self._heard: set[int] = set()  # units in which somebody speaks, known or not
        self._called: dict[int, str] = {}  # he or she, by speaker
        self._titled: dict[str, int | None] = {}  # the last speaker called by each noun
        self._said: list[Bounds] = []

    def speaker_of(self, draft: Draft) -> int | None:
        """The speaker of the next draft."""
        found = None
        if draft.source is not None or draft.subject is not None:
            found = self._speakers.of(draft)
        elif draft.cue is None:
            found = self._before(draft)
        if found is None and self._speakers.goes_on(draft, self._cued):
            found = self._going_on(draft)
        if found is None and self._speakers.is_pronoun(draft):
            found = self._person_acting_before(draft)
        found = self._by_description(draft, found)
        return None if found is not None and self._is_unnamed(draft, found) else found

    def take(self, draft: Draft) -> None:
        """Remember who said a draft."""
        self._said += draft.pieces
        self._heard.add(draft.unit)
        self._cued = draft if draft.cue is not None else self._cued
        new = draft.speaker is None and _is_new(draft.subject)
        if new and draft.subject is not None and self._speakers.is_person(draft.subject):
            self._unnamed = draft
        if new and draft.subject is not None:
            self._titled[draft.subject.lower_] = None
        if new or draft.speaker is not None:
            self._spoke[draft.unit] = draft.speaker
        if draft.speaker is not None:
            self._last = draft.speaker
            if draft.subject is not None and self._speakers.is_pronoun(draft):
                self._called.setdefault(draft.speaker, draft.subject.lower_)
            for noun in _descriptions(draft.subject):
                self._titled[noun] = draft.speaker

    def _person_acting_before(self, draft: Draft) -> int | None:
        """The person who acts, and says nothing, in the unit before an unknown `he said`."""
        page = self._speakers.page
        number = draft.unit - 1
        if draft.rule.step == "nested" or number < 0 or number in self._heard:
            return None
        if page.blocks[page.units[number].block].kind != "body":
            return None
        found = self._speakers.acting_in(page.units[number])
        return found if found is not None and self._speakers.is_named_person(found) else None

    def _going_on(self, draft: Draft) -> int | None:
        """The last speaker, unless that one was "she" and now speaks as "he"."""
        word = draft.subject.lower_ if draft.subject is not None else ""
        known = self._called.get(-1 if self._last is None else self._last, word)
        return self._last if known == word else None

    def _by_description(self, draft: Draft, found: int | None) -> int | None:
        """Whom "the lawyer", "the Italian" takes up: who was last quoted as a lawyer."""
        subject, speakers = draft.subject, self._speakers
        if subject is None or not any(c.lower_ == "the" for c in subject.children):
            return found
        if found is not None and speakers.is_nationality(found, subject):
            return self._last
        word = subject.lower_
        bare = all(c.dep_ in {"det", "punct"} for c in subject.children)
        if not subject.text.islower() or not bare:
            return found
        if word in self._titled and self._titled[word] is None:
            return None  # "an official said", "the official said"
        if found is not None and word not in speakers.spokesmen:
            return found
        known = self._titled.get(word)
        return known if known is not None else speakers.described(word, draft.start_of_subject)

    def _is_unnamed(self, draft: Draft, found: int) -> bool:
        """Whether `he said` takes up "an official said": nobody else was named since.

        Who is named in what the official says is not the official.
        """
        unnamed, speakers = self._unnamed, self._speakers
        if unnamed is None or unnamed.subject is None or not speakers.is_pronoun(draft):
            return False
        since = unnamed.subject.idx
        return since < draft.start_of_subject and not speakers.is_named_since(
            found, since, draft.start_of_subject, self._said
        )

    def _before(self, draft: Draft) -> int | None:
        """Who spoke or acted in the unit before a quotation without a cue, else spoke last."""
        page = self._speakers.page
        number = draft.unit - 1
        while number >= 0 and page.blocks[page.units[number].block].kind != "body":
            number -= 1
        if number in self._spoke:
            return self._spoke[number]
        acting = self._speakers.acting_in(page.units[number]) if number >= 0 else None
        if acting is not None:
            return acting
        return (
            self._last if self._last is not None else self._speakers.person_before(draft.start)
        )


def _is_new(subject: Token | None) -> bool:
    """Whether a noun names somebody not spoken of before: "an official", "residents"."""
    if subject is None or subject.pos_ != "NOUN":
        return False
    dets = [c.lower_ for c in subject.children if c.dep_ in {"det", "poss"}]
    return all(word in _INDEFINITE for word in dets)


def _descriptions(subject: Token | None) -> list[str]:
    """What a source says that somebody is: "Prosecutor" Okoye, "his barrister", Sir Giles."""
    if subject is None:
        return []
    near = [c for c in subject.children if c.dep_ in {"compound", "nmod", "appos"}]
    nouns = [t for t in near if t.pos_ in {"NOUN", "PROPN"}]
    nouns += [subject] if subject.pos_ == "NOUN" else []
    return [token.lower_ for token in nouns]
