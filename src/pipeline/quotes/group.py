"""The cue clause: a cue verb with its subject, particle and adjuncts, as a run of tokens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.quotes.page import within
from pipeline.quotes.phrases import apposition_end
from pipeline.quotes.sources import controlling_subject, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.lexicon import Lexicon
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page, Unit

_STOPS = frozenset({",", ";", ":", ".", "—", "–", "--", "-", "(", ")", "?", "!", "..."})
_HAS = frozenset({"'s", "’s"})  # "he's said": the model reads it as "is"
_REDUCED = frozenset({"advcl", "acl", "ROOT", "amod"})
_LEFT_CHAIN = frozenset({"aux", "auxpass", "advmod", "neg", "npadvmod"})


class Cue(NamedTuple):
    """A cue verb, the particle that belongs to it, and the rules that it may follow."""

    verb: Token
    particle: Token | None
    rules: tuple[CueRule, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Tokens `first` to `last` (included) around a cue verb of a unit."""

    verb: Token
    particle: Token | None
    subject: Token | None
    rules: tuple[CueRule, ...]
    unit: Unit
    first: int
    last: int
    shared: bool  # the subject belongs to another clause
    limit: int  # the last token that its content may reach
    passive: bool  # what is said is the verb's subject, or nobody says it: "is expected to"

    @property
    def inverted(self) -> bool:
        """Whether the subject follows the verb."""
        return self.subject is not None and self.subject.i > self.verb.i


def cue_groups(page: Page, unit: Unit, lexicon: Lexicon) -> list[Group]:
    """The cue verbs of a unit that stand outside quotation marks, in text order."""
    out = []
    texts = lexicon.texts
    for i in within(page.words.verbs, unit.first, unit.last):
        if page.inside[i] >= 0:
            continue
        token = page.tokens[i]
        rules, particle = lexicon.verb(token)
        if rules and token.dep_ not in {"aux", "auxpass"}:
            out.append(_group(page, unit, Cue(token, particle, tuple(rules)), texts))
    return [_with_shared_subject(group, out[:n], page) for n, group in enumerate(out)]


def _with_shared_subject(group: Group, earlier: list[Group], page: Page) -> Group:
    """A cue behind "and" with the subject of the cue before it, whatever the parser says.

    "insisted he had no plans to retire and joked that ..." is read as if the plans joked.
    """
    before = page.before(group.verb.i)
    while before >= group.unit.first and page.tokens[before].pos_ == "ADV":
        before = page.before(before)
    clause = any(c.dep_ == "ccomp" and c.i > group.verb.i for c in group.verb.children)
    if not (group.shared and clause and page.tokens[before].dep_ == "cc"):
        return group
    for one in reversed(earlier):
        if one.verb.tag_ == group.verb.tag_ and one.subject is not None:
            return replace(group, subject=one.subject)
    return group


def _group(page: Page, unit: Unit, cue: Cue, texts: frozenset[str]) -> Group:
    verb = cue.verb
    subject = own_subject(verb, page)
    shared = subject is None
    if subject is None:
        subject = controlling_subject(verb, page, texts)
    first = min(
        [verb.i, *(c.i for c in verb.children if c.dep_ in _LEFT_CHAIN and c.i < verb.i)]
    )
    if subject is not None and not shared and subject.i < verb.i:
        first = _over_capitals(page, unit, _left_edge(page, unit, subject))
    else:
        first = _not_quoted_from(page, unit, first, verb.i)
    last = _right_edge(page, unit, verb, None if shared else subject)
    passive = _is_passive(verb, unit, shared=shared)
    return Group(
        verb, cue.particle, subject, cue.rules, unit, first, last, shared, unit.last, passive
    )


def _is_passive(verb: Token, unit: Unit, *, shared: bool) -> bool:
    """Whether what is said is the verb's subject, or nobody says it: `is expected to`."""
    children = list(verb.children)
    deps = {child.dep_ for child in children}
    if "nsubjpass" in deps or "auxpass" in deps or "csubjpass" in deps:
        return not any(c.dep_ == "auxpass" and c.lower_ in _HAS for c in children)
    if any(c.dep_ == "mark" and c.lower_ == "with" for c in children):
        return True  # "with both of them expected to come"
    if shared and verb.i == unit.first and verb.tag_ in {"VBN", "VBD"}:
        return True  # "Asked whether he would go, the minister ..."
    reduced = verb.tag_ == "VBN" and not deps & {"nsubj", "aux"}
    if not (reduced and verb.dep_ in _REDUCED) or "dobj" in deps:
        return False
    # "a party called X" names it; "Beruff, an ally, called it X" says so
    before = verb.doc[max(0, verb.i - 1)].text
    return not ("oprd" in deps and (before == "," or verb.dep_ == "ROOT"))


def _left_edge(page: Page, unit: Unit, subject: Token) -> int:
    first = max(unit.first, subject.left_edge.i)
    return _not_quoted_from(page, unit, first, subject.i)


def _over_capitals(page: Page, unit: Unit, first: int) -> int:
    """Back to a quotation over a name taken for a verb: `...," Tulsa police said`."""
    i = first
    while i > unit.first and page.inside[i - 1] < 0 and page.tokens[i - 1].is_title:
        i -= 1
    return i if i > unit.first and page.inside[i - 1] >= 0 else first


def _not_quoted_from(page: Page, unit: Unit, first: int, to: int) -> int:
    """The first token from which all up to `to` lie outside quotation marks."""
    for i in range(to, max(first, unit.first) - 1, -1):
        if page.inside[i] >= 0:
            return i + 1
    return max(first, unit.first)


def _right_edge(page: Page, unit: Unit, verb: Token, subject: Token | None) -> int:
    """The last token before the punctuation or quotation that ends the cue clause."""
    i = verb.i
    if subject is not None and subject.i > verb.i:
        i = min(unit.last, subject.i)
        i = _over_apposition(page, unit, subject, i)
    while i < unit.last:
        after = i + 1
        number = page.inside[after]
        if number >= 0 and page.is_programme(page.quoted[number]):
            i = page.quoted[number].last
            continue
        if number >= 0 or _is_stop(page.tokens[after]):
            return i
        i = after
    return i


def _is_stop(token: Token) -> bool:
    """Whether punctuation ends a clause; the hyphen of "vote-buying" does not."""
    return token.text in _STOPS and token.tag_ != "HYPH"


def _over_apposition(page: Page, unit: Unit, subject: Token, i: int) -> int:
    """Behind the commas of an apposition or relative clause of an inverted subject."""
    while i < unit.last and not _is_stop(page.tokens[i + 1]) and page.inside[i + 1] < 0:
        i += 1
    if i < unit.last and page.tokens[i + 1].text == ",":
        to = apposition_end(page, unit, i + 1, subject)
        if to is not None:
            return to
    for child in subject.children:
        if child.dep_ in {"appos", "relcl", "acl"} and i < child.i <= unit.last:
            to = min(child.right_edge.i, unit.last)
            while to > i and (page.inside[to] >= 0 or page.tokens[to].is_punct):
                to -= 1
            i = max(i, to)
    return i
