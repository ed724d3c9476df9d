"""Quotations behind their cue (`she said: "..."`) and quotations without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft
from pipeline.quotes.spans import content_pieces, run_of_quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.quotes.group import Group
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page, Quoted, Unit


def leading(group: Group, page: Page) -> Draft | None:
    """The quotation that follows a cue clause directly; None where none does."""
    rule = next((rule for rule in group.rules if "direct" in rule.frames), None)
    if rule is None:
        return None
    for quoted in group.unit.quoted:
        if quoted.first > group.verb.i and _follows(group, page, quoted):
            last = run_of_quoted(page, quoted.first, group.unit.last)
            pieces = content_pieces(page, [(quoted.first, last)])
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
    if not is_speech(page, quoted) or _is_predicate(group, page, quoted, before):
        return False
    after = page.after(quoted.last)
    closed = after > group.unit.last or page.doc[after].is_punct or page.inside[after] >= 0
    return closed and (mark == "," or before == group.verb.i or before <= group.last)


def _is_predicate(group: Group, page: Page, quoted: Quoted, before: int) -> bool:
    """Whether a quotation is what a reported clause says of its subject: `said it "will not do"`."""
    if before == group.verb.i or page.doc[before].is_punct or quoted.first + 1 >= len(page.doc):
        return False
    nominal = page.doc[before].pos_ in {"NOUN", "PROPN", "PRON", "NUM"}
    held = page.doc[before].dep_ in {"dative", "dobj"} and any(
        "object_infinitive" in r.loose for r in group.rules
    )
    return nominal and page.text[quoted.start].islower() and not held


def is_speech(page: Page, quoted: Quoted) -> bool:
    """Whether a quotation reads as words said rather than as a scrap, a title or a nickname."""
    words = page.text[quoted.start : quoted.end].split()
    final = words[-1][-1:] if words else ""
    if len(words) < 2:
        return bool(words) and final in ".?!,"
    return words[0][0].isupper() or final in ".?!,…" or len(words) > 5


def floating_drafts(page: Page, drafts: Sequence[Draft], rule: CueRule) -> list[Draft]:
    """Quotations that are a unit of their own and that no cue has claimed.

    In the paragraph of a quotation that has a cue they are further pieces of that one; such
    drafts are changed in place. A paragraph that is left open goes on in the next.
    """
    out: list[Draft] = []
    owner: dict[int, Draft] = {}
    for number, quoted in enumerate(page.quoted):
        for draft in drafts:
            if any(s < quoted.end and quoted.start < e for s, e in draft.pieces):
                owner.setdefault(number, draft)
    for unit in page.units:
        if page.blocks[unit.block].kind != "body" or not _is_quotation(page, unit):
            continue
        for quoted in unit.quoted:
            number = page.inside[quoted.first]
            if number in owner:
                continue
            draft = _goes_on_from(page, number, owner, drafts)
            piece = (quoted.start, quoted.end)
            if draft is not None:
                draft.pieces.append(piece)
            else:
                draft = Draft(rule, [piece], unit=page.unit_of[quoted.first])
                out.append(draft)
            owner[number] = draft
    return out


def _is_quotation(page: Page, unit: Unit) -> bool:
    """Whether nothing but quotations and punctuation stands in a unit."""
    return bool(unit.quoted) and all(
        not page.is_reporter(t) or t.is_punct or t.is_space
        for t in page.doc[unit.first : unit.last + 1]
    )


def _goes_on_from(
    page: Page, number: int, owner: dict[int, Draft], drafts: Sequence[Draft]
) -> Draft | None:
    """The draft that a quotation without a cue goes on from."""
    if number == 0:
        return None
    before, this = page.quoted[number - 1], page.quoted[number]
    if before.block == this.block:
        earlier = owner.get(number - 1)
        cued = [d for d in drafts if d.cue is not None and d.end <= this.start
                and before.end <= d.end and d is earlier]  # fmt: skip
        return cued[-1] if cued and _is_spoken(page, cued[-1]) else None
    open_ended = not before.stretch.closed and this.block == before.block + 1
    return owner.get(number - 1) if open_ended else None


def _is_spoken(page: Page, draft: Draft) -> bool:
    return any((q.start, q.end) in draft.pieces for q in page.quoted) or draft.rule.step != ""


def labelled(page: Page, unit: Unit, rule: CueRule) -> list[Draft]:
    """A quotation behind a name and a colon: `Stanev, on his way out: "..."`."""
    if not unit.quoted:
        return []
    first = unit.quoted[0]
    colon = page.before(first.first)
    if colon <= unit.first or page.doc[colon].text != ":" or not is_speech(page, first):
        return []
    head = page.doc[unit.first : colon].root
    subject = next((t for t in page.doc[unit.first : colon] if t.pos_ == "PROPN"), None)
    if head.pos_ in {"VERB", "AUX"} or subject is None:
        return []
    while subject.head.i > subject.i and subject.dep_ == "compound" and subject.head.i < colon:
        subject = subject.head
    pieces = content_pieces(page, [(first.first, run_of_quoted(page, first.first, unit.last))])
    return [Draft(rule, pieces, subject=subject)]
