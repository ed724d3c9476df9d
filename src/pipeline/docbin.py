"""The base model's tokenizer for exports, and marked texts as spaCy's DocBin; no parsing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.pipeline import Sentencizer
from spacy.tokens import Doc, DocBin, Span

from pipeline.basemodel import load_base
from pipeline.guard import GuardedTokenizer
from pipeline.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.tokens import Mark, MarkedText


class BaseTokenizer:
    """The base model's tokenizer, with sentences by their marks and by paragraphs.

    Args:
        model: package or folder of a spaCy pipeline; None for the default one.

    Raises:
        ModelError: if it is not installed.
    """

    def __init__(self, model: str | None = None) -> None:
        self._tokenizer = GuardedTokenizer(load_base(model).nlp.tokenizer)
        self._sentencizer = Sentencizer()

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text, among them white space that is more than a space."""
        doc = self._sentencizer(self._tokenizer(text))
        out: list[Token] = []
        sentence = 0
        for token in doc:
            broken = token.i > 0 and "\n\n" in doc[token.i - 1].text
            sentence += int(token.i > 0 and (token.is_sent_start is True or broken))
            end = token.idx + len(token.text)
            out.append(Token(token.idx, end, bool(token.whitespace_), sentence))
        return out

    def pack(self, texts: Iterable[MarkedText]) -> bytes:
        """Marked texts as the bytes of a spaCy DocBin.

        A span whose edge lies within a token covers the whole token; its exact offsets are in
        the Doc's user data, as the caller put them there.
        """
        bin_ = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], store_user_data=True)
        for one in texts:
            bin_.add(self._doc(one))
        data: bytes = bin_.to_bytes()
        return data

    def _doc(self, one: MarkedText) -> Doc:
        doc = self._tokenizer(one.text)
        names = [span for mark in one.names if (span := _span(doc, mark)) is not None]
        doc.set_ents(_apart(names), default="outside")
        for group, marks in one.groups.items():
            doc.spans[group] = [
                span for mark in marks if (span := _span(doc, mark)) is not None
            ]
        doc.user_data.update(one.data)
        return doc


def _span(doc: Doc, mark: Mark) -> Span | None:
    found: Span | None = doc.char_span(
        mark.start, mark.end, label=mark.label, span_id=mark.id, alignment_mode="expand"
    )
    return found


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans that share no token; of two that do, the first."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
