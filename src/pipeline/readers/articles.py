"""From places to articles: by each file's reader, with ids, metadata and a default date."""

from __future__ import annotations

import io
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from pipeline.article import Article
from pipeline.errors import ArticleError, NewsclaimsError
from pipeline.intake import Failure, Intake, Unread, failure
from pipeline.readers.complete import Knowledge, unread
from pipeline.readers.decode import Decoded, decode
from pipeline.readers.extras import check_extras
from pipeline.readers.html import Page, PageAt, opens_html
from pipeline.readers.lines import MAX_BYTES, read_lines
from pipeline.readers.metadata import Metadata
from pipeline.readers.places import SINGLE
from pipeline.readers.remote import at_hand
from pipeline.readers.warc import Ids, read_warc
from pipeline.scratch import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.readers.found import Places
    from pipeline.readers.places import Place

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Reading:
    """How to read.

    Attributes:
        text_key: field of a JSONL line that holds the text.
        published: day for articles of which nothing says when they were published.
        metadata: table that overrules what the files say.
        stdin: bytes, for the place `-`.
    """

    text_key: str = "text"
    published: str | None = None
    metadata: Metadata = field(default_factory=lambda: Metadata({}))
    stdin: BinaryIO = field(default_factory=io.BytesIO)


def read_articles(places: Places, reading: Reading) -> Iterator[Intake | Unread | Failure]:
    """Every article of the places, in order, or why it cannot be read. Ids are unique.

    Pages are handed on unread.
    """
    seen = Notes()
    ids = Ids(seen.__contains__)
    for place in places:
        for item in _read(place, places, reading, ids):
            if isinstance(item, Failure):
                yield item
            elif (place_before := seen.note(item.id, item.where)) is not None:
                yield Failure(
                    item.id,
                    item.where,
                    f"id {item.id!r} is that of {place_before} too",
                    "give each article its own id",
                    "duplicate id",
                )
            else:
                yield _completed(item, reading)


def _completed(item: Intake | PageAt, reading: Reading) -> Intake | Unread | Failure:
    """With metadata and the default date; refused where a value is no sound Unicode."""
    knowledge = Knowledge(reading.metadata.row(item.id), reading.published)
    if isinstance(item, PageAt):
        return unread(item, knowledge)
    try:
        return Intake(item.where, knowledge.complete(item.article, item.where))
    except NewsclaimsError as error:
        return failure(item.id, error.where or item.where, error)


def _read(
    place: Place, places: Places, reading: Reading, ids: Ids
) -> Iterator[Intake | PageAt | Failure]:
    if place.path is None:
        yield from _read_stdin(reading)
        return
    one = place.stem if places.is_alone(place) else place.relative
    try:
        with at_hand(place, place.path) as path:
            _check_file(place, path)
            yield from _read_file(place, path, reading, one, ids)
    except NewsclaimsError as error:
        yield failure(one, place.name, error)
    except OSError as error:
        yield Failure(
            one,
            place.name,
            f"cannot be read: {error.strerror}",
            "check the file and its rights",
        )


def _read_file(
    place: Place, path: Path, reading: Reading, one: str, ids: Ids
) -> Iterator[Intake | PageAt | Failure]:
    if place.kind == "jsonl":
        with _jsonl(path) as stream:
            yield from read_lines(stream, name=place.name, text_key=reading.text_key)
    elif place.kind == "warc":
        with path.open("rb") as stream:
            yield from read_warc(stream, name=place.name, stem=place.stem, ids=ids)
    elif place.kind == "html":
        yield PageAt(place.name, one, Page(path.read_bytes()))
    else:
        yield _text(path.read_bytes(), one, place.name)


def _check_file(place: Place, path: Path) -> None:
    """Refuse what is not an ordinary file of reasonable size, before it is opened."""
    if place.fault:
        raise ArticleError(
            place.fault, where=place.name, fix="leave it out, or give its text with `-`"
        )
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise ArticleError("not an ordinary file", where=place.name, fix="leave it out")
    if place.is_single and status.st_size > MAX_BYTES:
        raise ArticleError(
            f"{status.st_size:,} bytes; no article has over {MAX_BYTES:,}",
            where=place.name,
            fix="split it into one article a file",
            reason="too long",
        )


def _text(raw: bytes, one: str, where: str) -> Intake:
    decoded = decode(raw, where=where)
    return Intake(where, _article(one, decoded))


def _article(one: str, decoded: Decoded) -> Article:
    return Article(one, decoded.text, encoding=decoded.encoding, warnings=decoded.warnings)


def _jsonl(path: Path) -> BinaryIO:
    """A JSONL file as UTF-8 bytes; only UTF-16 with its mark has to be read whole."""
    with path.open("rb") as stream:
        marked = stream.read(2) in _UTF16
    if not marked:
        return path.open("rb")
    return io.BytesIO(decode(path.read_bytes(), where=str(path)).text.encode("utf-8"))


def _read_stdin(reading: Reading) -> Iterator[Intake | PageAt | Failure]:
    """JSONL if the first line with something on it begins an object; else one article."""
    stream = reading.stdin
    head = b""
    while not head.strip() and (line := stream.readline(MAX_BYTES)):
        head += line
    start = head.removeprefix(b"\xef\xbb\xbf").split()[:2]
    if b"".join(start).startswith((b'{"', b"{}")):
        yield from read_lines(_Rest(head, stream), name="stdin", text_key=reading.text_key)
        return
    raw = head + stream.read(MAX_BYTES)
    try:
        if len(raw) > MAX_BYTES:
            raise ArticleError(
                f"over {MAX_BYTES:,} bytes", where="stdin", fix="give one article"
            )
        if opens_html(raw):
            check_extras({"html": "stdin"})
            yield PageAt("stdin", "stdin", Page(raw))
        else:
            yield _text(raw, "stdin", "stdin")
    except NewsclaimsError as error:
        yield failure("stdin", "stdin", error)


class _Rest:
    """A stream with the bytes put back that were read to tell its kind."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readline(self, size: int, /) -> bytes:
        """A line of the head while it lasts, then of the rest."""
        return self._head.readline(size) or self._rest.readline(size)


def count_known(places: Places) -> int | None:
    """How many articles there will be; None where that shows only in the reading."""
    return len(places) if places.kinds.keys() <= SINGLE else None
