"""Who speaks, as the text says it: the subject of a cue, and its noun phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.syntax import SUBJECTS, noun_phrase, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.draft import Bounds
    from pipeline.quotes.page import Page

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NO_SPEAKER = frozenset({"it", "there", "that", "this", "which", "what"})


def subject_near(verb: Token, page: Page) -> Token | None:
    """The head of the noun phrase that says what a cue reports, by the parse or by position."""
    found = subject_of(verb)
    unit = page.unit(verb)
    if found is not None and page.is_reporter(found) and page.unit(found) == unit:
        return found
    return _left(verb, page) or _right(verb, page)


def _left(verb: Token, page: Page) -> Token | None:
    """The noun right before a verb, adverbs and auxiliaries between them."""
    i = page.before(verb.i)
    while (
        i >= 0 and page.doc[i].pos_ in {"AUX", "ADV", "PART"} and page.is_reporter(page.doc[i])
    ):
        i = page.before(i)
    return _nominal(i, verb, page)


def _right(verb: Token, page: Page) -> Token | None:
    """The noun phrase right after an inverted verb."""
    for token in page.doc[verb.i + 1 : verb.i + 7]:
        if (
            token.is_punct
            or token.pos_ in {"VERB", "ADP", "SCONJ"}
            or not page.is_reporter(token)
        ):
            return None
        if token.pos_ in _NOMINAL:
            head = token
            while (
                head.head.i > head.i and head.head.pos_ in _NOMINAL and head.dep_ == "compound"
            ):
                head = head.head
            return head
    return None


def _nominal(i: int, verb: Token, page: Page) -> Token | None:
    if i < 0 or not page.is_reporter(page.doc[i]) or page.unit(page.doc[i]) != page.unit(verb):
        return None
    token = page.doc[i]
    return token if token.pos_ in _NOMINAL else None


def source_span(head: Token, page: Page) -> Bounds:
    """The source's noun phrase: modifiers before it; relative clauses and appositions left out.

    "Its spokesman, Henrik Dahl" stays whole: there the apposition is the name.
    """
    start, end = noun_phrase(head)
    for token in page.doc[head.left_edge.i : head.i]:
        if not page.is_reporter(token) and page.is_reporter(head):
            start = max(start, page.quoted[page.inside[token.i]].stretch.after)
    start = _trimmed(page.doc.text, start, head.idx)
    if page.is_reporter(head):
        for token in page.doc[head.i + 1 : head.right_edge.i + 1]:
            if not page.is_reporter(token):
                end = min(end, token.idx)
                break
    name = _named_after(head, page)
    if name is not None:
        end = noun_phrase(name)[1]
    return start, len(page.doc.text[:end].rstrip(" ,;:—–-\n"))


def _trimmed(text: str, start: int, limit: int) -> int:
    while start < limit and text[start] in " ,;:—–-\n\t\r":
        start += 1
    return start


def _named_after(head: Token, page: Page) -> Token | None:
    """The name in "Its spokesman, Henrik Dahl"."""
    if head.pos_ != "NOUN":
        return None
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i:
            first = child.left_edge
            if (
                page.doc[first.i - 1].text == ","
                and first.i - 2 == head.i
                and first.pos_ == "PROPN"
            ):
                return child
    return None


def is_empty_subject(token: Token | None) -> bool:
    """Whether a subject names no speaker: `it is said`, `which says`."""
    return token is None or (token.lower_ in _NO_SPEAKER and token.dep_ in SUBJECTS)
