"""Names, nominals and roles that nearly are: what the room saw, and what it lacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline import annotations as notes
from pipeline.rules.near import Near

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from pipeline.entities.pack import NominalRule, TitleRule

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their"})
_NO_NAMES = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"}
)
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "they", "it", "its", "them", "their"})


def near_misses(
    doc: Doc,
    titles: Sequence[TitleRule],
    nominals: Sequence[NominalRule],
    start: int,
    end: int,
) -> Iterator[Near]:
    """Why the words between two characters name or mean nobody."""
    words = _by_word([*titles, *nominals])
    taken = [(one.start, one.end) for one in notes.mentions(doc)]
    taken += [(role.start, role.end) for one in notes.entities(doc) for role in one.roles]
    for token in doc:
        inside = token.idx < end and token.idx + len(token) > start
        if inside and not any(s <= token.idx < e for s, e in taken):
            yield from _at(token, words)


def _by_word(rules: Sequence[TitleRule | NominalRule]) -> Mapping[str, TitleRule | NominalRule]:
    """Rules by their words in small letters; of several, the first."""
    out: dict[str, TitleRule | NominalRule] = {}
    for rule in rules:
        for word in rule.words:
            out.setdefault(word.lower(), rule)
    return out


def _at(token: Token, words: Mapping[str, TitleRule | NominalRule]) -> Iterator[Near]:
    place = token.idx, token.idx + len(token)
    rule = words.get(token.lower_) or words.get(token.lemma_.lower())
    if rule is not None and token.pos_ in {"NOUN", "PROPN"}:
        yield Near(rule.id, *place, _noun(token), close=2)
    elif token.pos_ == "PROPN" and token.ent_type_ not in _NO_NAMES:
        tagged = (
            f"the base model says {token.ent_type_}"
            if token.ent_type_
            else "the base model tags no name here"
        )
        why = f"no name: {tagged}, and the gazetteer does not have it"
        yield Near("", *place, why, close=1)
    elif token.pos_ == "PRON" and token.lower_ in _PERSONAL:
        yield Near("", *place, "the pronoun fits nobody who was named before", close=1)
    elif token.pos_ == "NOUN" and _before_name(token):
        why = f"no titles rule has {token.lower_!r}, though a name stands behind it"
        yield Near("", *place, f"{why}: `newsclaims rules new role` makes one", close=2)


def _noun(token: Token) -> str:
    """Why a noun that the packs know means nobody."""
    determiner = next((c.lower_ for c in token.children if c.dep_ in {"det", "poss"}), "")
    if determiner not in _DEFINITE:
        shown = f"found {determiner!r}" if determiner else "found none"
        return f"wants a name next to it, or 'the', 'this' or the like before it; {shown}"
    return f"'{determiner} {token.lower_}' fits nobody who was named before"


def _before_name(token: Token) -> bool:
    """Whether a person's name follows a noun, as behind a title."""
    after = token.i + 1
    return after < len(token.doc) and token.doc[after].ent_type_ == "PERSON"
