"""Names as the base model found them, cut to the span that a name has.

A name holds no determiner, possessive, line break or trailing number; what stands in brackets
behind it is a name of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from pipeline.entities.page import Page

LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"}
)
OTHERS = {"PER": "PERSON", "LOCATION": "LOC", "ORGANIZATION": "ORG"}  # of other schemes
SPLITS = frozenset("()[]{}:;|•·—–") | {"--", "/", "...", "…", "_", "•"}
MAX_NAME = 15  # tokens: what is longer is a sentence, or hostile
NUMBERED = frozenset({"ORG", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})  # "Channel 4"
BARE = frozenset({"PERSON", "GPE", "LOC", "NORP"})  # "Pacific coast" ends in no name
QUOTES = frozenset("\"“”„«»``''") | {"``", "''"}
SCORE = frozenset("-–")
POSSESSIVES = frozenset({"'s", "’s", "'", "’", "'S", "’S"})


@dataclass(frozen=True, slots=True)
class Name:
    """A named stretch of tokens, half-open, with the rule that gave it its present shape.

    `firm`: a rule that knows (a title, the gazetteer, a bracketed acronym) gave the label, so
    that mere repetition elsewhere does not change it.
    """

    start: int
    end: int
    label: str
    rule: str
    firm: bool = False


def model_names(doc: Doc) -> list[Name]:
    """Names as the base model tagged them, in text order."""
    return [
        Name(ent.start, ent.end, label, "names.model")
        for ent, label in ((ent, OTHERS.get(ent.label_, ent.label_)) for ent in doc.ents)
        if label in LABELS and len(ent) <= MAX_NAME
    ]


def covered(page: Page, names: Iterable[Name]) -> bytearray:
    """One byte a token: whether it lies in a name."""
    out = bytearray(len(page))
    for name in names:
        for i in range(name.start, name.end):
            out[i] = 1
    return out


def merged(names: Iterable[Name]) -> list[Name]:
    """Names in text order; of two that overlap the longer stays, then the firmer, the first."""
    found = list(names)
    if all(one.end <= two.start for one, two in pairwise(found)):
        return found
    kept: list[Name] = []
    for cluster in _clusters(sorted(found, key=attrgetter("start"))):
        kept += cluster if len(cluster) == 1 else _without_overlap(cluster)
    return kept


def _clusters(names: Iterable[Name]) -> Iterator[list[Name]]:
    """Names, sorted by start, that overlap one another, directly or by way of others."""
    held: list[Name] = []
    end = 0
    for name in names:
        if held and name.start >= end:
            yield held
            held = []
        held.append(name)
        end = max(end, name.end)
    if held:
        yield held


def _without_overlap(names: Sequence[Name]) -> list[Name]:
    ranked = sorted(names, key=lambda name: (name.start - name.end, not name.firm, name.start))
    taken: set[int] = set()
    kept: list[Name] = []
    for name in ranked:
        spread = range(name.start, name.end)
        if taken.isdisjoint(spread):
            taken.update(spread)
            kept.append(name)
    return sorted(kept, key=attrgetter("start"))


def split_names(page: Page, names: Iterable[Name], rule: str) -> Iterator[Name]:
    """Each name cut at line breaks, blocks, brackets and colons, and a place at its commas."""
    for name in names:
        at = name.start
        for i in range(name.start, name.end + 1):
            if i == name.end or _divides(page, i, name):
                if at < i:
                    whole = (at, i) == (name.start, name.end)
                    if whole:
                        yield name
                    elif name.label != "WORK_OF_ART":  # a split title is none
                        yield replace(name, start=at, end=i, rule=rule)
                at = i + 1


def _divides(page: Page, i: int, name: Name) -> bool:
    word = page.words[i]
    if word in SPLITS or ("\n" in word or "\r" in word):
        return True
    if word[0].isdigit() and "/" in word:
        return True  # "3/8" of a picture series
    if word == "-" and name.start < i < name.end - 1:
        return page.ends[i - 1] < page.starts[i] and page.ends[i] < page.starts[i + 1]
    if name.label == "PERSON" and page.tags[i][:2] == "VB" and word.islower():
        return True  # "Chapman fed Davis"
    return word == "," and name.label in {"GPE", "PERSON", "LOC", "NORP"}


def trimmed(page: Page, name: Name, *, outer: frozenset[str], rule: str) -> Name | None:
    """The name without what belongs to its sentence; None where nothing named is left.

    Args:
        page: the document.
        name: as found.
        outer: lower-case words that no name begins or ends with.
        rule: that is cited where the span changes.
    """
    start, end = name.start, name.end
    while start < end and _outside(page, start, outer, first=True):
        start += 1
    if name.label == "PERSON":
        while start < end - 1 and page.words[start].isdigit():
            start += 1  # the number of a shirt
        end = next((i for i in range(start + 2, end) if page.tags[i] == "IN"), end)
    while end > start and _outside(page, end - 1, outer, first=False):
        end -= 1
    end = _without_tail(page, name, start, end)
    if start == end or not _is_named(page, start, end):
        return None
    if (start, end) == (name.start, name.end):
        return name
    return replace(name, start=start, end=end, rule=rule)


def _without_tail(page: Page, name: Name, start: int, end: int) -> int:
    """The end of a name without a score, numbers, or words in lower case, that trail it."""
    if _is_score(page.words[end - 3 : end]) and end - 3 > start:
        return end - 3
    if name.label in NUMBERED:
        return end
    while end - 1 > start and not page.words[end - 1][:1].isalpha():
        if page.words[end - 1] == ".":
            break
        end -= 1
    while end - 1 > start and page.words[end - 1].islower() and name.label in BARE:
        if page.words[end - 2] == "-":  # "Wang Mei-yu"
            break
        end -= 1
    return end


def _is_score(words: Sequence[str]) -> bool:
    """Whether words are "3", "-", "2", of "Halden 3-2"; "737-800" is a model's number."""
    if len(words) != 3 or words[1] not in SCORE:
        return False
    return all(word.isdigit() and len(word) < 3 for word in words[::2])


def _outside(page: Page, i: int, outer: frozenset[str], *, first: bool) -> bool:
    word = page.words[i]
    if word in POSSESSIVES or word in QUOTES or word.isspace():
        return True
    if not word[0].isalnum() and (first or word not in {".", "!", "?"}):
        return word not in {"@", "#", "’", "'"}
    return page.lower[i] in outer and (not word.isupper() or word in {"A", "AN", "THE"})


def _is_named(page: Page, start: int, end: int) -> bool:
    return any(word != word.lower() for word in page.words[start:end])


def clean_names(
    page: Page, names: Sequence[Name], *, outer: frozenset[str], trim: str, split: str
) -> list[Name]:
    """Split and trimmed names; a step whose rule id is "" is off."""
    cut = split_names(page, names, split) if split else iter(names)
    if not trim:
        return list(cut)
    out = (trimmed(page, name, outer=outer, rule=trim) for name in cut)
    return [name for name in out if name is not None]
