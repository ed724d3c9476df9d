"""A table on disk for what may grow with a run: a million articles leave memory as it is."""

from __future__ import annotations

import sqlite3


def scratch() -> sqlite3.Connection:
    """A private temporary database of SQLite's: a file without a name, gone with the process.

    A few megabytes of it stay in memory.
    """
    base = sqlite3.connect("", isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000"):
        base.execute(f"PRAGMA {setting}")
    return base
