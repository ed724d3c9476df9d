"""Names that lost punctuation ran into: the rest of the text tells where they end.

Captions, headings and buttons of a page stand in its text without a full stop: "at the Tarvik
Grand Prix Getty Images", "lives in Tarvik Click to share". What the same text has as names of
their own elsewhere is cut apart; what it has elsewhere in small letters is no name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.entities.names import Name
    from pipeline.entities.page import Page
    from pipeline.entities.titles import Titles

Words = tuple[str, ...]
_NOUNS = frozenset({"NN", "NNS"})
_POSSESSIVES = frozenset({"'s", "’s"})
_JOINTS = _POSSESSIVES | {"and"}
OFTEN = 3  # a single word that is a name as often as this is one before a common word too


def unglued(
    page: Page,
    names: Sequence[Name],
    *,
    furniture: Collection[str],
    whole: Collection[str],
    rule: str,
) -> list[Name]:
    """Names cut apart where the text has their parts as names elsewhere.

    Args:
        page: the document.
        names: as found.
        furniture: what a page writes behind anything ("view photos"), in lower case.
        whole: last words of institutions and places, which belong to what is before them.
        rule: to cite.
    """
    seen = _Seen(page, names, whole)
    out: list[Name] = []
    for name in names:
        words = tuple(page.words[name.start : name.end])
        if len(words) < 2 or name.firm:
            out.append(name)
        else:
            out += _pieces(page, name, words, seen, furniture, rule)
    return out


class _Seen:
    """How often each string is a name of the text, and as what; last words of long names."""

    def __init__(self, page: Page, names: Sequence[Name], whole: Collection[str]) -> None:
        self.apart = Counter(tuple(page.words[n.start : n.end]) for n in names)
        self.labels = {tuple(page.words[n.start : n.end]): n.label for n in names}
        self.whole = whole

    def is_person(self, words: Words) -> bool:
        """Whether the text has these words as a person."""
        return self.labels.get(words) == "PERSON"


def _pieces(  # noqa: PLR0913, PLR0917  (what `unglued` takes, for one name)
    page: Page, name: Name, words: Words, seen: _Seen, furniture: Collection[str], rule: str
) -> Iterator[Name]:
    """A name as it is, cut short, or in two."""
    head = _furniture_before(words, furniture) or _shouted(words, seen)
    if head:
        yield replace(name, start=name.start + head, rule=rule)
        return
    end = _without_furniture(words, furniture)
    at = 0
    if end == len(words) and seen.apart[words] == 1:
        at = _joint(words, seen)
        end = at or _named(page, name.start, words, seen)
    if end == len(words):
        yield name
    elif end:
        yield _part(name, 0, end, seen.labels.get(words[:end], name.label), rule)
    if at:
        two = at + (words[at] in _JOINTS)
        label = seen.labels.get(words[two:], name.label)
        yield _part(name, two, len(words), label, rule)


def _part(name: Name, start: int, end: int, label: str, rule: str) -> Name:
    return replace(name, start=name.start + start, end=name.start + end, label=label, rule=rule)


def _furniture_before(words: Words, furniture: Collection[str]) -> int:
    """How many words of two or more the page wrote before a name."""
    sizes = (3, 2)
    found = (n for n in sizes if n < len(words) and " ".join(words[:n]).lower() in furniture)
    return next(found, 0)


def _shouted(words: Words, seen: _Seen) -> int:
    """One where a word in capitals stands before a person that the text has without it."""
    loud = words[0].isupper() and len(words[0]) > 3 and not words[1].isupper()
    return int(loud and len(words) > 2 and seen.is_person(words[1:]))


def _without_furniture(words: Words, furniture: Collection[str]) -> int:
    """How many words are left without what the page wrote behind them."""
    for size in (3, 2, 1):
        if " ".join(words[-size:]).lower() in furniture:
            left = len(words) - size
            return left if size > 1 or left > 1 else len(words)
    return len(words)


def _joint(words: Words, seen: _Seen) -> int:
    """Where two names that the text has apart were run together; 0 for nowhere."""
    if words[-1] in seen.whole:
        return 0
    for at in range(1, len(words) - 1):
        one = words[:at]
        if words[at] in _POSSESSIVES and seen.apart[one]:
            return at  # "Corvell's Facebook"
        if words[at] == "and" and seen.apart[words[at + 1 :]]:
            return at
    return next(
        (at for at in range(1, len(words)) if _are_two(words[:at], words[at:], seen)), 0
    )


def _are_two(one: Words, two: Words, seen: _Seen) -> bool:
    """Whether two halves of a name are names by themselves.

    A single word before a person has to be a place or a body that the text names twice; one
    behind a name, a team or the like behind a person.
    """
    if not (seen.apart[one] and seen.apart[two]):
        return False
    if len(one) == 1:
        return (
            len(two) > 1
            and seen.apart[one] > 1
            and seen.is_person(two)
            and not seen.is_person(one)
        )
    return len(two) > 1 or (seen.is_person(one) and not seen.is_person(two))


def _named(page: Page, start: int, words: Words, seen: _Seen) -> int:
    """How many words are a name that the text has elsewhere, before common ones."""
    for at in range(len(words) - 1, 0, -1):
        often = seen.apart[words[:at]]
        loud = all(word.isupper() and len(word) > 1 for word in words[at:])
        if often and loud and at + 1 < len(words) and not words[0].isupper():
            return at  # "Tarvik WHO IS"
        if not (often >= OFTEN or (often and at > 1)) or words[-1] in seen.whole:
            continue
        if all(_is_common(page, start + i) for i in range(at, len(words))):
            return at
    return len(words)


def _is_common(page: Page, i: int) -> bool:
    """Whether the text has a word in small letters, or it is an adverb."""
    return page.tags[i] == "RB" or (page.words[i].istitle() and page.lower[i] in page.places)


def without_attested(page: Page, names: Sequence[Name], titles: Titles) -> list[Name]:
    """Names but for single words that are common ones with the capital of their place.

    One that begins its sentence or caption and that the text has in small letters too; one that
    begins a list of common nouns; one in capitals for emphasis.
    """
    return [
        name
        for name in names
        if name.firm
        or name.end - name.start > 1
        or not any(_is_no_name(page, name.start, titles))
    ]


def _is_no_name(page: Page, i: int, titles: Titles) -> Iterator[bool]:
    word = page.words[i]
    small = page.lower[i] in page.places
    yield small and word.isupper() and len(word) > 4
    yield _begins(page, i) and (
        (small and word.istitle() and not _within(page, word))
        or (word.istitle() and _begins_list(page, i, titles))
    )


def _begins(page: Page, i: int) -> bool:
    """Whether a word begins a sentence, or what is one but for its punctuation."""
    if i == 0 or page.sents[i - 1] != page.sents[i]:
        return True
    return not page.words[i - 1][-1].isalpha() and page.words[i - 1] not in {",", "-", "."}


def _within(page: Page, word: str) -> bool:
    """Whether a word has its capital within a sentence too."""
    return any(i and page.words[i - 1].islower() for i in page.places[word])


def _begins_list(page: Page, i: int, titles: Titles) -> bool:
    """Whether common nouns go on a list: "Oxygen, food and water"."""
    if page.words[i + 1 : i + 2] != [","] or i + 3 >= len(page):
        return False
    noun = page.tags[i + 2] in _NOUNS and page.words[i + 2].islower()
    ends = page.words[i + 3] in {",", "and", "or"}
    return noun and ends and titles.ending(page, i + 2) is None
