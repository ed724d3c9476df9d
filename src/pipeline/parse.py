"""A parsed Doc as plain lists, read once for all rooms: lists answer quicker than tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

COLUMNS: list[int | str] = [
    "ORTH", "SPACY", "LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "HEAD", "SENT_START",
]  # fmt: skip


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
    columns = doc.to_array(COLUMNS).astype("int64").T.tolist()
    orth, spaces, lower, lemmas, tags, pos, deps, ents, offsets, begins = columns
    words = _strings(doc, orth)
    starts, ends = _places(words, spaces)
    heads = [i + offset for i, offset in enumerate(offsets)]
    sents, sent_starts = _sentences(begins)
    return Parse(
        text="".join(
            [word + " " if space else word for word, space in zip(words, spaces, strict=True)]
        ),
        words=words,
        lower=_strings(doc, lower),
        lemmas=[lemma.lower() for lemma in _strings(doc, lemmas)],
        tags=_strings(doc, tags),
        pos=_strings(doc, pos),
        deps=_strings(doc, deps),
        ents=_strings(doc, ents),
        heads=heads,
        kids=_kids(heads),
        starts=starts,
        ends=ends,
        sents=sents,
        sent_starts=sent_starts,
    )


def _strings(doc: Doc, values: Sequence[int]) -> list[str]:
    """Strings of spaCy's hashes, which fill 64 bits without a sign; 0 stands for none."""
    strings = doc.vocab.strings
    known = {value: strings[value % 2**64] if value else "" for value in set(values)}
    return [known[value] for value in values]


def _places(words: Sequence[str], spaces: Sequence[int]) -> tuple[list[int], list[int]]:
    starts, ends, at = [], [], 0
    for word, space in zip(words, spaces, strict=True):
        starts.append(at)
        at += len(word)
        ends.append(at)
        at += space
    return starts, ends


def _sentences(begins: Sequence[int]) -> tuple[list[int], list[int]]:
    sents: list[int] = []
    firsts: list[int] = []
    for i, begin in enumerate(begins):
        if i == 0 or begin == 1:
            firsts.append(i)
        sents.append(len(firsts) - 1)
    return sents, firsts


def _kids(heads: Sequence[int]) -> list[list[int]]:
    kids: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            kids[head].append(i)
    return kids
