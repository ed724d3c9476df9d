"""Who speaks, as the text says it: the subject of a cue, and its noun phrase."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.quotes.phrases import name_behind, named_aide, over_name
from pipeline.syntax import SUBJECTS, noun_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.draft import Bounds
    from pipeline.quotes.page import Page

_BREAKS = (",", "(", "—", "–", " -", ";", "“", '"', "\n")
_STRIP = ' ,;:—–-\n\t("“'
_ACRONYM = re.compile(r" \([A-Z][\w.&-]{1,11}\)")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_TIMES = frozenset({"DATE", "TIME"})
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DEPENDENT = frozenset({"conj", "xcomp", "advcl", "acl", "amod", "pcomp"})
_SHARING = frozenset({"conj", "advcl", "pcomp", "prep", "acomp", "ccomp", "dep", "parataxis"})
_OBJECT_CONTROL = frozenset(
    {"ask", "urge", "tell", "persuade", "convince", "force", "allow", "encourage", "order",
     "advise", "lead", "cause", "get", "want", "expect", "invite", "push", "press", "beg",
     "permit", "enable",
     "warn", "help", "let", "make", "see", "hear", "prompt", "instruct", "command", "require"}
)  # fmt: skip
_POSSESSIVE = ("'s", "’s", "'", "’")
_CLITICS = frozenset({"'s", "’s", "'ve", "’ve", "'d", "’d", "n't", "n’t"})
_MAX_CLIMB = 5
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_NO_SPEAKER = frozenset({"there", "what", "this", "whom", "whose", "'s", "’s"})


def own_subject(verb: Token, page: Page) -> Token | None:
    """The subject in the cue clause itself: by the parse, else the noun next to the verb."""
    aide = named_aide(page, verb.i)
    if aide is not None and _is_near(aide, verb, page):
        return aide
    found = None
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.dep_ != "expl" and _is_near(child, verb, page):
            # "Hawaii, one adviser pointed out, is ...": the second of two speaks
            apart = child.i < verb.i and verb.doc[child.i - 1].text != "-" != child.text
            found = child if found is None or apart else found
    if found is not None:
        before = verb.doc[verb.i - 1]
        beside = before.dep_ == "appos" and before.head == found
        if beside and verb.doc[before.left_edge.i - 1].text == ",":
            return before  # "To understand Dred Scott, Chief Justice Roberts said, ..."
        return found if found.ent_type_ not in _TIMES else _left(verb, page)
    if verb.tag_ not in _FINITE or verb.dep_ in _DEPENDENT:
        return None
    return _left(verb, page) or _right(verb, page) or _far_left(verb, page)


def controlling_subject(verb: Token, page: Page, texts: frozenset[str]) -> Token | None:
    """The subject of a cue that has none of its own: shared, or of the clause above it.

    Args:
        verb: without a subject.
        page: that it stands on.
        texts: nouns for what is written: in "a letter saying ..." the writer speaks.
    """
    if _is_doer(verb.doc[verb.i - 1], verb):
        return verb.doc[verb.i - 1]
    above: Token = _reporting_above(verb) or verb
    if above is not verb:
        found = own_subject(above, page)
        if found is not None and _is_near(found, verb, page):
            return found
    return _subject_above(above, verb, page, texts)


def _subject_above(
    above: Token, verb: Token, page: Page, texts: frozenset[str]
) -> Token | None:
    """The subject of the nearest clause above a cue that has one near it."""
    for _ in range(_MAX_CLIMB):
        held = _holder(above, texts)
        if held is None or held.i == above.i:
            return None
        if held.pos_ in _NOMINAL:
            return held if _is_near(held, verb, page) else None
        above = _main(held) if _is_detached(above) else held
        for child in above.children:
            if child.dep_ in SUBJECTS and child.dep_ != "expl" and _is_near(child, verb, page):
                return child
    return None


def _is_detached(token: Token) -> bool:
    """Whether a clause stands apart as a comment: "..., calling the report fiction"."""
    before = token.doc[token.left_edge.i - 1]
    return token.tag_ == "VBG" and token.dep_ == "advcl" and before.text == ","


def _main(verb: Token) -> Token:
    """The verb over an infinitive: who "ordered it to pay, calling it late" calls it so."""
    while verb.dep_ == "xcomp" and verb.tag_ == "VB":
        verb = verb.head
    return verb


def _is_doer(noun: Token, verb: Token) -> bool:
    """Whether a name before a gerund does it: "footage of Anna Lind asking why"."""
    return noun.pos_ == "PROPN" and verb.tag_ == "VBG" and verb.dep_ == "xcomp"


def _reporting_above(verb: Token) -> Token | None:
    """The verb that reports the clause which a parser hung a further cue on.

    "said the club would wait, but insisted ..." is read as if the club insisted.
    """
    if verb.dep_ not in {"conj", "advcl", "acl"}:
        return None
    clause: Token = verb.head
    while (
        clause.dep_ in {"conj", "advcl", "dobj", "prep", "pobj", "acomp", "attr"}
        and clause.i > clause.head.i
    ):
        clause = clause.head
    over: Token = clause.head
    if clause.dep_ != "ccomp" or clause.i < over.i or over.pos_ != "VERB":
        return None
    if verb.dep_ == "conj" and verb.tag_ != "VBG":
        bare = not any(c.dep_ in {"aux", "auxpass", "mark"} for c in verb.children)
        return over if bare and verb.tag_ == over.tag_ else None
    before = verb.doc[verb.left_edge.i - 1]
    return over if verb.tag_ == "VBG" and before.text == "," else None


def _holder(token: Token, texts: frozenset[str]) -> Token | None:
    """The verb whose subject a clause shares, or the noun that is its subject."""
    head: Token = token.head
    if token.dep_ == "xcomp":
        held = [c for c in head.children if c.dep_ in {"dobj", "dative"} and c.i < token.i]
        return held[0] if held and head.lemma_ in _OBJECT_CONTROL else head
    if token.dep_ == "acl" and head.pos_ in _NOMINAL:
        comma = token.doc[token.left_edge.i - 1].text == ","
        if head.lemma_.lower() in texts or (comma and token.tag_ == "VBG"):
            return _clause_of(head)
        return head
    if token.dep_ in _SHARING or head.pos_ in {"ADP", "ADJ", "SCONJ"}:
        return head
    return None


def _clause_of(noun: Token) -> Token | None:
    """The verb whose object a noun is."""
    for one in noun.ancestors:
        if one.pos_ in {"VERB", "AUX"}:
            return one
    return None


def _is_near(token: Token, verb: Token, page: Page) -> bool:
    return (
        page.inside[token.i] == page.inside[verb.i]
        and page.unit_of[token.i] == page.unit_of[verb.i]
    )


def _left(verb: Token, page: Page) -> Token | None:
    """The noun right before a verb, adverbs and auxiliaries between them."""
    i = page.before(verb.i)
    while i >= 0 and page.inside[i] < 0 and _is_auxiliary(page.tokens[i]):
        i = page.before(i)
    found = _nominal(i, verb, page)
    return _governing(found, verb, page) if found is not None else None


def _governing(noun: Token, verb: Token, page: Page) -> Token:
    """The noun that governs a phrase: in "members of the party in Lodz say", `members`."""
    best = noun
    for one in noun.ancestors:
        if one.i >= verb.i or not _is_near(one, verb, page) or one.tag_ in _TENSED:
            break
        if one.pos_ in _NOMINAL:
            best = one
        if one.tag_ == "VBG":
            best = next((c for c in one.children if c.dep_ == "nsubj"), best)
    return best


def _is_auxiliary(token: Token) -> bool:
    return token.pos_ in {"AUX", "ADV", "PART"} or token.lower_ in _CLITICS


def _far_left(verb: Token, page: Page) -> Token | None:
    """The noun in front of a comma and an apposition: "Buck, a spokesman for Ryan, told"."""
    unit = page.unit(verb)
    if unit is None or page.tokens[verb.i - 1].text != ",":
        return None
    for token in page.tokens[unit.first : verb.i]:
        if page.inside[token.i] >= 0 or token.pos_ not in _NOMINAL:
            continue
        follows = page.tokens[token.i + 1].text == ","
        if follows and token.dep_ in {"nsubj", "ROOT", "dep", "npadvmod"}:
            return token
    return None


def _right(verb: Token, page: Page) -> Token | None:
    """The noun phrase right after an inverted verb."""
    for token in page.tokens[verb.i + 1 : verb.i + 7]:
        if (
            token.is_punct
            or token.pos_ in {"VERB", "ADP", "SCONJ"}
            or page.inside[token.i] >= 0
        ):
            return None
        if token.tag_ in {"WP", "WDT", "WP$"}:
            return None
        if token.tag_ == "PRP$":
            continue  # "added her husband, Steve"
        if token.pos_ in _NOMINAL:
            if token.dep_ in SUBJECTS and token.head.i > token.i:
                return None
            head = token
            while (
                head.head.i > head.i and head.head.pos_ in _NOMINAL and head.dep_ == "compound"
            ):
                head = head.head
            return head
    return None


def _nominal(i: int, verb: Token, page: Page) -> Token | None:
    if i < 0 or not _is_near(page.tokens[i], verb, page):
        return None
    token = page.tokens[i]
    if token.pos_ in _NOMINAL or (token.tag_ == "JJ" and token.text == "old"):
        return token
    return None


def source_span(head: Token, page: Page) -> Bounds:
    """The source's noun phrase: modifiers before it; relative clauses and appositions left out.

    "Its spokesman, Henrik Dahl" stays whole: there the apposition is the name. So does an
    acronym in brackets.
    """
    start, end = noun_phrase(head)
    text = page.text
    for token in page.tokens[head.left_edge.i : head.i]:
        if page.inside[token.i] != page.inside[head.i]:
            start = max(start, token.idx + len(token))
    start = _trimmed(text, start, head.idx)
    stop = head.idx + len(head)
    end = min(
        [end, *(cut for cut in (text.find(mark, stop, end) for mark in _BREAKS) if cut >= 0)]
    )
    end = over_name(page, head, end)
    name = name_behind(page, head)
    if name is not None:
        end = page.tokens[name].idx + len(page.tokens[name])
    end = _over_conjuncts(page, head, end)
    for mark in _POSSESSIVE:
        if head.dep_ == "poss" and text[start:end].endswith(mark):
            end -= len(mark)
    end = _over_hyphen(page, head, len(text[:end].rstrip(_STRIP)))
    return start, _over_acronym(text, end)


def _over_conjuncts(page: Page, head: Token, end: int) -> int:
    """Over further members of a subject: "Trump and his supporters"."""
    for token in head.conjuncts:
        named = (
            token.i > head.i
            and token.pos_ in _NOMINAL
            and page.inside[token.i] == page.inside[head.i]
        )
        if named and token.idx > end and head.head.i > token.i:
            end = noun_phrase(token)[1]
    return end


def _over_hyphen(page: Page, head: Token, end: int) -> int:
    """Over the rest of a word that the parser cut: "The vice-president"."""
    i = head.i + 2
    if end == head.idx + len(head) and i < len(page.tokens):
        hyphen, rest = page.tokens[i - 1], page.tokens[i]
        if hyphen.text == "-" and hyphen.idx == end and rest.idx == end + 1:
            return rest.idx + len(rest)
    return end


def _over_acronym(text: str, end: int) -> int:
    if text[end : end + 1] == ")" and "(" in text[max(0, end - 12) : end]:
        return end + 1
    match = _ACRONYM.match(text, end)
    return match.end() if match else end


def _trimmed(text: str, start: int, limit: int) -> int:
    while start < limit and text[start] in " ,;:—–-\n\t\r":
        start += 1
    return start


def is_empty_subject(token: Token | None) -> bool:
    """Whether a subject names no speaker: `it is said`, `which says`."""
    return token is None or (token.lower_ in _NO_SPEAKER and token.dep_ in SUBJECTS)
