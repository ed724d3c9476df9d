"""Content that is a complement of its cue: that-clauses, bare clauses, infinitives, gerunds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft
from pipeline.quotes.spans import content_pieces

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.group import Group
    from pipeline.quotes.lexicon import Lexicon
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page, Quoted

_GOING_ON = frozenset(
    {"use", "go", "continue", "begin", "start", "proceed", "hasten", "love", "like"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def clausal(group: Group, page: Page, lexicon: Lexicon) -> Draft | None:
    """What the complement clause of a cue verb says."""
    perfect = _having(group, page)
    if perfect is not None:
        return perfect
    for child in group.verb.children:
        if child.i < group.verb.i or not (
            child.dep_ in {"ccomp", "xcomp"} or _is_question(child, group)
        ):
            continue
        frame = frame_of(child, group.verb)
        rule = _rule(group, frame)
        if rule is None:
            continue
        first, last = clause_bounds(child, group, page, lexicon)
        pieces = content_pieces(page, [(first, last)]) if first <= last else []
        if pieces:
            recorded = frame in rule.frames and _is_said(group, frame)
            draft = Draft(
                rule, pieces, group.verb, group.particle, group.subject, recorded=recorded
            )
            return _without_speaker(draft, lexicon) if group.passive else draft
    return None


def _without_speaker(draft: Draft, lexicon: Lexicon) -> Draft | None:
    """A passive's complement: `was told that ...`."""
    step = lexicon.steps.get("passive")
    if step is None:
        return None
    draft.rule, draft.stance, draft.subject = step, draft.rule.stance, None
    return draft


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
    unsaid = verb.dep_ == "acl" or words & {"not", "n't", "n’t", "never"}
    if frame == "wh_clause" and unsaid:
        return False
    return verb.tag_ != "VB" or "to" not in words or verb.head.lemma_ in _GOING_ON


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
    if first.tag_ in {"WP", "WRB", "WDT"} or first.lower_ in {"whether", "if"}:
        return "wh_clause"
    return "that_clause" if "that" in words else "bare_clause"


def _is_finite(clause: Token) -> bool:
    tags = {c.tag_ for c in clause.children if c.dep_ in {"aux", "auxpass"}}
    return bool(tags & _FINITE) or clause.tag_ in _FINITE


def clause_bounds(clause: Token, group: Group, page: Page, lexicon: Lexicon) -> tuple[int, int]:
    """First and last token of a complement clause, as the content is cut."""
    first = _first(clause, group, page)
    limit = min(group.limit, _shared_cue(clause, group, lexicon) - 1)
    last = _over_adjuncts(page, group, min(clause.right_edge.i, limit), limit)
    if page.inside[last] >= 0:
        last = _over_quotation(page, group, page.quoted[page.inside[last]])
    return first, max(last, first)


def _over_adjuncts(page: Page, group: Group, last: int, limit: int) -> int:
    """Over what follows without a comma: parsers hang it on the cue, readers on the clause.

    "said it had bought the chain for 423 million", "said the road was closed on Friday".
    """
    while last < limit:
        after = page.tokens[last + 1]
        joins = after.dep_ == "cc" and after.head == group.verb
        if after.is_punct or joins or page.inside[last + 1] >= 0:
            break
        last += 1
    return last


def _over_quotation(page: Page, group: Group, quoted: Quoted) -> int:
    """The end of a clause that a parser cut at a quotation, which may end in its comma.

    `allege that Walker "kidnapped her child," faked her death, then fled`.
    """
    goes_on = page.text[quoted.end - 1] == "," and quoted.last < group.limit
    rest = page.tokens[quoted.last + 1 : group.limit + 1]
    if not goes_on or any(t.dep_ in {"nsubj", "nsubjpass"} or t.tag_ == "VBG" for t in rest):
        return quoted.last
    return group.limit


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
    while first < clause.i and page.inside[first] < 0 and _is_lead(page.tokens[first]):
        first += 1
    return first


def _is_lead(token: Token) -> bool:
    return token.is_punct or (token.lower_ == "that" and token.dep_ == "mark")


def _shared_cue(clause: Token, group: Group, lexicon: Lexicon) -> int:
    """The token at which a further cue of the same source begins, behind a complement clause.

    "said it was disappointed and accused the union": the parser makes `accused` a conjunct of
    the clause; "denied it was for sale, calling the report ..." a modifier in it.
    """
    limit = group.unit.last + 1
    for token in clause.subtree:
        if token.i <= clause.i or token.pos_ != "VERB" or token.i > group.unit.last:
            continue
        if token.dep_ == "conj" and token.head in {clause, *clause.conjuncts}:
            start = _conjoined(token, group, lexicon)
        elif token.dep_ == "advcl" and token.tag_ == group.verb.tag_:
            start = _meanwhile(token, lexicon)
        elif token.tag_ == "VBG" and token.dep_ in {"advcl", "acl", "conj"}:
            start = _participle(token, clause, lexicon)
        else:
            continue
        limit = min(limit, start if start is not None else limit)
    return limit


def _conjoined(token: Token, group: Group, lexicon: Lexicon) -> int | None:
    own = any(
        c.dep_ in {"nsubj", "nsubjpass", "expl", "mark", "aux", "auxpass"}
        for c in token.children
    )
    if token.tag_ != group.verb.tag_ or not lexicon.is_speech(token):
        return None
    if own:
        return _new_sentence(token)
    complement = any(
        c.dep_ in {"dobj", "ccomp", "xcomp", "prep"} and c.i > token.i for c in token.children
    )
    before = token.doc[token.left_edge.i - 1]
    start = before.i if before.dep_ == "cc" else token.left_edge.i
    return start if complement else None


def _meanwhile(token: Token, lexicon: Lexicon) -> int | None:
    """Where the reporter turns to another speaker: `..., while others said the opposite`."""
    left = token.left_edge
    own = any(c.dep_ == "nsubj" for c in token.children)
    joined = left.lower_ in {"while", "whereas", "although", "though"}
    comma = token.doc[left.i - 1].text == ","
    return left.i - 1 if own and joined and comma and lexicon.is_speech(token) else None


def _new_sentence(token: Token) -> int | None:
    """Where the reporter goes on: `..., and many Democrats accused him of bias`."""
    left = token.left_edge.i
    subject = any(c.dep_ == "nsubj" for c in token.children)
    bare = not any(c.dep_ in {"mark", "aux", "auxpass"} for c in token.children)
    joined = token.doc[left - 1].dep_ == "cc" and token.doc[left - 2].text == ","
    return left - 2 if subject and bare and joined else None


def _participle(token: Token, clause: Token, lexicon: Lexicon) -> int | None:
    before = token.doc[token.left_edge.i - 1]
    comma = before.text == "," or (before.is_quote and token.doc[before.i - 1].text == ",")
    if not comma or not lexicon.is_speech(token):
        return None
    says = any(c.dep_ == "ccomp" and c.i > token.i for c in token.children)
    return before.i if says or token.head == clause else None
