"""Where a reported clause ends: at the reporter's next cue, whatever the parser hung it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.page import within

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.group import Group
    from pipeline.quotes.lexicon import Lexicon
    from pipeline.quotes.page import Page

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_BOUND = frozenset({"mark", "aux", "auxpass"})
_PAUSES = frozenset({",", "—", "–", "--"})
_CONTRAST = frozenset({"while", "whereas", "although", "though"})


def next_cue(clause: Token, group: Group, page: Page, lexicon: Lexicon) -> int:
    """The first token, behind a complement clause's head, that is the reporter's own again.

    "said it was disappointed and accused the union": the parser makes `accused` a conjunct of
    the clause; "denied it was for sale, calling the report ..." a modifier in it.
    """
    for i in within(page.words.verbs, clause.i + 1, group.unit.last):
        token = page.tokens[i]
        if (
            page.inside[i] >= 0
            or token.dep_ in {"aux", "auxpass"}
            or not lexicon.is_speech(token)
        ):
            continue
        start = _start(token, clause, group, page)
        if start is not None and start > clause.i:
            return start
    return group.unit.last + 1


def _start(token: Token, clause: Token, group: Group, page: Page) -> int | None:
    if token.tag_ == _tense(group.verb):
        if any(c.dep_ in _SUBJECTS and c.i < token.i for c in token.children):
            return _turn(token)
        joined = _joined(token, clause, page)
        if joined is not None:
            return joined
    return _participle(token, clause) if token.tag_ == "VBG" else None


def _tense(verb: Token) -> str:
    """A verb's tag; the past that `did` gives in "did not believe"."""
    did = any(c.dep_ == "aux" and c.tag_ == "VBD" for c in verb.children)
    return "VBD" if did and verb.tag_ == "VB" else verb.tag_


def _joined(token: Token, clause: Token, page: Page) -> int | None:
    """The conjunction before a further cue without a subject: `..., and warned that ...`."""
    before = page.before(token.i)
    while before > clause.i and page.tokens[before].pos_ == "ADV":
        before = page.before(before)
    if page.tokens[before].dep_ != "cc" or any(c.dep_ in _BOUND for c in token.children):
        return None
    objects = {"ccomp", "xcomp"}
    if token.dep_ == "conj" and _is_over(clause, token):
        objects |= {"dobj", "prep"}
    told = any(c.dep_ in objects and c.i > token.i for c in token.children)
    after = page.after(token.i)
    spoken = after < len(page.tokens) and page.inside[after] >= 0
    return before if told or spoken else None


def _is_over(clause: Token, token: Token) -> bool:
    """Whether a conjunct hangs on the clause, or on one inside it that has another tense."""
    head = token.head
    while head.dep_ == "ccomp" and head != clause and head.tag_ != token.tag_:
        head = head.head
    return head in {clause, *clause.conjuncts}


def _turn(token: Token) -> int | None:
    """Where another speaker's turn begins: `..., while others said`, `..., and he accused`."""
    left = token.left_edge
    if any(c.dep_ in {"aux", "auxpass"} for c in token.children):
        return None
    if token.dep_ == "advcl":
        contrast = left.lower_ in _CONTRAST and token.doc[left.i - 1].text == ","
        return left.i - 1 if contrast else None
    bare = not any(c.dep_ == "mark" for c in token.children)
    joined = token.doc[left.i - 1].dep_ == "cc" and token.doc[left.i - 2].text in _PAUSES
    return left.i - 2 if bare and joined else None


def _participle(token: Token, clause: Token) -> int | None:
    """The comma before `..., saying it was late`, `..., calling the report "fiction"`."""
    if token.dep_ not in {"advcl", "acl", "conj"}:
        return None
    before = token.doc[token.left_edge.i - 1]
    comma = before.text == "," or (before.is_quote and token.doc[before.i - 1].text == ",")
    says = any(c.dep_ == "ccomp" and c.i > token.i for c in token.children)
    return before.i if comma and (says or token.head == clause) else None
