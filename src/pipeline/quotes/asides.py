"""A cue clause that is set off: `"...," he said.`, `X, she said, was Y`, `As he noted, X`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.quotes.around import runs_around
from pipeline.quotes.draft import Draft
from pipeline.quotes.objects import agent_of
from pipeline.quotes.spans import content_pieces

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.group import Group
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page

_OFF = frozenset({",", "—", "–", "--", "-"})
_ENDS = frozenset({",", ".", ";", "—", "–", "--", "?", "!"})
_COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "attr", "oprd"})
_WHILE = frozenset({"as", "when", "while", "after", "before", "because", "if", "until"})
_TOLD = frozenset({"story", "truth", "tale", "lie", "joke", "difference", "time"})
_LINKING = frozenset({"AUX", "VERB", "PART", "ADV", "ADP", "SCONJ"})
_CHAIN = 4  # words between "he" and "say": "is widely expected to"
_EARLY = 4  # tokens from "As" to its verb: "As was widely reported by"


def aside(group: Group, page: Page) -> Draft | None:
    """What a cue clause that is set off reports; None where it is not set off."""
    group = _with_chain(group, page)
    before = page.before(group.first)
    if page.tokens[group.unit.first].lower_ == "as":
        noted = _as_reported(group, page) if group.passive else _as_noted(group, page)
        if noted is not None or before == group.unit.first:
            return noted
    if group.passive and before > group.unit.first and page.tokens[before].lower_ == "as":
        return _as_reported_behind(group, page, before)
    if before >= group.unit.first and page.tokens[before].lower_ == "as":
        before = page.before(before)
    comma = before >= 0 and page.tokens[before].text in _OFF
    last = page.before(before) if comma else before
    if group.subject is None or group.verb.dep_ == "relcl" or last < group.unit.first:
        return None
    quoted = page.inside[last] >= 0
    if quoted:
        said = comma or _speaks(page, last)
        named = page.is_capitalised(page.quoted[page.inside[last]]) and _has_complement(group)
        set_off = said and not named and not _has_clause(group)
    else:
        set_off = comma and _ends(group, page) and not _has_complement(group)
    if not set_off or not _has_subject(group, quoted=quoted):
        return None
    return _draft(group, page, last, quoted=quoted)


def _draft(group: Group, page: Page, last: int, *, quoted: bool) -> Draft | None:
    frame = "direct" if quoted else "aside"
    rule = next((rule for rule in group.rules if frame in {*rule.frames, *rule.loose}), None)
    runs = runs_around(group, page, last, quoted=quoted) if rule is not None else []
    pieces = content_pieces(page, runs)
    if rule is None or not pieces:
        return None
    recorded = frame in rule.frames
    return Draft(rule, pieces, group.verb, group.particle, group.subject, recorded=recorded)


def _rule(group: Group) -> CueRule | None:
    return next((rule for rule in group.rules if "aside" in rule.frames), None)


def _as_noted(group: Group, page: Page) -> Draft | None:
    """`As the paper noted, ...`."""
    rule, comma = _rule(group), group.last + 1
    led = page.before(group.first) == group.unit.first
    if rule is None or not led or comma >= group.unit.last or _has_complement(group):
        return None
    if page.tokens[comma].text != ",":
        return None
    pieces = content_pieces(page, [(comma + 1, group.unit.last)])
    return Draft(rule, pieces, group.verb, group.particle, group.subject) if pieces else None


def _as_reported(group: Group, page: Page) -> Draft | None:
    """`As reported by X, ...`; `As was declared on Friday by X, ...`."""
    unit, rule, agent = group.unit, _rule(group), agent_of(group.verb)
    if rule is None or agent is None or group.verb.i - unit.first > _EARLY:
        return None
    commas = (i for i in range(agent.i, unit.last) if page.tokens[i].text == ",")
    comma = next(commas, None)
    pieces = content_pieces(page, [(comma + 1, unit.last)]) if comma is not None else []
    return Draft(rule, pieces, group.verb, group.particle, agent) if pieces else None


def _as_reported_behind(group: Group, page: Page, before: int) -> Draft | None:
    """`X, as was declared on Friday by the minister`."""
    rule, agent = _rule(group), agent_of(group.verb)
    if rule is None or agent is None or page.tokens[before - 1].text != ",":
        return None
    pieces = content_pieces(page, runs_around(group, page, before - 2, quoted=False))
    return Draft(rule, pieces, group.verb, group.particle, agent) if pieces else None


def _with_chain(group: Group, page: Page) -> Group:
    """The whole of `"...," he is expected to say`, `"...," she was quoted as saying`."""
    subject = group.subject
    if not group.shared or subject is None or group.verb.dep_ not in {"xcomp", "pcomp"}:
        return group
    between = page.tokens[subject.i + 1 : group.verb.i]
    before = page.before(subject.left_edge.i)
    chained = 0 < len(between) <= _CHAIN and all(t.pos_ in _LINKING for t in between)
    spoken = before >= group.unit.first and (
        page.inside[before] >= 0 or group.verb.head.lemma_ == "like"  # "she liked to say"
    )
    if not chained or not spoken:
        return group
    return replace(group, first=subject.left_edge.i, shared=False)


def _has_subject(group: Group, *, quoted: bool) -> bool:
    """Whether a cue clause has a subject, or may share one: `"...," he smiled and said`."""
    if group.shared:
        return quoted and group.verb.dep_ == "conj" and group.verb.tag_ == "VBD"
    # behind a quotation, "asked" that is read as a participle is a verb after all
    passive = any(child.dep_ == "auxpass" for child in group.verb.children)
    return not group.passive or (quoted and not passive)


def _ends(group: Group, page: Page) -> bool:
    after = group.last + 1
    return after > group.unit.last or page.tokens[after].text in _ENDS


def _is_hearer(group: Group, child: Token) -> bool:
    told = child.dep_ in {"dobj", "dative"} and child.lemma_.lower() not in _TOLD
    return told and any(rule.hearer for rule in group.rules)


def _speaks(page: Page, i: int) -> bool:
    """Whether the quotation that ends at token i ends like speech, or begins its unit."""
    one = page.quoted[page.inside[i]]
    final = page.text[one.start : one.end].rstrip()[-1:]
    return final in ",.?!…—-–" or page.before(one.first) < page.units[page.unit_of[i]].first


def _has_clause(group: Group) -> bool:
    """Whether a cue verb has a clause of its own right behind it: `..., he said they were`."""
    return any(
        child.dep_ == "ccomp"
        and group.verb.i < child.left_edge.i <= group.verb.i + 2
        and child.i <= group.last
        and child.left_edge.lower_ not in _WHILE
        for child in group.verb.children
    )


def _has_complement(group: Group) -> bool:
    """Whether a cue verb reports something behind it: `..., he denied having ...`."""
    for child in group.verb.children:
        if child.dep_ not in _COMPLEMENTS or child == group.subject or _is_hearer(group, child):
            continue
        if group.verb.i < child.left_edge.i <= group.last:
            return True
    return False
