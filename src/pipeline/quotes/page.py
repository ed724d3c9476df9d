"""An article as the quotes room sees it: body paragraphs, quoted stretches, and units.

A unit is a sentence in which every quoted stretch counts as one opaque word: the parser's
sentences break inside quotations, and a quotation of five sentences is still one thing said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.annotations import blocks
from pipeline.quotes.marks import quoted_stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from pipeline.annotations import Block
    from pipeline.quotes.marks import Stretch

READ = frozenset({"body", "headline", "heading"})
_FINAL = frozenset(".!?…")
_TITLE_WORDS = frozenset(
    {"a", "an", "the", "of", "in", "on", "and", "for", "to", "with", "from", "at", "by"}
)
_AFTER_CUE = frozenset({"ADP", "PROPN", "PRON", "DET", "ADV", "NOUN"})
_LOOK_AHEAD = 14  # tokens after a quotation in which its cue may stand


@dataclass(frozen=True, slots=True)
class Quoted:
    """An outermost quoted stretch, as tokens `first` to `last` (included), with its marks."""

    stretch: Stretch
    first: int
    last: int
    block: int

    @property
    def start(self) -> int:
        """Code point of its first word."""
        return self.stretch.start

    @property
    def end(self) -> int:
        """Code point behind its last word."""
        return self.stretch.end


@dataclass(frozen=True, slots=True)
class Unit:
    """Tokens `first` to `last` (included) of a block, and the quoted stretches among them."""

    first: int
    last: int
    block: int
    quoted: tuple[Quoted, ...]


@dataclass
class Page:
    """What the finders read. `inside[i]`: the position of the stretch that holds token i, or -1."""

    doc: Doc
    blocks: list[Block]
    text: str = ""  # spaCy puts `doc.text` together anew at every access
    quoted: list[Quoted] = field(default_factory=list)
    inner: list[Quoted] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    unit_of: list[int] = field(default_factory=list)

    def is_reporter(self, token: Token) -> bool:
        """Whether a token stands outside all quotation marks."""
        return self.inside[token.i] < 0

    def unit(self, token: Token) -> Unit | None:
        """The unit that a token stands in."""
        number = self.unit_of[token.i]
        return self.units[number] if number >= 0 else None

    def is_title(self, quoted: Quoted) -> bool:
        """Whether a quotation reads as the title of a work or a nickname: `"The Apprentice"`."""
        words = self.text[quoted.start : quoted.end].split()
        return (
            0 < len(words) <= 8
            and all(word[0].isupper() or word.lower() in _TITLE_WORDS for word in words)
            and words[0][0].isupper()
            and words[-1][-1] not in ".?!,"
            and words[-1][0].isupper()
        )

    def before(self, i: int) -> int:
        """The token before i, white space and nothing else left out; -1 at the beginning."""
        i -= 1
        while i >= 0 and self.doc[i].is_space:
            i -= 1
        return i

    def after(self, i: int) -> int:
        """The token after i; the length of the Doc at its end."""
        i += 1
        while i < len(self.doc) and self.doc[i].is_space:
            i += 1
        return i


def read_page(doc: Doc) -> Page:
    """Find the quoted stretches and units of an annotated Doc's paragraphs."""
    return page_of(doc, blocks(doc))


def page_of(doc: Doc, regions: list[Block]) -> Page:
    """The same for regions of a Doc, in text order, each taken as a paragraph."""
    page = Page(doc, regions, doc.text, inside=[-1] * len(doc), unit_of=[-1] * len(doc))
    at = 0
    for number, block in enumerate(page.blocks):
        first = at
        while first < len(doc) and doc[first].idx < block.start:
            first += 1
        at = first
        while at < len(doc) and doc[at].idx < block.end:
            at += 1
        if block.kind in READ and first < at:
            _mark_quoted(page, number, first, at - 1)
            page.units += _units(page, number, first, at - 1)
    for number, unit in enumerate(page.units):
        page.unit_of[unit.first : unit.last + 1] = [number] * (unit.last + 1 - unit.first)
    return page


def _mark_quoted(page: Page, number: int, first: int, last: int) -> None:
    block, doc = page.blocks[number], page.doc
    at = first
    for stretch in quoted_stretches(page.text, block.start, block.end):
        while at < last and doc[at].idx + len(doc[at]) <= stretch.before:
            at += 1
        to = at
        while to < last and doc[to + 1].idx < stretch.after:
            to += 1
        one = Quoted(stretch, at, to, number)
        if stretch.depth:
            page.inner.append(one)
            continue
        page.inside[at : to + 1] = [len(page.quoted)] * (to + 1 - at)
        page.quoted.append(one)


def _units(page: Page, block: int, first: int, last: int) -> Iterator[Unit]:
    start, i = first, first
    while i <= last:
        quoted = page.inside[i]
        if quoted >= 0:
            i = max(i, page.quoted[quoted].last)
            ends = _quotation_ends(page, page.quoted[quoted], last)
        else:
            ends = _sentence_ends(page, i, last)
        if ends and start <= i:
            yield _unit(page, block, start, i)
            start = i + 1
        i += 1
    if start <= last:
        yield _unit(page, block, start, last)


def _unit(page: Page, block: int, first: int, last: int) -> Unit:
    while first < last and page.doc[first].is_space:
        first += 1
    numbers = sorted({n for n in page.inside[first : last + 1] if n >= 0})
    return Unit(first, last, block, tuple(page.quoted[n] for n in numbers))


def _sentence_ends(page: Page, i: int, last: int) -> bool:
    """Whether a unit ends after token i of the reporter's own words."""
    token = page.doc[i]
    after = page.after(i)
    if after > last:
        return False
    following = page.doc[after]
    if (
        token.text in {".", "!", "?", "…", "...", "...."}
        or token.is_sent_end
        and token.text[-1] in _FINAL
    ):
        return following.text[0].isupper() or following.text[0].isdigit() or _opens(page, after)
    if (
        len(token) > 1
        and token.text[-1] == "."
        and following.is_title
        and following.pos_ in {"PRON", "DET"}
    ):
        return True  # "... of £14m. He ..."
    starts = following.is_sent_start and page.inside[after] < 0 and not token.is_punct
    return bool(
        starts and following.text[0].isupper() and "\n" in token.whitespace_ + token.text
    )


def _opens(page: Page, i: int) -> bool:
    """Whether a sentence may begin with the punctuation at token i."""
    return page.inside[i] >= 0 or page.doc[i].text[0] in "([—–-•*…$£€@#¡¿_"


def _quotation_ends(page: Page, quoted: Quoted, last: int) -> bool:
    """Whether a unit ends after a quoted stretch."""
    doc = page.doc
    after = page.after(quoted.last)
    if after > last:
        return False
    final = page.text[quoted.start : quoted.end].rstrip()[-1:]
    following = doc[after]
    if page.inside[after] >= 0:
        return final in _FINAL
    if final not in _FINAL or following.text[0].islower() or following.is_punct:
        return False
    return not _names_speaker(page, after, last, final)


def _names_speaker(page: Page, i: int, last: int, final: str) -> bool:
    """Whether `... he said` begins at token i: a short clause up to the stop, with a verb early.

    Behind a full stop, where a comma is the rule, it must be nothing but that.
    """
    for j in range(i, min(i + _LOOK_AHEAD, last + 1)):
        token = page.doc[j]
        if token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP"}:
            after = page.after(j)
            if after > last or page.doc[after].text[0] in ".,;:":
                return True
            return final != "." and page.doc[after].pos_ in _AFTER_CUE
        if (token.is_punct and token.text in ".!?:") or page.inside[j] >= 0:
            return False
    return False
