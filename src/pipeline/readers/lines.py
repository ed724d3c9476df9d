"""Articles from JSONL: one object a line, with `id`, a text, and what is known of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.article import Article, iso_day
from pipeline.errors import ArticleError, NewsclaimsError
from pipeline.intake import Failure, Intake, failure
from pipeline.readers.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 20_000_000  # of a line or a file: what is longer is no article, and is not loaded
_FIELDS = ("title", "source", "url")
Row = dict[str, Any]  # the door to JSON


class LineSource(Protocol):
    """What gives bytes line by line: a file, or a part of one."""

    def readline(self, size: int, /) -> bytes:
        """At most `size` bytes of the next line; nothing at the end."""


def read_lines(stream: LineSource, *, name: str, text_key: str) -> Iterator[Intake | Failure]:
    """The articles of a JSONL stream; blank lines are skipped.

    Args:
        stream: of bytes; lines end in a line feed.
        name: of the file, for messages.
        text_key: the field that holds the text.
    """
    for number, raw in enumerate(_bounded(stream), 1):
        where = f"{name}:{number}"
        if not raw.strip():
            continue
        row: Row = {}
        try:
            row = _row(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, where)
            yield Intake(where, _article(row, where, text_key))
        except NewsclaimsError as error:
            yield failure(_id(row) or where, where, error)


def _bounded(stream: LineSource) -> Iterator[bytes]:
    """Lines, each cut off after MAX_BYTES + 1: the caller sees that it is too long."""
    while raw := stream.readline(MAX_BYTES + 1):
        yield raw
        while len(raw) > MAX_BYTES and not raw.endswith(b"\n"):
            raw = stream.readline(MAX_BYTES + 1)


def _row(raw: bytes, where: str) -> Row:
    if len(raw) > MAX_BYTES:
        raise ArticleError(
            f"a line of over {MAX_BYTES:,} bytes",
            where=where,
            fix="split the file into one article a line",
        )
    decoded = decode(raw.rstrip(b"\r\n"), where=where)
    try:
        row = json.loads(decoded.text)
    except json.JSONDecodeError as error:
        raise ArticleError(
            f"not JSON: {error.msg} at column {error.colno}",
            where=where,
            fix="write one whole JSON object on each line",
        ) from None
    except RecursionError:
        raise ArticleError(
            "JSON nested too deep", where=where, fix="write a flat object"
        ) from None
    if not isinstance(row, dict):
        raise ArticleError(
            "not a JSON object", where=where, fix='write {"id": ..., "text": ...} on each line'
        )
    return {**row, "_encoding": decoded.encoding, "_warnings": decoded.warnings}


def _id(row: Row) -> str:
    """The id of a row; a whole number counts as text; "" where there is none."""
    value = row.get("id")
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _article(row: Row, where: str, text_key: str) -> Article:
    if not _id(row):
        raise ArticleError("no id", where=where, fix='add an "id" that no other article has')
    text = row.get(text_key)
    if not isinstance(text, str):
        raise ArticleError(
            _no_text(row, text_key), where=where, fix="name the field with --text-key"
        )
    day = _words(row, "published", where)
    return Article(
        id=_id(row),
        text=text,
        published=iso_day(day, where=where) if day else None,
        published_from="given" if day else "none",
        encoding=row["_encoding"],
        warnings=row["_warnings"],
        **{field: _words(row, field, where) for field in _FIELDS},
    )


def _no_text(row: Row, text_key: str) -> str:
    if text_key in row:
        return f"{text_key!r} is not text"
    known = ", ".join(sorted(key for key in row if not key.startswith("_")))
    return f"no {text_key!r}; the fields are {known}"


def _words(row: Row, field: str, where: str) -> str | None:
    """A field of text; None where it is missing, null or blank."""
    value = row.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ArticleError(
            f"{field} is not text: {value!r:.40}", where=where, fix="write it in quotes"
        )
    return value.strip() or None
