"""A run folder: records.jsonl, failed.jsonl, index.jsonl, run.json. Append-only while at work.

Records are appended as they come and made durable every so often. Whatever ended the last run,
a torn last line is cut off and every whole line is kept. A line for an id that came before (its
article was changed) replaces that one. At the end the lines are put into the order of the
inputs if they are not in it already, in a new file that then takes the old one's place.
"""

from __future__ import annotations

import hashlib
import os
import socket
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO, TextIO

from pipeline.batch import index, manifest
from pipeline.batch.index import entry_of
from pipeline.batch.ledger import Kept, Ledger
from pipeline.batch.outcome import Done, Outcome, Tally, Unchanged
from pipeline.errors import RunError, SettingsError

try:
    import fcntl
except ImportError:  # Windows: nothing to lock with; two runs at once are the user's risk
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import FileIO
    from pathlib import Path

    from pipeline.batch.run import Counts
    from pipeline.intake import Known

RECORDS, FAILED, LOCK = "records.jsonl", "failed.jsonl", ".lock"
_SYNC_EVERY = 32  # records: under a tenth of a second of waiting in a minute of work


class RunFolder:
    """Where a run's records go; open one with `run_folder`.

    Attributes:
        kept: finished records by article id.
        notes: what had to be mended, for the user.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = Ledger()
        self.notes: list[str] = []
        self._unsynced = 0
        self._open: list[FileIO] = []

    def begin(self, told: manifest.Manifest, *, fresh: bool) -> None:
        """Take over what earlier runs finished, or clear it away.

        Raises:
            RunError: if the folder was made in another way, or is damaged.
        """
        before = None if fresh else manifest.read_manifest(self.path)
        records = self.path / RECORDS
        if before is not None:
            manifest.check_same(self.path, before, told)
            self._take_over(records)
        elif not fresh and records.exists() and records.stat().st_size:
            raise RunError(
                f"holds {RECORDS} but no {manifest.NAME}",
                where=str(self.path),
                fix="name another folder with --out, or overwrite it with --fresh",
            )
        if not len(self.kept):
            (self.path / index.NAME).unlink(missing_ok=True)
            records.write_bytes(b"")
        manifest.write_manifest(self.path, {**told, "complete": False})
        # Unbuffered: what a full disk refuses must not be tried again at the close.
        self._records = records.open("ab", buffering=0)
        self._failed = (self.path / FAILED).open("wb", buffering=0)
        self._open = [self._records, self._failed]

    def known(self, one: str) -> Known | None:
        """What the record of an id was made of, and its title; None where there is none."""
        kept = self.kept.get(one)
        return (kept.entry.made_of, kept.entry.title) if kept is not None else None

    def write(self, outcome: Outcome) -> None:
        """Append a record or a failure."""
        if isinstance(outcome, Unchanged):
            return
        if not isinstance(outcome, Done):
            _write(self._failed, outcome.line())
            return
        start = self._records.tell()
        _write(self._records, outcome.line)
        entry = entry_of(outcome.line, outcome.tally)
        if entry is None:
            msg = f"the record of {outcome.id!r} is no record"
            raise ValueError(msg)
        self.kept.keep(entry, start)
        self._unsynced += 1
        if self._unsynced >= _SYNC_EVERY:
            self._sync()

    def total(self) -> Tally:
        """How many items all records hold."""
        return self.kept.total()

    def finish(self, order: Iterable[str], told: manifest.Manifest, counts: Counts) -> None:
        """Put the lines into the order of the articles, and say that the run is complete.

        Records whose articles are not among these stay, in front.
        """
        self._sync()
        self.kept.arrange(order)
        self._reorder()
        lines = (kept.entry.line() for kept in self.kept)
        manifest.replace_file(self.path / index.NAME, lines)
        numbers = {"articles": counts.articles, "failed": counts.failed}
        numbers |= {"records": len(self.kept), **asdict(self.total())}
        manifest.write_manifest(self.path, {**told, "complete": True, "counts": numbers})

    def close(self) -> None:
        """Make durable what was written, as far as the disk lets us."""
        with suppress(OSError):
            self._sync()
        for stream in self._open:
            stream.close()

    def _sync(self) -> None:
        for stream in self._open:
            os.fsync(stream.fileno())
        self._unsynced = 0

    def _reorder(self) -> None:
        """Rewrite records.jsonl if its lines are not as arranged."""
        at = 0
        for kept in self.kept:
            if kept.start != at:
                break
            at += kept.entry.size
        else:
            if at == self._records.tell():
                return
        (self.path / index.NAME).unlink(missing_ok=True)  # it is of the old order
        records = self.path / RECORDS
        with records.open("rb") as source:
            manifest.replace_file(records, (_line(source, kept) for kept in self.kept))

    def _take_over(self, records: Path) -> None:
        """Note the records that are there; those in the index need but a checksum."""
        if not records.exists():
            return
        entries = index.read_index(self.path)
        at = 0
        with records.open("r+b") as stream:
            for line in stream:
                found = next(entries, None)
                if found is None or hashlib.sha256(line).hexdigest() != found.sha256:
                    found = entry_of(line)
                if found is None:
                    break
                self.kept.keep(found, at)
                at += len(line)
            if stream.read(1):
                raise RunError(
                    f"damaged at byte {at:,}",
                    where=str(records),
                    fix="`newsclaims verify` tells more; --fresh starts anew",
                )
            if at < stream.seek(0, os.SEEK_END):
                stream.truncate(at)
                self.notes.append(f"{records}: cut off a torn last line")


def _line(source: BinaryIO, kept: Kept) -> bytes:
    source.seek(kept.start)
    return source.read(kept.entry.size)


def _write(stream: FileIO, line: bytes) -> None:
    """Write a whole line; a full disk may take a part of it before it says so."""
    left = memoryview(line)
    while left:
        left = left[stream.write(left) :]


@contextmanager
def run_folder(path: Path) -> Iterator[RunFolder]:
    """A run folder that nobody else is at work in.

    Raises:
        SettingsError: if it cannot be made or written.
        RunError: if another run holds it.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = (path / LOCK).open("a+")
    except OSError as error:
        raise SettingsError(
            f"cannot be written: {error.strerror}", where=str(path), fix="choose another --out"
        ) from None
    with lock:
        _lock(lock, path)
        folder = RunFolder(path)
        try:
            yield folder
        finally:
            folder.close()


def _lock(lock: TextIO, path: Path) -> None:
    """Hold the lock file until it is closed, even by a crash; it names its holder."""
    if fcntl is None:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        holder = lock.read().strip() or "another run"
        raise RunError(
            f"in use by {holder}", where=str(path), fix="wait for it to end"
        ) from None
    lock.seek(0)
    lock.truncate()
    lock.write(f"process {os.getpid()} on {socket.gethostname()}\n")
    lock.flush()
