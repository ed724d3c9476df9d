"""What third parties are said to say inside a quotation or a reported clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.annotations import Block
from pipeline.quotes.page import Page, Quoted, page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.quotes.draft import Draft

_NOBODY = frozenset({"i", "we", "you", "me", "us", "nobody", "everybody", "everyone", "anyone", "anybody",
                     "somebody", "someone", "one", "who", "none", "no-one"})  # fmt: skip


def inner_page(page: Page) -> Page:
    """The insides of a page's quotations, as a page of their own: each is a block."""
    regions = [
        Block(q.start, q.end, "body", page.blocks[q.block].rule)
        for q in page.quoted
        if _is_long(page, q)
    ]
    return page_of(page.doc, regions)


def _is_long(page: Page, quoted: Quoted) -> bool:
    return quoted.last - quoted.first > 5


def is_third_party(draft: Draft) -> bool:
    """Whether a draft inside a quotation reports somebody else than its speaker."""
    if draft.subject is None or draft.subject.lower_ in _NOBODY:
        return False
    return draft.cue is not None and draft.recorded


def enclosing(draft: Draft, drafts: Sequence[Draft]) -> int | None:
    """The position of the innermost draft whose content holds a draft's cue and content."""
    best: int | None = None
    for position, outer in enumerate(drafts):
        if outer is draft or not _holds(outer, draft):
            continue
        if best is None or _size(outer) < _size(drafts[best]):
            best = position
    return best


def _holds(outer: Draft, draft: Draft) -> bool:
    at = draft.cue.idx if draft.cue is not None else draft.start
    inside = any(start <= at < end for start, end in outer.pieces)
    return inside and any(
        start <= draft.start and draft.end <= end for start, end in outer.pieces
    )


def _size(draft: Draft) -> int:
    return sum(end - start for start, end in draft.pieces)
