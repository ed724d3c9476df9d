"""From drafts to what is written on the Doc: kind, cue, time, and the quote around another."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.annotations import Cue, Piece, Quote
from pipeline.quotes.nested import enclosings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.annotations import Timex
    from pipeline.quotes.draft import Bounds, Draft
    from pipeline.quotes.page import Page


def quote_rows(page: Page, drafts: Sequence[Draft], times: Sequence[Timex]) -> list[Quote]:
    """The quotes of a page.

    Args:
        page: that the drafts were found on.
        drafts: in order of the beginning of their contents, with speakers.
        times: of the Doc, in text order.
    """
    stretches = [quoted.stretch for quoted in (*page.quoted, *page.inner)]
    whole = {(one.start, one.end) for one in stretches}
    marks = sorted(at for one in stretches for at in (one.before, one.after - 1))
    return [
        Quote(
            kind=_kind(draft, whole, marks),
            content=tuple(Piece(start, end) for start, end in sorted(draft.pieces)),
            cue=_cue(draft),
            source=None if draft.source is None else Piece(*draft.source),
            speaker=draft.speaker,
            stance=draft.stance or draft.rule.stance,
            time=_time(draft, times),
            within=within,
            rule=draft.rule.id,
            recorded=draft.recorded,
        )
        for draft, within in zip(drafts, enclosings(drafts), strict=True)
    ]


def _kind(draft: Draft, whole: set[Bounds], marks: Sequence[int]) -> str:
    """Direct where all pieces are whole quotations; mixed where a mark lies in one."""
    if draft.cue is None or all(piece in whole for piece in draft.pieces):
        return "direct"
    for start, end in draft.pieces:
        at = bisect_left(marks, start)
        if at < len(marks) and marks[at] < end:
            return "mixed"
    return "indirect"


def _cue(draft: Draft) -> Cue | None:
    """The verb, with its particle or preposition where the two stand together."""
    cue, particle = draft.cue, draft.particle
    if cue is None:
        return None
    if draft.rule.prepositions:
        words = cue.doc[cue.i : (particle or cue).i + 1]
        return Cue(cue.idx, words.end_char, words.text.lower())
    if particle is not None and particle.i == cue.i + 1:
        return Cue(cue.idx, particle.idx + len(particle), f"{cue.lemma_} {particle.lower_}")
    return Cue(cue.idx, cue.idx + len(cue), cue.lemma_)


def _time(draft: Draft, times: Sequence[Timex]) -> int | None:
    """The position of the first time expression in the cue clause that is no content."""
    if draft.clause is None:
        return None
    start, end = draft.clause
    at = bisect_left(times, start, key=lambda timex: timex.start)
    while at < len(times) and times[at].end <= end:
        first, last = times[at].start, times[at].end
        if not any(s < last and first < e for s, e in draft.pieces):
            return at
        at += 1
    return None
