"""From tokens to the characters of a content: marks, complementisers and full stops trimmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.quotes.draft import Bounds
    from pipeline.quotes.page import Page

_FINAL = " .,;:—–-!?\n\t\r"


def content_pieces(page: Page, first: int, last: int) -> list[Bounds]:
    """The pieces of a content that runs over tokens `first` to `last` (included).

    Where it is nothing but quotations, each is a piece without its marks; else it is one piece,
    marks included, without the comma or full stop at its end.
    """
    first, last = _whole_quotations(page, first, last)
    quoted: list[int] = []
    outside = False
    for i in range(first, last + 1):
        if page.inside[i] >= 0:
            if page.inside[i] not in quoted:
                quoted.append(page.inside[i])
        elif not (page.doc[i].is_punct or page.doc[i].is_space):
            outside = True
    if quoted and not outside:
        return [(page.quoted[n].start, page.quoted[n].end) for n in quoted]
    piece = trimmed(page, first, last)
    return [piece] if piece else []


def _whole_quotations(page: Page, first: int, last: int) -> Bounds:
    """Widened so that no quotation is cut."""
    if page.inside[first] >= 0:
        first = page.quoted[page.inside[first]].first
    if page.inside[last] >= 0:
        last = page.quoted[page.inside[last]].last
    return first, last


def trimmed(page: Page, first: int, last: int) -> Bounds | None:
    """Characters of tokens, without outer white space, commas and stops; a "?" stays."""
    text, doc = page.doc.text, page.doc
    while (
        first <= last
        and page.inside[first] < 0
        and (doc[first].is_space or doc[first].text in ",;:.—–---")
    ):
        first += 1
    while (
        last >= first
        and page.inside[last] < 0
        and (doc[last].is_space or doc[last].text in ",;:.—–---…")
    ):
        last -= 1
    if first > last:
        return None
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    return (start, end) if text[start:end].strip() else None
