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
_MANY = 50  # pieces; nobody speaks in more
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


def enclosings(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the position of the innermost one whose content holds its cue and content.

    What is recorded is held only by what is recorded.

    Args:
        drafts: in order of the beginning of their contents.
    """
    sizes = [sum(end - start for start, end in draft.pieces) for draft in drafts]
    waiting = sorted((*piece, n) for n, draft in enumerate(drafts) for piece in draft.pieces)
    around: list[tuple[int, int, int]] = []
    out: list[int | None] = []
    at = 0
    for number, draft in enumerate(drafts):
        start, end = draft.start, draft.end
        while at < len(waiting) and waiting[at][0] <= start:
            around.append(waiting[at])
            at += 1
        around = [piece for piece in around if piece[1] > start]
        holding = [
            n for _, last, n in around
            if last >= end and n != number and _may_hold(drafts[n], draft)
        ]  # fmt: skip
        out.append(min(holding, key=lambda n: (sizes[n], n), default=None))
    return out


def _may_hold(outer: Draft, draft: Draft) -> bool:
    cue = draft.cue.idx if draft.cue is not None else draft.start
    cited = any(first <= cue < last for first, last in outer.pieces[:_MANY])
    return cited and (outer.recorded or not draft.recorded)
