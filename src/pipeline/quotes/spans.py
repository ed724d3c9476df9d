"""From tokens to the characters of a content: marks, complementisers and full stops trimmed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.quotes.draft import Bounds
    from pipeline.quotes.page import Page

_FIGURE_WITH_STOP = re.compile(r"[\d.,]*\d*[a-z]{1,2}\.|.*\d\.")
_EDGE = frozenset({",", ";", ":", ".", "—", "–", "--", "-", "…", "...", "---"})


def content_pieces(
    page: Page, runs: Sequence[Bounds], *, with_marks: bool = False
) -> list[Bounds]:
    """The pieces of a content that runs over tokens `first` to `last` (included) of each run.

    Where all of it is nothing but quotations, each is a piece without its marks; else each run
    is a piece, marks included, without the comma or full stop at its end.
    """
    whole = [_whole_quotations(page, first, last) for first, last in runs if first <= last]
    if not with_marks and not any(has_own_words(page, first, last) for first, last in whole):
        return [(page.quoted[n].start, page.quoted[n].end) for n in _stretches(page, whole)]
    pieces = [trimmed(page, first, last) for first, last in whole]
    return [piece for piece in pieces if piece is not None]


def has_own_words(page: Page, first: int, last: int) -> bool:
    """Whether words outside quotation marks stand among tokens."""
    return any(
        page.inside[i] < 0 and not page.tokens[i].is_punct and not page.tokens[i].is_space
        for i in range(first, last + 1)
    )


def _stretches(page: Page, runs: Sequence[Bounds]) -> list[int]:
    found = (page.inside[i] for first, last in runs for i in range(first, last + 1))
    return list(dict.fromkeys(n for n in found if n >= 0))


def _whole_quotations(page: Page, first: int, last: int) -> Bounds:
    """Widened so that no quotation is cut."""
    if page.inside[first] >= 0:
        first = page.quoted[page.inside[first]].first
    if page.inside[last] >= 0:
        last = page.quoted[page.inside[last]].last
    return first, last


def trimmed(page: Page, first: int, last: int) -> Bounds | None:
    """Characters of tokens, without outer white space, commas and stops; a "?" stays."""
    doc = page.tokens
    while first <= last and _is_edge(page, first):
        first += 1
    while last >= first and (_is_edge(page, last) or _hangs(page, first, last)):
        last -= 1
    if first > last:
        return None
    end = doc[last].idx + len(doc[last])
    # "£14m." at the end of a sentence is one token to the model
    if page.inside[last] < 0 and _FIGURE_WITH_STOP.fullmatch(doc[last].text):
        end -= 1
    return doc[first].idx, end


def _hangs(page: Page, first: int, last: int) -> bool:
    """Whether a conjunction is left over at the end of a content that was cut."""
    return (
        last > first
        and page.inside[last] < 0
        and page.tokens[last].lower_ in {"and", "but", "or", "which", "who"}
    )


def _is_edge(page: Page, i: int) -> bool:
    return page.inside[i] < 0 and (page.tokens[i].is_space or page.tokens[i].text in _EDGE)


def run_of_quoted(page: Page, start: int, limit: int) -> int:
    """The last token of quotations that follow each other, from the one that holds `start`."""
    last = page.quoted[page.inside[start]].last
    after = page.after(last)
    while after <= limit and (
        page.inside[after] >= 0 or page.tokens[after].lower_ in {"and", ",", "..."}
    ):
        if page.inside[after] >= 0:
            last = page.quoted[page.inside[after]].last
            after = page.after(last)
        else:
            after += 1
    return last
