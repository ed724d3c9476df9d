"""Acronyms: "World Health Organization (WHO)" gives WHO its label, and every later WHO."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.entities.names import Name, merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.entities.page import Page

_SMALL = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "de",
        "del",
        "la",
        "et",
        "&",
        "-",
        "to",
        "'s",
        "’s",
        "’",
        "'",
    }
)


def initials(words: Sequence[str]) -> str:
    """First letters of the words that count, in capitals."""
    return "".join(
        word[0] for word in words if word.lower() not in _SMALL and word[0].isalpha()
    ).upper()


def stands_for(acronym: str, words: Sequence[str]) -> bool:
    """Whether an acronym may stand for these words: by initials, or by letters in order."""
    short = "".join(ch for ch in acronym if ch.isalpha()).upper()
    every = "".join(word[0] for word in words if word[0].isalpha()).upper()
    if short in {initials(words), every}:
        return True
    return (
        len(short) > 2
        and short[0] == initials(words)[:1]
        and _in_order(short, "".join(words).upper())
        and len(words) > 1
    )


def _in_order(short: str, long: str) -> bool:
    at = 0
    for letter in short:
        at = long.find(letter, at) + 1
        if at == 0:
            return False
    return True


def is_acronym(word: str) -> bool:
    """Two to eight letters, most of them capitals."""
    if not 2 <= len(word) <= 8 or not word[0].isupper():
        return False
    letters = sum(map(str.isalpha, word))
    return letters > 1 and sum(map(str.isupper, word)) * 2 > letters


def introduced(page: Page, names: Sequence[Name], rule: str) -> list[Name]:
    """Names with the acronyms in brackets behind them, and long names that a bracket shows."""
    ends = {name.end: name for name in names}
    starts = {name.start: name for name in names}
    out = {(name.start, name.end): name for name in names}
    for at, long in _bracketed(page, ends):
        if long is None:
            continue
        short = starts.get(at)
        end = short.end if short else at + 1
        out.pop((long.start, long.end), None)
        label = long.label if long.label not in {"PERSON", "NORP"} else "ORG"
        known = ends.get(long.end)
        changed = known is None or (known.start, known.label) != (long.start, label)
        cited = rule if changed else long.rule
        if known is not None:
            out.pop((known.start, known.end), None)
        out[(long.start, long.end)] = Name(long.start, long.end, label, cited, firm=True)
        out[(at, end)] = Name(at, end, label, rule, firm=True)
    return merged(out.values())


def _bracketed(page: Page, ends: dict[int, Name]) -> Iterator[tuple[int, Name | None]]:
    for i in range(2, len(page) - 1):
        if page.words[i - 1] == "(" and page.words[i + 1] == ")" and is_acronym(page.words[i]):
            known = ends.get(i - 1)
            size = len(page.words[i])
            if known is not None and (
                _foreign(known, page.words[i])
                or stands_for(page.words[i], page.words[known.start : known.end])
            ):
                yield i, known
            else:
                yield i, _long_form(page, i, size, known)


def _foreign(known: Name, short: str) -> bool:
    """Whether a bracket may hold a body's acronym in another language."""
    long = known.label == "ORG" and known.end - known.start > 1
    return long and len(short) > 2 and short.isupper()


def _long_form(page: Page, at: int, size: int, known: Name | None) -> Name | None:
    """Capitalised words before a bracket whose initials are the acronym."""
    for start in range(at - 2, max(-1, at - 2 - 2 * size), -1):
        words = page.words[start : at - 1]
        if page.sents[start] != page.sents[at - 2] or not words[-1][:1].isupper():
            return None
        if words[0][:1].isupper() and initials(words) == page.words[at].upper():
            return Name(start, at - 1, known.label if known else "ORG", "")
    return None
