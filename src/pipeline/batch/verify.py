"""Whether a run folder is what was written: every byte, every offset, every reference."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.batch import index, manifest
from pipeline.batch.folder import FAILED, RECORDS
from pipeline.errors import RunError, SettingsError
from pipeline.records import Record, faults
from pipeline.scratch import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.batch.index import Entry

_FAILURE = {"id", "where", "error", "fix"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written: file and line, and what is wrong there."""

    where: str
    what: str


def run_faults(folder: Path) -> Iterator[Fault]:
    """Every fault of a run folder, one article in memory at a time.

    Raises:
        SettingsError: if it is no run folder.
    """
    if not (folder / RECORDS).is_file():
        raise SettingsError(
            f"no {RECORDS} here",
            where=str(folder),
            fix="name a folder of `newsclaims run --out`",
        )
    told, fault = _manifest(folder)
    if fault is not None:
        yield fault
    complete = bool(told and told.get("complete"))
    count = 0
    seen = Notes()
    for number, line, entry in _lines(folder):
        found = list(_changed(line, entry, complete=complete))
        if line is not None:
            count += 1
            found += _line_faults(line, seen, number)
        yield from (Fault(f"{folder / RECORDS}:{number}", what) for what in found)
    wanted = (told or {}).get("counts", {}).get("records", count)
    if complete and wanted != count:
        yield Fault(
            str(folder / manifest.NAME), f"counts.records: {wanted}, but {RECORDS} has {count}"
        )
    yield from _failed_faults(folder / FAILED)


def _manifest(folder: Path) -> tuple[manifest.Manifest | None, Fault | None]:
    path = folder / manifest.NAME
    try:
        told = manifest.read_manifest(folder)
    except RunError as error:
        return None, Fault(str(path), error.what)
    return told, None if told is not None else Fault(str(path), "is missing")


def _lines(folder: Path) -> Iterator[tuple[int, bytes | None, Entry | None]]:
    """Lines of the records with their entries in the index; None where one has no other."""
    with (folder / RECORDS).open("rb") as stream:
        pairs = zip_longest(stream, index.read_index(folder))
        yield from ((number, line, entry) for number, (line, entry) in enumerate(pairs, 1))


def _changed(line: bytes | None, entry: Entry | None, *, complete: bool) -> Iterator[str]:
    """Whether a line differs from what the index says of it."""
    if entry is None:
        if complete:
            yield f"is not in {index.NAME}"
    elif line is None:
        yield f"is missing: the record of {entry.id!r}"
    elif hashlib.sha256(line).hexdigest() != entry.sha256:
        yield f"has changed since it was written (record of {entry.id!r}; its sha256 differs)"


def _line_faults(line: bytes, seen: Notes, number: int) -> Iterator[str]:
    """What is wrong with a line as a record."""
    if not line.endswith(b"\n"):
        yield "is torn: it has no line feed"
    try:
        record = Record.model_validate_json(line)
    except ValidationError as error:
        for one in error.errors():
            field = ".".join(map(str, one["loc"]))
            yield f"{field + ': ' if field else ''}{one['msg']}"
        return
    article = record.article
    if hashlib.sha256(record.text.encode("utf-8")).hexdigest() != article.sha256:
        yield "article.sha256: is not that of text"
    if (before := seen.note(article.id, str(number))) is not None:
        yield f"article.id: {article.id!r} is that of line {before} too"
    yield from faults(record)


def _failed_faults(path: Path) -> Iterator[Fault]:
    if not path.is_file():
        yield Fault(str(path), "is missing")
        return
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                told = json.loads(line)
            except ValueError:
                told = None
            if not isinstance(told, dict) or not told.keys() >= _FAILURE:
                yield Fault(
                    f"{path}:{number}", "is no failure: id, where, error and fix are wanted"
                )
