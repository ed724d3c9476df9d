"""What a run folder holds, and in which order, in tables on disk: memory stays flat."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.batch.index import Entry
from pipeline.batch.outcome import Tally
from pipeline.scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COLUMNS = "start, size, sha256, entities, times, quotes, events, made_of, title"


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished record in records.jsonl: where its line begins, and what it is."""

    start: int
    entry: Entry


class Order:
    """Ids in the order of the articles."""

    def __init__(self) -> None:
        self._base = scratch()
        self._base.execute("CREATE TABLE ids (at INTEGER PRIMARY KEY, id TEXT)")

    def append(self, one: str) -> None:
        """Note an article."""
        self._base.execute("INSERT INTO ids (id) VALUES (?)", (one,))

    def __iter__(self) -> Iterator[str]:
        """All of them."""
        for (one,) in self._base.execute("SELECT id FROM ids ORDER BY at"):
            yield one


class Ledger:
    """Finished records by their articles' ids."""

    def __init__(self) -> None:
        self._base = scratch()
        self._base.execute(
            "CREATE TABLE records (id TEXT PRIMARY KEY, start INT, size INT, sha256 TEXT,"
            " entities INT, times INT, quotes INT, events INT, made_of TEXT, title TEXT,"
            " at INT)"
        )

    def keep(self, entry: Entry, start: int) -> None:
        """Note a record; one of the same article before it is forgotten."""
        tally = entry.tally
        self._base.execute(
            f"INSERT OR REPLACE INTO records (id, {_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                entry.id, start, entry.size, entry.sha256,
                tally.entities, tally.times, tally.quotes, tally.events,
                json.dumps(entry.made_of), entry.title,
            ),
        )  # fmt: skip

    def get(self, one: str) -> Kept | None:
        """The record of an article."""
        found = self._base.execute(f"SELECT id, {_COLUMNS} FROM records WHERE id = ?", (one,))
        row = found.fetchone()
        return _kept(row) if row is not None else None

    def __len__(self) -> int:
        count: int = self._base.execute("SELECT count(*) FROM records").fetchone()[0]
        return count

    def total(self) -> Tally:
        """How many items all records hold."""
        sums = "total(entities), total(times), total(quotes), total(events)"
        return Tally(*map(int, self._base.execute(f"SELECT {sums} FROM records").fetchone()))

    def arrange(self, order: Iterable[str]) -> None:
        """Put the records into the order of the articles; others stay, in front."""
        self._base.execute("UPDATE records SET at = NULL")
        self._base.executemany(
            "UPDATE records SET at = ? WHERE id = ?",
            ((at, one) for at, one in enumerate(order)),
        )

    def __iter__(self) -> Iterator[Kept]:
        """All records, as arranged."""
        rows = self._base.execute(
            f"SELECT id, {_COLUMNS} FROM records ORDER BY at IS NOT NULL, at, start"
        )
        return map(_kept, rows)


def _kept(row: tuple[object, ...]) -> Kept:
    one, start, size, digest, entities, times, quotes, events, made_of, title = row
    tally = Tally(entities, times, quotes, events)  # type: ignore[arg-type]  # as they were put
    parts = tuple(json.loads(made_of))  # type: ignore[arg-type]
    return Kept(start, Entry(one, size, digest, tally, parts, title))  # type: ignore[arg-type]
