"""A tokenizer that hostile text cannot stall.

spaCy's tokenizer peels prefixes and suffixes off one at a time: a run of n quotation marks or
brackets costs n squared (4,000 take two seconds). Runs of marks longer than any writer's, and
unbroken stretches longer than any word, become tokens of fixed size without being looked into.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc
from spacy.util import DummyTokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


MAX_MARKS = 60  # marks in a row; the longest in news is a row of dashes or dots
MAX_WORD = 600  # characters without a space; web addresses stay below
_HOSTILE = re.compile(rf"[^\w\s]{{{MAX_MARKS},}}|\S{{{MAX_WORD},}}")
_CHUNK = 100
Inner = Any  # spaCy's tokenizer: compiled, without types


def hostile_runs(text: str) -> list[tuple[int, int]]:
    """Stretches (code points, half-open) that are not given to spaCy's tokenizer."""
    return [match.span() for match in _HOSTILE.finditer(text)]


class GuardedTokenizer(DummyTokenizer):
    """spaCy's tokenizer on all but hostile runs; the Doc's text is the text, always."""

    def __init__(self, inner: Inner) -> None:
        self.inner = inner

    def __call__(self, text: str) -> Doc:
        """Tokenize."""
        runs = hostile_runs(text)
        if not runs:
            plain: Doc = self.inner(text)
            return plain
        words: list[str] = []
        spaces: list[bool] = []
        for piece, hostile in _pieces(text, runs):
            for word, space in _chunks(piece) if hostile else self._tokens(piece):
                words.append(word)
                spaces.append(space)
        return Doc(self.inner.vocab, words=words, spaces=spaces)

    def _tokens(self, text: str) -> Iterator[tuple[str, bool]]:
        for token in self.inner(text):
            yield token.text, bool(token.whitespace_)

    def to_bytes(self, **kwargs: object) -> bytes:
        """As the inner tokenizer's."""
        data: bytes = self.inner.to_bytes(**kwargs)
        return data

    def from_bytes(self, data: bytes, **kwargs: object) -> GuardedTokenizer:
        """As the inner tokenizer's."""
        self.inner.from_bytes(data, **kwargs)
        return self

    def to_disk(self, path: str | Path, **kwargs: object) -> None:
        """As the inner tokenizer's."""
        self.inner.to_disk(path, **kwargs)

    def from_disk(self, path: str | Path, **kwargs: object) -> GuardedTokenizer:
        """As the inner tokenizer's."""
        self.inner.from_disk(path, **kwargs)
        return self


def _pieces(text: str, runs: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in runs:
        if at < start:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
    for at in range(0, len(text), _CHUNK):
        yield text[at : at + _CHUNK], False
