"""How far a reported clause reaches beyond its parse: adjuncts, last members, quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from pipeline.quotes.group import Group
    from pipeline.quotes.page import Page, Quoted

_TURNING = frozenset({"nsubj", "nsubjpass", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DASHES = frozenset({";", ":", "—", "–", "--"})


def over_adjuncts(page: Page, group: Group, last: int, limit: int) -> int:
    """Over what follows without a comma: parsers hang it on the cue, readers on the clause.

    "said it had bought the chain for 423 million", "said the road was closed on Friday".
    """
    while last < limit:
        after = page.tokens[last + 1]
        joins = after.dep_ == "cc" and after.head == group.verb
        joins = joins or after.is_ancestor(group.verb)
        if page.inside[last + 1] >= 0:
            if page.inside[last] >= 0 or page.tokens[last].is_punct:
                break
            last = page.quoted[page.inside[last + 1]].last
            continue
        if after.is_punct or joins:
            break
        last += 1
    return last


def over_remainder(page: Page, group: Group, last: int, limit: int) -> int:
    """Over a last member behind a comma: `..., but no strikes`, `..., but acts otherwise`."""
    if last + 2 > limit or page.inside[last] >= 0:
        return last
    rest = page.tokens[last + 1 : limit + 1]
    if rest[0].text != ",":
        explained = rest[0].text == ":" and all(page.inside[t.i] < 0 for t in rest)
        return limit if explained else last  # "said the answer was paint: it cools rails"
    rest = rest[1:]
    if _goes_on_listing(rest):
        return limit
    if rest[0].lower_ not in {"but", "and", "nor", "or"}:
        return last
    for token in rest:
        turned = token.tag_ in _FINITE and token.tag_ == group.verb.tag_
        if token.dep_ in _TURNING or turned or token.text in {",", ";", ":", "—", "–"}:
            return last
    return limit


def _goes_on_listing(rest: Sequence[Token]) -> bool:
    """Whether words behind a comma are further members of a list: `costs, debt and leave`."""
    first = rest[0].pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or rest[0].dep_ == "amod"
    told = any(t.tag_ in _FINITE or t.is_quote or t.text in _DASHES for t in rest)
    return first and not told and any(t.dep_ == "cc" for t in rest)


def over_quotation(page: Page, group: Group, quoted: Quoted) -> int:
    """The end of a clause that a parser cut at a quotation, which may end in its comma.

    `allege that Walker "kidnapped her child," faked her death, then fled`.
    """
    after = quoted.last + 1
    if after < group.limit and page.tokens[after].dep_ == "cc" and page.inside[after + 1] >= 0:
        last = page.quoted[page.inside[after + 1]].last  # `"a big problem" and "getting worse"`
        if last >= group.limit or page.tokens[last + 1].is_punct:
            return min(last, group.limit)
    goes_on = page.text[quoted.end - 1] == "," and quoted.last < group.limit
    rest = page.tokens[quoted.last + 1 : group.limit + 1]
    if not goes_on or any(t.dep_ in {"nsubj", "nsubjpass"} or t.tag_ == "VBG" for t in rest):
        return quoted.last
    return group.limit
