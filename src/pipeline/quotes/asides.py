"""Content around a cue clause that is set off: `"...," he said. "..."`, `X, she said, was Y`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft
from pipeline.quotes.objects import agent_of
from pipeline.quotes.spans import content_pieces, run_of_quoted
from pipeline.syntax import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.draft import Bounds
    from pipeline.quotes.group import Group
    from pipeline.quotes.page import Page

_OFF = frozenset({",", "—", "–", "--", "-"})
_ENDS = frozenset({",", ".", ";", "—", "–", "--", "?", "!"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBORDINATE = frozenset(
    {"if", "when", "while", "although", "though", "unless", "until", "since", "because", "as",
     "without", "after", "before", "once", "whether", "even"}
)  # fmt: skip
_JOINING = frozenset(
    {"and", "but", "or", "so", "yet", "because", "although", "though", "which", "while", "since",
     "unless", "if", "that"}
)  # fmt: skip
_LINKS = frozenset({"but", "and", "so", "however", "still", "meanwhile", "nevertheless", "nonetheless",
                    "instead", "yet", "also", "then", "now", "moreover", "besides", "thus", "hence"})  # fmt: skip
_COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "attr", "oprd"})


def aside(group: Group, page: Page) -> Draft | None:
    """What a cue clause that is set off reports; None where it is not set off."""
    if group.passive:
        return _as_reported(group, page)
    if group.subject is None:
        return None
    before = page.before(group.first)
    if before >= group.unit.first and page.tokens[before].lower_ == "as":
        before = page.before(before)
        if before < group.unit.first:
            return _as_noted(group, page)
    if before < group.unit.first:
        return None
    comma = page.tokens[before].text in _OFF
    last = page.before(before) if comma else before
    if last < group.unit.first:
        return None
    quoted = page.inside[last] >= 0
    frame = "direct" if quoted else "aside"
    rule = next((rule for rule in group.rules if frame in (*rule.frames, *rule.loose)), None)
    if rule is None or group.verb.dep_ == "relcl" or not _has_subject(group, quoted=quoted):
        return None
    if not _is_set_off(group, page, last, comma=comma, quoted=quoted):
        return None
    runs = _runs(group, page, last, quoted=quoted)
    pieces = content_pieces(page, runs) if runs else []
    if not pieces:
        return None
    return Draft(
        rule,
        pieces,
        group.verb,
        group.particle,
        subject=group.subject,
        recorded=frame in rule.frames,
    )


def _as_noted(group: Group, page: Page) -> Draft | None:
    """`As the paper noted, ...`."""
    rule = next((rule for rule in group.rules if "aside" in rule.frames), None)
    comma = group.last + 1
    if (
        rule is None
        or comma >= group.unit.last
        or page.tokens[comma].text != ","
        or _has_complement(group)
    ):
        return None
    pieces = content_pieces(page, [(comma + 1, group.unit.last)])
    return (
        Draft(rule, pieces, group.verb, group.particle, subject=group.subject)
        if pieces
        else None
    )


def _as_reported(group: Group, page: Page) -> Draft | None:
    """`As reported by X, ...`; `As was declared on Friday by X, ...`."""
    unit, verb = group.unit, group.verb
    rule = next((rule for rule in group.rules if "aside" in rule.frames), None)
    start = page.tokens[unit.first]
    if rule is None or start.lower_ != "as" or verb.i - unit.first > 4:
        return None
    agent = agent_of(verb)
    comma = group.last + 1
    while agent is not None and comma < unit.last and page.tokens[comma].text != ",":
        comma += 1
    while agent is not None and comma < agent.i:
        comma = next(
            (i for i in range(comma + 1, unit.last) if page.tokens[i].text == ","), unit.last
        )
    if agent is None or comma >= unit.last:
        return None
    pieces = content_pieces(page, [(comma + 1, unit.last)])
    return Draft(rule, pieces, verb, group.particle, subject=agent) if pieces else None


def _has_subject(group: Group, *, quoted: bool) -> bool:
    """Whether a cue clause has a subject of its own, or may share one: `"...," he smiled and said`."""
    if group.shared:
        return quoted and group.verb.dep_ == "conj" and group.verb.tag_ == "VBD"
    return not group.passive or (
        quoted and not any(c.dep_ == "auxpass" for c in group.verb.children)
    )


def _is_set_off(group: Group, page: Page, last: int, *, comma: bool, quoted: bool) -> bool:
    if quoted:
        return (comma or _speaks(page, last)) and not _has_clause(group)
    after = group.last + 1
    ends = after > group.unit.last or page.tokens[after].text in _ENDS
    return comma and ends and not _has_complement(group)


def _is_hearer(group: Group, child: Token) -> bool:
    return child.dep_ in {"dobj", "dative"} and any(rule.hearer for rule in group.rules)


def _speaks(page: Page, i: int) -> bool:
    """Whether the quotation that ends at token i ends like speech, or begins its unit."""
    one = page.quoted[page.inside[i]]
    final = page.text[one.start : one.end].rstrip()[-1:]
    return final in ",.?!…—-–" or page.before(one.first) < page.units[page.unit_of[i]].first


def _has_clause(group: Group) -> bool:
    """Whether a cue verb has a clause of its own right behind it: `..., he said they were`."""
    return any(
        child.dep_ == "ccomp"
        and group.verb.i < child.left_edge.i <= group.verb.i + 2
        and child.i <= group.last
        for child in group.verb.children
    )


def _has_complement(group: Group) -> bool:
    """Whether a cue verb reports something of its own behind it: `..., he denied having ...`."""
    for child in group.verb.children:
        if child.dep_ not in _COMPLEMENTS or child == group.subject or _is_hearer(group, child):
            continue
        if group.verb.i < child.left_edge.i <= group.last:
            return True
    return False


def _runs(group: Group, page: Page, last: int, *, quoted: bool) -> list[Bounds]:
    """The runs of tokens before and behind a cue clause that it reports."""
    first = _clause_start(group, page, last)
    rest = _rest(group, page, first, last, quoted=quoted)
    if quoted or _is_clause(page, first, last):
        return [(first, last), *rest]
    if not rest or _is_sentence(page, rest):
        return rest  # "For his part, he said, ..."
    return (
        [(first, last), *rest]
        if last - first >= 1 or page.tokens[first].pos_ in {"NOUN", "PROPN", "PRON"}
        else rest
    )


def _is_sentence(page: Page, runs: list[Bounds]) -> bool:
    """Whether runs are quotations that begin a sentence of their own."""
    first = runs[0][0]
    return (
        page.inside[first] >= 0 and page.text[page.quoted[page.inside[first]].start].isupper()
    )


def _is_clause(page: Page, first: int, last: int) -> bool:
    return any(page.tokens[i].tag_ in _FINITE for i in range(first, last + 1))


def _clause_start(group: Group, page: Page, last: int) -> int:
    """Where the clause before an aside begins: the unit's start, or behind an earlier clause."""
    first = group.unit.first
    if page.inside[last] >= 0:
        start = _quotation_start(page, first, last)
        if start is not None:
            return start
    first = _over_brackets(page, first, last)
    heads = [c for c in group.verb.children if c.dep_ == "ccomp" and c.i <= last]
    if group.verb.dep_ in {"parataxis", "ccomp"}:
        heads.append(group.verb.head)
    for head in heads:
        left = head.left_edge.i
        if head.dep_ == "conj" and first < left <= last and page.inside[left] < 0:
            return left
    while (
        first < last
        and page.inside[first] < 0
        and (page.tokens[first].lower_ in _LINKS or page.tokens[first].is_punct)
    ):
        first += 1
    return first


def _over_brackets(page: Page, first: int, last: int) -> int:
    """Behind a credit in brackets at a unit's beginning: "(Photo: AP) The storm, ..."."""
    if page.tokens[first].text not in {"(", "["}:
        return first
    for i in range(first, last):
        if page.tokens[i].text in {")", "]"}:
            return i + 1
    return first


def _quotation_start(page: Page, first: int, last: int) -> int | None:
    """Where a quotation that stands by itself begins, behind a clause of the reporter's.

    "Asked why, '...,' she said", "His view: '...,' she said".
    """
    start = page.quoted[page.inside[last]].first
    while True:
        before = page.before(start)
        if before < first:
            return None
        if page.inside[before] >= 0:
            start = page.quoted[page.inside[before]].first
            continue
        one = page.quoted[page.inside[start]]
        if page.tokens[before].text == ":":
            return start
        apart = page.tokens[before].text == "," and page.text[one.start].isupper()
        return start if apart and one.last - one.first > 6 else None


def _rest(group: Group, page: Page, first: int, last: int, *, quoted: bool) -> list[Bounds]:
    """The content behind an aside, as runs of tokens."""
    after = group.last + 1
    if after > group.unit.last:
        return []
    mark = page.tokens[after].text
    start = after
    while (
        start <= group.unit.last
        and page.inside[start] < 0
        and (page.tokens[start].is_punct or page.tokens[start].is_space)
    ):
        start += 1
    if start > group.unit.last:
        return []
    if page.inside[start] >= 0:
        return _quoted_rest(group, page, start)
    if mark not in {",", ";", "—", "–", "--"} or not _goes_on(
        group, page, start, first, last, quoted=quoted
    ):
        return []
    return [(start, group.unit.last)]


def _quoted_rest(group: Group, page: Page, start: int) -> list[Bounds]:
    end = run_of_quoted(page, start, group.unit.last)
    after = page.after(end)
    plain = after <= group.unit.last and not page.tokens[after].is_punct
    if (
        plain
        and page.tokens[start + 1].text[:1].islower()
        and not _starts_group(page.tokens[after])
    ):
        return [(start, group.unit.last)]
    return [(start, end)]


def _starts_group(token: Token) -> bool:
    return (
        token.dep_ in SUBJECTS
        or token.tag_ in {"VBG"}
        or token.lower_ in {"according", "in", "on", "as"}
    )


def _goes_on(
    group: Group, page: Page, start: int, first: int, last: int, *, quoted: bool
) -> bool:
    """Whether reporter's words behind an aside go on with what it reports."""
    token = page.tokens[start]
    if token.tag_ in {"VBG", "WP"} or token.lower_ in {"who", "adding", "according"}:
        return False
    rest = range(start, group.unit.last + 1)
    if quoted:
        scrap = any(page.inside[i] >= 0 for i in rest)
        return scrap and (token.lower_ in {"but", "and"} or not _has_cue(group, page, start))
    if _is_cue_clause(group, page, start):
        return False
    if not _is_whole(page, first, last):
        return any(page.tokens[i].tag_ in _FINITE or page.inside[i] >= 0 for i in rest)
    finite = any(page.tokens[i].tag_ in _FINITE for i in rest)
    return finite and (token.lower_ in _JOINING or page.tokens[group.last + 1].text == ";")


def _is_cue_clause(group: Group, page: Page, start: int) -> bool:
    """Whether a further cue clause begins: `..., she said, but she added that ...`."""
    verb = next((t for t in page.tokens[start : group.unit.last + 1] if t.pos_ == "VERB"), None)
    return (
        verb is not None
        and verb.i - start <= 4
        and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
        and verb.tag_ == group.verb.tag_
    )


def _has_cue(group: Group, page: Page, start: int) -> bool:
    """Whether a verb of the reporter's stands between an aside and the next quotation."""
    for i in range(start, group.unit.last + 1):
        if page.inside[i] >= 0:
            return False
        if page.tokens[i].pos_ == "VERB":
            return True
    return True


def _is_whole(page: Page, first: int, last: int) -> bool:
    """Whether words form a sentence of their own: a finite verb, no subordinating head."""
    if page.tokens[first].lower_ in _SUBORDINATE:
        return False
    return _is_clause(page, first, last)
