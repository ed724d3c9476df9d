"""CoNLL 2003's columns for names: token, -X-, _, tag (IOB2); a blank line after a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.tokens import covering
from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.tokenizing import apart, names, tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.tokens import Token
    from pipeline.writers.exports.entry import Entry, Options


def export(entries: Iterable[Entry], options: Options) -> Iterator[Piece]:
    """Each article's tokens after a line -DOCSTART-."""
    cut = tokenizer(options)
    for entry in entries:
        tokens = cut.tokens(entry.record.text)
        tags = _tags(entry, tokens)
        lines = "".join(_lines(entry.record.text, tokens, tags))
        found = sum(tag.startswith("B-") for tag in tags)
        yield Piece(f"-DOCSTART- -X- _ O\n\n{lines}\n", items=found)


def _tags(entry: Entry, tokens: list[Token]) -> list[str]:
    tags = ["O"] * len(tokens)
    for mark in apart(names(entry)):
        found = covering(tokens, mark.start, mark.end)
        if found is not None and all(tags[i] == "O" for i in range(found[0], found[1] + 1)):
            tags[found[0]] = f"B-{mark.label}"
            for i in range(found[0] + 1, found[1] + 1):
                tags[i] = f"I-{mark.label}"
    return tags


def _lines(text: str, tokens: list[Token], tags: list[str]) -> Iterator[str]:
    """Lines of tokens that are more than white space; sentences apart."""
    sentence: int | None = None
    for token, tag in zip(tokens, tags, strict=True):
        words = text[token.start : token.end]
        if words.isspace():
            continue
        if sentence not in (None, token.sentence):
            yield "\n"
        sentence = token.sentence
        yield f"{''.join(words.split())} -X- _ {tag}\n"
