"""Questions that every room asks of a parse: who governs, in which tense, where a phrase ends.

All take spaCy tokens of a parsed Doc (ClearNLP labels, as en_core_web_* write) and read only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

Tense = Literal[
    "past", "present", "perfect", "pluperfect", "future", "modal", "infinitive", "none"
]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
CLAUSES = frozenset(
    {"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "parataxis", "csubj", "csubjpass"}
)
FUTURE_AUX = frozenset({"will", "shall", "'ll", "’ll", "wo", "sha"})
MODAL_AUX = frozenset(
    {"would", "could", "should", "may", "might", "can", "must", "ought", "'d", "’d", "ca"}
)
_TENSE_AUX: list[tuple[Tense, frozenset[str]]] = [  # the first that fits
    ("future", FUTURE_AUX),
    ("modal", MODAL_AUX),
    ("infinitive", frozenset({"to"})),
    ("pluperfect", frozenset({"had"})),
    ("perfect", frozenset({"has", "have", "'ve", "’ve", "having"})),
    ("past", frozenset({"was", "were", "did"})),
    ("present", frozenset({"is", "are", "am", "do", "does", "'s", "’s", "'re", "’re"})),
]
_PERFECTS = frozenset({"perfect", "pluperfect"})
_TENSE_TAG: dict[str, Tense] = {
    "VBD": "past",
    "VBP": "present",
    "VBZ": "present",
    "VB": "infinitive",
}
_LOOSE = frozenset({"relcl", "appos", "acl", "parataxis", "punct", "cc", "conj", "advcl"})


def governing_verb(token: Token) -> Token | None:
    """The nearest verb or auxiliary above a token, or the token itself if it is one."""
    return next((one for one in (token, *token.ancestors) if governs(one)), None)


def governs(token: Token) -> bool:
    """Whether a token is a verb, or an auxiliary that stands for one."""
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}


def auxiliaries(verb: Token) -> list[Token]:
    """A verb's own auxiliaries, or, if it has none, those of the verb it is conjoined with."""
    own = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if (
        not own
        and verb.dep_ == "conj"
        and verb.tag_ in {"VB", "VBN", "VBG"}
        and verb.head.pos_ in {"VERB", "AUX"}
    ):
        return auxiliaries(verb.head)
    return own


def tense_of(verb: Token) -> Tense:
    """Tense and aspect of a verb group, as far as dating needs it.

    `modal` is any modal but `will` and `shall`; `infinitive` is a bare or to-infinitive;
    `none` is a participle without auxiliary, or no verb at all.
    """
    aux = auxiliaries(verb)
    words = {token.lower_ for token in aux}
    for tense, signs in _TENSE_AUX:
        if words & signs and (tense not in _PERFECTS or verb.tag_ in {"VBN", "VBD"}):
            return tense
    return _TENSE_TAG.get(verb.tag_, "none")


def subject_of(verb: Token) -> Token | None:
    """The head of a verb's subject: its own, its conjunct's, or its controller's.

    `Lithuania ordered ... and said`: the subject of `said` is `Lithuania`. An xcomp or a bare
    participle takes the object of its governor if there is one, else the governor's subject.
    A relative pronoun is given as it stands; see `relative_antecedent`.
    """
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.dep_ != "expl":
                return child
        if verb.dep_ == "xcomp" and verb.head.pos_ in {"VERB", "AUX", "ADJ"}:
            held = [c for c in verb.head.children if c.dep_ in {"dobj", "dative"}]
            if held:
                return held[0]
            verb = verb.head
        elif verb.dep_ in {"conj", "advcl"} and verb.head.pos_ in {"VERB", "AUX"}:
            verb = verb.head
        else:
            return None
    return None


def relative_antecedent(token: Token) -> Token | None:
    """The noun that `who`, `which` or `that` stands for, where a relative clause says so."""
    if token.tag_ not in {"WP", "WDT", "WP$"}:
        return None
    for one in token.ancestors:
        if one.dep_ == "relcl":
            return one.head
    return None


def noun_phrase(head: Token) -> tuple[int, int]:
    """Characters of a noun phrase: modifiers before, prepositional phrases after.

    Relative clauses, appositions, participles and conjuncts after the head stay out.
    """
    inside = list(_tight(head))
    left = min(token.i for token in inside)
    right = max(token.i for token in inside)
    doc = head.doc
    return doc[left].idx, doc[right].idx + len(doc[right])


def _tight(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if (
            child.dep_ in _LOOSE
            or (child.i > head.i and child.dep_ in CLAUSES)
            or child.is_space
        ):
            continue
        yield from _tight(child)
