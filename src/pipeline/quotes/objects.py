"""Content that is no clause: objects, judgements, and what somebody talked about or urged.

Most of it is written with `--all` only. The guidelines record a judgement or an accusation
where it is in the speaker's own words: `called the figure "irresponsible"`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft
from pipeline.quotes.spans import content_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from pipeline.quotes.group import Group
    from pipeline.quotes.lexicon import Lexicon
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page

_OBJECTS = frozenset({"dobj", "attr", "oprd"})
_PREDICATES = frozenset({"oprd", "xcomp", "acomp", "ccomp", "advcl", "attr"})
_PASSIVES = frozenset({"np_object", "object_infinitive", "naming", "as_np", "that_clause"})
_PHRASE = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "PART", "NUM"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself"})

Found = tuple[str, int, int]  # a frame, the first and last token of its content


def object_content(group: Group, page: Page, lexicon: Lexicon) -> Draft | None:
    """What an object, a judgement or a prepositional phrase of a cue tells of."""
    if group.passive:
        step = lexicon.steps.get("passive")
        return _passive(group, page, step) if step is not None else None
    for found in _frames(group, page):
        for rule in group.rules:
            draft = _draft(rule, found, group, page)
            if draft is not None:
                return draft
    return None


def _draft(rule: CueRule, found: Found, group: Group, page: Page) -> Draft | None:
    frame, first, last = found
    first, last = max(first, group.verb.i + 1), min(last, group.limit)
    if first > last:
        return None
    spoken = _spoken(page, group, first, last)
    by_frame = frame in rule.frames and group.subject is not None
    recorded = by_frame or (spoken and frame in rule.quoted)
    if not recorded and frame not in {*rule.loose, *rule.frames}:
        return None
    pieces = content_pieces(page, [(first, last)], with_marks=True)
    if not pieces:
        return None
    return Draft(
        rule, pieces, group.verb, group.particle, subject=group.subject, recorded=recorded
    )


def _passive(group: Group, page: Page, step: CueRule) -> Draft | None:
    """What the subject of a passive cue, with its complement, is said to be or do."""
    verb = group.verb
    rule = next((r for r in group.rules if _PASSIVES & {*r.frames, *r.quoted, *r.loose}), None)
    subject = next((c for c in verb.children if c.dep_ in {"nsubjpass", "csubjpass"}), None)
    if subject is None and verb.dep_ == "acl" and agent_of(verb) is not None:
        subject = verb.head
    if (
        rule is None
        or subject is None
        or page.unit(subject) != group.unit
        or subject.i > verb.i
    ):
        return None
    runs = [(subject.left_edge.i, min(subject.right_edge.i, verb.i - 1))]
    for child in verb.children:
        if child.dep_ in _PREDICATES and child.i > verb.i and child.left_edge.i > verb.i:
            runs.append((child.left_edge.i, min(child.right_edge.i, group.unit.last)))
            break
    pieces = content_pieces(page, runs, with_marks=True)
    if not pieces:
        return None
    return Draft(
        step, pieces, verb, group.particle, agent_of(verb), recorded=False, stance=rule.stance
    )


def agent_of(verb: Token) -> Token | None:
    """The noun behind `by` of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def _spoken(page: Page, group: Group, first: int, last: int) -> bool:
    """Whether quoted words stand in a content, and more than a name or a title."""
    return any(first <= q.first <= last and not page.is_title(q) for q in group.unit.quoted)


def _frames(group: Group, page: Page) -> Iterator[tuple[str, int, int]]:
    """Frames that a verb's complements may fill, the most telling first, with their tokens."""
    verb = group.verb
    after = [c for c in verb.children if c.i > verb.i]
    held = next((c for c in after if c.dep_ in _OBJECTS), None)
    held = held or next((c for c in after if c.dep_ == "dative"), None)
    if group.particle is not None and any(
        c.dep_ in {"pobj", "pcomp"} for c in group.particle.children
    ):
        yield "np_object", group.particle.i + 1, group.particle.right_edge.i
    yield from _infinitives(group, after, held)
    if held is None:
        yield from _bare_naming(group, page)
    else:
        yield from _with_object(group, held, after, page)
    for child in after:
        if child.dep_ in {"prep", "agent"} and any(
            child.lower_ in r.after for r in group.rules
        ):
            yield "pp", child.i + 1, child.right_edge.i


def _bare_naming(group: Group, page: Page) -> Iterator[tuple[str, int, int]]:
    """`called Braynard "a smart guy"`, where the parser saw no object."""
    for quoted in group.unit.quoted:
        if quoted.first > group.verb.i + 1:
            between = page.tokens[group.verb.i + 1 : quoted.first]
            if (
                all(t.pos_ in _PHRASE for t in between)
                and page.after(quoted.last) > quoted.last
            ):
                yield "naming", group.verb.i + 1, quoted.last
            return


def _infinitives(
    group: Group, after: list[Token], held: Token | None
) -> Iterator[tuple[str, int, int]]:
    for child in after:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and child.tag_ == "VB" and _has_to(child):
            if held is not None and held.i < child.i:
                yield "object_infinitive", child.left_edge.i, child.right_edge.i
            elif any(c.dep_ == "nsubj" and c.i < child.i for c in child.children):
                to = next(c.i for c in child.children if c.lower_ == "to")
                yield "object_infinitive", to, child.right_edge.i


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _with_object(
    group: Group, held: Token, after: list[Token], page: Page
) -> Iterator[tuple[str, int, int]]:
    last = _before_relative(held)
    preps = [c for c in [*after, *held.children] if c.dep_ == "prep" and c.i > held.i]
    of = next((c for c in preps if c.lower_ == "of"), None)
    if of is not None:
        yield "of_clause", of.i + 1, of.right_edge.i
    if any(c.lower_ == "as" for c in preps):
        end = max(c.right_edge.i for c in preps if c.lower_ == "as")
        yield "as_np", held.left_edge.i, max(last, end)
    named = [c for c in after if c.dep_ in _PREDICATES and c.i > held.i]
    beside = _quoted_beside(group, last, page)
    if held.pos_ == "NOUN" and any(
        c.dep_ in {"acl", "relcl", "ccomp"} and _has_that(c) for c in held.children
    ):
        yield "claims_that", held.left_edge.i, last
    if named or beside is not None:
        end = max([last, beside or 0, *(c.right_edge.i for c in named)])
        yield "naming", held.left_edge.i, end
    if held.lower_ not in _REFLEXIVE:
        known = {word for rule in group.rules for word in rule.after}
        judged = [c for c in named if c.dep_ in {"oprd", "acomp"}]
        told = [c for c in preps if c.lower_ in known]
        end = max([last, *(c.right_edge.i for c in [*told, *judged])])
        yield "np_object", held.left_edge.i, end


def _before_relative(held: Token) -> int:
    """The last token of a noun phrase, without a relative clause behind a comma."""
    last: int = held.right_edge.i
    for child in held.subtree:
        comma = child.left_edge.i - 1
        loose = child.dep_ in {"relcl", "appos", "acl"} and comma > held.i
        if loose and held.doc[comma].text in {",", "-", "—", "–"}:
            last = min(last, comma - 1)
    return last


def _has_that(clause: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)


def _quoted_beside(group: Group, last: int, page: Page) -> int | None:
    """The last token of a quotation that stands right behind an object, or at its end."""
    for quoted in group.unit.quoted:
        if quoted.first == last + 1 or quoted.first <= last <= quoted.last:
            return quoted.last
    return None
