"""Content that is a complement of its cue: that-clauses, bare clauses, infinitives, gerunds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft
from pipeline.quotes.ends import over_adjuncts, over_quotation, over_remainder
from pipeline.quotes.limits import next_cue
from pipeline.quotes.spans import content_pieces

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.group import Group
    from pipeline.quotes.lexicon import Lexicon
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page

_GOING_ON = frozenset(
    {"use", "go", "continue", "begin", "start", "proceed", "hasten", "love", "like"}
)
_DEEDS = frozenset({"to_infinitive", "object_infinitive", "gerund"})
_TURNING = frozenset({"nsubj", "nsubjpass", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HUNG = frozenset({"relcl", "acl"})


def clausal(group: Group, page: Page, lexicon: Lexicon) -> Draft | None:
    """What the complement clause of a cue verb says."""
    perfect = _having(group, page)
    if perfect is not None:
        return perfect
    for child in group.verb.children:
        clause = _complement(child, group) if child.i > group.verb.i else None
        if clause is None:
            continue
        frame = frame_of(clause, group.verb)
        rule = _rule(group, frame)
        if rule is None:
            continue
        first, last = clause_bounds(clause, group, page, lexicon)
        recorded = frame in rule.frames and _is_said(group, frame)
        if frame == "object_infinitive" and not recorded:
            first = _addressee(group, first)
        pieces = content_pieces(page, [(first, last)]) if first <= last else []
        if pieces:
            draft = Draft(
                rule, pieces, group.verb, group.particle, group.subject, recorded=recorded
            )
            return _without_speaker(draft, lexicon) if group.passive else draft
    return None


def _addressee(group: Group, first: int) -> int:
    """From who is to act, where that is written with `--all`: `urged drivers to stay away`."""
    held = [c for c in group.verb.children if c.dep_ in {"dobj", "dative", "nsubj"}]
    if group.particle is not None:
        held += [c for c in group.particle.children if c.dep_ == "pobj"]
    return min([first, *(c.left_edge.i for c in held if group.verb.i < c.i < first)])


def _complement(child: Token, group: Group) -> Token | None:
    """The clause that a verb reports, where a child of its is or holds one."""
    if child.dep_ in {"ccomp", "xcomp"} or _is_question(child, group):
        return child
    rules = [rule for rule in group.rules if "that_clause" in rule.frames]
    if rules and child.dep_ == "advcl" and child.left_edge.lower_ == "that":
        return child  # "tweeted in the early hours that she was a fraud"
    if child.dep_ not in {"prep", "dobj"} or not rules:
        return None
    heard = child.dep_ == "prep" or any(rule.hearer for rule in rules)
    return _misread(child, _HUNG if heard else _HUNG - {"acl"})


def _without_speaker(draft: Draft, lexicon: Lexicon) -> Draft | None:
    """A passive's complement: `was told that ...`."""
    step = lexicon.steps.get("passive")
    if step is None:
        return None
    draft.rule, draft.stance, draft.subject = step, draft.rule.stance, None
    return draft


def _misread(child: Token, hung: frozenset[str]) -> Token | None:
    """`said in a bitter tone that Berg stood ...`, which parsers hang on the tone.

    There `that` is no object: the clause has a subject of its own.
    """
    for noun in child.subtree:
        if noun.dep_ not in {"pobj", "dobj"}:
            continue
        for clause in noun.children:
            that = clause.left_edge
            if clause.dep_ not in hung or that.lower_ != "that" or that.head != clause:
                continue
            subjects = [c for c in clause.children if c.dep_ in _TURNING]
            if that.dep_ == "mark" or (that in subjects and len(subjects) > 1):
                return clause
    return None


def _is_question(clause: Token, group: Group) -> bool:
    """`asked the candidate if he would run`, which parsers read as a condition."""
    asks = any("wh_clause" in rule.frames and rule.hearer for rule in group.rules)
    return asks and clause.dep_ == "advcl" and clause.left_edge.lower_ in {"if", "whether"}


def _having(group: Group, page: Page) -> Draft | None:
    """`denied having ordered staff to ...`: parsers rarely see that gerund as the object."""
    at = group.verb.i + 1
    rule = next((rule for rule in group.rules if "gerund" in rule.frames), None)
    if rule is None or at >= group.unit.last or page.tokens[at].lower_ != "having":
        return None
    last = max(
        child.right_edge.i
        for child in page.tokens[at].sent
        if child.head == group.verb or child.i == at
    )
    pieces = content_pieces(page, [(at, min(last, group.unit.last))])
    return (
        Draft(rule, pieces, group.verb, group.particle, subject=group.subject)
        if pieces
        else None
    )


def _is_said(group: Group, frame: str) -> bool:
    """Whether somebody does say it: not `too early to say`, not `did not say whether`."""
    verb = group.verb
    if group.passive or group.subject is None:
        return False
    words = {c.lower_ for c in verb.children if c.dep_ in {"aux", "neg"}}
    joined = verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ == "VB" and not words
    if joined:  # "refuses to release them or explain why"
        words = {c.lower_ for c in verb.head.children if c.dep_ == "aux"}
    if frame in _DEEDS and verb.dep_ == "relcl":
        return False  # "villagers they had sworn to protect" only describes
    unsaid = verb.dep_ == "acl" or words & {"not", "n't", "n’t", "never"}
    if frame == "wh_clause" and unsaid:
        return False
    over = verb.head.head if joined else verb.head
    return verb.tag_ != "VB" or "to" not in words or over.lemma_ in _GOING_ON


def _rule(group: Group, frame: str) -> CueRule | None:
    for rule in group.rules:
        if frame in rule.frames:
            return rule
    for rule in group.rules:
        if frame in rule.loose:
            return rule
    return None


def frame_of(clause: Token, verb: Token) -> str:
    """The frame that a complement clause fills."""
    left = [t for t in clause.children if t.i < clause.i]
    words = {t.lower_ for t in left}
    if "to" in words and clause.tag_ == "VB":
        has_object = any(c.dep_ in {"dobj", "dative"} for c in verb.children) or any(
            c.dep_ == "nsubj" for c in left
        )
        return "object_infinitive" if has_object else "to_infinitive"
    if clause.tag_ == "VBG" and not any(
        c.dep_ in {"aux", "nsubj"} and c.tag_ != "VBG" for c in left
    ):
        return "gerund"
    if clause.tag_ == "VBN" and words & {"having", "being"} and not _is_finite(clause):
        return "gerund"
    first = clause.left_edge
    asks = first.tag_ in {"WP", "WRB", "WDT"} and first.lower_ != "that"
    if asks or first.lower_ in {"whether", "if"}:
        return "wh_clause"
    return "that_clause" if "that" in words else "bare_clause"


def _is_finite(clause: Token) -> bool:
    tags = {c.tag_ for c in clause.children if c.dep_ in {"aux", "auxpass"}}
    return bool(tags & _FINITE) or clause.tag_ in _FINITE


def clause_bounds(clause: Token, group: Group, page: Page, lexicon: Lexicon) -> tuple[int, int]:
    """First and last token of a complement clause, as the content is cut."""
    first = _first(clause, group, page)
    limit = min(group.limit, next_cue(clause, group, page, lexicon) - 1)
    last = max([clause.right_edge.i, *_further_infinitives(clause, group)])
    last = over_adjuncts(page, group, min(last, limit), limit)
    last = over_remainder(page, group, last, limit)
    if page.inside[last] >= 0:
        last = over_quotation(page, group, page.quoted[page.inside[last]])
    return first, max(last, first)


def _further_infinitives(clause: Token, group: Group) -> list[int]:
    """The ends of infinitives hung on the cue: `promised to cut taxes, build roads and ...`."""
    if clause.tag_ != "VB" or group.verb.tag_ == "VB":
        return []
    return [
        child.right_edge.i
        for child in group.verb.children
        if child.dep_ == "conj" and child.tag_ == "VB" and child.i > clause.i
        and not any(c.dep_ in {"nsubj", "aux"} for c in child.children)
    ]  # fmt: skip


def _first(clause: Token, group: Group, page: Page) -> int:
    first = max(clause.left_edge.i, group.verb.i + 1)
    has_subject = any(
        c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj", "mark"} for c in clause.children
    )
    if not has_subject and _is_finite(clause):
        # "denied his office had turned down ...": the parser may take the subject for an object
        held = [
            c
            for c in group.verb.children
            if c.dep_ in {"dobj", "dative"} and group.verb.i < c.i < first
        ]
        first = min([first, *(c.left_edge.i for c in held)])
    if group.particle is not None:
        first = max(first, group.particle.i + 1)
    left = clause.left_edge
    bare = left.i == group.verb.i + 1 and page.tokens[left.i + 1].text == ","
    hung = bare or clause.dep_ in {*_HUNG, "advcl"}
    marks = {"mark", "nsubj", "advmod"} if hung else {"mark"}
    that = next((c.i for c in clause.children if c.dep_ in marks and c.lower_ == "that"), 0)
    first = that + 1 if that >= first else first
    while first < clause.i and page.inside[first] < 0 and _is_lead(page.tokens[first]):
        first += 1
    return _over_day(clause, first, page)


def _over_day(clause: Token, first: int, page: Page) -> int:
    """Over the day of saying, behind its verb: "said Friday the alliance was united"."""
    after = first
    if page.tokens[first].lower_ == "on" and first + 1 < clause.i:
        after += page.tokens[first + 1].ent_type_ == "DATE"
    while after < clause.i and page.tokens[after].ent_type_ in {"DATE", "TIME"}:
        after += 1
    subject = any(
        c.dep_ in {"nsubj", "nsubjpass"} and c.left_edge.i == after for c in clause.children
    )
    day = page.tokens[after - 1].dep_ in {"npadvmod", "pobj"}
    return after if after > first and subject and day else first


def _is_lead(token: Token) -> bool:
    return token.is_punct or (token.lower_ == "that" and token.tag_ == "IN")
