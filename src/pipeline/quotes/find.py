"""The component that finds who said what: reads a Doc, writes `doc._.quotes` once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.annotations import entities, mentions, set_quotes, times
from pipeline.quotes.according import according_to
from pipeline.quotes.asides import aside
from pipeline.quotes.clausal import clausal
from pipeline.quotes.direct import announced, floating_drafts, leading
from pipeline.quotes.floor import give_speakers
from pipeline.quotes.group import cue_groups
from pipeline.quotes.labels import headline, labelled, led_by_clause, signed
from pipeline.quotes.lexicon import Lexicon
from pipeline.quotes.nested import enclosings, inner_page, is_third_party
from pipeline.quotes.nominal import nominal_drafts
from pipeline.quotes.objects import object_content
from pipeline.quotes.pack import CuePack
from pipeline.quotes.page import read_page
from pipeline.quotes.rows import quote_rows
from pipeline.quotes.sources import is_empty_subject, source_span
from pipeline.quotes.speakers import Speakers, judge
from pipeline.quotes.turns import turn_drafts
from pipeline.rules.load import load_packs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from pipeline.quotes.draft import Bounds, Draft
    from pipeline.quotes.group import Group
    from pipeline.quotes.page import Page
    from pipeline.rules.load import Packs


@Language.factory(
    "newsclaims_quotes",
    requires=["doc._.mentions", "doc._.times"],
    assigns=["doc._.quotes"],
    default_config={"cues": ["en/cues"]},
)
def make_quotes(nlp: Language, name: str, cues: list[str]) -> QuoteFinder:
    """Build the finder from cue packs."""
    return QuoteFinder(load_packs(cues, CuePack), nlp.vocab)


class QuoteFinder:
    """Writes `doc._.quotes`."""

    def __init__(self, packs: Packs[CuePack], vocab: Vocab) -> None:
        self.fingerprint = packs.fingerprint
        self._lexicon = Lexicon(packs, vocab)

    def __call__(self, doc: Doc) -> Doc:
        """Read, decide, write."""
        page = read_page(doc, self._lexicon.leads)
        drafts = find_drafts(page, self._lexicon)
        speakers = Speakers(
            page,
            entities(doc),
            mentions(doc),
            self._lexicon.spokespeople,
            self._lexicon.texts,
            self._lexicon.people,
        )
        give_speakers(drafts, speakers)
        judge(drafts, enclosings(drafts))
        set_quotes(doc, quote_rows(page, drafts, times(doc)))
        return doc


def find_drafts(page: Page, lexicon: Lexicon) -> list[Draft]:
    """All quotes of a page, in order of their content."""
    steps = lexicon.steps
    spoken = turn_drafts(page, steps["turn"], lexicon.interviewers) if "turn" in steps else []
    drafts = list(spoken)
    for number, unit in enumerate(page.units):
        found = list(_unit_drafts(page, number, lexicon))
        for draft in found:
            draft.recorded = draft.recorded and page.blocks[unit.block].kind == "body"
        drafts += [d for d in found if not _in_turn(d, spoken) or is_third_party(d)]
    if "floating" in steps:
        drafts += floating_drafts(page, drafts, steps["floating"])
    if "nested" in steps:
        drafts += _nested(page, lexicon)
    drafts.sort(key=lambda d: (d.start, -d.end))
    return drafts


def _nested(page: Page, lexicon: Lexicon) -> Iterator[Draft]:
    """What third parties say inside quotations."""
    inner = inner_page(page)
    for number in range(len(inner.units)):
        for draft in _unit_drafts(inner, number, lexicon, inner=True):
            if is_third_party(draft):
                draft.stance, draft.rule = draft.rule.stance, lexicon.steps["nested"]
                yield draft


def _in_turn(draft: Draft, spoken: Sequence[Draft]) -> bool:
    return any(s <= draft.start and draft.end <= e for turn in spoken for s, e in turn.pieces)


def _unit_drafts(
    page: Page, number: int, lexicon: Lexicon, *, inner: bool = False
) -> Iterator[Draft]:
    """Drafts of a unit; of one inside a quotation only those that may be recorded."""
    unit = page.units[number]
    groups = cue_groups(page, unit, lexicon)
    drafts = _one_each(list(_cue_drafts(page, groups, lexicon)))
    drafts += according_to(page, unit, lexicon)
    drafts += [] if inner else nominal_drafts(page, unit, lexicon)
    drafts += announced(page, unit, groups, lexicon)
    if not drafts and "label" in lexicon.steps:
        drafts += labelled(page, unit, lexicon.steps["label"])
        drafts += signed(page, unit, lexicon.steps["label"])
    if not any(draft.recorded for draft in drafts) and "clause" in lexicon.steps:
        led = led_by_clause(page, unit, lexicon.steps["clause"])
        drafts = [d for d in drafts if all(d.cue != one.cue for one in led)] + led
    if "headline" in lexicon.steps:
        drafts += headline(page, unit, lexicon.steps["headline"])
    for draft in drafts:
        draft.unit = number
        if (
            draft.source is None
            and draft.subject is not None
            and not is_empty_subject(draft.subject)
        ):
            draft.source = source_span(draft.subject, page)
        yield draft


def _one_each(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for the same words: the cue next to them is theirs."""
    kept: dict[tuple[Bounds, ...], Draft] = {}
    for draft in drafts:
        key = tuple(draft.pieces)
        other = kept.get(key)
        if other is None or _distance(draft) < _distance(other):
            kept[key] = draft
    return [draft for draft in drafts if kept[tuple(draft.pieces)] is draft]


def _distance(draft: Draft) -> int:
    cue = draft.cue.idx if draft.cue is not None else draft.start
    return min(abs(cue - edge) for piece in draft.pieces for edge in piece)


def _cue_drafts(page: Page, groups: Sequence[Group], lexicon: Lexicon) -> Iterator[Draft]:
    """What the cue verbs of a unit report; no content reaches into a cue clause set off."""
    set_off = [aside(group, page) for group in groups]
    ends = [group.first - 1 for group, draft in zip(groups, set_off, strict=True) if draft]
    for group, draft in zip(groups, set_off, strict=True):
        limit = min((end for end in ends if end > group.verb.i), default=group.limit)
        if limit != group.limit:
            group = replace(group, limit=limit)  # noqa: PLW2901
        found = draft or cue_draft(group, page, lexicon)
        if found is not None:
            first, last = page.words.starts[group.first], page.words.ends[group.last]
            found.clause = first, last
            yield found


def cue_draft(group: Group, page: Page, lexicon: Lexicon) -> Draft | None:
    """What a cue verb reports: by a frame that is recorded, else by the first it fills."""
    direct = leading(group, page)
    if direct is not None:
        return direct
    if group.passive and not any(rule.hearer for rule in group.rules):
        return object_content(group, page, lexicon) or clausal(group, page, lexicon)
    clause = clausal(group, page, lexicon)
    if clause is not None and clause.recorded:
        return clause
    held = object_content(group, page, lexicon)
    return held if clause is None or (held is not None and held.recorded) else clause
