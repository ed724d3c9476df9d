"""CSV for spreadsheets (RFC 4180), in which no cell runs as a formula.

Reviewers may fill in `verdict`, `reason` and `note`, and correct cells; `newsclaims decisions
import --from csv` reads the file back.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.rows import columns, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.writers.exports.entry import Entry, Options
    from pipeline.writers.exports.rows import Row

BETWEEN = "; "  # several texts in one cell
# What a spreadsheet runs: these signs in front, after white space too, in full width too. Where
# apostrophes stand before such a sign, there is one more, so that one can be taken off.
_WIDE = "\uff1d\uff0b\uff0d\uff20"
_FORMULA = re.compile(rf"'*\s*[=+\-@\t\r{_WIDE}]")
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def export(entries: Iterable[Entry], options: Options) -> Iterator[Piece]:
    """A heading, then a row for each item."""
    names = columns(options)
    yield Piece((_BOM if options.excel else "") + _line(names))
    for entry in entries:
        for row in rows(entry, options):
            yield Piece(_line(_cells(row, raw=options.raw_cells)), items=1)


def guarded(cell: str) -> str:
    """A cell with an apostrophe in front, if a spreadsheet would run it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def told(value: Any) -> str:  # noqa: ANN401  (JSON)
    """A value of a row as the text of a cell, unguarded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return BETWEEN.join(map(_listed, value))
    return str(value)


def _listed(value: Any) -> str:  # noqa: ANN401  (JSON)
    """One of several: a text, or a piece of evidence as role, place and words."""
    if isinstance(value, dict):
        return f"{value['role']} {value['start']}-{value['end']} {value['text']}"
    return str(value)


def _cells(row: Row, *, raw: bool) -> list[str]:
    cells = [told(value) for value in row.values()]
    return cells if raw else [guarded(cell) for cell in cells]


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
