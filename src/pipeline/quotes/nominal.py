"""Nouns and adjectives as cues: `his promise to ...`, `a warning that ...`, `eager to`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft
from pipeline.quotes.page import within
from pipeline.quotes.sources import controlling_subject, own_subject
from pipeline.quotes.spans import content_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from pipeline.quotes.lexicon import Lexicon
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page, Unit

_CLAUSES = frozenset({"acl", "relcl", "ccomp", "xcomp", "advcl"})
_GIVERS = frozenset({"from", "by"})
_BE = frozenset({"be", "seem", "appear", "become", "remain", "sound", "look", "feel", "get"})


def nominal_drafts(page: Page, unit: Unit, lexicon: Lexicon) -> Iterator[Draft]:
    """Drafts for the nouns and adjectives of a unit that report; written with `--all` only."""
    texts = lexicon.texts
    for i in within(page.words.nouns, unit.first, unit.last):
        rules = lexicon.noun(page.tokens[i]) if page.inside[i] < 0 else []
        draft = _noun(page, unit, page.tokens[i], rules, texts) if rules else None
        if draft is not None:
            yield _as_verb(draft, page, lexicon) or draft
    for i in within(page.words.adjectives, unit.first, unit.last):
        rules = lexicon.adjective(page.tokens[i]) if page.inside[i] < 0 else []
        draft = _adjective(page, unit, page.tokens[i], rules) if rules else None
        if draft is not None:
            yield draft


def _noun(
    page: Page, unit: Unit, noun: Token, rules: list[CueRule], texts: frozenset[str]
) -> Draft | None:
    source = _giver(noun) or _maker(page, noun, texts)
    for rule in rules:
        for frame, first, last in _complements(noun, rule):
            if frame == "pp" and source is None:
                continue
            pieces = content_pieces(page, [(first, min(last, unit.last))], with_marks=True)
            if pieces and frame in rule.loose:
                return Draft(rule, pieces, noun, subject=source, recorded=False)
    return None


def _as_verb(draft: Draft, page: Page, lexicon: Lexicon) -> Draft | None:
    """`Lind claims that ...`, whose verb a parser took for a plural."""
    noun = draft.cue
    rule = lexicon.direct_form(noun) if noun is not None and noun.tag_ == "NNS" else None
    if noun is None or rule is None or "that_clause" not in rule.frames:
        return None
    name = page.tokens[page.before(noun.i)]
    said = draft.subject is None and draft.start > noun.idx
    if not said or not name.is_title or name.pos_ not in {"PROPN", "NOUN"}:
        return None
    first = name.i
    while page.tokens[first - 1].pos_ == "PROPN" and page.tokens[first - 1].is_title:
        first -= 1
    source = page.tokens[first].idx, name.idx + len(name)
    told = page.tokens[page.after(noun.i)].lower_ == "that"
    return replace(draft, rule=rule, subject=name, source=source, recorded=told)


def _complements(noun: Token, rule: CueRule) -> Iterator[tuple[str, int, int]]:
    head: Token = noun.head
    holders = [noun, head] if noun.dep_ == "nsubj" and head.lemma_ == "be" else [noun]
    for child in (c for holder in holders for c in holder.children if c.i > noun.i):
        if child.dep_ in _CLAUSES:
            marks = {c.lower_: c for c in child.children if c.i < child.i}
            if "that" in marks and marks["that"].dep_ == "mark":
                yield "that_clause", marks["that"].i + 1, child.right_edge.i
            elif "to" in marks and child.tag_ == "VB":
                yield "to_infinitive", child.left_edge.i, child.right_edge.i
        elif (
            child.dep_ == "prep" and child.lower_ in rule.after and child.right_edge.i > child.i
        ):
            yield "pp", child.i + 1, child.right_edge.i


def _giver(noun: Token) -> Token | None:
    """Whose it is: "his promise", "a warning from the bank"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in _GIVERS:
            for held in child.children:
                if held.dep_ == "pobj":
                    return held
    return None


def _maker(page: Page, noun: Token, texts: frozenset[str]) -> Token | None:
    """Who makes it: the subject of the verb that it is the object of."""
    head: Token = noun.head
    if noun.dep_ not in {"dobj", "attr"} or head.pos_ != "VERB":
        return None
    return own_subject(head, page) or controlling_subject(head, page, texts)


def _adjective(page: Page, unit: Unit, word: Token, rules: list[CueRule]) -> Draft | None:
    head: Token = word.head
    if word.dep_ not in {"acomp", "ROOT", "conj", "oprd"} or (
        word.dep_ == "acomp" and head.lemma_ not in _BE
    ):
        return None
    verb = head if word.dep_ == "acomp" else word
    subject = own_subject(verb, page) or controlling_subject(verb, page, frozenset())
    if subject is None or subject.dep_ == "expl":
        return None
    for rule in rules:
        for child in word.children:
            run = _adjective_content(child, word, rule)
            if run is not None:
                pieces = content_pieces(
                    page, [(run[0], min(run[1], unit.last))], with_marks=True
                )
                if pieces:
                    return Draft(rule, pieces, word, subject=subject, recorded=False)
    return None


def _adjective_content(child: Token, word: Token, rule: CueRule) -> tuple[int, int] | None:
    if child.i < word.i:
        return None
    if child.dep_ in {"xcomp", "ccomp"}:
        first = child.left_edge
        return (first.i + (first.lower_ == "that"), child.right_edge.i)
    if child.dep_ == "prep" and child.lower_ in rule.after and child.right_edge.i > child.i:
        return child.i + 1, child.right_edge.i
    return None
