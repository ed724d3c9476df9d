"""Content around a cue clause that is set off: `"...," he said. "..."`, `X, she said, was Y`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft
from pipeline.quotes.spans import content_pieces

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.group import Group
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page

_OFF = frozenset({",", "—", "–", "--", "-"})
_SUBORDINATE = frozenset(
    {"if", "when", "while", "although", "though", "unless", "until", "since", "because", "as",
     "without", "after", "before", "once", "whether", "even"}
)  # fmt: skip
_JOINING = frozenset(
    {
        "and",
        "but",
        "or",
        "so",
        "yet",
        "because",
        "although",
        "though",
        "which",
        "while",
        "since",
        "unless",
        "if",
    }
)


def aside(group: Group, page: Page) -> Draft | None:
    """What a cue clause that is set off reports; None where it is not set off."""
    rule = next((rule for rule in group.rules if "aside" in rule.frames), None)
    if rule is None or group.subject is None or group.verb.dep_ == "relcl":
        return None
    before = page.before(group.first)
    if page.doc[before].lower_ == "as" and before > group.unit.first:
        before = page.before(before)
    if before < group.unit.first:
        return None
    comma = page.doc[before].text in _OFF
    last = page.before(before) if comma else before
    if last < group.unit.first:
        return None
    quoted = page.inside[last] >= 0
    if not quoted and (not comma or not _is_set_off(group, page)):
        return None
    if quoted and not comma and not _speaks(page, last):
        return None
    return _draft(rule, group, page, last, quoted=quoted)


def _speaks(page: Page, i: int) -> bool:
    """Whether the quotation that ends at token i ends like speech, or is a unit's whole head."""
    one = page.quoted[page.inside[i]]
    final = page.doc.text[one.start : one.end].rstrip()[-1:]
    return final in ",.?!…—-–" or page.before(one.first) < page.units[page.unit_of[i]].first


def _is_set_off(group: Group, page: Page) -> bool:
    """Whether reporter's words before and after a cue clause are what it reports."""
    if any(
        child.dep_ == "ccomp" and child.i > group.verb.i and child.i <= group.last
        for child in group.verb.children
    ):
        return False
    if group.verb.tag_ in {"VBG", "VB"} and not group.inverted:
        return False
    after = group.last + 1
    return after > group.unit.last or page.doc[after].text in ",.;—–?!:--"


def _draft(rule: CueRule, group: Group, page: Page, last: int, *, quoted: bool) -> Draft | None:
    first = _clause_start(group, page, last)
    pieces = content_pieces(page, first, last)
    after = group.last + 1
    if after <= group.unit.last:
        pieces += _rest(group, page, after, first, last, quoted=quoted)
    if not pieces:
        return None
    return Draft(rule, pieces, group.verb, group.particle, subject=group.subject)


def _clause_start(group: Group, page: Page, last: int) -> int:
    """Where the clause before an aside begins: the unit's start, or behind an earlier clause."""
    first = group.unit.first
    heads = [c for c in group.verb.children if c.dep_ == "ccomp" and c.i <= last]
    if group.verb.dep_ in {"parataxis", "ccomp"}:
        heads.append(group.verb.head)
    for head in heads:
        left = head.left_edge.i
        if head.dep_ == "conj" and first < left <= last and page.is_reporter(page.doc[left]):
            return left
    while (
        first < last
        and page.doc[first].lower_ in {"but", "and", "so"}
        and page.is_reporter(page.doc[first])
    ):
        first += 1
    return first


def _rest(
    group: Group, page: Page, after: int, first: int, last: int, *, quoted: bool
) -> list[tuple[int, int]]:
    """The content behind an aside."""
    token = page.doc[after]
    start = after + 1 if token.text in ",;:—–--" else after
    while start <= group.unit.last and page.doc[start].is_space:
        start += 1
    if start > group.unit.last:
        return []
    if page.inside[start] >= 0:
        return content_pieces(page, start, _run_of_quoted(page, start, group.unit.last))
    if token.text not in ",;—–--" or (quoted and not _goes_on(page, start)):
        return []
    if (
        not quoted
        and _is_whole(page, first, last)
        and page.doc[start].lower_ not in _JOINING
        and token.text != ";"
    ):
        return []
    if page.doc[start].tag_ in {"VBG", "WP"} or page.doc[start].lower_ in {"who", "adding"}:
        return []
    return content_pieces(page, start, group.unit.last)


def _goes_on(page: Page, start: int) -> bool:
    """Whether reporter's words after `"...," he said,` go on with the quoted sentence."""
    unit = page.units[page.unit_of[start]]
    rest = page.doc[start : unit.last + 1]
    return page.doc[start].lower_ in {"but", "and"} and any(page.inside[t.i] >= 0 for t in rest)


def _run_of_quoted(page: Page, start: int, limit: int) -> int:
    """The last token of quotations that follow each other."""
    last = page.quoted[page.inside[start]].last
    after = page.after(last)
    while after <= limit and (
        page.inside[after] >= 0 or page.doc[after].lower_ in {"and", ",", "..."}
    ):
        if page.inside[after] >= 0:
            last = page.quoted[page.inside[after]].last
            after = page.after(last)
        else:
            after += 1
    return last


def _is_whole(page: Page, first: int, last: int) -> bool:
    """Whether words form a sentence of their own: a finite verb, no subordinating head."""
    words: list[Token] = list(page.doc[first : last + 1])
    if words[0].lower_ in _SUBORDINATE:
        return False
    return any(
        w.pos_ in {"VERB", "AUX"} and w.tag_ in {"VBD", "VBZ", "VBP", "MD"} for w in words
    )
