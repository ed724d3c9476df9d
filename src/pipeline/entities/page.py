"""A document as the entities room sees it: its parse, with the blocks that tokens stand in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.annotations import blocks
from pipeline.parse import parse_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Page:
    """Words with their parse; lists run in step, one entry a token.

    `starts` and `ends` are characters; `heads` are token positions (a root's is its own);
    `sents` and `blocks` number sentences and blocks, `kinds` gives each token's block kind.
    `places` are the positions of each word.
    """

    text: str
    words: list[str]
    lower: list[str]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    sents: list[int]
    blocks: list[int]
    kinds: list[str]
    children: list[list[int]] = field(repr=False)
    places: dict[str, list[int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        places: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            if word in places:
                places[word].append(i)
            else:
                places[word] = [i]
        object.__setattr__(self, "places", places)

    def __len__(self) -> int:
        return len(self.words)

    def standing(self, words: Collection[str]) -> list[int]:
        """Positions of any of these words, ascending."""
        known = [self.places[word] for word in self.places.keys() & words]
        return sorted(chain.from_iterable(known))

    def span(self, start_i: int, end_i: int) -> str:
        """The text from one token to before another."""
        return self.text[self.starts[start_i] : self.ends[end_i - 1]]

    def sentence(self, i: int) -> tuple[int, int]:
        """First token of the sentence around `i`, and the one after its last."""
        return bisect_left(self.sents, self.sents[i]), bisect_right(self.sents, self.sents[i])

    def stretches(self) -> Iterator[tuple[int, int]]:
        """First token of each block, and the one after its last."""
        start = 0
        while start < len(self.blocks):
            end = bisect_right(self.blocks, self.blocks[start], lo=start)
            yield start, end
            start = end

    def root(self, start_i: int, end_i: int) -> int:
        """The token of a stretch whose head lies outside; the last such one."""
        for i in range(end_i - 1, start_i - 1, -1):
            if not start_i <= self.heads[i] < end_i or self.heads[i] == i:
                return i
        return end_i - 1


def read_page(doc: Doc) -> Page:
    """The lists of a parsed document."""
    parse = parse_of(doc)
    in_block, kinds = _blocks(doc, parse.starts)
    return Page(
        text=parse.text,
        words=parse.words,
        lower=parse.lower,
        tags=parse.tags,
        pos=parse.pos,
        deps=parse.deps,
        heads=parse.heads,
        starts=parse.starts,
        ends=parse.ends,
        sents=parse.sents,
        blocks=in_block,
        kinds=kinds,
        children=parse.kids,
    )


def _blocks(doc: Doc, starts: Sequence[int]) -> tuple[list[int], list[str]]:
    """For each token the number of its block, and the kind of that block."""
    found = blocks(doc)
    firsts = [0, *(bisect_left(starts, block.start) for block in found[1:]), len(starts)]
    numbers: list[int] = []
    kinds: list[str] = []
    for number, block in enumerate(found):
        size = firsts[number + 1] - firsts[number]
        numbers += [number] * size
        kinds += [block.kind] * size
    return numbers, kinds
