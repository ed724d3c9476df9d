"""Cues that nearly report: a word of the packs is there, but none of its frames is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.clausal import frame_of
from pipeline.quotes.find import find_drafts
from pipeline.quotes.group import cue_groups
from pipeline.quotes.page import read_page
from pipeline.rules.near import Near, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from pipeline.quotes.draft import Draft
    from pipeline.quotes.group import Group
    from pipeline.quotes.lexicon import Lexicon
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page

CLAUSES = (
    "that_clause",
    "bare_clause",
    "wh_clause",
    "to_infinitive",
    "object_infinitive",
    "gerund",
)
_PHRASES = {
    "dobj": "a noun phrase",
    "attr": "a noun phrase",
    "oprd": "a predicate",
    "dative": "a hearer",
    "prep": "a phrase",
    "advcl": "an adverbial clause",
    "npadvmod": "a measure or time",
    "acomp": "an adjective",
}


def near_misses(doc: Doc, lexicon: Lexicon, start: int, end: int) -> Iterator[Near]:
    """Why the cue words between two characters report nothing."""
    page = read_page(doc, lexicon.leads)
    fired = {
        draft.cue.i: draft for draft in find_drafts(page, lexicon) if draft.cue is not None
    }
    groups = {
        group.verb.i: group for unit in page.units for group in cue_groups(page, unit, lexicon)
    }
    for token in doc:
        if token.idx < end and token.idx + len(token) > start:
            yield from _at(token, page, lexicon, groups.get(token.i), fired.get(token.i))


def _at(
    token: Token, page: Page, lexicon: Lexicon, group: Group | None, draft: Draft | None
) -> Iterator[Near]:
    """Why the rules for one word do not fire on it."""
    place = token.idx, token.idx + len(token)
    if draft is not None:
        for rule in group.rules if group is not None else ():
            if rule is not draft.rule:
                why = f"{draft.rule.id} reports here"
                yield Near(rule.id, *place, why, close=1)
        if not draft.recorded:
            yield Near(draft.rule.id, *place, _unrecorded(draft, group), close=3)
        return
    for rule, lacking in lexicon.partly(token):
        why = f"wants {lacking!r} behind {token.text!r}; found {_next(token)}"
        yield Near(rule.id, *place, why, close=2)
    if group is not None:
        for rule in group.rules:
            yield Near(rule.id, *place, _why(rule, group), close=3)
        return
    yield from _other(token, page, lexicon)


def _other(token: Token, page: Page, lexicon: Lexicon) -> Iterator[Near]:
    """Why a word that heads no cue clause is no cue."""
    place = token.idx, token.idx + len(token)
    if token.pos_ in {"VERB", "AUX"}:
        for rule in lexicon.verb(token)[0]:
            yield Near(rule.id, *place, _barred(token, page), close=2)
    for rule in lexicon.noun(token) if token.pos_ == "NOUN" else ():
        told = some((*rule.frames, *rule.loose))
        why = f"the noun wants {told}; found {_behind(token)}"
        yield Near(rule.id, *place, why, close=1)
    known = lexicon.verb(token)[0] or any(True for _ in lexicon.partly(token))
    if token.pos_ == "VERB" and not known and _clause(token) is not None:
        why = f"no rule has the verb {token.lemma_!r}, on which a clause depends"
        yield Near("", *place, f"{why}: `newsclaims rules new cue` makes one", close=2)


def _barred(token: Token, page: Page) -> str:
    """Why a cue verb is not looked at."""
    if page.inside[token.i] >= 0:
        return "stands inside quotation marks: what is quoted is not searched for cues"
    if token.dep_ in {"aux", "auxpass"}:
        return "is an auxiliary here"
    return "stands outside what is read: a caption, byline or the like"


def _unrecorded(draft: Draft, group: Group | None) -> str:
    """Why what a cue reports is written with --all only."""
    rule = draft.rule
    if rule.step:
        return "reports, but with --all only, as all that this step finds"
    clause = _clause(group.verb) if group is not None else None
    frame = frame_of(clause, group.verb) if group is not None and clause is not None else ""
    if frame in rule.frames and group is not None:
        return f"reports, but with --all only: {_unsaid(group)}"
    if group is not None and not frame and rule.frames:
        return f"reports, but with --all only: {_wanting(rule.frames, group.verb)}"
    held = f"frame {frame}" if frame else "what it has here"
    frames = some(rule.frames) or "it has none"
    return f"reports, but with --all only: {held} is none of its `frames` ({frames})"


def _unsaid(group: Group) -> str:
    """Why a cue with a frame of its own is not said to have been said."""
    if group.passive:
        return "it is passive, so that nobody says it"
    if group.subject is None:
        return "it has no subject, so that nobody says it"
    return "it is negated, or an infinitive that does not say that it was said"


def _why(rule: CueRule, group: Group) -> str:
    """Which condition of a rule fails at a cue verb that reports nothing."""
    clause = _clause(group.verb)
    if clause is not None:
        frame = frame_of(clause, group.verb)
        if frame not in {*rule.frames, *rule.loose, *rule.quoted}:
            words = _short(clause)
            return (
                f"has no frame {frame}; found that clause: {words!r}. Its frames: {_all(rule)}"
            )
        if frame in rule.quoted and frame not in {*rule.frames, *rule.loose}:
            return f"frame {frame} is under `quoted`: it wants quotation marks in the clause"
        return f"frame {frame} is there, but {_unsaid(group)}"
    return _wanting((*rule.frames, *rule.loose), group.verb)


def _wanting(frames: Sequence[str], verb: Token) -> str:
    """What frames want, and what stands behind the verb in its place."""
    wanted = [frame for frame in frames if frame in CLAUSES]
    if wanted:
        named, wants = ("frame", "wants") if len(wanted) == 1 else ("frames", "want")
        return f"{named} {some(wanted)} {wants} a clause; found {_behind(verb)}"
    return f"its frames are {some(frames) or 'none'}; found {_behind(verb)}"


def _all(rule: CueRule) -> str:
    return some((*rule.frames, *rule.quoted, *rule.loose), most=8) or "none"


def _clause(verb: Token) -> Token | None:
    """The clause that depends on a verb and follows it."""
    return next(
        (c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.i > verb.i), None
    )


def _behind(word: Token) -> str:
    """What depends on a word and follows it, in words: `a noun phrase ("investors")`."""
    for child in word.children:
        if child.i > word.i and child.dep_ in _PHRASES:
            return f'{_PHRASES[child.dep_]} ("{_short(child)}")'
    return "nothing behind it"


def _next(token: Token) -> str:
    after = token.doc[token.i + 1 : token.i + 4]
    return repr(after.text) if len(after) else "nothing"


def _short(token: Token) -> str:
    """The first words of what hangs on a token."""
    words = [one.text for one in token.subtree]
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
