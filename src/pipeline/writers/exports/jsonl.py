"""JSON Lines: one event or quote to a line, flat and complete."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.writers.exports.entry import Entry, Options


def export(entries: Iterable[Entry], options: Options) -> Iterator[Piece]:
    """A line for each item."""
    for entry in entries:
        for row in rows(entry, options):
            yield Piece(json.dumps(row, ensure_ascii=False) + "\n", items=1)
