"""spaCy: Docs in DocBin files, 500 articles in each, as `spacy train` and `DocBin` read them.

Names are in `doc.ents`; triggers, content, cues, sources, arguments and times are span groups
of those names, the id of the item in `span.id_`. Spans there follow tokens; offsets as the
record has them are in `doc.user_data["newsclaims"]`, which is the record itself.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING

from pipeline.decisions.regions import UNTYPED
from pipeline.tokens import Mark, MarkedText
from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.tokenizing import apart, names, tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.writers.exports.entry import Entry, Options

_TOGETHER = 500  # articles in a file: a DocBin is in memory as a whole


def export(entries: Iterable[Entry], options: Options) -> Iterator[Piece]:
    """A file for each 500 articles, numbered in their order."""
    cut = tokenizer(options)
    source = iter(entries)
    for number, first in enumerate(source, 1):
        batch = chain([first], islice(source, _TOGETHER - 1))
        count = Counter[str]()
        data = cut.pack(_marked(entry, count) for entry in batch)
        yield Piece(data, items=count["docs"], file=f"docs-{number:05}.spacy")


def _marked(entry: Entry, count: Counter[str]) -> MarkedText:
    count["docs"] += 1
    record = entry.record
    return MarkedText(
        record.text,
        names=apart(names(entry)),
        groups=_groups(entry),
        data={"newsclaims": record.model_dump(mode="json", exclude={"text"})},
    )


def _groups(entry: Entry) -> dict[str, list[Mark]]:
    quotes = entry.quotes
    return {
        "triggers": [
            Mark(one.trigger.start, one.trigger.end, one.type or UNTYPED, one.id)
            for one in entry.events
        ],
        "arguments": [
            Mark(part.start, part.end, part.role, one.id)
            for one in entry.events
            for part in one.arguments
        ],
        "content": [
            Mark(piece.start, piece.end, one.kind, one.id)
            for one in quotes
            for piece in one.content
        ],
        "cues": [Mark(one.cue.start, one.cue.end, one.stance, one.id)
                 for one in quotes if one.cue],
        "sources": [Mark(one.source.start, one.source.end, "source", one.id)
                    for one in quotes if one.source],
        "times": [Mark(one.start, one.end, one.type, one.id) for one in entry.record.times],
    }  # fmt: skip
