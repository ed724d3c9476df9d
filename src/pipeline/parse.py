"""A parsed Doc as plain lists, read once for all rooms: lists answer quicker than tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

COLUMNS: list[int | str] = [
    "ORTH", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "SPACY", "IDX", "LENGTH", "HEAD",
    "SENT_START",
]  # fmt: skip
STRINGS = 6  # columns that hold hashes of strings stand first


@dataclass(frozen=True, slots=True)
class Parse:
    """Words with their labels. Lists run in step, one entry a token, and are never changed.

    Attributes:
        text: the whole text.
        words: as written; `lower` and `lemmas` in lower case.
        tags, pos, deps: the base model's labels; `ents` its entity labels, "" for none.
        heads: position of the governor; a root governs itself.
        kids: positions of dependants, in text order.
        starts, ends: characters (code points) of each token.
        sents: number of each token's sentence; `sent_starts`: the first token of each.
    """

    text: str
    words: list[str]
    lower: list[str]
    lemmas: list[str]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    ents: list[str]
    heads: list[int]
    kids: list[list[int]]
    starts: list[int]
    ends: list[int]
    sents: list[int]
    sent_starts: list[int]


@lru_cache(maxsize=1)
def parse_of(doc: Doc) -> Parse:
    """The lists of a Doc; the same object while one Doc passes through the rooms.

    They hold what the base model said when the first room asked, so a component that changes
    tags, heads or sentences belongs before all rooms.
    """
    columns = doc.to_array(COLUMNS).T
    words, lemmas, *labels = _strings(doc, columns[:STRINGS].tolist())
    spaces, starts, lengths, offsets, begins = columns[STRINGS:].astype("int64")
    gaps = [" " if space else "" for space in spaces.tolist()]
    lower = {word: word.lower() for word in {*words, *lemmas}}
    heads = (np.arange(len(words)) + offsets).tolist()
    first = begins == 1
    first[:1] = True
    tags, pos, deps, ents = labels
    return Parse(
        text="".join(chain.from_iterable(zip(words, gaps, strict=True))),
        words=words,
        lower=[lower[word] for word in words],
        lemmas=[lower[lemma] for lemma in lemmas],
        tags=tags,
        pos=pos,
        deps=deps,
        ents=ents,
        heads=heads,
        kids=_kids(heads),
        starts=starts.tolist(),
        ends=(starts + lengths).tolist(),
        sents=(np.cumsum(first) - 1).tolist(),
        sent_starts=np.flatnonzero(first).tolist(),
    )


def _strings(doc: Doc, columns: Sequence[Sequence[int]]) -> list[list[str]]:
    """Strings of columns of spaCy's hashes, each looked up once; 0 stands for none."""
    strings = doc.vocab.strings
    known = {value: strings[value] if value else "" for value in set().union(*columns)}
    return [[known[value] for value in column] for column in columns]


def _kids(heads: Sequence[int]) -> list[list[int]]:
    kids: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            kids[head].append(i)
    return kids
