"""Offices and descriptions: titles, appositions, relative clauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.entities.group import Group
    from pipeline.entities.names import Name
    from pipeline.entities.nouns import Nouns
    from pipeline.entities.page import Page
    from pipeline.entities.titles import Titles

_MODIFIERS = frozenset({"NN", "NNP", "NNPS", "JJ", "HYPH", "VBN", "NNS", "POS", "CD"})
_INSIDE = _MODIFIERS | {"IN", "DT", "VBG", "CC", "RB", "PRP$"}
MAX_ROLE = 14  # tokens: a longer description is a clause


@dataclass(frozen=True, slots=True)
class Described:
    """Words that describe a group's bearer: tokens, head token, its noun, the rule."""

    start: int
    end: int
    head: int
    noun: str
    rule: str


class RoleFinder:
    """Finds what the text says that somebody is.

    `on` are the rules that are not switched off, `leads` the verbs of a relative clause that
    tells an office ("who leads the inquiry").
    """

    def __init__(
        self, titles: Titles, nouns: Nouns, on: Collection[str], leads: Collection[str]
    ) -> None:
        self._titles, self._nouns, self._on, self._leads = titles, nouns, on, leads

    def roles(self, page: Page, group: Group, people: bytearray) -> list[Described]:
        """The roles that stand next to a group's names, in text order.

        `people` has one byte a token: those of persons' names, which no role holds.
        """
        found = {
            role.start: role
            for name in group.names
            for role in self._around(page, name)
            if not any(people[role.start : role.end])
        }
        return sorted(found.values(), key=lambda role: role.start)

    def _around(self, page: Page, name: Name) -> Iterator[Described]:
        if name.label == "PERSON":
            yield from self._title(page, name)
        if "roles.apposition" in self._on:
            yield from self._behind(page, name)
        if "roles.apposition-before" in self._on:
            yield from self._ahead(page, name)
        if name.label == "PERSON" and "roles.relative" in self._on:
            yield from self._clause(page, name)

    def _title(self, page: Page, name: Name) -> Iterator[Described]:
        title = None
        if name.start and page.sents[name.start - 1] == page.sents[name.start]:
            title = self._titles.ending(page, name.start - 1)
        if title is None or not title.rule.before or title.rule.address:
            return
        start = title.start
        while start > 0 and page.sents[start - 1] == page.sents[start]:
            if page.tags[start - 1] not in _MODIFIERS or page.words[start - 1].isspace():
                break
            if not start <= page.heads[start - 1] < name.end:
                break
            start -= 1
        while start < title.start and page.tags[start] in {"POS", "HYPH"}:
            start += 1
        yield Described(start, name.start, name.start - 1, title.text.lower(), title.rule.id)

    def _behind(self, page: Page, name: Name) -> Iterator[Described]:
        """As in "Aoife Cannon, a law professor at Dublin City University,"."""
        at = name.end
        if at + 3 < len(page) and page.words[at] == "," and page.words[at + 1][:1].isdigit():
            at += 2  # an age
        if at + 1 >= len(page) or page.words[at] != ",":
            return
        start = at + 1
        if page.lower[start] in {"a", "an", "the", "its", "his", "her", "their"}:
            start += 1
        head, end = self._phrase(page, start)
        if head < 0 or page.lower[at + 1] in {"and", "or"}:
            return
        wanted = (
            "person" if name.label == "PERSON" else "org" if name.label == "ORG" else "place"
        )
        if self._nouns.kind(page, head) != wanted and not self._is_office(page, head, wanted):
            return
        if page.lower[at + 1] in {"his", "her", "their"} and page.tags[head + 1] in {
            "VBD",
            "VBZ",
        }:
            return
        yield Described(start, end, head, self._noun(page, head), "roles.apposition")

    def _is_office(self, page: Page, head: int, wanted: str) -> bool:
        """A title in capitals: ", President and CEO,"."""
        if wanted != "person" or page.tags[head] not in {"NNP", "NN"}:
            return False
        title = self._titles.ending(page, head)
        return title is not None and not title.rule.address

    def _noun(self, page: Page, head: int) -> str:
        title = self._titles.ending(page, head)
        return title.text.lower() if title else page.lower[head]

    def _phrase(self, page: Page, start: int) -> tuple[int, int]:
        """Head noun and end of a description that starts at `start`; head -1 for none."""
        head, end = -1, start
        for i in range(start, min(start + MAX_ROLE, len(page))):
            if page.tags[i] not in _INSIDE or page.sents[i] != page.sents[start]:
                break
            if page.tags[i] in {"IN", "VBG"} and head < 0:
                return -1, start
            if head < 0 and page.tags[i] in {"NN", "NNP"} and not self._more(page, i):
                head = i
            end = i + 1
        closed = (
            end >= len(page)
            or page.words[end] in {",", ".", ";", ")", "—", "-", ":"}
            or (page.tags[end] in {"WP", "WDT", "VBD", "VBZ", "WRB", "WP$"})
        )
        while end > start and page.tags[end - 1] in {"IN", "CC", "DT", "POS"}:
            end -= 1
        return (head, end) if closed and head >= 0 else (-1, start)

    def _more(self, page: Page, i: int) -> bool:
        return i + 1 < len(page) and page.tags[i + 1] in {"NN", "NNP", "HYPH", "POS", "NNS"}

    def _ahead(self, page: Page, name: Name) -> Iterator[Described]:
        """As in "Its policy chief, Jakub Ostrowski,"."""
        head = name.start - 2
        if (
            head < 1
            or page.words[name.start - 1] != ","
            or page.sents[head] != page.sents[name.start]
        ):
            return
        title = self._titles.ending(page, head)
        if name.label != "PERSON" or title is None or title.rule.address:
            return
        start = title.start
        while start > 0 and page.tags[start - 1] in _MODIFIERS - {"POS"}:
            start -= 1
        if start == 0 or page.tags[start - 1] not in {"DT", "PRP$", "POS"}:
            return
        if page.lower[start - 1] in {"a", "an"} or page.tags[head] == "NNS":
            return
        yield Described(start, head + 1, head, title.text.lower(), "roles.apposition-before")

    def _clause(self, page: Page, name: Name) -> Iterator[Described]:
        """As in "Kari Eide, who leads the inquiry,"."""
        at = name.end
        if at + 2 >= len(page) or page.words[at] != "," or page.lower[at + 1] != "who":
            return
        if page.lower[at + 2] not in self._leads:
            return
        end = at + 3
        while end < len(page) and page.words[end] not in {",", ".", ";", "—", "("}:
            end += 1
        if end - at <= MAX_ROLE:
            yield Described(at + 1, end, at + 1, page.lower[at + 2], "roles.relative")


def nouns_before(page: Page, group: Group, nouns: Nouns) -> set[str]:
    """Nouns for people right before a group's names: "teenager Blessing Okoye"."""
    if group.label != "PERSON":
        return set()
    before = (name.start - 1 for name in group.names if name.start)
    return {page.lower[i] for i in before if nouns.kind(page, i) == "person"}


def acts_of(page: Page, group: Group) -> set[str]:
    """Verbs of which a group's names are the subject, and their objects: "giving evidence".

    Verbs of what is done to it are followed by "him": "killed him".
    """
    out: set[str] = set()
    for name in group.names:
        head = page.root(name.start, name.end)
        verb = page.heads[head]
        if page.deps[head] in {"nsubjpass", "dobj"}:
            out.add(f"{page.lower[verb]} him")
        if page.deps[head] not in {"nsubj", "nsubjpass"}:
            continue
        out.add(page.lower[verb])
        for child in page.children[verb]:
            if page.deps[child] in {"dobj", "advcl", "conj"}:
                out.add(page.lower[child])
                out.update(
                    page.lower[c] for c in page.children[child] if page.deps[c] == "dobj"
                )
    return out


def age_of(page: Page, group: Group) -> str:
    """The age that stands between commas behind a name: "Aksana Vell, 44,"."""
    for name in group.names:
        at = name.end
        if at + 1 < len(page.words) and page.words[at] == "," and page.words[at + 1].isdigit():
            return page.words[at + 1]
    return ""
