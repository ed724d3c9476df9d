"""Noun phrases by position, where the parse is no help: appositions between commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.page import Page, Unit

_ARTICLES = frozenset({"a", "an", "the", "its", "his", "her", "their", "one", "another"})
_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "de",
        "del",
        "der",
        "van",
        "von",
        "da",
        "di",
        "la",
        "le",
        "du",
        "dos",
        "ben",
    }
)
_RELATIVES = frozenset({"who", "which", "whose", "whom"})
_DAYS = frozenset({"DATE", "TIME"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def apposition_end(page: Page, unit: Unit, comma: int, head: Token) -> int | None:
    """The last token of an apposition or relative clause that a comma opens and another closes.

    Args:
        page: that all stand on.
        unit: that holds them.
        comma: position of the comma behind a noun phrase.
        head: of that noun phrase.
    """
    first = page.tokens[comma + 1] if comma < unit.last else None
    if first is None or page.inside[first.i] >= 0:
        return None
    relative = first.lower_ in _RELATIVES
    named = head.pos_ == "NOUN" and first.pos_ == "PROPN"
    described = head.pos_ == "PROPN" and (
        first.lower_ in _ARTICLES
        or first.pos_ in {"NOUN", "ADJ", "NUM"}
        or first.lower_ == "of"
    )
    if not (relative or named or described):
        return None
    for i in range(comma + 1, unit.last + 1):
        token = page.tokens[i]
        relative = relative or token.lower_ in _RELATIVES
        if page.inside[i] >= 0 or (token.tag_ in _FINITE and not relative):
            return None
        if token.text == ",":
            return i - 1
        if token.text in {".", ";", ":"}:
            return i - 1
    return unit.last


def name_behind(page: Page, head: Token) -> int | None:
    """The last token of the name in "its spokesman, Pavel Rudenko"; else None."""
    i = head.i + 1
    if head.pos_ != "NOUN" or i + 1 >= len(page.tokens) or page.tokens[i].text != ",":
        return None
    last = i
    while (
        last + 1 < len(page.tokens)
        and page.tokens[last + 1].pos_ == "PROPN"
        and page.inside[last + 1] < 0
    ):
        last += 1
    if last == i or last + 1 >= len(page.tokens):
        return None
    after = page.tokens[last + 1]
    ends = after.text in {",", ".", ";", "(", "—", "–"} or page.inside[last + 1] >= 0
    return last if ends or after.pos_ in {"VERB", "AUX"} else None


def named_aide(page: Page, verb: int) -> Token | None:
    """The head of "her spokeswoman, Maria Olsen," in front of a verb.

    Parsers take it for an apposition of whatever stands before it.

    Args:
        page: that all stand on.
        verb: position of the verb.
    """
    tokens = page.tokens
    i = verb - 2
    if i < 1 or tokens[verb - 1].text != ",":
        return None
    while i > 1 and tokens[i].pos_ == "PROPN":
        i -= 1
    role = tokens[i - 1]
    if i == verb - 2 or tokens[i].text != "," or role.pos_ != "NOUN":
        return None
    owned = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in role.children)
    return role if owned else None


def over_name(page: Page, head: Token, end: int) -> int:
    """Over a name behind a title that the parser took for the head: "officer Vikram Rao"."""
    i = head.i + 1
    if head.pos_ not in {"NOUN", "PROPN"}:
        return end
    while i < len(page.tokens) and page.tokens[i].idx < end:
        i += 1
    while i < len(page.tokens) and _continues_name(page, i):
        end = page.tokens[i].idx + len(page.tokens[i])
        i += 1
    return end


def _continues_name(page: Page, i: int) -> bool:
    token = page.tokens[i]
    return token.pos_ == "PROPN" and page.inside[i] < 0 and token.ent_type_ not in _DAYS
