"""A parsed Doc as bytes and back: what the base model said of each token, and the blocks.

The text itself is not kept: whoever asks for a parse has it. Two thirds of the size of a DocBin
of one Doc, and read in half the time.

Layout, compressed by zlib: length of the head (4 bytes), the head in JSON (the strings that
tokens cite, and the blocks), then one row of 32-bit numbers for each of `ROWS`.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Doc

from pipeline.annotations import Block, blocks, set_blocks

if TYPE_CHECKING:
    from spacy.vocab import Vocab

    from pipeline.rows import Row

NAMED: list[int | str] = [
    "TAG", "DEP", "LEMMA", "MORPH", "ENT_TYPE", "NORM", "ENT_ID", "ENT_KB_ID",
]  # fmt: skip
COUNTED: list[int | str] = ["HEAD", "POS", "ENT_IOB"]
ROWS = len(NAMED) + len(COUNTED) + 2  # and each token's length, and whether a space follows
_ALL = [*NAMED, *COUNTED, "ORTH", "SPACY", "SENT_START"]
_LEVEL = (
    3  # on our corpus: 9 % smaller than 1, as quick; 8 % larger than 6, in 60 % of the time
)
Numbers = np.ndarray[Any, np.dtype[Any]]


def doc_to_bytes(doc: Doc) -> bytes | None:
    """The bytes of a parsed Doc; None for one that would not come back as it is."""
    data = _packed(doc)
    try:
        again = doc_from_bytes(data, doc.text, doc.vocab)
    except ValueError:
        return None
    return data if same_parse(doc, again) else None


def doc_from_bytes(data: bytes, text: str, vocab: Vocab) -> Doc:
    """The Doc that bytes were made of.

    Args:
        data: from `doc_to_bytes`.
        text: of that Doc.
        vocab: of the pipeline that made it.

    Raises:
        ValueError: if the bytes are not those of a Doc of this text.
    """
    named, counted, lengths, spaces, head = _unpacked(data)
    words, follows = _words(text, lengths, spaces)
    ids = [vocab.strings.add(string) if string else 0 for string in head["strings"]]
    doc = Doc(vocab, words=words, spaces=follows)
    values = np.concatenate((np.array(ids, dtype="uint64")[named], counted.astype("uint64")))
    doc.from_array([*NAMED, *COUNTED], values.T)  # type: ignore[arg-type]
    set_blocks(doc, [Block(*row) for row in head["blocks"]])
    return doc


def same_parse(one: Doc, other: Doc) -> bool:
    """Whether two Docs hold the same tokens, labels, sentences and blocks."""
    return (
        one.text == other.text
        and bool(np.array_equal(one.to_array(_ALL), other.to_array(_ALL)))
        and blocks(one) == blocks(other)
    )


def _packed(doc: Doc) -> bytes:
    values = doc.to_array(NAMED)
    cited, named = np.unique(values, return_inverse=True)
    strings = doc.vocab.strings
    head = {
        "strings": [strings[value] if value else "" for value in cited.tolist()],
        "blocks": [[b.start, b.end, b.kind, b.rule] for b in blocks(doc)],
    }
    told = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    rows = np.concatenate(
        (
            named.reshape(values.shape).T.astype("<u4"),
            doc.to_array(COUNTED).T.astype("<u4"),
            doc.to_array(["LENGTH", "SPACY"]).T.astype("<u4"),
        )
    )
    return zlib.compress(len(told).to_bytes(4, "little") + told + rows.tobytes(), _LEVEL)


def _unpacked(data: bytes) -> tuple[Numbers, Numbers, list[int], list[int], Row]:
    """Rows of named and of counted values, lengths, spaces, and the head."""
    try:
        plain = zlib.decompress(data)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    at = 4 + int.from_bytes(plain[:4], "little")
    head = json.loads(plain[4:at])
    if not isinstance(head, dict) or head.keys() != {"strings", "blocks"}:
        raise ValueError("not the head of a parse")
    rows = np.frombuffer(plain, dtype="<u4", offset=at).reshape(ROWS, -1)
    names = len(NAMED)
    return rows[:names], rows[names:-2].view("<i4"), rows[-2].tolist(), rows[-1].tolist(), head


def _words(text: str, lengths: list[int], spaces: list[int]) -> tuple[list[str], list[bool]]:
    words, at = [], 0
    for length, space in zip(lengths, spaces, strict=True):
        words.append(text[at : at + length])
        at += length + space
    if at != len(text):
        raise ValueError("the tokens are not those of the text")
    return words, [bool(space) for space in spaces]
