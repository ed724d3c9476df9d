"""Quotations behind their cue (`she said: "..."`) and quotations without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.asides import _run_of_quoted as run_of_quoted
from pipeline.quotes.draft import Draft
from pipeline.quotes.spans import content_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.quotes.group import Group
    from pipeline.quotes.page import Page, Quoted


def leading(group: Group, page: Page) -> Draft | None:
    """The quotation that follows a cue clause directly; None where none does."""
    rule = next((rule for rule in group.rules if "direct" in rule.frames), None)
    if rule is None:
        return None
    for quoted in group.unit.quoted:
        if quoted.first > group.verb.i and _follows(group, page, quoted):
            last = run_of_quoted(page, quoted.first, group.unit.last)
            pieces = content_pieces(page, quoted.first, last)
            return Draft(rule, pieces, group.verb, group.particle, subject=group.subject)
    return None


def _follows(group: Group, page: Page, quoted: Quoted) -> bool:
    before = page.before(quoted.first)
    mark = page.doc[before].text
    between = page.doc[group.verb.i + 1 : quoted.first]
    if any(page.inside[t.i] >= 0 for t in between):
        return False
    if any(
        t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in between
    ):
        return mark == ":" and group.verb.dep_ == "ROOT"
    if mark == ":":
        return True
    if not is_speech(page, quoted):
        return False
    after = page.after(quoted.last)
    closed = after > group.unit.last or page.doc[after].is_punct or page.inside[after] >= 0
    return closed and (mark == "," or before == group.verb.i or before <= group.last)


def is_speech(page: Page, quoted: Quoted) -> bool:
    """Whether a quotation reads as words said rather than as a scrap, a title or a nickname."""
    words = page.doc.text[quoted.start : quoted.end].split()
    final = words[-1][-1:] if words else ""
    if len(words) < 2:
        return bool(words) and final in ".?!,"
    return words[0][0].isupper() or final in ".?!,…" or len(words) > 5


def floating(page: Page, taken: Sequence[bool]) -> list[Quoted]:
    """Quotations that are a unit of their own and that no cue has claimed."""
    out = []
    for unit in page.units:
        if page.blocks[unit.block].kind != "body":
            continue
        free = [q for q in unit.quoted if not taken[page.inside[q.first]]]
        rest = [t for t in page.doc[unit.first : unit.last + 1]
                if page.is_reporter(t) and not t.is_punct and not t.is_space]  # fmt: skip
        if free and not rest:
            out += free
    return out
