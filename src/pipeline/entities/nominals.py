"""Definite noun phrases that may mean something named before: "the company", "this town"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.entities.nouns import Nouns
    from pipeline.entities.pack import NominalRule, TitleRule
    from pipeline.entities.page import Page
    from pipeline.entities.titles import Title, Titles

_MODIFIERS = frozenset({"JJ", "NN", "CD", "HYPH", "VBN", "VBG", "NNP", "NNS", "JJS"})
_HEADS = frozenset({"NN", "NNP", "JJ"})
_SHORT = frozenset({"MP", "MEP", "CEO", "PM"})
_AGE = re.compile(r"\d+-year-old")


@dataclass(frozen=True, slots=True)
class Nominal:
    """A definite phrase: tokens, head token, noun, and what it may refer to.

    `title` is the rule of a noun for people, `rules` are those of a noun for organisations
    or places; `extra` are modifiers between the determiner and the noun; `owner` is its
    possessive, `age` the number of "the 34-year-old", `named` are modifiers that are names
    ("the Kremlin spokesman"), all `descriptive` where they are of the kind of "Swedish" and
    "Madrid-based"; a `specified` one is told from others by the words behind it
    ("the man who fell").
    """

    start: int
    end: int
    head: int
    noun: str
    title: TitleRule | None
    rules: Sequence[NominalRule]
    extra: tuple[str, ...] = ()
    owner: str = ""
    age: str = ""
    named: tuple[str, ...] = ()
    specified: bool = False
    descriptive: bool = False


class NominalFinder:
    """Finds definite phrases with a noun of the packs.

    `plain` modifiers say nothing new; adjectives tell one from another only if `telling`.
    """

    def __init__(
        self,
        titles: Titles,
        nouns: Nouns,
        plain: Collection[str],
        telling: Collection[str] = (),
    ) -> None:
        self._titles, self._nouns, self._plain = titles, nouns, plain
        self._telling = telling

    def nominals(self, page: Page, taken: bytearray) -> list[Nominal]:
        """All of them outside names and roles, in text order."""
        heads = [i for i, tag in enumerate(page.tags) if tag in _HEADS and not taken[i]]
        found = (self._at(page, i, taken) for i in heads if _may_be_head(page, i))
        return [nominal for nominal in found if nominal is not None]

    def _at(self, page: Page, i: int, taken: bytearray) -> Nominal | None:
        title = self._titles.ending(page, i)
        rules = self._nouns.rules(page.lower[i])
        aged = _age(page, i)
        known = (title is not None and title.rule.nominal) or rules or aged
        if not known or page.deps[i] in {"compound", "amod"} or _is_title_of(page, i, taken):
            return None  # "amod": "the 34-year-old baker"
        start = title.start if title else aged or i
        edge = start
        while edge > 0 and (page.tags[edge - 1] in _MODIFIERS or taken[edge - 1]):
            if page.sents[edge - 1] != page.sents[i]:
                return None
            edge -= 1
        if edge == 0 or page.sents[edge - 1] != page.sents[i] or page.words[edge - 1].isspace():
            return None
        extra = tuple(page.lower[n] for n in range(edge, start) if self._tells(page, n, taken))
        opener = page.lower[edge - 1]
        if page.tags[edge - 1] == "POS" and title is not None:
            return self._possessed(page, i, edge - 1, taken, title)
        if opener not in {"the", "this", "that"} and page.tags[edge - 1] != "PRP$":
            return None
        owner = opener if page.tags[edge - 1] == "PRP$" else ""
        named = tuple(page.lower[n] for n in range(edge, start) if taken[n])
        noun = title.text.lower() if title else page.lower[i]
        return Nominal(
            edge - 1,
            i + 1,
            i,
            noun,
            title.rule if title else None,
            rules,
            extra,
            owner,
            age=page.words[aged].partition("-")[0] if aged else "",
            named=named,
            specified=_is_specified(page, i),
            descriptive=all(
                page.tags[n] == "JJ" or _is_hyphened(page, n)
                for n in range(edge, start)
                if taken[n]
            ),
        )

    def _tells(self, page: Page, n: int, taken: bytearray) -> bool:
        """Whether a modifier tells its noun from others: not "the embattled company"."""
        word = page.lower[n]
        if taken[n] or word in self._plain or _is_hyphened(page, n):
            return False
        return page.tags[n] not in {"JJ", "VBN", "VBG", "CD"} or word in self._telling

    def _possessed(
        self, page: Page, i: int, at: int, taken: bytearray, title: Title
    ) -> Nominal | None:
        """As in "the Kremlin's spokesman": the owner's words tell which one."""
        start = at
        while start > 0 and taken[start - 1] and page.sents[start - 1] == page.sents[i]:
            start -= 1
        if start == at:
            return None
        extra = tuple(page.lower[start:at]) + tuple(page.lower[at + 1 : title.start])
        start -= page.lower[start - 1] == "the" if start else 0
        return Nominal(start, i + 1, i, title.text.lower(), title.rule, (), extra)


def _may_be_head(page: Page, i: int) -> bool:
    """Whether a noun, short title or "34-year-old" is written as in a nominal."""
    word, tag = page.words[i], page.tags[i]
    if word in _SHORT:
        return tag != "JJ"
    return word.islower() and (tag == "NN" or (tag == "JJ" and word.endswith("old")))


def _is_hyphened(page: Page, n: int) -> bool:
    """Whether a word is a part of one with a hyphen: "Madrid-based"."""
    return page.tags[n] == "HYPH" or "HYPH" in {page.tags[n - 1], page.tags[n + 1]}


def _is_title_of(page: Page, i: int, taken: bytearray) -> bool:
    """Whether a noun only stands before another noun or a name."""
    after = page.tags[i + 1] if i + 1 < len(page.words) else ""
    if after == "NNP" and taken[i + 1] and page.sents[i] == page.sents[i + 1]:
        return True  # "the Canadian company Norcan"
    return after in {"NNP", "NN", "NNS", "HYPH"} and page.heads[i] == i + 1


def _is_specified(page: Page, i: int) -> bool:
    """Whether the words behind a noun say which one is meant."""
    if i + 1 >= len(page.words) or page.sents[i + 1] != page.sents[i]:
        return False
    if page.lower[i + 1] in {"of", "for"} and page.heads[i + 1] == i:
        # "accused the union of walking away" says nothing of the union.
        return not page.lower[i + 2 : i + 3] or not page.lower[i + 2].endswith("ing")
    relative = page.tags[i + 1] in {"WDT", "WP", "WP$"}
    return relative and page.deps[i] != "pobj"


def _age(page: Page, i: int) -> int:
    """First token of "34-year-old" where `i` is its last; 0 for other words."""
    if page.lower[i].endswith("old"):
        for start in range(i, max(0, i - 5), -1):
            if _AGE.fullmatch(page.span(start, i + 1)):
                return start
    return 0
