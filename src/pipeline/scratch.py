"""A table on disk for what may grow with a run: a million articles leave memory as it is."""

from __future__ import annotations

import sqlite3


def scratch() -> sqlite3.Connection:
    """A private temporary database of SQLite's: a file without a name, gone with the process.

    A megabyte of it stays in memory. Any thread may use it, one at a time.
    """
    base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000"):
        base.execute(f"PRAGMA {setting}")
    return base


class Notes:
    """A note by key, on disk; the first under a key holds."""

    def __init__(self) -> None:
        self._base = scratch()
        self._base.execute("CREATE TABLE notes (key BLOB PRIMARY KEY, note BLOB) WITHOUT ROWID")

    def get(self, key: str) -> str | None:
        """The note under a key, or None."""
        found = self._base.execute("SELECT note FROM notes WHERE key = ?", (_bytes(key),))
        row = found.fetchone()
        return row[0].decode("utf-8", "surrogatepass") if row is not None else None

    def __contains__(self, key: str) -> bool:
        """Whether there is a note under a key."""
        return self.get(key) is not None

    def note(self, key: str, note: str) -> str | None:
        """Put a note under a key; where there is one, that one is given back instead."""
        before = self.get(key)
        if before is None:
            self._base.execute("INSERT INTO notes VALUES (?, ?)", (_bytes(key), _bytes(note)))
        return before


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
