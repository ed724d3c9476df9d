"""The gazetteer as a table: what a string is, wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.entities.names import Name, covered, merged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pipeline.entities.pack import Entry, GazetteerPack, GazetteerRule
    from pipeline.entities.page import Page
    from pipeline.rules.load import Packs


@dataclass(frozen=True, slots=True)
class Known:
    """What a string names: `thing` is the first name of its line, the same for all of them.

    `of` is the country whose people it names, `place` that of the name in its line.
    """

    label: str
    sort: str
    thing: str
    rule: str
    add: bool
    of: str = ""
    place: int = 0


class Gazetteer:
    """Names by their exact text, words joined by one blank."""

    def __init__(self, known: Mapping[str, Known]) -> None:
        self.known = dict(known)
        self._loud = {text.upper(): text for text in known if not text.isupper()}
        self._first: dict[str, int] = {}
        for text in known:
            for form in (text, text.upper()):
                words = form.replace("-", " - ").replace("'", " '").split()
                size = max(len(words), self._first.get(words[0], 0))
                self._first[words[0]] = size

    @property
    def firsts(self) -> Collection[str]:
        """First words of all that is known."""
        return self._first.keys()

    def get(self, text: str) -> Known | None:
        """What a string is; one in capitals is read as its usual form."""
        if not text.isalpha():
            text = " ".join(text.replace("’", "'").split())
        return self.known.get(text) or self.known.get(self._loud.get(text, ""))

    def usual(self, text: str) -> str:
        """The usual form of a name in capitals; "" for one that is usual or not known."""
        text = " ".join(text.replace("’", "'").split())
        return "" if text in self.known else self._loud.get(text, "")

    def longest(self, page: Page, i: int) -> tuple[int, Known] | None:
        """The longest known name that starts at token `i`: its end and what it is."""
        size = self._first.get(page.words[i])
        if size is None:
            return None
        for end in range(min(i + size, len(page)), i, -1):
            if page.words[end - 1].isspace():
                continue
            found = self.get(page.span(i, end))
            if found is not None:
                return end, found
        return None


def read_gazetteer(packs: Packs[GazetteerPack]) -> Gazetteer:
    """The table of all packs; a later line takes a name from an earlier one."""
    known: dict[str, Known] = {}
    for rule in packs.enabled(rule for pack in packs.packs for rule in pack.rules):
        for entry in rule.names:
            known.update(_known(rule, entry))
    return Gazetteer(known)


def _known(rule: GazetteerRule, entry: Entry) -> Iterator[tuple[str, Known]]:
    sort = entry.sort or rule.sort
    add = rule.add if entry.add is None else entry.add
    for place, text in enumerate((entry.name, *entry.also)):
        yield text, Known(rule.label, sort, entry.name, rule.id, add, place=place)
    for text in entry.people:
        yield (
            text,
            Known(
                rule.people or "NORP",
                "people",
                entry.people[0],
                rule.id,
                add=add,
                of=entry.name,
            ),
        )


def corrected(page: Page, names: Sequence[Name], gazetteer: Gazetteer) -> list[Name]:
    """Names with the labels that the gazetteer knows, and known names that were missed.

    A person's name is left alone where only the label would change (`add: no` entries: the
    city of Florence, the surname Jordan).
    """
    out = [_relabelled(page, name, gazetteer) for name in names]
    taken = covered(page, out)
    free = 0
    for i in page.standing(gazetteer.firsts):
        found = gazetteer.longest(page, i) if i >= free else None
        if found and _adds(page, found[1], taken, i, found[0]):
            free = found[0]
            out.append(Name(i, free, found[1].label, found[1].rule, firm=True))
    return merged(out)


def _adds(page: Page, known: Known, taken: bytearray, start: int, end: int) -> bool:
    """Whether a known name is one here: missed, or tagged in pieces."""
    if not known.add and not _in_place(page, known, start):
        return False
    begins = start == 0 or page.sents[start - 1] != page.sents[start]
    if begins and end - start == 1 and page.tags[start] == "NN":
        return False  # "Labour costs rose"
    if end < len(page) and taken[end] and taken[end - 1]:
        return False
    if start and taken[start - 1] and taken[start]:
        return False
    return (not any(taken[start:end]) and _stands_alone(page, taken, start, end)) or (
        end - start > 1 and not all(taken[start:end])
    )


def _in_place(page: Page, known: Known, start: int) -> bool:
    """Whether a city that is also a surname stands where a place does."""
    if known.label != "GPE" or start == 0:
        return False
    return (
        page.lower[start - 1] in {"in", "from", "near", "at"} and page.words[start][0].isupper()
    )


def _relabelled(page: Page, name: Name, gazetteer: Gazetteer) -> Name:
    found = gazetteer.get(page.span(name.start, name.end))
    if found is None or (name.label == "PERSON" and not found.add):
        return name
    return Name(name.start, name.end, found.label, found.rule, firm=True)


def _stands_alone(page: Page, taken: bytearray, start: int, end: int) -> bool:
    """Whether a missed name is no part of a longer proper name that was missed too."""
    for i in (start - 1, end):
        if not 0 <= i < len(page) or taken[i] or page.sents[i] != page.sents[start]:
            continue
        if i == start - 1 and (i == 0 or page.sents[i - 1] != page.sents[i]):
            continue  # "Neighbouring Mozambique" at the head of a sentence
        if page.tags[i] in {"NNP", "NNPS"} and page.words[i][:1].isupper():
            return False
    return True
