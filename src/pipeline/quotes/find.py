"""The component that finds who said what: reads a Doc, writes `doc._.quotes` once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.annotations import Cue, Piece, Quote, set_quotes
from pipeline.quotes.according import according_to
from pipeline.quotes.asides import aside
from pipeline.quotes.clausal import clausal
from pipeline.quotes.direct import floating, leading
from pipeline.quotes.draft import Draft
from pipeline.quotes.group import cue_groups
from pipeline.quotes.lexicon import Lexicon
from pipeline.quotes.objects import object_content
from pipeline.quotes.pack import CuePack
from pipeline.quotes.page import read_page
from pipeline.quotes.sources import is_empty_subject, source_span
from pipeline.rules.load import load_packs

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.quotes.group import Group
    from pipeline.quotes.page import Page
    from pipeline.rules.load import Packs


@Language.factory(
    "newsclaims_quotes",
    assigns=["doc._.quotes"],
    default_config={"cues": ["en/cues"]},
)
def make_quotes(nlp: Language, name: str, cues: list[str]) -> QuoteFinder:
    """Build the finder from cue packs."""
    return QuoteFinder(load_packs(cues, CuePack))


class QuoteFinder:
    """Writes `doc._.quotes`."""

    def __init__(self, packs: Packs[CuePack]) -> None:
        self.fingerprint = packs.fingerprint
        self._lexicon = Lexicon(packs.enabled(r for pack in packs.packs for r in pack.rules))

    def __call__(self, doc: Doc) -> Doc:
        """Read, decide, write."""
        page = read_page(doc)
        drafts = find_drafts(page, self._lexicon)
        set_quotes(doc, [_quote(page, draft) for draft in drafts])
        return doc


def find_drafts(page: Page, lexicon: Lexicon) -> list[Draft]:
    """All quotes of a page, in order of their content."""
    drafts: list[Draft] = []
    taken = [False] * len(page.quoted)
    for unit in page.units:
        if page.blocks[unit.block].kind != "body":
            continue
        found = [cue_draft(group, page) for group in cue_groups(page, unit, lexicon)]
        for draft in (*found, *according_to(page, unit, lexicon)):
            if draft is None:
                continue
            if not is_empty_subject(draft.subject) and draft.subject is not None:
                draft.source = source_span(draft.subject, page)
            drafts.append(draft)
            for n, one in enumerate(page.quoted):
                if any(s < one.end and one.start < e for s, e in draft.pieces):
                    taken[n] = True
    step = lexicon.steps.get("floating")
    for one in floating(page, taken):
        joined = next(
            (
                d
                for d in reversed(drafts)
                if d.end <= one.start and page.doc.text.find("\n", d.end, one.start) < 0
            ),
            None,
        )
        if joined is not None and any(
            page.doc.text[max(0, s - 1)] in "\"“‘'" for s, _ in joined.pieces
        ):
            joined.pieces.append((one.start, one.end))
        elif step is not None:
            drafts.append(Draft(step, [(one.start, one.end)]))
    drafts.sort(key=lambda d: (d.start, d.end))
    return drafts


def cue_draft(group: Group, page: Page) -> Draft | None:
    """What a cue verb reports, by the first frame that it fills."""
    return (
        aside(group, page)
        or leading(group, page)
        or clausal(group, page)
        or object_content(group, page)
    )


def _quote(page: Page, draft: Draft) -> Quote:
    cue = draft.cue
    return Quote(
        kind=_kind(page, draft),
        content=tuple(Piece(s, e) for s, e in sorted(draft.pieces)),
        cue=None if cue is None else Cue(cue.idx, cue.idx + len(cue), cue.lemma_),
        source=None if draft.source is None else Piece(*draft.source),
        speaker=None,
        stance=draft.rule.stance,
        time=None,
        within=None,
        rule=draft.rule.id,
        recorded=draft.recorded,
    )


def _kind(page: Page, draft: Draft) -> str:
    whole = {(q.start, q.end) for q in page.quoted}
    if all(piece in whole for piece in draft.pieces):
        return "direct"
    mixed = any(s < q.end and q.start < e for s, e in draft.pieces for q in page.quoted)
    return "mixed" if mixed else "indirect"
