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
        self._said: list[Bounds] = []

    def speaker_of(self, draft: Draft) -> int | None:
        """The speaker of the next draft."""
        found = None
        if draft.source is not None or draft.subject is not None:
            found = self._speakers.of(draft)
        elif draft.cue is None:
            found = self._before(draft)
        if found is None and self._speakers.goes_on(draft, self._cued):
            found = self._last
        return None if found is not None and self._is_unnamed(draft, found) else found

    def take(self, draft: Draft) -> None:
        """Remember who said a draft."""
        self._said += draft.pieces
        self._cued = draft if draft.cue is not None else self._cued
        new = draft.speaker is None and _is_new(draft.subject)
        if new and draft.subject is not None and self._speakers.is_person(draft.subject):
            self._unnamed = draft
        if new or draft.speaker is not None:
            self._spoke[draft.unit] = draft.speaker
        if draft.speaker is not None:
            self._last = draft.speaker

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
        return acting if acting is not None else self._last


def _is_new(subject: Token | None) -> bool:
    """Whether a noun names somebody not spoken of before: "an official", "residents"."""
    if subject is None or subject.pos_ != "NOUN":
        return False
    dets = [c.lower_ for c in subject.children if c.dep_ in {"det", "poss"}]
    return all(word in _INDEFINITE for word in dets)
