"""What a common noun refers to: a person, an organisation or a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.entities.pack import NominalRule
    from pipeline.entities.page import Page
    from pipeline.entities.titles import Titles

Kind = Literal["person", "org", "place", ""]
_NOUNS = frozenset({"NN", "NNS"})
REACH = 8  # tokens: a description that needs more words to its head noun is a clause


class Nouns:
    """Nouns of the nominals packs, and of the titles packs for people."""

    def __init__(self, rules: Sequence[NominalRule], titles: Titles) -> None:
        self._titles = titles
        self._rules: dict[str, list[NominalRule]] = {}
        for rule in rules:
            for word in rule.words:
                self._rules.setdefault(word, []).append(rule)

    def rules(self, word: str) -> Sequence[NominalRule]:
        """The rules of a noun, in pack order; empty for other words."""
        return self._rules.get(word, ())

    def kind(self, page: Page, i: int) -> Kind:
        """What the noun at token `i` refers to; "" for other words."""
        if page.tags[i] != "NN" or page.words[i][:1].isupper():
            return ""
        title = self._titles.ending(page, i)
        if title is not None and not title.rule.address:
            return "person"
        rules = self._rules.get(page.lower[i])
        if not rules:
            return ""
        return "org" if rules[0].label == "ORG" else "place"

    def gender(self, page: Page, i: int) -> str:
        """The gender of a noun for people: "she", "he" or ""."""
        title = self._titles.ending(page, i)
        return title.rule.gender if title is not None else ""

    def described(self, page: Page, end: int) -> Kind:
        """What a description between commas, from token `end`, says: ", a law professor at"."""
        if end + 1 >= len(page) or page.words[end] != ",":
            return ""
        head = -1
        for i in range(end + 1, min(end + REACH, len(page))):
            if page.tags[i] == "POS":
                head = -1  # "the company's head of operations"
            elif page.tags[i] in _NOUNS:
                head = i
            elif head >= 0 or page.tags[i] not in _WITHIN:
                break
        if head < 0 or page.lower[end + 1] in {"and", "or"}:
            return ""
        return self.kind(page, head)


_WITHIN = frozenset(
    {"DT", "JJ", "JJS", "NNP", "NNPS", "PRP$", "CD", "VBN", "POS", "HYPH", "RB"}
)
