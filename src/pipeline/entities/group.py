"""One group for each thing that is named: full names, surnames, acronyms, short forms."""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from pipeline.entities.acronyms import initials, is_acronym, stands_for
from pipeline.entities.forenames import first_name
from pipeline.entities.people import same_person, surname
from pipeline.entities.titles import title_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.entities.gazetteer import Gazetteer
    from pipeline.entities.names import Name
    from pipeline.entities.pack import FirstNameRule
    from pipeline.entities.page import Page
    from pipeline.entities.roles import Described
    from pipeline.entities.titles import Titles

_COMPANY = re.compile(
    r"(?i)^(ltd|inc|corp|co|plc|llc|llp|oyj|ab|asa|ag|se|sa|nv|bv|spa|gmbh|limited"
    r"|corporation|company|group|holdings)\.?$"
)
SHORTENED = frozenset({"ORG", "FAC", "EVENT", "LAW"})
Words = tuple[str, ...]


@dataclass
class Group:
    """The names of one thing, in text order.

    `words` are those of its fullest name, without a company's form (`whole`: with it); `thing`
    and `sort` come from the gazetteer; `gender` is "she", "he" or "". `roles` describe it,
    `nouns` are their head nouns, `described` all their words; `sorts` are what it may be
    called, `acts` what it does. `count` and `last` are how often and where (token) it was
    mentioned, while references are resolved.
    """

    label: str
    names: list[Name] = field(default_factory=list)
    words: Words = ()
    whole: Words = ()
    thing: str = ""
    sort: str = ""
    gender: str = ""
    age: str = ""
    roles: list[Described] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    sorts: set[str] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    plural: bool = False
    count: int = 0
    last: int = -1

    @property
    def first(self) -> int:
        """Token of the first mention."""
        return self.names[0].start


class Grouper:
    """Puts the names of one document into groups."""

    def __init__(
        self,
        page: Page,
        gazetteer: Gazetteer,
        titles: Titles,
        first_names: Mapping[str, FirstNameRule],
    ) -> None:
        self._page, self._gazetteer, self._titles = page, gazetteer, titles
        self._first_names = first_names
        self._groups: list[Group] = []
        self._exact: dict[tuple[str, str], Group] = {}
        self._by_word: dict[tuple[str, str], list[Group]] = defaultdict(list)
        self._alone: dict[str, list[int]] = defaultdict(list)

    def group(self, names: Sequence[Name]) -> list[Group]:
        """All groups, in order of their first name; the longest names go first."""
        aliases = self._bracketed(names)
        for name in names:
            if name.end - name.start == 1 and self._page.kinds[name.start] != "headline":
                self._alone[self._page.words[name.start]].append(name.start)
        for name in sorted(names, key=lambda n: (n.start in aliases, n.start - n.end, n.start)):
            long = aliases.get(name.start)
            self._place(name, self._exact.get(self._key(long)) if long else None)
        return sorted(self._groups, key=lambda group: group.first)

    def _bracketed(self, names: Sequence[Name]) -> dict[int, Name]:
        """For names in brackets: the name before that they stand for, by their first token."""
        ends = {name.end: name for name in names}
        out = {}
        for name in names:
            long = ends.get(name.start - 1)
            words = self._page.words
            if long is None or words[name.start - 1] != "(" or name.end - name.start > 1:
                continue
            short = words[name.start]
            same = long.label == name.label and is_acronym(short)
            # An institution's acronym may be that of its name in another language.
            foreign = name.label == "ORG" and len(short) > 2 and long.end - long.start > 1
            if same and (foreign or stands_for(short, words[long.start : long.end])):
                out[name.start] = long
        return out | self._again(names, out)

    def _again(self, names: Sequence[Name], aliases: Mapping[int, Name]) -> dict[int, Name]:
        """The same acronyms elsewhere."""
        words = self._page.words
        long = {words[start]: name for start, name in aliases.items()}
        return {
            name.start: long[words[name.start]]
            for name in names
            if name.end - name.start == 1
            and words[name.start] in long
            and name.label == long[words[name.start]].label
        }

    def _key(self, name: Name) -> tuple[str, str]:
        words = _plain(self._page.words[name.start : name.end])
        return name.label, " ".join(words).lower()

    def _place(self, name: Name, group: Group | None) -> None:
        whole = tuple(self._page.words[name.start : name.end])
        words = _plain(whole)
        known = self._gazetteer.get(self._page.span(name.start, name.end))
        thing = known.thing if known and known.label == name.label else ""
        gender = self._gender(name) if name.label == "PERSON" else ""
        own = name.label, " ".join(words).lower()
        key = (name.label, f"thing:{thing}") if thing else own
        group = group or (None if name.label == "PERSON" else self._exact.get(key))
        if group is None and not thing:  # what is known by this name is no other's short form
            group = self._fitting(name.label, words, gender)
        if group is None:
            sort = known.sort if known and thing else ""
            group = Group(name.label, words=words, whole=whole, thing=thing, sort=sort)
            self._groups.append(group)
            self._index(group)
        if name.label != "PERSON" and own not in self._exact:
            self._exact[own] = group
            self._exact.setdefault(key, group)
        group.gender = group.gender or gender
        insort(group.names, name, key=attrgetter("start"))

    def _index(self, group: Group) -> None:
        words = group.words
        for word in {words[0], words[-1], *words[:1]} if group.label == "PERSON" else {*words}:
            self._by_word[group.label, word.lower()].append(group)
        if len(group.whole) > 1 and group.label != "PERSON":
            for short in {initials(group.whole), initials(words)}:
                if len(short) > 1:
                    self._by_word[group.label, f"initials:{short}"].append(group)
        if group.label == "PERSON" and len(words) > 1:
            # A misspelt surname is found by the first name.
            self._by_word[group.label, surname(words)[0].lower()].append(group)

    def _gender(self, name: Name) -> str:
        title = title_before(self._page, name.start, self._titles)
        if title is not None and title.rule.gender:
            return title.rule.gender
        first = self._page.words[name.start]
        long = name.end - name.start > 1
        rule = first_name(first, self._first_names) if long else None
        return rule.gender if rule else ""

    def _fitting(self, label: str, words: Words, gender: str) -> Group | None:
        if label == "PERSON":
            fits = self._people(words, gender)
        elif label in SHORTENED:
            fits = self._long_forms(label, words)
        elif label == "NORP":
            fits = [
                g
                for word in {words[-1].lower().removesuffix("s"), words[-1].lower() + "s"}
                for g in self._by_word.get((label, word), ())
                if g.words[:-1] == words[:-1]
            ]
        else:
            fits = []
        # The one named most so far is the one that the story is about.
        return max(fits, key=lambda g: (len(g.names), -g.first), default=None)

    def _people(self, words: Words, gender: str) -> list[Group]:
        near = {
            id(g): g
            for word in (words[0], words[-1])
            for g in self._by_word.get(("PERSON", word.lower()), ())
        }
        fits = [g for g in near.values() if same_person(words, g.words)]
        fits = [g for g in fits if not (gender and g.gender and g.gender != gender)]
        if len(words) == 1 and not gender:
            fits = [g for g in fits if not self._comes_late(g, words[0])]
        agreed = [g for g in fits if gender and g.gender == gender]
        return agreed or fits

    def _comes_late(self, group: Group, word: str) -> bool:
        """Whether a full name comes only after its surname alone was used for another.

        Who is introduced by surname ("Mr Obama") and named again so is not the Michelle Obama
        of the tenth paragraph.
        """
        if len(group.words) < 2 or word == group.words[0]:
            return False
        return sum(at < group.first for at in self._alone.get(word, ())) > 1

    def _long_forms(self, label: str, words: Words) -> list[Group]:
        if len(words) == 1 and is_acronym(words[0]):
            short = "".join(ch for ch in words[0] if ch.isalpha()).upper()
            found = self._by_word.get((label, f"initials:{short}"), [])
            if found:
                return list(found)
        folded = [w.lower() for w in words]
        out = []
        for group in self._by_word.get((label, folded[0]), ()):
            whole = [w.lower() for w in group.words]
            ahead = label in {"ORG", "FAC"} and whole[: len(folded)] == folded
            tail = len(folded) == 1 and whole[-1] == folded[0] and group.sort != "bank"
            if len(whole) > len(folded) and (ahead or tail):
                out.append(group)
        return out


def _plain(words: Iterable[str]) -> Words:
    """Words of a name without a company's legal form at the end."""
    out = list(words)
    while len(out) > 1 and (_COMPANY.match(out[-1]) or out[-1] == ","):
        out.pop()
    return tuple(out)


def full_name(page: Page, group: Group, gazetteer: Gazetteer) -> str:
    """The fullest form of a group's name, in usual letters where the text has capitals only."""
    right = _corrected_form(page, group)

    def rank(name: Name) -> tuple[bool, int, bool, int, int]:
        text = page.span(name.start, name.end)
        size = name.end - name.start
        loud = text.isupper() and not (size == 1 and is_acronym(text))
        return (not loud, size, text == right, len(text), -name.start)

    if not group.names:
        return " ".join(group.words)
    usual = _usual_form(page, group, gazetteer)
    if usual:
        return usual
    best = max(group.names, key=rank)
    text = " ".join(page.span(best.start, best.end).split())
    short = is_acronym(text) and group.label not in {"GPE", "PERSON"}
    if not text.isupper() or short or len(text) < 4:
        return text
    return gazetteer.usual(text) or re.sub(r"\b(El|Al|De|La|Of|And)\b", _small, text.title())


def _corrected_form(page: Page, group: Group) -> str:
    """The last form of a person's name in a correction: how it is really spelt."""
    given = [n for n in group.names if page.kinds[n.start] == "correction"]
    return page.span(given[-1].start, given[-1].end) if given else ""


def _usual_form(page: Page, group: Group, gazetteer: Gazetteer) -> str:
    """A country's or body's usual name if the text has it, else its commonest form."""
    if not group.thing:
        return ""
    texts = (" ".join(page.span(n.start, n.end).split()) for n in group.names)
    named = [gazetteer.usual(text) or text for text in texts]
    # "the Alliance" is no name of its own where the gazetteer has not got it.
    forms = Counter(text for text in named if gazetteer.get(text)) or Counter(named)
    if group.thing in forms or (group.sort == "state" and max(map(len, forms)) < 6):
        return group.thing  # "Ala." in a dateline is Alabama
    if group.label == "ORG":
        return min(forms, key=lambda form: _place_in_line(gazetteer, form))
    common = [form for form in forms if not form.isupper() or is_acronym(form)]
    return max(common, key=lambda form: (len(form) > 5, forms[form]), default="")


def _place_in_line(gazetteer: Gazetteer, form: str) -> int:
    """How far from the official name a form stands in its line of the gazetteer."""
    known = gazetteer.get(form)
    return known.place if known else 99


def _small(match: re.Match[str]) -> str:
    return match[0].lower() if match.start() else match[0]
