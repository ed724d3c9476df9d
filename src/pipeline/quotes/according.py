"""`According to X, Y`: a preposition as the cue, its object the source, the rest content."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.quotes.draft import Draft
from pipeline.quotes.page import within
from pipeline.quotes.phrases import apposition_end, name_behind
from pipeline.quotes.sources import source_span
from pipeline.quotes.spans import content_pieces
from pipeline.syntax import governing_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from pipeline.quotes.draft import Bounds
    from pipeline.quotes.lexicon import Lexicon
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page, Unit

_COMMAS = frozenset({",", "—", "–", "--", "-"})
_LINKS = frozenset({"but", "and", "so", "meanwhile", "still"})
_OWNER = "..."  # in a rule's words, where whoever they belong to stands
_REST = frozenset({"dobj", "attr", "acomp", "oprd", "xcomp", "ccomp", "agent", "prep"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def according_to(page: Page, unit: Unit, lexicon: Lexicon) -> Iterator[Draft]:
    """Drafts for the prepositions of a unit that report."""
    for i in within(page.words.leads, unit.first, unit.last):
        if page.inside[i] >= 0:
            continue
        token = page.tokens[i]
        for rest, rule in lexicon.prepositions.get(token.lower_, ()):
            last = token.i + len(rest)
            if rest[:1] == (_OWNER,):
                draft = _owned(rule, token, rest[1:], page, unit)
                if draft is not None:
                    yield draft
                continue
            words = tuple(t.lower_ for t in page.tokens[token.i + 1 : last + 1])
            if words == rest and last < unit.last:
                cue = Words(rule, token, last)
                draft = _of_which(cue, page, unit) or _draft(cue, page, unit, lexicon)
                if draft is not None:
                    yield draft


class Words(NamedTuple):
    """The words of a cue: its rule, its first token, the position of its last."""

    rule: CueRule
    first: Token
    last: int


def _draft(cue: Words, page: Page, unit: Unit, lexicon: Lexicon) -> Draft | None:
    rule, token, last = cue
    source = _object(page, last, unit)
    if source is None or _is_measure(source):
        return None
    end = _phrase_end(page, unit, source)
    opens = _opens(page, unit, token, end)
    if "aside" not in rule.frames:  # "for X, ..." only opens a sentence, of somebody by name
        opens = opens or page.tokens[page.before(token.i)].text in {":", ";"}
        named = source.pos_ == "PROPN" or source.lemma_.lower() in lexicon.spokespeople
        if not opens or not _is_told(page, unit, source, end, named=named):
            return None
    runs = [(end + 1, unit.last)] if opens else _around(page, unit, token, end)
    pieces = content_pieces(page, runs)
    start, stop = source_span(source, page)
    stop = min(max(stop, _list_end(page, source, end)), page.words.ends[end])
    return (
        Draft(rule, pieces, token, page.tokens[last], source, (start, stop)) if pieces else None
    )


def _list_end(page: Page, source: Token, end: int) -> int:
    """Where a name that lists things ends: "the Ministry of Agriculture, Food and Forests"."""
    right = source.right_edge
    return page.words.ends[right.i] if right.dep_ == "conj" and right.i <= end else 0


def _owned(
    rule: CueRule, token: Token, rest: tuple[str, ...], page: Page, unit: Unit
) -> Draft | None:
    """`In the mayor's words, ...`: the owner of the words is the source."""
    noun = next((c for c in token.children if c.dep_ == "pobj" and c.lower_ in rest), None)
    owner = next((c for c in noun.children if c.dep_ == "poss"), None) if noun else None
    if noun is None or owner is None or not token.i < noun.i < unit.last:
        return None
    opens = _opens(page, unit, token, noun.i)
    set_off = page.tokens[page.before(token.i)].text in _COMMAS
    if not (opens or set_off) or page.tokens[noun.i + 1].text not in {",", ".", ":"}:
        return None
    runs = [(noun.i + 1, unit.last)] if opens else _around(page, unit, token, noun.i)
    pieces = content_pieces(page, runs)
    return Draft(rule, pieces, noun, subject=owner) if pieces else None


def _opens(page: Page, unit: Unit, token: Token, end: int) -> bool:
    """Whether a phrase opens its sentence, or a clause of it behind a semicolon."""
    before = page.before(token.i)
    if before < unit.first or page.tokens[before].text == ";":
        return before < unit.first or page.tokens[min(end + 1, unit.last)].text == ","
    return before <= unit.first + 1 and page.tokens[before].lower_ in _LINKS


def _of_which(cue: Words, page: Page, unit: Unit) -> Draft | None:
    """`His statement, according to which, ...`: the noun before it is the source."""
    after = page.after(cue.last)
    before = page.before(cue.first.i)
    if "aside" not in cue.rule.frames:
        return None  # "known for who he is"
    if after >= unit.last or page.tokens[after].tag_ not in {"WDT", "WP"}:
        return None
    if before > unit.first and page.tokens[before].text == ",":
        before = page.before(before)
    source = page.tokens[before]
    pieces = content_pieces(page, [(after + 1, unit.last)])
    if before < unit.first or source.pos_ not in {"NOUN", "PROPN"} or not pieces:
        return None
    return Draft(cue.rule, pieces, cue.first, page.tokens[cue.last], source)


def _is_told(page: Page, unit: Unit, source: Token, end: int, *, named: bool) -> bool:
    """Whether `For the envoy, Carla Ruiz, ...` names somebody and quotes."""
    named = named or name_behind(page, source) is not None
    comma = end < unit.last and page.tokens[end + 1].text == ","
    return named and comma and any(quoted.first > end for quoted in unit.quoted)


def _around(page: Page, unit: Unit, token: Token, end: int) -> list[Bounds]:
    """The clause before `according to X`, and behind it where that is cut in two."""
    first, stop = _clause_before(page, unit, page.before(token.i))
    if first > stop:
        return []
    if end + 1 < unit.last and page.tokens[end + 1].text == ",":
        told = any(t.tag_ in _FINITE for t in page.tokens[first : stop + 1])
        if not told or page.tokens[stop].pos_ == "AUX":
            return [(first, stop), (end + 2, unit.last)]
        verb = governing_verb(token)
        cut = (
            [c for c in verb.children if c.dep_ in _REST and c.left_edge.i > end]
            if verb
            else []
        )
        if verb is not None and cut and first <= verb.i <= stop:
            start = verb.left_edge.i if verb.dep_ == "relcl" else first
            return [(max(first, start), stop), (end + 2, min(unit.last, cut[-1].right_edge.i))]
    return [(first, stop)]


def _object(page: Page, last: int, unit: Unit) -> Token | None:
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
            if i + 2 <= unit.last and _lists(page.tokens[i + 2], source):
                i += 2
                continue
            to = apposition_end(page, unit, i + 1, source)
            if to is None:
                return i
            i = to
            continue
        if after.text in {".", "!", "?"} and after.is_punct:
            return i
        i += 1
    return i


def _lists(token: Token, source: Token) -> bool:
    """Whether a token behind a comma is a further member of a list in a source's name."""
    listed = token.dep_ == "conj" and token.pos_ == source.pos_ == "PROPN"
    return listed and token.head != source and source.is_ancestor(token)


def _clause_before(page: Page, unit: Unit, before: int) -> Bounds:
    """The clause that ends before `according to`."""
    stop = page.before(before) if page.tokens[before].text in _COMMAS else before
    first = unit.first
    for i in range(stop, first, -1):
        if page.inside[i] < 0 and page.tokens[i].text == ";":
            first = i + 1
            break
    while first < stop and page.inside[first] < 0 and page.tokens[first].lower_ in _LINKS:
        first += 1
    return first, stop
