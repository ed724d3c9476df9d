"""Titles before names: "Mr", "Prime Minister", "Det Insp"; who bears one is a person."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.entities.names import MAX_NAME, Name, covered, merged

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.entities.pack import TitleRule
    from pipeline.entities.page import Page

MAX_WORDS = 5
_JOINTS = re.compile(r"[\s\-–]+")
_PROPER = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Title:
    """A noun for people, from `start` to `end`, with the rule whose word it is."""

    start: int
    end: int
    text: str
    rule: TitleRule


class Titles:
    """Nouns for people by their words, in lower case."""

    def __init__(self, rules: Sequence[TitleRule]) -> None:
        self._rules: dict[str, TitleRule] = {}
        self._address: dict[str, TitleRule] = {}  # "Father" Murphy, not the father
        self._last: set[str] = set()
        for rule in rules:
            for word in rule.words:
                (self._address if rule.address else self._rules).setdefault(_key(word), rule)
                self._last.add(_JOINTS.split(word.lower())[-1])
                self._last.add(_JOINTS.split(word.lower().rstrip("."))[-1])

    def ending(self, page: Page, i: int) -> Title | None:
        """The longest title whose last token is `i`."""
        last = page.lower[i]
        if last == "." and i:
            last = page.lower[i - 1]  # "Col" and "."
        if last not in self._last:
            return None
        best: tuple[int, TitleRule] | None = None
        key = ""
        for start in range(i, max(-1, i - MAX_WORDS), -1):
            if page.words[start].isspace() or page.sents[start] != page.sents[i]:
                break
            key = page.lower[start].replace("-", "").replace("–", "") + key
            rule = self._address.get(key) if page.words[start][:1].isupper() else None
            rule = rule or self._rules.get(key)
            if rule is not None:
                best = start, rule
        if best is None:
            return None
        return Title(best[0], i + 1, page.span(best[0], i + 1), best[1])


def _key(word: str) -> str:
    return _JOINTS.sub("", word.lower())


def untitled(
    page: Page, names: Sequence[Name], titles: Titles, other: Collection[str], rule: str
) -> list[Name]:
    """Names without the titles at their head, and persons by the title before them.

    Args:
        page: the document.
        names: as found.
        titles: of people.
        other: last words of names that are no person's ("Agency").
        rule: to cite.
    """
    named = [_behind_title(page, name, titles, other, rule) for name in names]
    cut = [_without_title(page, name, titles, other, rule) for name in named]
    told = [_titled(page, name, titles, other, rule) for name in cut]
    return merged([*told, *_missed(page, told, titles, other, rule)])


def without_trade(
    page: Page, names: Sequence[Name], trades: Collection[str], rule: str
) -> list[Name]:
    """Names without the trade before them: "Chipmaker Halvorsen", which is a firm's name.

    Only where a sentence begins: elsewhere a capital makes the trade a part of the name.
    """
    out = []
    for name in names:
        at = name.start
        begins = at == 0 or page.sents[at - 1] != page.sents[at]
        bare = begins and name.end - at > 1 and page.lower[at] in trades
        if bare and page.words[at].istitle() and page.words[at + 1][:1].isupper():
            out.append(replace(name, start=at + 1, label="ORG", rule=rule))
        else:
            out.append(name)
    return out


def _behind_title(
    page: Page, name: Name, titles: Titles, other: Collection[str], rule: str
) -> Name:
    """The person of a name that holds more: "Taipei Deputy Mayor Vivian Huang"."""
    last = page.words[name.end - 1]
    if name.end - name.start < 3 or last in other or len(last) == 1:
        return name
    if name.label == "WORK_OF_ART":
        return name
    for end in range(name.end - 1, max(name.start + 1, name.end - 4), -1):
        title = titles.ending(page, end - 1)
        if title is None or title.start <= name.start or not title.rule.before:
            continue
        small = page.words[end - 1].islower()
        many = title.end - title.start > 1 and name.end - end > 1
        if small or many or (title.rule.sure and name.label != "PERSON"):
            if all(word[:1].isupper() for word in page.words[end : name.end]):
                return Name(end, name.end, "PERSON", rule, firm=True)
            return name
    return name


def _without_title(
    page: Page, name: Name, titles: Titles, other: Collection[str], rule: str
) -> Name:
    for end in range(min(name.start + MAX_WORDS, name.end - 1), name.start, -1):
        title = titles.ending(page, end - 1)
        if title is None or title.start != name.start or not title.rule.before:
            continue
        if name.label == "PERSON" or title.rule.address or _tells(page, name, title, other):
            return replace(name, start=end, label="PERSON", rule=rule, firm=True)
    return name


def _tells(page: Page, name: Name, title: Title, other: Collection[str]) -> bool:
    """Whether a title inside a name that is labelled otherwise makes it a person's."""
    if title.rule.sure and not title.rule.nominal:
        return True
    words = page.words[title.end : name.end]
    if not 2 <= len(words) <= 3 or words[-1] in other:
        return False
    return title.end - title.start > 1 or title.rule.sure


def title_before(page: Page, start: int, titles: Titles) -> Title | None:
    """The title that ends right before token `start`, in the same sentence."""
    if start == 0 or page.sents[start - 1] != page.sents[start]:
        return None
    found = titles.ending(page, start - 1)
    return found if found is not None and found.rule.before else None


def _titled(page: Page, name: Name, titles: Titles, other: Collection[str], rule: str) -> Name:
    if name.label == "NORP" or name.firm:
        return name
    title = title_before(page, name.start, titles)
    if title is not None and name.label == "PERSON" and name.rule == "names.model":
        sure = title.rule.sure or title.rule.address
        return replace(name, rule=title.rule.id, firm=True) if sure else name
    if title is None or not _strong(page, title, name.end - name.start):
        return name
    last = page.words[name.end - 1]
    if last in other or (name.label == "ORG" and page.pos[name.end - 1] != "PROPN"):
        return name
    return replace(name, label="PERSON", rule=title.rule.id, firm=True)


def _strong(page: Page, title: Title, size: int) -> bool:
    """Whether a title makes a person of any name behind it."""
    if title.rule.address:
        return True
    if page.words[title.start][:1].isupper() and title.rule.sure:
        return size <= 3
    return size in {2, 3} and page.tags[title.end - 1] not in {"NNPS", "NNS"}


def _missed(
    page: Page, names: Sequence[Name], titles: Titles, other: Collection[str], rule: str
) -> list[Name]:
    taken = covered(page, names)
    out = []
    for i in range(1, len(page)):
        if (
            taken[i]
            or taken[i - 1]
            or page.tags[i] not in _PROPER
            or not page.words[i][:1].isupper()
        ):
            continue
        title = title_before(page, i, titles)
        if title is None or titles.ending(page, i) is not None:
            continue
        end = i
        while end < min(i + MAX_NAME, len(page)) and _goes_on(page, taken, i, end):
            end += 1
        if end < len(page) and taken[end]:
            continue
        if page.words[end - 1] in other or titles.ending(page, end - 1) is not None:
            continue
        if _strong(page, title, end - i):
            out.append(Name(i, end, "PERSON", title.rule.id, firm=True))
    return out


def _goes_on(page: Page, taken: bytearray, start: int, i: int) -> bool:
    same = page.sents[i] == page.sents[start] and not taken[i]
    return same and page.tags[i] in _PROPER and page.words[i][:1].isupper()
