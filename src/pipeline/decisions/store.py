"""The log of a run folder: an SQLite table that only grows.

Triggers refuse to change or delete a row, and a row is on disk (WAL, `synchronous = FULL`)
before `append` returns. A decision tells which one its reviewer saw last on the item; if
somebody decided in between, it is refused and both are shown.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.decisions.model import Decision, read_decision
from pipeline.errors import RunError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import EllipsisType

NAME = "decisions.sqlite"
_WAIT = 10.0  # seconds for another process to end its write
_SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  item TEXT NOT NULL,
  line TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS decisions_item ON decisions (item, seq);
CREATE TRIGGER IF NOT EXISTS decisions_are_for_ever BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
CREATE TRIGGER IF NOT EXISTS decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
"""
_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


class Conflict(Exception):  # noqa: N818  (no error: two people at one item)
    """Somebody decided on the item after the reviewer looked.

    Attributes:
        theirs: the decision that the reviewer had not seen.
    """

    def __init__(self, theirs: Decision) -> None:
        super().__init__(f"{theirs.reviewer} decided meanwhile")
        self.theirs = theirs


class Store:
    """An open log; get one from `open_store`. For one thread at a time."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def append(self, decision: Decision, *, after: str | EllipsisType | None = ...) -> int:
        """Write a decision; it is durable when this returns.

        Args:
            decision: one that is there already, by its id, is not written again.
            after: id of the last decision on the item that the reviewer saw, None for none;
                left out, nothing is compared.

        Returns:
            Its number in this log.

        Raises:
            Conflict: if there is a later one on the item.
        """
        with self._writing():
            known = self._base.execute(
                "SELECT seq FROM decisions WHERE id = ?", (decision.id,)
            ).fetchone()
            if known:
                return int(known[0])
            if after is not ...:
                self._check_last(decision, after)
            return self._insert(decision)

    def extend(self, decisions: Iterable[Decision]) -> int:
        """Write many at once, all or none; how many were new."""
        with self._writing():
            before = self._base.total_changes
            for decision in decisions:
                self._insert(decision)
            return self._base.total_changes - before

    def read(self, *, after: int = 0) -> Iterator[tuple[int, Decision]]:
        """Decisions with their numbers, those above `after` only, in the order of writing."""
        rows = self._base.execute(
            "SELECT seq, line FROM decisions WHERE seq > ? ORDER BY seq", (after,)
        )
        for seq, line in rows:
            yield seq, read_decision(line, where=f"{NAME}, row {seq}")

    def now(self) -> str:
        """The moment for a new decision: UTC, later than every one in this log.

        A clock that was set back must not put a verdict before the one that it replaces.
        """
        clock = datetime.now(UTC)
        row = self._base.execute(
            "SELECT line FROM decisions ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        if row:
            last = datetime.strptime(read_decision(row[0], where=NAME).at, _FORMAT).replace(
                tzinfo=UTC
            )
            clock = max(clock, last + timedelta(microseconds=1))
        return clock.strftime(_FORMAT)

    def last_on(self, item: str) -> Decision | None:
        """The last decision on an item, by `str(ItemKey)`, taken back or not."""
        row = self._base.execute(
            "SELECT line FROM decisions WHERE item = ? ORDER BY seq DESC LIMIT 1", (item,)
        ).fetchone()
        return read_decision(row[0], where=NAME) if row else None

    def _check_last(self, decision: Decision, after: str | None) -> None:
        last = self.last_on(str(decision.item))
        if last is not None and last.id != after:
            raise Conflict(last)

    def _insert(self, decision: Decision) -> int:
        cursor = self._base.execute(
            "INSERT OR IGNORE INTO decisions (id, item, line) VALUES (?, ?, ?)",
            (decision.id, str(decision.item or ""), decision.line().rstrip("\n")),
        )
        return cursor.lastrowid or 0

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, on disk at its end; nothing of it if something goes wrong."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")


@contextmanager
def open_store(run: Path) -> Iterator[Store]:
    """The log of a run folder, made where there is none.

    Raises:
        RunError: if it cannot be opened, or is no log of ours.
    """
    path = run / NAME
    try:
        base = sqlite3.connect(
            path, timeout=_WAIT, isolation_level=None, check_same_thread=False
        )
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = FULL")
        base.executescript(_SCHEMA)
    except sqlite3.Error as error:
        raise RunError(
            f"cannot be opened: {error}",
            where=str(path),
            fix="check the folder's rights and that no other program changed the file",
        ) from None
    try:
        yield Store(base)
    finally:
        base.close()


def read_log(run: Path) -> list[Decision]:
    """All decisions of a run folder; none where nobody reviewed it. Raises RunError."""
    if not (run / NAME).exists():
        return []
    with open_store(run) as store:
        return [decision for _, decision in store.read()]
