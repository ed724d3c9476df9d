"""Records back from files: a records.jsonl, a run folder, or stdin."""

from __future__ import annotations

import difflib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.errors import RecordError, SettingsError, first_fault
from pipeline.records import Record

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from typing import BinaryIO


_SHA256 = re.compile(rb'"sha256":\s*"([0-9a-f]{64})"')  # the article's; it comes first
_ID = re.compile(rb'\{"schema_version":"1\.0","article":\{"id":("(?:[^"\\]|\\.)*")')


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
    for line, where in _lines(place):
        yield _record(line, where)


def read_record(place: str, article: str) -> Record:
    """The record of one article; of the others no more is read than their ids.

    Raises:
        SettingsError: if there is no such file, or no such article in it.
        RecordError: at a line that is no record.
    """
    ids: list[str] = []
    for line, where in _lines(place):
        one = _id(line, where)
        if one == article:
            return _record(line, where)
        ids.append(one)
    near = difflib.get_close_matches(article, ids, n=1)
    fix = (
        f"did you mean {near[0]!r}?" if near else "`newsclaims show RECORDS` lists the articles"
    )
    raise SettingsError(f"no record of {article!r}", fix=fix)


def read_chosen(
    place: str, articles: Container[str], texts: Container[str]
) -> Iterator[Record]:
    """The records of some articles, by id or by the sha256 of the text; others are not parsed.

    Raises as `read_records`.
    """
    for line, where in _lines(place):
        found = _SHA256.search(line)
        if _id(line, where) in articles or (found and found[1].decode() in texts):
            yield _record(line, where)


def texts_in(place: str) -> Iterator[str]:
    """The sha256 of each article's text; nothing else is read. Raises SettingsError."""
    for line, _ in _lines(place):
        found = _SHA256.search(line)
        if found is not None:
            yield found[1].decode()


def _lines(place: str) -> Iterator[tuple[bytes, str]]:
    """Lines that are not blank, each with its place."""
    path = records_file(place)
    if path is None:
        yield from _numbered(sys.stdin.buffer, "stdin")
        return
    with path.open("rb") as stream:
        yield from _numbered(stream, str(path))


def _numbered(stream: BinaryIO, name: str) -> Iterator[tuple[bytes, str]]:
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield line, f"{name}:{number}"


def _id(line: bytes, where: str) -> str:
    """The id of a record's article: at its place as we write it, else by reading it all."""
    found = _ID.match(line)
    try:
        one: str = json.loads(found[1]) if found else ""
    except ValueError:
        one = ""
    return one or _record(line, where).article.id


def _record(line: bytes, where: str) -> Record:
    try:
        return Record.model_validate_json(line)
    except ValidationError as error:
        raise RecordError(
            f"not a record: {first_fault(error)}",
            where=where,
            fix="give records that this version of newsclaims wrote (one JSON object a line)",
        ) from None
