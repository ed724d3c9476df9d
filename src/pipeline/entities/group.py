"""One group for each thing that is named: full names, surnames, acronyms, short forms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.entities.acronyms import initials, is_acronym
from pipeline.entities.evidence import surname
from pipeline.entities.titles import title_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.entities.gazetteer import Gazetteer
    from pipeline.entities.names import Name
    from pipeline.entities.page import Page
    from pipeline.entities.titles import Titles

_COMPANY = re.compile(
    r"(?i)^(ltd|inc|corp|co|plc|llc|llp|oyj|ab|asa|ag|se|sa|nv|bv|spa|gmbh|limited"
    r"|corporation|company|group|holdings)\.?$"
)
_TYPO = 5  # letters: shorter surnames differ by one letter too often


@dataclass
class Group:
    """The names of one thing. `forms` counts its strings, `gender` is "she", "he" or ""."""

    label: str
    names: list[Name] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    words: tuple[str, ...] = ()
    thing: str = ""
    sort: str = ""
    gender: str = ""

    def add(self, name: Name, text: str) -> None:
        """Take in one more name."""
        self.names.append(name)
        self.forms[text] += 1

    @property
    def first(self) -> int:
        """Token of the first mention."""
        return min(name.start for name in self.names)


class Grouper:
    """Puts the names of one document into groups."""

    def __init__(self, page: Page, gazetteer: Gazetteer, titles: Titles) -> None:
        self._page, self._gazetteer, self._titles = page, gazetteer, titles
        self.groups: list[Group] = []

    def group(self, names: Sequence[Name]) -> list[Group]:
        """All groups, in order of their first name."""
        long = [n for n in names if n.label != "PERSON" or n.end - n.start > 1]
        short = [n for n in names if n.label == "PERSON" and n.end - n.start == 1]
        for name in sorted(long, key=lambda n: (n.start - n.end, n.start)):
            self._place(name)
        for name in short:
            self._place(name)
        for group in self.groups:
            group.names.sort(key=lambda n: n.start)
        return sorted(self.groups, key=lambda group: group.first)

    def _place(self, name: Name) -> None:
        text = " ".join(self._page.words[name.start : name.end])
        words = tuple(_plain(self._page.words[name.start : name.end]))
        known = self._gazetteer.get(self._page.span(name.start, name.end))
        thing = known.thing if known and known.label == name.label else ""
        gender = self._title_gender(name)
        if name.label == "PERSON":
            group = self._person(words, gender)
        else:
            group = self._thing(name.label, words, thing)
        if group is None:
            group = Group(
                name.label, words=words, thing=thing, sort=known.sort if known else ""
            )
            self.groups.append(group)
        group.gender = group.gender or gender
        group.add(name, text)

    def _title_gender(self, name: Name) -> str:
        title = title_before(self._page, name.start, self._titles)
        return title.rule.gender if title is not None else ""

    def _person(self, words: tuple[str, ...], gender: str) -> Group | None:
        people = [
            g
            for g in self.groups
            if g.label == "PERSON" and not (gender and g.gender and g.gender != gender)
        ]
        same = [g for g in people if same_person(words, g.words)]
        # The one named most so far: the one the story is about.
        return max(same, key=lambda g: (len(g.names), -g.first), default=None)

    def _thing(self, label: str, words: tuple[str, ...], thing: str) -> Group | None:
        same = [g for g in self.groups if g.label == label]
        if thing:
            return next((g for g in same if g.thing == thing), None)
        for test in (_equal, _short_form):
            fits = [g for g in same if test(label, words, g.words)]
            if fits:
                return max(fits, key=lambda g: (len(g.names), -g.first))
        return None


def same_person(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name may be a form of a fuller one: equal, a part of it, or misspelt."""
    if words == full:
        return True
    if len(words) == 1:
        return words == (full[0],) or words == (full[-1],) or words == surname(full)
    if words == surname(full):
        return True
    last, other = surname(words)[-1], surname(full)[-1]
    return (last == other or _misspelt(last, other)) and _same_first(
        words[0], full[0], exact=last != other
    )


def _same_first(one: str, other: str, *, exact: bool) -> bool:
    if one == other or exact:
        return one == other
    short = one.rstrip(".")
    return (len(short) == 1 and other.startswith(short)) or (
        len(other.rstrip(".")) == 1 and one.startswith(other.rstrip("."))
    )


def _misspelt(one: str, other: str) -> bool:
    """Whether two words of five letters or more differ by one letter."""
    if (
        min(len(one), len(other)) < _TYPO
        or abs(len(one) - len(other)) > 1
        or one[0] != other[0]
    ):
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _equal(label: str, words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if [w.lower() for w in words] == [w.lower() for w in full]:
        return True
    return label == "NORP" and _stem(words) == _stem(full)


def _stem(words: tuple[str, ...]) -> str:
    return " ".join(words).removesuffix("s")


def _short_form(label: str, words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if label not in {"ORG", "FAC", "EVENT", "LAW", "LOC"} or len(words) >= len(full):
        return False
    if len(words) == 1 and is_acronym(words[0]) and len(full) > 1:
        if words[0].upper().replace(".", "") == initials(full):
            return True
    folded, whole = [w.lower() for w in words], [w.lower() for w in full]
    return label in {"ORG", "FAC"} and whole[: len(folded)] == folded


def _plain(words: Iterable[str]) -> list[str]:
    """Words of a name without a company's legal form at the end."""
    out = list(words)
    while len(out) > 1 and (_COMPANY.match(out[-1]) or out[-1] == ","):
        out.pop()
    return out


def full_name(page: Page, group: Group) -> str:
    """The fullest form of a group's name: the longest that is not in capitals only."""

    def rank(name: Name) -> tuple[bool, int, int, int]:
        text = page.span(name.start, name.end)
        return (
            not text.isupper() or len(text) < 6,
            name.end - name.start,
            len(text),
            -name.start,
        )

    best = max(group.names, key=rank)
    return " ".join(page.span(best.start, best.end).split())
