"""What is none of the groups, but may be what a pronoun means: "a crane", "someone"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.entities.salience import Seen, rank_of

if TYPE_CHECKING:
    from pipeline.entities.nouns import Nouns
    from pipeline.entities.page import Page

REFERRING = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$"})
SOMEONE = frozenset({"one", "someone", "somebody", "another", "anyone"})


class Things:
    """The things of one document, each read once.

    `masked` has one byte a token: words of titles and the like, which refer to nothing new.
    """

    def __init__(self, page: Page, nouns: Nouns, masked: bytearray) -> None:
        self._page, self._nouns, self._masked = page, nouns, masked
        self._read: dict[int, Seen | None] = {}

    def at(self, i: int) -> Seen | None:
        """The thing at token `i`; None where nothing stands that a pronoun may mean."""
        if i not in self._read:
            self._read[i] = self._thing(i)
        return self._read[i]

    def _thing(self, i: int) -> Seen | None:
        page = self._page
        tag = page.tags[i]
        if tag == "PRP$" or self._masked[i] or page.deps[i] == "compound":
            return None
        if page.kinds[i] in {"furniture", "headline"}:
            return None
        rank, subject = rank_of(page, i)
        plural = tag == "NNS" or page.lower[i] in {"they", "them"}
        person = tag == "NN" and self._nouns.kind(page, i) == "person"
        gender = self._nouns.gender(page, i) if person else ""
        someone = tag not in REFERRING
        if someone and not subject:
            return None
        return Seen(
            None, i, i, i + 1, rank, subject, plural,
            person=person or someone, gender=gender,
        )  # fmt: skip
