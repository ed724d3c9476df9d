"""Articles from a web archive (WARC): one for each page that was fetched whole.

Read are `response` records with status 200 and `resource` records, if they hold HTML; all else
(requests, pictures, redirects, error pages, revisits) is passed over. The day of the crawl is
no publication day: it only bounds the day that the page states.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.errors import ArticleError, NewsclaimsError
from pipeline.intake import Failure, failure
from pipeline.readers.frames import MAX_RATIO, Frame, read_frames
from pipeline.readers.html import Page, PageAt, opens_html
from pipeline.readers.lines import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_VERSIONS = ["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17"]
_PROTOCOLS = ["HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/2", "HTTP/3"]
_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_UNSAFE = re.compile(r"[^A-Za-z0-9._/-]+")
_MAX_ID = 150  # characters of an address that go into an id
_FREE = 1_000_000  # bytes that a body may unpack to at any ratio
_GZIP = 16 + zlib.MAX_WBITS
_FIX = "the other records of the file are read; fetch this page anew if you need it"
Headers = Any  # warcio's StatusAndHeaders, which has no types


class Ids:
    """Ids for pages, after their addresses: safe to type, and each given once in a run.

    Args:
        is_taken: whether an article has an id already; asked anew for each page, so that
            whoever takes an id from here has it taken before the next.
    """

    def __init__(self, is_taken: Callable[[str], bool]) -> None:
        self._is_taken = is_taken
        self._again: Counter[str] = Counter()  # only what is met again: memory stays small

    def of(self, url: str | None, otherwise: str) -> str:
        """The id of the page at an address; numbered where it is not the first with it."""
        base = _safe(url) or otherwise
        one = base
        while self._is_taken(one):
            self._again[base] += 1
            one = f"{base}~{self._again[base] + 1}"
        return one


def read_warc(
    stream: BinaryIO, *, name: str, stem: str, ids: Ids
) -> Iterator[PageAt | Failure]:
    """The pages of an archive, packed or not; whether they hold articles, shows later.

    Args:
        stream: of the file's bytes; can seek.
        name: of the file, for messages.
        stem: of the file, for the id of a page without an address.
        ids: that are free.
    """
    for frame in read_frames(stream):
        where = f"{name}:{frame.number}"
        try:
            page = _page(frame, where)
        except NewsclaimsError as error:
            yield failure(where, where, error)
            continue
        if page is not None:
            yield PageAt(where, ids.of(page.url, f"{stem}-{frame.number}"), page)


def _page(frame: Frame, where: str) -> Page | None:
    """The page that a record holds; None if it holds none.

    Raises:
        ArticleError: if it cannot be told, or the page cannot be had.
    """
    if frame.fault:
        raise ArticleError(frame.fault, where=where, fix=_FIX)
    known = _headers(frame.header, _VERSIONS, where)
    kind, url = _value(known, "WARC-Type"), _value(known, "WARC-Target-URI").strip("<> ")
    body, http = frame.body, None
    if kind == "response" and url.lower().startswith(("http:", "https:")):
        http, body = _response(frame, where)
        if http.get_statuscode() != "200":
            return None
    elif kind != "resource":
        return None
    stated = _value(http or known, "Content-Type")
    if not (stated.lower().startswith(_HTML) if stated else opens_html(body)):
        return None
    if frame.length > MAX_BYTES:
        raise ArticleError(
            f"{frame.length:,} bytes; no page has over {MAX_BYTES:,}",
            where=where,
            fix=_FIX,
            reason="too long",
        )
    charset = _CHARSET.search(stated)
    cut = _value(known, "WARC-Truncated")
    return Page(
        raw=_payload(body, http, where) if http else body,
        url=url or None,
        charset=charset[1] if charset else "",
        fetched=_day(_value(known, "WARC-Date")),
        warnings=(f"the crawler cut the page off: {cut}",) if cut else (),
    )


def _headers(block: bytes, openings: list[str], where: str) -> Headers:
    from warcio.statusandheaders import (  # noqa: PLC0415  (an extra)
        StatusAndHeadersParser,
        StatusAndHeadersParserException,
    )

    try:
        return StatusAndHeadersParser(openings).parse(io.BytesIO(block))
    except (StatusAndHeadersParserException, EOFError):
        raise ArticleError(
            f"does not begin with {openings[0]} or like it", where=where, fix=_FIX
        ) from None


def _response(frame: Frame, where: str) -> tuple[Headers, bytes]:
    """The headers of an HTTP response, and what follows them."""
    end = re.search(rb"\r?\n\r?\n", frame.body)
    at = end.end() if end else len(frame.body)
    return _headers(frame.body[:at], _PROTOCOLS, where), frame.body[at:]


def _payload(body: bytes, http: Headers, where: str) -> bytes:
    """What the server meant: without chunks and packing."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415  (an extra)

    if _value(http, "Transfer-Encoding").lower() == "chunked":
        # It takes a body that says so and is not chunked as it is; archives hold many.
        body = ChunkedDataReader(io.BytesIO(body)).read()
    packing = _value(http, "Content-Encoding").lower()
    if packing in {"gzip", "x-gzip", "deflate"}:
        return _unpacked(body, where)
    if packing in {"", "identity"} or opens_html(body[:4096]):
        return body
    raise ArticleError(f"packed as {packing!r}, which is not read", where=where, fix=_FIX)


def _unpacked(body: bytes, where: str) -> bytes:
    """Gzip or deflate undone; a body that is not packed in spite of its header, as it is."""
    windows = (_GZIP,) if body.startswith(b"\x1f\x8b") else (zlib.MAX_WBITS, -zlib.MAX_WBITS)
    most = min(MAX_BYTES, max(_FREE, MAX_RATIO * len(body)))
    for window in windows:
        inflate = zlib.decompressobj(window)
        try:
            out = inflate.decompress(body, most + 1)
        except zlib.error:
            continue
        if len(out) > most:
            raise ArticleError(
                f"unpacks to over {most:,} bytes, which no page does", where=where, fix=_FIX
            )
        if inflate.eof:
            return out
        raise ArticleError("the packed page breaks off", where=where, fix=_FIX)
    if window == _GZIP:
        raise ArticleError("damaged: the page cannot be unpacked", where=where, fix=_FIX)
    return body


def _value(headers: Headers, name: str) -> str:
    """A header's value; "" where it has none."""
    value = headers.get_header(name)
    return value.strip() if isinstance(value, str) else ""


def _day(stamp: str) -> date | None:
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None


def _safe(url: str | None) -> str:
    """An address as part of an id: without scheme and `www.`, what needs quoting as `-`."""
    bare = re.sub(r"^[a-z]+://(?:www\.)?", "", url or "", flags=re.IGNORECASE)
    return _UNSAFE.sub("-", bare).strip("-/.")[:_MAX_ID].rstrip("-/.")
