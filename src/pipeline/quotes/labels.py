"""Names in front of a colon: `Stanev, on his way out: "..."`, and in headlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.direct import is_speech
from pipeline.quotes.draft import Draft
from pipeline.quotes.sources import own_subject
from pipeline.quotes.spans import content_pieces, run_of_quoted

if TYPE_CHECKING:
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page, Unit

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WH = frozenset({"WP", "WRB", "WDT"})
_DASHES = frozenset({"―", "—", "–", "--", "-"})
_NAME = 12  # tokens of a signature
_LABEL = 6  # tokens; a longer stretch before a colon is no name


def labelled(page: Page, unit: Unit, rule: CueRule) -> list[Draft]:
    """A quotation behind a name and a colon: `Stanev, on his way out: "..."`."""
    if not unit.quoted:
        return []
    first = unit.quoted[0]
    colon = page.before(first.first)
    if colon <= unit.first or page.tokens[colon].text != ":" or not is_speech(page, first):
        return []
    lead = page.tokens[unit.first : colon]
    if any(t.tag_ in _FINITE for t in lead):
        return []
    subject = next((t for t in lead if t.pos_ == "PROPN"), None)
    if subject is None:
        return []
    while subject.i < subject.head.i < colon and subject.dep_ == "compound":
        subject = subject.head
    pieces = content_pieces(page, [(first.first, run_of_quoted(page, first.first, unit.last))])
    return [Draft(rule, pieces, subject=subject)]


def signed(page: Page, unit: Unit, rule: CueRule) -> list[Draft]:
    """A quotation with a name behind a dash: `"It was dark." ― Anna Lind`."""
    if not unit.quoted or unit.quoted[0].first != unit.first:
        return []
    last = run_of_quoted(page, unit.first, unit.last)
    dash = page.after(last)
    name = page.tokens[dash + 1 : unit.last + 1]
    if dash >= unit.last or page.tokens[dash].text not in _DASHES or len(name) > _NAME:
        return []
    if name[0].pos_ != "PROPN" or any(t.tag_ in _FINITE or page.inside[t.i] >= 0 for t in name):
        return []
    subject = name[0]
    while subject.i < subject.head.i <= unit.last and subject.dep_ == "compound":
        subject = subject.head
    return [Draft(rule, content_pieces(page, [(unit.first, last)]), subject=subject)]


def led_by_clause(page: Page, unit: Unit, rule: CueRule) -> list[Draft]:
    """A quotation behind a clause and a colon: `Her brother disagrees: "..."`."""
    first = unit.quoted[0] if unit.quoted else None
    colon = page.before(first.first) if first is not None else -1
    if first is None or colon <= unit.first or page.tokens[colon].text != ":":
        return []
    verbs = [
        t for t in page.tokens[unit.first : colon] if t.tag_ in _FINITE and t.pos_ == "VERB"
    ]
    subject = own_subject(verbs[0], page) if len(verbs) == 1 else None
    if subject is None or subject.pos_ == "NUM" or not is_speech(page, first):
        return []
    pieces = content_pieces(page, [(first.first, run_of_quoted(page, first.first, unit.last))])
    return [Draft(rule, pieces, verbs[0], subject=subject)]


def headline(page: Page, unit: Unit, rule: CueRule) -> list[Draft]:
    """What a headline has somebody say, written with `--all` only: `Pence: Talks Go On`."""
    if unit.block > 0 or unit.first > 0:
        return []
    colon = next(
        (
            i
            for i in range(unit.first + 1, min(unit.first + _LABEL, unit.last))
            if _is_colon(page, i)
        ),
        None,
    )
    if colon is None or not page.tokens[unit.first].is_title:
        return []
    if page.tokens[page.after(colon)].tag_ in _WH:
        return []  # "Storm: what we know"
    pieces = content_pieces(page, [(colon + 1, unit.last)])
    source = page.tokens[unit.first].idx, page.words.ends[colon - 1]
    return [Draft(rule, pieces, source=source, recorded=False)] if pieces else []


def _is_colon(page: Page, i: int) -> bool:
    return page.tokens[i].text == ":" and page.inside[i] < 0
