"""Records back from files: a records.jsonl, a run folder, or stdin."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.errors import RecordError, SettingsError
from pipeline.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


def records_file(place: str) -> Path | None:
    """The file of records that a user names: itself, or that of a run folder; None for stdin.

    Raises:
        SettingsError: if there is none.
    """
    if place == "-":
        return None
    path = Path(place)
    path = path / "records.jsonl" if path.is_dir() else path
    if not path.is_file():
        raise SettingsError(
            "no records here",
            where=str(path),
            fix="give a run folder or a file of records; see `newsclaims run`",
        )
    return path


def read_records(place: str) -> Iterator[Record]:
    """The records of a file, in its order, one in memory at a time.

    Raises:
        SettingsError: if there is no such file.
        RecordError: at the first line that is no record.
    """
    path = records_file(place)
    if path is None:
        yield from _records(sys.stdin.buffer, "stdin")
        return
    with path.open("rb") as stream:
        yield from _records(stream, str(path))


def _records(stream: BinaryIO, name: str) -> Iterator[Record]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield _record(line, f"{name}:{number}")


def _record(line: bytes, where: str) -> Record:
    try:
        return Record.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise RecordError(
            f"not a record: {place + ': ' if place else ''}{first['msg']}",
            where=where,
            fix="give records that this version of newsclaims wrote (one JSON object a line)",
        ) from None
