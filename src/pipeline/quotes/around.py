"""The content around a cue clause that is set off, as runs of tokens before and behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.spans import run_of_quoted
from pipeline.syntax import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.draft import Bounds
    from pipeline.quotes.group import Group
    from pipeline.quotes.page import Page

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_DASHES = frozenset({",", ";", "—", "–", "--"})
_SUBORDINATE = frozenset(
    {"if", "when", "while", "although", "though", "unless", "until", "since", "because", "as",
     "without", "after", "before", "once", "whether", "even"}
)  # fmt: skip
_RELATIVE = frozenset({"WDT", "WP"})
_FRONTED = _SUBORDINATE - {"because", "whether", "even", "without"}
_JOINING = frozenset(
    {"and", "but", "or", "so", "yet", "because", "although", "though", "which", "while",
     "since", "unless", "if", "that"}
)  # fmt: skip
_LINKS = frozenset(
    {"but", "and", "so", "however", "still", "meanwhile", "nevertheless", "nonetheless",
     "instead", "yet", "also", "then", "now", "moreover", "besides", "thus", "hence"}
)  # fmt: skip
_LONG = 6  # tokens; a longer quotation behind a comma stands by itself
_EARLY = 4  # tokens before the verb of a cue clause


def runs_around(group: Group, page: Page, last: int, *, quoted: bool) -> list[Bounds]:
    """The runs of tokens before and behind a cue clause that it reports."""
    if page.tokens[last].tag_ in _RELATIVE and page.inside[last] < 0:
        return [(group.last + 1, group.unit.last)]  # "which, he claimed, had been sold"
    first = _clause_start(group, page, last)
    rest = _rest(group, page, first, last, quoted=quoted)
    if not quoted and rest and _is_sentence(page, rest):
        return rest  # 'When asked how, he said, "We ran."'
    if not quoted and not rest and _is_fronted(group, page, first, last):
        return []  # "When the talks failed, he complained."
    if quoted or _is_clause(page, first, last):
        return [(first, last), *rest]
    if not rest:
        return []
    telling = last > first or page.tokens[first].pos_ in _NOMINAL
    return [(first, last), *rest] if telling else rest


def _is_fronted(group: Group, page: Page, first: int, last: int) -> bool:
    """Whether words are but a clause that says when or why somebody speaks."""
    return any(
        (child.dep_ == "prep" or page.tokens[first].lower_ in _FRONTED)
        and child.dep_ in {"advcl", "prep"}
        and child.left_edge.i <= first
        and last <= child.right_edge.i
        for child in group.verb.children
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
    """Where the clause before an aside begins: at the unit's start, or behind another."""
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
        return start if apart and one.last - one.first > _LONG else None


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
    resumed = _resumed(group, page, start) if quoted else None
    if resumed is not None:
        return _quoted_rest(group, page, resumed)
    goes_on = (
        _goes_on_quoted(group, page, start)
        if quoted
        else _goes_on(group, page, start, (first, last))
    )
    return [(start, group.unit.last)] if mark in _DASHES and goes_on else []


def _resumed(group: Group, page: Page, start: int) -> int | None:
    """Where a quotation goes on in mid-sentence: `"When you do that," he said, "we ...`.

    The words between, which begin at token `start`, hold no finite verb and end in a comma.
    """
    opened = next((q for q in group.unit.quoted if q.first > start), None)
    if opened is None or any(t.tag_ in _FINITE for t in page.tokens[start : opened.first]):
        return None
    left = page.quoted[page.inside[opened.first] - 1]
    cut = page.text[left.end - 1] == "," and page.text[opened.start].islower()
    return opened.first if cut and page.tokens[page.before(opened.first)].text == "," else None


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


def _may_go_on(token: Token) -> bool:
    return token.tag_ not in {"VBG", "WP"} and token.lower_ not in {"who", "according"}


def _goes_on_quoted(group: Group, page: Page, start: int) -> bool:
    """Whether reporter's words behind `"...," he said,` lead to more of what is quoted."""
    token = page.tokens[start]
    scrap = any(page.inside[i] >= 0 for i in range(start, group.unit.last + 1))
    joined = token.lower_ in {"but", "and"} or not _has_cue(group, page, start)
    return _may_go_on(token) and scrap and joined


def _goes_on(group: Group, page: Page, start: int, before: Bounds) -> bool:
    """Whether reporter's words behind `X, he said,` go on with X."""
    token = page.tokens[start]
    if not _may_go_on(token) or _is_cue_clause(group, page, start):
        return False
    rest = range(start, group.unit.last + 1)
    finite = any(page.tokens[i].tag_ in _FINITE for i in rest)
    if not _is_whole(page, *before):
        return finite or any(page.inside[i] >= 0 for i in rest)
    return finite and (token.lower_ in _JOINING or page.tokens[group.last + 1].text == ";")


def _is_cue_clause(group: Group, page: Page, start: int) -> bool:
    """Whether a further cue clause begins: `..., she said, but she added that ...`."""
    verb = next((t for t in page.tokens[start : group.unit.last + 1] if t.pos_ == "VERB"), None)
    return (
        verb is not None
        and verb.i - start <= _EARLY
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
