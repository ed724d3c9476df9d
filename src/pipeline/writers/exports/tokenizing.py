"""What the formats with tokens share: the tokenizer, and names that do not overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.tokens import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.tokens import Tokenizer
    from pipeline.writers.exports.entry import Entry, Options


def tokenizer(options: Options) -> Tokenizer:
    """The tokenizer that the caller gave."""
    if options.tokenizer is None:
        msg = "this format needs Options.tokenizer, such as pipeline.docbin.BaseTokenizer()"
        raise ValueError(msg)
    return options.tokenizer


def names(entry: Entry) -> list[Mark]:
    """Every name of every entity, in the order of the text."""
    return sorted(
        Mark(mention.start, mention.end, entity.label, entity.id)
        for entity in entry.record.entities
        for mention in entity.mentions
        if mention.kind == "name"
    )


def apart(marks: Iterable[Mark]) -> list[Mark]:
    """Marks that do not overlap: of two that do, the one that begins first, or the longer."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept
