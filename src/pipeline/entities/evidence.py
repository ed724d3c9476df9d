"""What the whole document says about a name: one label for one string, and no repeat missed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.entities.names import Name, covered, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.entities.page import Page

_PROPER = frozenset({"NNP", "NNPS"})
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "da",
        "di",
        "dos",
        "la",
        "le",
        "ter",
        "-",
    }
)
FIRM = 3  # a label from a title or the gazetteer outweighs two of the base model's


def voted(page: Page, names: Sequence[Name], rule: str) -> list[Name]:
    """Names with the label that their string has most often; in a tie the one it has first."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        votes[page.span(name.start, name.end)][name.label] += FIRM if name.firm else 1
    out = []
    for name in names:
        label = votes[page.span(name.start, name.end)].most_common(1)[0][0]
        out.append(
            name if label == name.label or name.firm else replace(name, label=label, rule=rule)
        )
    return out


def repeated(page: Page, names: Sequence[Name], rule: str) -> list[Name]:
    """The names, and the same strings where they were missed."""
    known = {tuple(page.words[n.start : n.end]): n for n in names if _is_distinct(page, n)}
    return with_missed(page, names, {words: name.label for words, name in known.items()}, rule)


def _is_distinct(page: Page, name: Name) -> bool:
    words = page.words[name.start : name.end]
    return len(words) > 1 or (len(words[0]) > 2 and page.tags[name.start] in _PROPER | {"JJ"})


def with_missed(
    page: Page, names: Sequence[Name], known: Mapping[tuple[str, ...], str], rule: str
) -> list[Name]:
    """The names, and every untagged place where words of `known` stand, with its label."""
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in known:
        by_first[words[0]].append(words)
    taken = covered(page, names)
    out = list(names)
    for i, word in enumerate(page.words):
        if taken[i] or word not in by_first:
            continue
        for words in sorted(by_first[word], key=len, reverse=True):
            end = i + len(words)
            if (
                tuple(page.words[i:end]) == words
                and not any(taken[i:end])
                and _is_free(page, taken, i, end)
            ):
                out.append(Name(i, end, known[words], rule))
                taken[i:end] = b"\1" * len(words)
                break
    return merged(out)


def _is_free(page: Page, taken: bytearray, start: int, end: int) -> bool:
    """Whether words are a name here, and not a part of a longer one."""
    if (
        end - start == 1
        and page.tags[start] not in _PROPER
        and page.pos[start] not in {"PROPN", "ADJ"}
    ):
        return False
    if (
        end < len(page)
        and _is_proper(page, end)
        and not taken[end]
        and page.sents[end] == page.sents[start]
    ):
        return False
    return page.ends[end - 1] == len(page.text) or not page.text[page.ends[end - 1]].isalnum()


def _is_proper(page: Page, i: int) -> bool:
    return page.tags[i] in _PROPER and page.words[i][:1].isupper()


def surname(words: Sequence[str]) -> tuple[str, ...]:
    """The last name with its particles: ("van", "den", "Berg"), ("al", "-", "Sharif")."""
    at = len(words) - 1
    if words[at].rstrip(".").lower() in {"jr", "sr", "ii", "iii", "iv"} and at > 1:
        at -= 1
    while at > 1 and (words[at - 1].lower() in _PARTICLES or words[at - 1] == "-"):
        at -= 1
    return tuple(words[at:])


def full_names(page: Page, names: Iterable[Name]) -> Iterator[tuple[str, ...]]:
    """Words of the persons' names that have two words or more."""
    for name in names:
        words = page.words[name.start : name.end]
        if name.label == "PERSON" and len(words) > 1 and words[-1][:1].isupper():
            yield tuple(words)


def surnamed(page: Page, names: Sequence[Name], rule: str) -> list[Name]:
    """Surnames of people whose full name the text gives: labelled as people, and tagged."""
    last = {surname(words): "PERSON" for words in full_names(page, names)}
    last = {
        words: label
        for words, label in last.items()
        if len(words[-1]) > 1 and words[-1][1:] != "."
    }
    out = []
    for name in names:
        words = tuple(page.words[name.start : name.end])
        told = words in last and name.label != "PERSON" and not name.firm
        out.append(replace(name, label="PERSON", rule=rule) if told else name)
    return with_missed(page, out, last, rule)
