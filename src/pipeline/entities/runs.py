"""Stretches of proper nouns that the base model passed over, and which may be names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.entities.names import MAX_NAME, Name

if TYPE_CHECKING:
    from pipeline.entities.page import Page

_PROPER = frozenset({"NNP", "NNPS"})
_NUMERALS = frozenset("IVXLC")


def proper_runs(page: Page, taken: bytearray, stop: frozenset[str], rule: str) -> list[Name]:
    """Stretches of proper nouns outside all names that may be names, without a label."""
    out = []
    free = 0
    for i in [i for i, tag in enumerate(page.tags) if tag in _PROPER and not taken[i]]:
        if i < free:
            continue
        end = i
        while end < len(page.words) and _is_candidate(page, taken, i, end, stop):
            end += 1
        while end > i and page.words[end - 1] == "-":
            end -= 1
        if i < end <= i + MAX_NAME and _stands_free(page, taken, i, end):
            out.append(Name(i, end, "", rule))
        free = end
    return out


def _is_candidate(
    page: Page, taken: bytearray, start: int, i: int, stop: frozenset[str]
) -> bool:
    word = page.words[i]
    if word == "-" and i > start and i + 1 < len(page.words):
        return page.ends[i - 1] == page.starts[i] and page.ends[i] == page.starts[i + 1]
    proper = page.tags[i] in _PROPER and word[:1].isupper() and not taken[i] and len(word) > 1
    if (
        not proper
        or page.lower[i] in stop
        or page.kinds[i] in {"headline", "heading", "furniture"}
    ):
        return False
    return page.sents[i] == page.sents[start]


def _stands_free(page: Page, taken: bytearray, start: int, end: int) -> bool:
    """Whether a run touches no name and is not just the first word of a sentence."""
    begins = start == 0 or page.sents[start - 1] != page.sents[start]
    if (end - start == 1 and begins and not _is_rare(page, start)) or (
        page.span(start, end).isupper() and not _is_quiet_acronym(page, start, end)
    ):
        return False
    before = start > 0 and taken[start - 1] and not begins
    return not before and not (end < len(page.words) and taken[end])


def _is_rare(page: Page, i: int) -> bool:
    """Whether a word that begins a sentence is tagged as a name, and has no small letters."""
    return (
        page.tags[i] == "NNP" and page.lower[i] not in page.places and page.words[i].isalpha()
    )


def _is_quiet_acronym(page: Page, start: int, end: int) -> bool:
    """Whether a run is one acronym of three letters or more between words in small ones."""
    word = page.words[start]
    if end - start > 1 or len(word) < 3 or not word.isalpha() or end >= len(page):
        return False
    if set(word) <= _NUMERALS:
        return False
    begins = start > 0 and page.sents[start - 1] != page.sents[start]
    return page.words[end].islower() and (
        begins or (start > 0 and page.words[start - 1].islower())
    )
