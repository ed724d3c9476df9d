"""What third parties are said to say inside a quotation or a reported clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.annotations import Block
from pipeline.quotes.page import Page, page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.quotes.draft import Draft

_NOBODY = frozenset(
    {"i", "we", "you", "me", "us", "nobody", "everybody", "everyone", "anyone", "anybody",
     "somebody", "someone", "one", "who", "none"}
)  # fmt: skip
_LONG = 5  # tokens; a shorter quotation holds no clause with a cue of its own


def inner_page(page: Page) -> Page:
    """The insides of a page's quotations, as a page of their own: each is a block."""
    regions = [
        Block(quoted.start, quoted.end, page.blocks[quoted.block].kind, "quote.nested")
        for quoted in page.quoted
        if quoted.last - quoted.first > _LONG
    ]
    return page_of(page.words, regions)


def is_third_party(draft: Draft) -> bool:
    """Whether a draft inside a quotation reports somebody else than its speaker."""
    if draft.subject is None or draft.subject.lower_ in _NOBODY:
        return False
    return draft.cue is not None and draft.recorded


def enclosing(draft: Draft, drafts: Sequence[Draft]) -> int | None:
    """The position of the innermost draft whose content holds a draft's cue and content.

    Args:
        draft: one of the drafts.
        drafts: in order of the beginning of their contents.
    """
    start, end = draft.start, draft.end
    at = draft.cue.idx if draft.cue is not None else start
    best, size = None, 0
    for position, outer in enumerate(drafts):
        if outer.start > start:
            break
        if outer is draft or not _holds(outer, at, start, end):
            continue
        its_size = sum(last - first for first, last in outer.pieces)
        if best is None or its_size < size:
            best, size = position, its_size
    return best


def _holds(outer: Draft, at: int, start: int, end: int) -> bool:
    cited = any(first <= at < last for first, last in outer.pieces)
    return cited and any(first <= start and end <= last for first, last in outer.pieces)
