"""An article as the quotes room sees it: paragraphs, quoted stretches, and units.

A unit is a sentence in which every quoted stretch counts as one opaque word: the parser's
sentences break inside quotations, and a quotation of five sentences is still one thing said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.annotations import blocks
from pipeline.parse import parse_of
from pipeline.quotes.marks import quoted_stretches
from pipeline.quotes.parts import parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from pipeline.annotations import Block
    from pipeline.quotes.marks import Stretch

VERBS = frozenset({"VERB", "AUX"})
ADJECTIVES = frozenset({"ADJ", "VERB"})  # participles too
READ = frozenset({"body", "headline", "heading"})
_FINAL = frozenset(".!?…")
_AFTER_CUE = frozenset({"ADP", "PROPN", "PRON", "DET", "ADV", "NOUN"})
_NO_SUBJECT = frozenset({"ADV", "SCONJ", "CCONJ", "ADP"})
_TITLE_WORDS = frozenset(
    {"a", "an", "the", "of", "in", "on", "and", "for", "to", "with", "from", "at", "by"}
)
_MAY_OPEN = frozenset("([—–-•*…$£€@#¡¿_")
_LOOK_AHEAD = 14  # tokens after a quotation in which its cue may stand
_TITLE_LENGTH = 8  # words; titles of works are short


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
class Words:
    """What is asked of every token, taken from the Doc at once: its own properties are slow.

    `verbs`, `nouns` and `adjectives` are positions; verbs and nouns of the reporter's and of
    those quoted alike.
    """

    text: str
    tokens: list[Token]
    starts: list[int]
    ends: list[int]
    verbs: list[int]
    nouns: list[int]
    adjectives: list[int]
    leads: list[int]  # where a preposition that reports may begin

    @classmethod
    def of(cls, doc: Doc, leads: frozenset[int]) -> Words:
        """The words of a Doc; `leads` are the hashes of the prepositions."""
        parse = parse_of(doc)
        kinds = list(enumerate(parse.pos))
        orths = doc.to_array("ORTH").tolist()
        return cls(
            text=parse.text,
            tokens=list(doc),
            starts=parse.starts,
            ends=parse.ends,
            verbs=[i for i, kind in kinds if kind in VERBS],
            nouns=[i for i, kind in kinds if kind == "NOUN"],
            adjectives=[i for i, kind in kinds if kind in ADJECTIVES],
            leads=[i for i, orth in enumerate(orths) if orth in leads],
        )


@dataclass
class Page:
    """What the finders read.

    `inside[i]` is the position of the stretch that holds token i, or -1; `unit_of[i]` that of
    its unit.
    """

    words: Words
    blocks: list[Block]
    quoted: list[Quoted] = field(default_factory=list)
    inner: list[Quoted] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    unit_of: list[int] = field(default_factory=list)
    text: str = ""
    tokens: list[Token] = field(default_factory=list)

    def unit(self, token: Token) -> Unit | None:
        """The unit that a token stands in."""
        number = self.unit_of[token.i]
        return self.units[number] if number >= 0 else None

    def is_title(self, quoted: Quoted) -> bool:
        """Whether a quotation reads as the title of a work or a name: `"The Apprentice"`."""
        words = self.text[quoted.start : quoted.end].split()
        if not 0 < len(words) <= _TITLE_LENGTH or words[-1][-1] in ".?!,":
            return False
        named = all(word[0].isupper() or word.lower() in _TITLE_WORDS for word in words)
        return named and words[0][0].isupper() and words[-1][0].isupper()

    def is_programme(self, quoted: Quoted) -> bool:
        """Whether a title stands where things are named: `on MSNBC's "Morning Joe."`."""
        before = self.tokens[self.before(quoted.first)]
        named = before.pos_ in {"ADP", "PROPN", "DET"} or before.lower_ in {"'s", "’s"}
        return named and self.is_capitalised(quoted)

    def is_capitalised(self, quoted: Quoted) -> bool:
        """Whether few words are quoted, all with capitals, whatever mark ends them."""
        words = self.text[quoted.start : quoted.end].rstrip(".,").split()
        return 0 < len(words) <= _TITLE_LENGTH and all(
            word[0].isupper() or word.lower() in _TITLE_WORDS for word in words
        )

    def before(self, i: int) -> int:
        """The token before i, white space left out; -1 at the beginning."""
        i -= 1
        while i >= 0 and self.tokens[i].is_space:
            i -= 1
        return i

    def after(self, i: int) -> int:
        """The token after i, white space left out; the length of the Doc at its end."""
        i += 1
        while i < len(self.tokens) and self.tokens[i].is_space:
            i += 1
        return i


def within(positions: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Those of ascending positions that lie from `first` to `last` (included)."""
    return positions[bisect_left(positions, first) : bisect_right(positions, last)]


def read_page(doc: Doc, leads: frozenset[int]) -> Page:
    """Find the quoted stretches and units of an annotated Doc's paragraphs."""
    words = Words.of(doc, leads)
    return page_of(words, [part for block in blocks(doc) for part in parts(words.text, block)])


def page_of(words: Words, regions: Sequence[Block]) -> Page:
    """The same for regions of a Doc, in text order, each taken as a paragraph."""
    size = len(words.tokens)
    page = Page(words, list(regions), inside=[-1] * size, unit_of=[-1] * size,
                text=words.text, tokens=words.tokens)  # fmt: skip
    at = 0
    for number, block in enumerate(page.blocks):
        while at < size and words.starts[at] < block.start:
            at += 1
        first = at
        while at < size and words.starts[at] < block.end:
            at += 1
        if block.kind in READ and first < at:
            _mark_quoted(page, number, first, at - 1)
            page.units += _units(page, number, first, at - 1)
    for number, unit in enumerate(page.units):
        page.unit_of[unit.first : unit.last + 1] = [number] * (unit.last + 1 - unit.first)
    return page


def _mark_quoted(page: Page, number: int, first: int, last: int) -> None:
    block, starts, ends = page.blocks[number], page.words.starts, page.words.ends
    at = first
    for stretch in quoted_stretches(page.text, block.start, block.end):
        while at < last and ends[at] <= stretch.before:
            at += 1
        to = at
        while to < last and starts[to + 1] < stretch.after:
            to += 1
        one = Quoted(stretch, at, to, number)
        if stretch.depth:
            page.inner.append(one)
            continue
        page.inside[at : to + 1] = [len(page.quoted)] * (to + 1 - at)
        page.quoted.append(one)


def _units(page: Page, block: int, first: int, last: int) -> Iterator[Unit]:
    start, i = first, first
    ends, text = page.words.ends, page.text
    while i <= last:
        quoted = page.inside[i]
        if quoted >= 0:
            i = max(i, page.quoted[quoted].last)
            over = _quotation_ends(page, page.quoted[quoted], last)
        else:
            over = text[ends[i] - 1] in _FINAL and _sentence_ends(page, i, last)
        if over and start <= i:
            yield _unit(page, block, start, i)
            start = i + 1
        i += 1
    if start <= last:
        yield _unit(page, block, start, last)


def _unit(page: Page, block: int, first: int, last: int) -> Unit:
    while first < last and page.tokens[first].is_space:
        first += 1
    numbers = sorted({n for n in page.inside[first : last + 1] if n >= 0})
    return Unit(first, last, block, tuple(page.quoted[n] for n in numbers))


def _sentence_ends(page: Page, i: int, last: int) -> bool:
    """Whether a unit ends after token i, which ends in a full stop or the like."""
    token = page.tokens[i]
    after = page.after(i)
    if after > last:
        return False
    following = page.tokens[after]
    letter = following.text[0]
    if token.is_punct or token.is_sent_end:
        return letter.isupper() or letter.isdigit() or _opens(page, after)
    # "... of £14m. He ...": the model keeps the stop, and reads on
    return following.is_title and following.pos_ in {"PRON", "DET"}


def _opens(page: Page, i: int) -> bool:
    """Whether a sentence may begin with the punctuation at token i."""
    return page.inside[i] >= 0 or page.tokens[i].text[0] in _MAY_OPEN


def _quotation_ends(page: Page, quoted: Quoted, last: int) -> bool:
    """Whether a unit ends after a quoted stretch."""
    after = page.after(quoted.last)
    if after > last:
        return False
    final = page.text[quoted.start : quoted.end].rstrip()[-1:]
    following = page.tokens[after]
    if page.inside[after] >= 0:
        return final in _FINAL and quoted.stretch.closed
    if final not in _FINAL or following.text[0].islower():
        return False
    if following.is_punct:
        return following.text in {"(", "["}
    return not _names_speaker(page, after, last, final)


def _names_speaker(page: Page, i: int, last: int, final: str) -> bool:
    """Whether `... he said` begins at token i: a short clause with a verb early.

    Behind a full stop, where a comma is the rule, it must be nothing but that.
    """
    if page.tokens[i].pos_ in _NO_SUBJECT:
        return False
    for j in range(i, min(i + _LOOK_AHEAD, last + 1)):
        token = page.tokens[j]
        if token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP"}:
            after = page.after(j)
            if after > last or page.tokens[after].text[0] in ".,;":
                return final != "." or not _leads(page, after)
            if page.tokens[after].text == ":":
                return False
            return final != "." and page.tokens[after].pos_ in _AFTER_CUE
        if (token.is_punct and token.text in ".!?:") or page.inside[j] >= 0:
            return False
    return False


def _leads(page: Page, comma: int) -> bool:
    """Whether a comma stands in front of a quotation: `She added, "..."`."""
    after = page.after(comma)
    opened = after < len(page.tokens) and page.inside[after] >= 0
    return opened and page.tokens[comma].text == ","
