"""The component that cuts a text into blocks, before the parser sees it.

A headline without a full stop would run into the dateline, and the dateline into the first
sentence: the parser then reads all three as one. Where a block begins, a sentence begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from spacy.language import Language

from pipeline.annotations import Block, set_blocks
from pipeline.layout import Lines, cut_blocks, is_heading, is_headline
from pipeline.rules.load import load_packs
from pipeline.rules.regex import Regex, compile_regex
from pipeline.rules.schema import Pack, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from pipeline.rules.load import Packs


class LayoutRule(Rule):
    """Patterns that tell what a block is."""

    block: Literal["furniture", "byline", "caption", "correction", "stamp", "dateline"]
    whole: tuple[Regex, ...] = ()
    starts: tuple[Regex, ...] = ()


class LayoutPack(Pack):
    """Kind `layout`."""

    kind: Literal["layout"]
    rules: tuple[LayoutRule, ...] = ()


@Language.factory(
    "newsclaims_paragraphs",
    assigns=["doc._.blocks"],
    default_config={"layout": ["en/layout"]},
)
def make_paragraphs(nlp: Language, name: str, layout: list[str]) -> ParagraphFinder:
    """Build the component from layout packs."""
    return ParagraphFinder(load_packs(layout, LayoutPack))


class ParagraphFinder:
    """Writes `doc._.blocks` and starts a sentence at each; stands before the parser."""

    def __init__(self, packs: Packs[LayoutPack]) -> None:
        self.fingerprint = packs.fingerprint
        self._whole, self._starts = [], []
        for rule in packs.enabled(rule for pack in packs.packs for rule in pack.rules):
            self._whole += [(compile_regex(p), rule) for p in rule.whole]
            self._starts += [(compile_regex(p), rule) for p in rule.starts]

    def __call__(self, doc: Doc) -> Doc:
        """Cut, name, write."""
        found = self.blocks(doc.text)
        set_blocks(doc, found)
        if not doc.has_annotation("DEP"):
            _start_sentences(doc, found)
        return doc

    def blocks(self, text: str) -> list[Block]:
        """The blocks of a text, in order, each with the rule that named it."""
        lines = cut_blocks(text)
        out: list[Block] = []
        above = 0  # furniture over the headline, an address or a button: it is no first line
        for number, line in enumerate(lines):
            found = self._named(text, lines, number, line, first=above)
            above += above == number and found[0].kind == "furniture"
            out += found
        return out

    def _named(
        self, text: str, lines: Sequence[Lines], number: int, line: Lines, *, first: int
    ) -> list[Block]:
        words = text[line.start : line.end]
        for pattern, rule in self._whole:
            if pattern.fullmatch(words):
                return [Block(line.start, line.end, rule.block, rule.id)]
        for pattern, rule in self._starts:
            match = pattern.match(words)
            if match and rule.block == "dateline":
                cut = line.start + match.end()
                rest = [Block(cut, line.end, "body", "layout.body")] if cut < line.end else []
                return [Block(line.start, cut, rule.block, rule.id), *rest]
            if match:
                return [Block(line.start, line.end, rule.block, rule.id)]
        if is_headline(text, lines, number, first=first):
            return [Block(line.start, line.end, "headline", "layout.headline")]
        if is_heading(text, lines, number, first=first):
            return [Block(line.start, line.end, "heading", "layout.heading")]
        return [Block(line.start, line.end, "body", "layout.body")]


def _start_sentences(doc: Doc, found: Sequence[Block]) -> None:
    starts = [block.start for block in found]
    at = 0
    for token in doc:
        if at < len(starts) and token.idx >= starts[at]:
            token.is_sent_start = True
            while at < len(starts) and starts[at] <= token.idx:
                at += 1
