"""Quotations behind their cue (`she said: "..."`) and quotations without one."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft
from pipeline.quotes.page import within
from pipeline.quotes.spans import content_pieces, run_of_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.quotes.draft import Bounds
    from pipeline.quotes.group import Group
    from pipeline.quotes.lexicon import Lexicon
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page, Quoted, Unit

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ENDS = frozenset(",.?!…")
_LONG = 5  # words; a longer quotation is no scrap


def leading(group: Group, page: Page) -> Draft | None:
    """The quotation that follows a cue clause directly; None where none does."""
    rule = next((rule for rule in group.rules if "direct" in rule.frames), None)
    if rule is None or (group.passive and group.verb.dep_ in {"acl", "advcl", "relcl", "amod"}):
        return None
    if group.passive and not rule.hearer:
        return None
    for quoted in group.unit.quoted:
        if group.verb.i < quoted.first <= group.limit and _follows(group, page, quoted):
            last = run_of_quoted(page, quoted.first, group.limit)
            pieces = content_pieces(page, [(quoted.first, last)])
            return Draft(rule, pieces, group.verb, group.particle, subject=group.subject)
    return None


def _follows(group: Group, page: Page, quoted: Quoted) -> bool:
    before = page.before(quoted.first)
    mark = page.tokens[before].text
    between = page.tokens[group.verb.i + 1 : quoted.first]
    if any(page.inside[t.i] >= 0 for t in between):
        return False
    if any(t.tag_ in _FINITE for t in between):
        return mark == ":" and group.verb.dep_ == "ROOT"
    if mark == ":":
        return True
    if (mark != "," and page.is_programme(quoted)) or page.tokens[before].lower_ == "as":
        return False
    if not is_speech(page, quoted) or _is_predicate(group, page, quoted, before):
        return False
    beside = mark == "," or before == group.verb.i or before <= group.last
    return beside and _is_closed(group, page, quoted, mark)


def _is_closed(group: Group, page: Page, quoted: Quoted, mark: str) -> bool:
    """Whether a quotation is all that its cue says, and no part of a clause that goes on."""
    after = page.after(quoted.last)
    if after > group.unit.last or page.tokens[after].is_punct or page.inside[after] >= 0:
        return True
    if page.text[quoted.end - 1] not in _ENDS:
        return False
    # 'said, "That makes me smart," when he was asked'; 'chanted "What curfew?" and went on'
    return mark == "," or page.tokens[after].dep_ == "cc"


def _is_predicate(group: Group, page: Page, quoted: Quoted, before: int) -> bool:
    """Whether a quotation is what a clause says of its subject: `said it "will not do"`."""
    if before == group.verb.i or page.tokens[before].is_punct:
        return False
    nominal = page.tokens[before].pos_ in {"NOUN", "PROPN", "PRON", "NUM"}
    held = page.tokens[before].dep_ in {"dative", "dobj"} and any(
        "object_infinitive" in r.loose for r in group.rules
    )
    return nominal and page.text[quoted.start].islower() and not held


def is_speech(page: Page, quoted: Quoted) -> bool:
    """Whether a quotation reads as words said rather than as a scrap, a title or a nickname."""
    words = page.text[quoted.start : quoted.end].split()
    final = words[-1][-1:] if words else ""
    if len(words) < 2:
        return bool(words) and final in ".?!,"
    return words[0][0].isupper() or final in ".?!,…" or len(words) > _LONG


def floating_drafts(page: Page, drafts: Sequence[Draft], rule: CueRule) -> list[Draft]:
    """Quotations that are a unit of their own and that no cue has claimed.

    In the paragraph of a quotation that has a cue they are further pieces of that one; such
    drafts are changed in place. A paragraph that is left open goes on in the next.
    """
    out: list[Draft] = []
    owner = _owners(page, drafts)
    for quoted in _alone(page):
        number = page.inside[quoted.first]
        if number in owner:
            continue
        piece = (quoted.start, quoted.end)
        earlier = _goes_on_from(page, number, owner)
        if earlier is not None:
            earlier.pieces.append(piece)
            owner[number] = earlier
        else:
            owner[number] = Draft(rule, [piece], unit=page.unit_of[quoted.first])
            out.append(owner[number])
    return out


def _owners(page: Page, drafts: Sequence[Draft]) -> dict[int, Draft]:
    """The first draft that holds part of each stretch, by the stretch's position."""
    owner: dict[int, Draft] = {}
    for draft in drafts:
        for start, end in draft.pieces:
            at = bisect_left(page.quoted, start, key=lambda quoted: quoted.end)
            while at < len(page.quoted) and page.quoted[at].start < end:
                if start < page.quoted[at].end:
                    owner.setdefault(at, draft)
                at += 1
    return owner


def _alone(page: Page) -> Iterator[Quoted]:
    """Quotations that share their unit with no words of the reporter's."""
    for unit in page.units:
        if page.blocks[unit.block].kind == "body" and _is_quotation(page, unit):
            yield from (one for one in unit.quoted if not _is_direction(page, one))


def _is_direction(page: Page, quoted: Quoted) -> bool:
    """Whether nobody says it: `"(APPLAUSE)"` in a transcript."""
    return page.text[quoted.start] in "([" and page.text[quoted.end - 1] in ")]"


def _is_quotation(page: Page, unit: Unit) -> bool:
    """Whether nothing but quotations and punctuation stands in a unit."""
    return bool(unit.quoted) and all(
        page.inside[t.i] >= 0 or t.is_punct or t.is_space
        for t in page.tokens[unit.first : unit.last + 1]
    )


def _goes_on_from(page: Page, number: int, owner: dict[int, Draft]) -> Draft | None:
    """The draft that a quotation without a cue goes on from."""
    if number == 0:
        return None
    before, this = page.quoted[number - 1], page.quoted[number]
    earlier = owner.get(number - 1)
    if before.block != this.block:
        open_ended = not before.stretch.closed and this.block == before.block + 1
        return earlier if open_ended else None
    if earlier is None or earlier.end > this.start or earlier.end < before.end:
        return None
    # a sentence of the reporter's between them would end the speech
    over = page.units[page.unit_of[before.last]].last
    between = within(page.words.verbs, over + 1, this.first - 1)
    said = earlier.cue is not None and earlier.recorded
    return earlier if said and not between else None


def announced(page: Page, unit: Unit, groups: Sequence[Group], lexicon: Lexicon) -> list[Draft]:
    """A quotation in the paragraph after its cue: `She went on to say:`."""
    after = page.after(unit.last)
    if page.tokens[unit.last].text != ":" or after >= len(page.tokens):
        return []
    following = page.unit(page.tokens[after])
    if following is None or following.block == unit.block:
        return []
    if not _is_quotation(page, following):
        return _block_quoted(page, unit, groups, following.block)
    pieces = [(quoted.start, quoted.end) for quoted in following.quoted]
    for group in reversed(groups):
        rule = next((rule for rule in group.rules if "direct" in rule.frames), None)
        if rule is not None and not group.passive:
            return [Draft(rule, pieces, group.verb, group.particle, group.subject)]
    return _announced_by_noun(page, unit, lexicon, pieces)


def _block_quoted(page: Page, unit: Unit, groups: Sequence[Group], number: int) -> list[Draft]:
    """The paragraph behind `The governor added:`, set off where it stood, without marks now."""
    block = page.blocks[number]
    if not groups or block.kind != "body" or any(one.block == number for one in page.quoted):
        return []
    group = groups[-1]
    rule = next((rule for rule in group.rules if "direct" in rule.frames), None)
    short = group.last >= unit.last - 1 and not group.shared and not group.passive
    if rule is None or not short:
        return []
    return [Draft(rule, [(block.start, block.end)], group.verb, group.particle, group.subject)]


def _announced_by_noun(
    page: Page, unit: Unit, lexicon: Lexicon, pieces: list[Bounds]
) -> list[Draft]:
    """`Karl Berg, chief executive, comments on the quarter:`, read as a noun by the parser."""
    first = page.tokens[unit.first]
    if first.pos_ != "PROPN" or within(page.words.verbs, unit.first, unit.last):
        return []
    subject = first
    while subject.i < subject.head.i < unit.last and subject.dep_ == "compound":
        subject = subject.head
    for token in page.tokens[subject.i + 1 : unit.last]:
        rule = lexicon.direct_form(token) if token.tag_ == "NNS" else None
        if rule is not None:
            return [Draft(rule, pieces, token, subject=subject)]
    return []
