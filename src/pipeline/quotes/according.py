"""`According to X, Y`: a preposition as the cue, its object the source, the rest content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft
from pipeline.quotes.phrases import apposition_end
from pipeline.quotes.spans import content_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from pipeline.quotes.lexicon import Lexicon
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page, Unit

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def according_to(page: Page, unit: Unit, lexicon: Lexicon) -> Iterator[Draft]:
    """Drafts for the prepositions of a unit that report."""
    for i in range(unit.first, unit.last + 1):
        if page.inside[i] >= 0 or page.words.orths[i] not in lexicon.leads:
            continue
        token = page.tokens[i]
        for rest, rule in lexicon.prepositions.get(token.lower_, ()):
            last = token.i + len(rest)
            words = tuple(t.lower_ for t in page.tokens[token.i + 1 : last + 1])
            if words == rest and last < unit.last:
                draft = _draft(rule, token, last, page, unit)
                if draft is not None:
                    yield draft


def _draft(rule: CueRule, cue: Token, last: int, page: Page, unit: Unit) -> Draft | None:
    source = _object(page, cue, last, unit)
    if source is None or _is_measure(source):
        return None
    end = _phrase_end(page, unit, source)
    before = page.before(cue.i)
    at_start = before < unit.first or (
        before <= unit.first + 1
        and page.tokens[before].lower_ in {"but", "and", "so", "meanwhile"}
    )
    if at_start:
        pieces = content_pieces(page, [(end + 1, unit.last)]) if end < unit.last else []
    else:
        first, stop = _clause_before(page, unit, cue, before)
        pieces = content_pieces(page, [(first, stop)]) if stop >= first else []
        if (
            end < unit.last
            and page.tokens[end + 1].text == ","
            and not _is_clause(page, first, stop)
        ):
            pieces += (
                content_pieces(page, [(end + 2, unit.last)]) if end + 2 <= unit.last else []
            )
    if not pieces:
        return None
    return Draft(rule, pieces, cue, page.tokens[last], subject=source)


def _object(page: Page, cue: Token, last: int, unit: Unit) -> Token | None:
    """The head of the noun phrase behind a preposition."""
    for child in page.tokens[last].children:
        if child.dep_ == "pobj" and child.i > last:
            return child
    for token in page.tokens[last + 1 : min(last + 8, unit.last + 1)]:
        if token.pos_ in {"NOUN", "PROPN", "PRON"}:
            head = token
            while head.head.i > head.i and head.dep_ in {"compound", "amod", "poss", "det"}:
                head = head.head
            return head
    return None


def _is_measure(noun: Token) -> bool:
    """Whether a bare noun says by what, not by whom: `priced according to size`."""
    return noun.tag_ == "NN" and not any(child.i < noun.i for child in noun.children)


def _phrase_end(page: Page, unit: Unit, source: Token) -> int:
    """The last token before the comma or quotation that ends the source's phrase."""
    i = source.i
    while i < unit.last:
        after = page.tokens[i + 1]
        if page.inside[i + 1] >= 0 or after.text in {";", "—", "–", "--", ":"}:
            return i
        if after.text == ",":
            to = apposition_end(page, unit, i + 1, source)
            if to is None:
                return i
            i = to
            continue
        if after.text in {".", "!", "?"} and after.is_punct:
            return i
        i += 1
    return i


def _clause_before(page: Page, unit: Unit, cue: Token, before: int) -> tuple[int, int]:
    """The clause that ends before `according to`."""
    stop = (
        page.before(before)
        if page.tokens[before].text in {",", "—", "–", "--", "-"}
        else before
    )
    first = unit.first
    while (
        first < stop
        and page.tokens[first].lower_ in {"but", "and", "so"}
        and page.inside[first] < 0
    ):
        first += 1
    return first, stop


def _is_clause(page: Page, first: int, last: int) -> bool:
    return any(t.tag_ in _FINITE for t in page.tokens[first : last + 1])
