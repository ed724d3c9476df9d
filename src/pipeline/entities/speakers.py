"""Who speaks a quotation: the subject of the verb of saying next to its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.entities.salience import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.entities.page import Page

REACH = 12  # tokens from the mark to the verb


def speakers(
    page: Page, quoted: bytearray, speech: Collection[str]
) -> dict[int, tuple[int, int]]:
    """For quoted tokens, the tokens that say who says them, and to whom (-1: nothing does).

    A further quote of the same paragraph has the speaker of the one before.
    """
    out: dict[int, tuple[int, int]] = {}
    last, block = -1, -1
    for i, end in _quotations(quoted):
        if page.blocks[i] != block:
            last, block = -1, page.blocks[i]
        found = _behind(page, end, quoted, speech)
        if found < 0:
            found = _ahead(page, i, quoted, speech)
        last = found if found >= 0 else last
        if last >= 0:
            out.update(
                dict.fromkeys(range(i, end), (_subject(page, last), _object(page, last)))
            )
    return out


def _quotations(quoted: bytearray) -> Iterator[tuple[int, int]]:
    """Stretches of quoted tokens, half-open."""
    start = quoted.find(1)
    while start >= 0:
        end = quoted.find(0, start)
        end = end if end >= 0 else len(quoted)
        yield start, end
        start = quoted.find(1, end)


def _behind(page: Page, end: int, quoted: bytearray, speech: Collection[str]) -> int:
    """As in '"...," Vik said' and '"...," said Vik'."""
    for i in range(end, min(end + REACH, len(page))):
        if quoted[i] or page.blocks[i] != page.blocks[end] or page.words[i] in {".", ";", ":"}:
            return -1
        if page.lower[i] in speech:
            return i
    return -1


def _ahead(page: Page, start: int, quoted: bytearray, speech: Collection[str]) -> int:
    """As in 'Vik told the court: "..."'."""
    for i in range(start - 1, max(-1, start - REACH), -1):
        if quoted[i] or page.blocks[i] != page.blocks[start] or page.words[i] in {".", ";"}:
            return -1
        if page.lower[i] in speech:
            return i
    return -1


def _object(page: Page, verb: int) -> int:
    told = (c for c in page.children[verb] if page.deps[c] in {"dobj", "dative"})
    return next(told, -1)


def _subject(page: Page, verb: int) -> int:
    for child in page.children[verb]:
        if page.deps[child] in SUBJECTS and page.tags[child] not in {"WP", "WDT"}:
            return child
    for near in (verb - 1, verb + 1):
        if 0 <= near < len(page) and page.tags[near] in {"PRP", "NNP"}:
            return near
    return -1
