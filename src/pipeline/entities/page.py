"""A document as plain lists: faster for pure functions than tokens, and easy to test with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.annotations import blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Page:
    """Words with their parse; lists run in step, one entry a token.

    `starts` and `ends` are characters; `heads` are token positions (a root's is its own);
    `sents` and `blocks` number sentences and blocks, `kinds` gives each token's block kind.
    `breaks` are the positions of white-space tokens that hold a line break.
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

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start_i: int, end_i: int) -> str:
        """The text from one token to before another."""
        return self.text[self.starts[start_i] : self.ends[end_i - 1]]

    def sentence(self, i: int) -> tuple[int, int]:
        """First token of the sentence around `i`, and the one after its last."""
        return bisect_left(self.sents, self.sents[i]), bisect_right(self.sents, self.sents[i])

    def root(self, start_i: int, end_i: int) -> int:
        """The token of a stretch whose head lies outside; the last such one."""
        for i in range(end_i - 1, start_i - 1, -1):
            if not start_i <= self.heads[i] < end_i or self.heads[i] == i:
                return i
        return end_i - 1


def read_page(doc: Doc) -> Page:
    """The lists of a parsed document."""
    columns = doc.to_array(["ORTH", "SPACY", "TAG", "POS", "DEP", "HEAD", "SENT_START"])
    orth, spaces, tags, pos, deps, heads, begins = columns.astype("int64").T.tolist()
    words = _strings(doc, orth)
    starts, ends, at = [], [], 0
    for word, space in zip(words, spaces, strict=True):
        starts.append(at)
        at += len(word)
        ends.append(at)
        at += space
    sents, number = [], 0
    for i, first in enumerate(begins):
        number += first == 1 and i > 0
        sents.append(number)
    heads = [i + offset for i, offset in enumerate(heads)]
    children: list[list[int]] = [[] for _ in words]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    in_block, kinds = _blocks(doc, starts)
    return Page(
        text="".join(word + " " * space for word, space in zip(words, spaces, strict=True)),
        words=words,
        lower=[word.lower() for word in words],
        tags=_strings(doc, tags),
        pos=_strings(doc, pos),
        deps=_strings(doc, deps),
        heads=heads,
        starts=starts,
        ends=ends,
        sents=sents,
        blocks=in_block,
        kinds=kinds,
        children=children,
    )


def _strings(doc: Doc, values: Sequence[int]) -> list[str]:
    """Strings of spaCy's hashes, which fill 64 bits without a sign."""
    strings = doc.vocab.strings
    known = {value: strings[value % 2**64] for value in set(values)}
    return [known[value] for value in values]


def _blocks(doc: Doc, starts: Sequence[int]) -> tuple[list[int], list[str]]:
    """For each token the number of its block, and the kind of that block."""
    found = blocks(doc)
    begins = [block.start for block in found]
    at = [max(0, bisect_right(begins, start) - 1) for start in starts]
    return at, [found[number].kind for number in at]
