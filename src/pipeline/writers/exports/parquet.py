"""Parquet, by pyarrow: the rows of `jsonl` as typed columns, evidence a list of structs."""

from __future__ import annotations

import io
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline.errors import SettingsError
from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.rows import LISTS, columns, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.writers.exports.entry import Entry, Options
    from pipeline.writers.exports.rows import Row

_TOGETHER = 5000  # rows in a group: what is in memory at a time
_DAYS = frozenset({"begin", "end", "published", "time_begin", "time_end"})
_WHOLE = frozenset({"rank", "trigger_start", "trigger_end", "content_start", "content_end"})


def export(entries: Iterable[Entry], options: Options) -> Iterator[Piece]:
    """One file, compressed with zstd.

    Raises:
        SettingsError: if pyarrow is not installed.
    """
    arrow, writer = _arrow()
    schema = _schema(arrow, columns(options))
    out = _Drain()
    many = (row for entry in entries for row in rows(entry, options))
    with writer(out, schema, compression="zstd") as file:
        while batch := [_typed(row) for row in islice(many, _TOGETHER)]:
            file.write_table(arrow.Table.from_pylist(batch, schema=schema))
            yield Piece(out.taken(), items=len(batch))
    yield Piece(out.taken())


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as arrow  # noqa: PLC0415  (an extra)
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415
    except ImportError:
        raise SettingsError(
            "Parquet needs pyarrow, which is not installed",
            fix="pip install 'newsclaims[parquet]'",
        ) from None
    return arrow, ParquetWriter


def _schema(arrow: Any, names: Iterable[str]) -> Any:  # noqa: ANN401  (pyarrow has no types)
    evidence = arrow.struct([
        ("role", arrow.string()), ("start", arrow.int64()), ("end", arrow.int64()),
        ("text", arrow.string()), ("name", arrow.string()),
    ])  # fmt: skip
    kinds = {"evidence": arrow.list_(evidence), "main": arrow.bool_()}
    kinds["confidence"] = arrow.float64()
    kinds |= dict.fromkeys(LISTS, arrow.list_(arrow.string()))
    kinds |= dict.fromkeys(_DAYS, arrow.date32())
    kinds |= dict.fromkeys(_WHOLE, arrow.int64())
    return arrow.schema([(name, kinds.get(name, arrow.string())) for name in names])


def _typed(row: Row) -> Row:
    """A row with days as dates."""
    days = {name: date.fromisoformat(row[name]) for name in _DAYS if row.get(name)}
    return row | days


class _Drain(io.RawIOBase):
    """A file that is taken away as it is written."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        """As files say it."""
        return True

    def write(self, data: Any, /) -> int:  # noqa: ANN401  (any buffer)
        """Keep what is written until it is taken."""
        part = bytes(data)
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def tell(self) -> int:
        """How much was written in all."""
        return self._size

    def taken(self) -> bytes:
        """What was written since it was asked last."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data
