"""Content that is a complement of its cue in the parse: that-clauses, bare clauses, infinitives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft
from pipeline.quotes.spans import content_pieces

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.group import Group
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page


def clausal(group: Group, page: Page) -> Draft | None:
    """What the complement clause of a cue verb says."""
    for child in group.verb.children:
        if child.dep_ not in {"ccomp", "xcomp"} or child.i < group.verb.i:
            continue
        frame = frame_of(child, group.verb)
        rule = _rule(group, frame)
        if rule is None:
            continue
        first, last = clause_bounds(child, group, page)
        pieces = content_pieces(page, first, last) if first <= last else []
        if pieces:
            return Draft(
                rule, pieces, group.verb, group.particle, subject=group.subject,
                recorded=frame in rule.frames,
            )  # fmt: skip
    return None


def _rule(group: Group, frame: str) -> CueRule | None:
    for rule in group.rules:
        if frame in rule.frames or frame in rule.quoted or frame in rule.loose:
            return rule
    return None


def frame_of(clause: Token, verb: Token) -> str:
    """The frame that a complement clause fills."""
    left = [t for t in clause.children if t.i < clause.i]
    words = {t.lower_ for t in left}
    if "to" in words and clause.tag_ == "VB":
        has_object = any(c.dep_ in {"dobj", "dative"} for c in verb.children) or any(
            c.dep_ == "nsubj" for c in left
        )
        return "object_infinitive" if has_object else "to_infinitive"
    if clause.tag_ == "VBG" and not any(
        c.dep_ in {"aux", "nsubj"} and c.tag_ != "VBG" for c in left
    ):
        return "gerund"
    first = clause.left_edge
    if first.tag_ in {"WP", "WRB", "WDT"} or first.lower_ in {"whether", "if"}:
        return "wh_clause"
    return "that_clause" if "that" in words else "bare_clause"


def clause_bounds(clause: Token, group: Group, page: Page) -> tuple[int, int]:
    """First and last token of a complement clause, as the content is cut."""
    first = max(clause.left_edge.i, group.verb.i + 1)
    if group.particle is not None:
        first = max(first, group.particle.i + 1)
    while first < clause.i and (
        page.doc[first].lower_ == "that"
        and page.doc[first].dep_ == "mark"
        or page.doc[first].is_punct
        and page.is_reporter(page.doc[first])
    ):
        first += 1
    last = min(clause.right_edge.i, group.unit.last)
    if page.inside[last] >= 0:
        last = page.quoted[page.inside[last]].last
    return first, max(last, first)
