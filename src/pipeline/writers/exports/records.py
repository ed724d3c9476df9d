"""The records themselves, as reviewed: one article to a line, in the schema that `run` writes.

Every item says in `review` what was decided of it. What cites an item that is not exported
cites nothing; a quote that a chosen event is attributed to is there, chosen or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.decisions.items import every
from pipeline.decisions.reviewed import with_items
from pipeline.writers.exports.entry import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import Record
    from pipeline.writers.exports.entry import Entry, Options


def export(entries: Iterable[Entry], _options: Options) -> Iterator[Piece]:
    """A line for each article."""
    for entry in entries:
        yield Piece(_narrowed(entry).model_dump_json() + "\n", items=1)


def _narrowed(entry: Entry) -> Record:
    cited = {event.attributed_to for event in entry.events}
    kept = [one for one in every(entry.record) if one.id in entry.chosen or one.id in cited]
    return with_items(entry.record, kept)
