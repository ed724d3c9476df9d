"""The items of a run in scratch tables: quick to filter, sort and count.

Memory stays flat however large the run is. The file of records stays open, so that what was
indexed is what is read, even while a new run replaces it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from pipeline.errors import RunError
from pipeline.readers.records import records_file
from pipeline.review.entries import entries
from pipeline.scratch import scratch

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from pipeline.review.entries import Entry

_CACHE = 128_000  # kB of the scratch file that stay in memory
_BATCH = 500  # records between two words on progress
_TABLES = """
CREATE TABLE articles (
  n INTEGER PRIMARY KEY, id TEXT, title TEXT, outlet TEXT, published TEXT,
  sha256 TEXT UNIQUE, start INT, size INT
);
CREATE TABLE items (
  n INTEGER PRIMARY KEY, handle TEXT, article INT, name TEXT, kind TEXT, type TEXT, rule TEXT,
  confidence REAL, doubt REAL, day TEXT, until TEXT, modality TEXT, polarity TEXT,
  speaker TEXT, outlet TEXT, status TEXT, todo INT
);
CREATE TABLE labels (n INTEGER PRIMARY KEY, label TEXT);
CREATE TABLE about (n INT, name TEXT);
CREATE VIRTUAL TABLE words USING fts5(
  said, content = '', detail = none, tokenize = "unicode61 remove_diacritics 2"
);
"""
_INDEXES = """
CREATE UNIQUE INDEX by_handle ON items (handle);
CREATE INDEX by_todo ON items (todo);
CREATE INDEX by_doubt ON items (todo, doubt, n);
CREATE INDEX by_rule ON items (rule, todo, doubt, n);
CREATE INDEX by_type ON items (type, todo, doubt, n);
CREATE INDEX by_speaker ON items (speaker, todo, doubt, n);
CREATE INDEX by_outlet ON items (outlet, todo, doubt, n);
CREATE INDEX by_day ON items (day, until, kind, status, type, speaker);
CREATE INDEX by_status ON items (status, doubt, n);
CREATE INDEX by_article ON items (article);
CREATE INDEX articles_by_id ON articles (id);
CREATE INDEX about_by_n ON about (n);
CREATE INDEX about_by_name ON about (name, n);
ANALYZE;
"""
_ARTICLE = f"INSERT OR IGNORE INTO articles VALUES ({', '.join('?' * 8)})"
_ITEM = f"INSERT INTO items VALUES ({', '.join('?' * 17)})"
# Labels are apart, so that a scan of the items reads few pages.
ROW = "SELECT *, (SELECT label FROM labels WHERE labels.n = items.n) FROM items"


class Place(NamedTuple):
    """Where an article's record stands."""

    n: int
    start: int
    size: int


class Row(NamedTuple):
    """An item's row."""

    n: int
    handle: str
    article: int
    name: str
    kind: str
    type: str
    rule: str
    confidence: float | None
    doubt: float
    day: str | None
    until: str | None
    modality: str
    polarity: str
    speaker: str | None
    outlet: str
    status: str
    todo: int
    label: str


class Index:
    """The tables of a run, open. For one thread at a time."""

    def __init__(self, base: sqlite3.Connection, records: BinaryIO) -> None:
        self.base = base
        self.records = records
        self.size = os.fstat(records.fileno()).st_size

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """What a query gives."""
        return iter(self.base.execute(sql, values))

    def is_old(self) -> bool:
        """Whether a run has changed the file of records since it was indexed."""
        try:
            now = Path(self.records.name).stat()
        except OSError:
            return True
        told = os.fstat(self.records.fileno())
        return (now.st_ino, now.st_size) != (told.st_ino, self.size)

    def row(self, handle: str) -> Row | None:
        """An item by its handle."""
        found = self.base.execute(f"{ROW} WHERE handle = ?", (handle,)).fetchone()
        return Row(*found) if found else None

    def at(self, n: int) -> Row:
        """An item by its number, which must be one."""
        return Row(*self.base.execute(f"{ROW} WHERE n = ?", (n,)).fetchone())

    def place(self, article: int) -> Place:
        """Where the record of an article stands."""
        sql = "SELECT n, start, size FROM articles WHERE n = ?"
        return Place(*self.base.execute(sql, (article,)).fetchone())

    def article_of(self, sha256: str) -> int | None:
        """The number of the article with this text."""
        sql = "SELECT n FROM articles WHERE sha256 = ?"
        found = self.base.execute(sql, (sha256,)).fetchone()
        return found[0] if found else None

    def insert(self, article: int, entry: Entry) -> Row:
        """A new row, for an item that is in no record; at the end."""
        outlet = self.base.execute("SELECT outlet FROM articles WHERE n = ?", (article,))
        _put(self.base, None, article, outlet.fetchone()[0], entry)
        return self.at(self.base.execute("SELECT max(n) FROM items").fetchone()[0])

    def set_status(self, n: int, status: str, *, todo: bool) -> None:
        """Note where an item stands."""
        sql = "UPDATE items SET status = ?, todo = ? WHERE n = ?"
        self.base.execute(sql, (status, int(todo), n))


def _put(
    base: sqlite3.Connection, n: int | None, article: int, outlet: str, entry: Entry
) -> None:
    row = (
        n, entry.handle, article, entry.name, entry.kind, entry.type or "", entry.rule,
        entry.confidence, entry.doubt, entry.day, entry.until, entry.modality, entry.polarity,
        entry.speaker, outlet, "open", 1,
    )  # fmt: skip
    added = base.execute(_ITEM, row).lastrowid
    base.execute(
        "INSERT INTO words (rowid, said) VALUES (?, ?)", (added, f"{entry.label} {entry.words}")
    )
    base.execute("INSERT INTO labels VALUES (?, ?)", (added, entry.label))
    for name in entry.about:
        base.execute("INSERT INTO about VALUES (?, ?)", (added, name))


def build(run: str, progress: Callable[[int, int], None] = lambda _done, _total: None) -> Index:
    """The index of a run folder or of a file of records.

    Of articles with the same text the first stands for all: decisions hold for the text.

    Args:
        run: place of the records.
        progress: told bytes done and bytes in all, now and then.

    Raises:
        SettingsError: if there is nothing there.
        RunError: at a line that is no record.
    """
    path = records_file(run)
    if path is None:
        raise RunError("records cannot be reviewed from stdin", fix="name a run folder")
    builder = _Builder(str(path))
    records = path.open("rb")
    total = path.stat().st_size
    for number, line in enumerate(records, 1):
        builder.take(line, number)
        if number % _BATCH == 0:
            progress(builder.at, total)
    progress(total, total)
    return Index(builder.finished(), records)


class _Builder:
    """Tables that fill up, line by line."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.at = self._item = 0
        self._base = scratch()
        self._base.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")

    def take(self, line: bytes, number: int) -> None:
        """Take in a line of records.jsonl. Raises RunError where it is no record."""
        start, self.at = self.at, self.at + len(line)
        if not line.strip():
            return
        record: dict[str, Any] = {}
        with suppress(ValueError):
            record = json.loads(line)
        try:
            found, about = list(entries(record)), record["article"]
            title, outlet = about["title"] or "", about["source"] or ""
            row = (
                number, about["id"], title, outlet, about["published"], about["sha256"],
                start, len(line),
            )  # fmt: skip
        except (KeyError, TypeError, AttributeError):
            raise RunError(
                "not a record",
                where=f"{self._name}:{number}",
                fix="`newsclaims verify` tells what is wrong",
            ) from None
        if self._base.execute(_ARTICLE, row).rowcount:
            for entry in found:
                self._item += 1
                told = entry._replace(words=f"{entry.words} {title}")
                _put(self._base, self._item, number, outlet, told)

    def finished(self) -> sqlite3.Connection:
        """The tables, indexed."""
        self._base.execute("COMMIT")
        self._base.executescript(_INDEXES)
        return self._base
