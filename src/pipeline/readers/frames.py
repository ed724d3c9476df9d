"""The records of a web archive (WARC), each by itself, whatever state the file is in.

Where one record ends is for us to say: a damaged record must cost itself alone, and a few
bytes that unpack to gigabytes must cost nothing. So gzip members are unpacked piece by piece,
and what cannot be read is passed over up to the next record.

References:
    ISO 28500:2017 (WARC 1.1), and its Annex D on compression.
"""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_BODY = 20_000_000  # bytes of a record that are kept; what is longer holds no article
MAX_HEADER = 64_000
MAX_RATIO = 200  # pages pack 5 to 50 times; zeros, 1,000 times
_FREE = 5_000_000  # bytes that a gzip member may unpack to at any ratio
_MAX_MISSES = 1_000  # places that look like a gzip member; by chance, one in 16 MB
_BLOCK = 65_536
_MAGIC = b"\x1f\x8b\x08"
_OPENING = b"WARC/"


@dataclass(frozen=True, slots=True)
class Frame:
    """One record of an archive.

    Attributes:
        number: of the record in its file, from 1.
        header: its lines, the first being the version.
        body: at most MAX_BODY bytes of what follows.
        length: of the body, as the header says.
        fault: why it cannot be used; "" for a sound one.
    """

    number: int
    header: bytes = b""
    body: bytes = b""
    length: int = 0
    fault: str = ""


class Broken(Exception):  # noqa: N818  (never seen outside this module)
    """Bytes that cannot be unpacked; reading goes on behind them."""


def read_frames(stream: BinaryIO) -> Iterator[Frame]:
    """Every record of an archive, packed or not, in order; damage as a frame with a fault."""
    packed = stream.read(2) == _MAGIC[:2]
    stream.seek(0)
    source = _Source(_Gzip(stream) if packed else _Plain(stream))
    number = 0
    while True:
        number += 1
        try:
            frame = _next(source, number)
        except Broken as broken:
            frame = Frame(number, fault=str(broken))
        if frame is None:
            return
        yield frame


def _next(source: _Source, number: int) -> Frame | None:
    """The next record; None at the end. What is damaged is passed over."""
    line = source.line()
    while line and not line.strip():
        line = source.line()
    if not line:
        return None
    if not line.startswith(_OPENING):
        source.pass_over()
        return Frame(number, fault="not a WARC record")
    header = _header(line, source)
    length = _length(header)
    if length is None:
        source.pass_over()
        return Frame(number, header, fault="a record whose header states no length")
    body = source.read(min(length, MAX_BODY))
    rest = source.skip(length - len(body)) if len(body) == MAX_BODY else 0
    if len(body) + rest < length:
        source.put_back(_from_next_record(body))
        return Frame(number, header, fault="this record breaks off")
    if not source.is_between_records():
        source.put_back(_from_next_record(body))
        source.pass_over()
        return Frame(number, header, fault="a record of another length than its header states")
    return Frame(number, header, body, length)


def _header(line: bytes, source: _Source) -> bytes:
    """The header's lines up to the blank one, cut off where it has no end."""
    lines = [line]
    size = len(line)
    while line.strip() and size <= MAX_HEADER:
        line = source.line()
        lines.append(line)
        size += len(line)
    return b"".join(lines)


def _length(header: bytes) -> int | None:
    """What the header gives as the body's length, in bytes."""
    for line in header.splitlines():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value) if len(value.strip()) < 16 else None
    return None


def _from_next_record(body: bytes) -> bytes:
    """The part of a body that was read too far, from where another record opens in it."""
    at = body.find(b"\n" + _OPENING)
    return body[at + 1 :] if at >= 0 else b""


class _Plain:
    """Pieces of a file as they are."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def piece(self) -> bytes:
        """The next; nothing at the end."""
        return self._stream.read(_BLOCK)


class _Gzip:
    """Pieces of a file of gzip members, unpacked."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._packed = b""  # read and not yet unpacked
        self._member: zlib._Decompress | None = None
        self._began = 0  # offset of the member in the file
        self._given = 0  # bytes that it has unpacked to
        self._is_lost = False  # behind damage, where the next member is being looked for
        self._misses = 0  # what looked like one since, and was none

    def piece(self) -> bytes:
        """The next; nothing at the end.

        Raises:
            Broken: where a member cannot be unpacked; the next piece is of one behind it.
        """
        while self._fill() or self._member is not None:
            if not self._packed:
                self._lose("this record breaks off")
                continue
            try:
                out = self._unpack()
            except zlib.error:
                self._lose("damaged: it cannot be unpacked")
                continue
            if self._given > max(_FREE, MAX_RATIO * (self._offset() - self._began)):
                self._lose(f"packed more than {MAX_RATIO} to 1, which no page is")
            elif self._is_lost and out and not out.startswith(_OPENING):
                self._lose("")
            elif out:
                self._is_lost, self._misses = False, 0
                return out
        return b""

    def _offset(self) -> int:
        """In the file, of what is unpacked next."""
        return self._stream.tell() - len(self._packed)

    def _fill(self) -> bool:
        """See that there are packed bytes; while lost, that they begin like a member."""
        while True:
            if self._is_lost and self._member is None:
                at = self._packed.find(_MAGIC)
                self._packed = self._packed[at:] if at >= 0 else self._packed[-2:]
                if at >= 0:
                    return True
            elif self._packed:
                return True
            more = self._stream.read(_BLOCK)
            if not more:
                return False
            self._packed += more

    def _unpack(self) -> bytes:
        if self._member is None:
            self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
            self._began, self._given = self._offset(), 0
        out = self._member.decompress(self._packed, _BLOCK)
        self._packed = self._member.unconsumed_tail or self._member.unused_data
        self._given += len(out)
        if self._member.eof:
            self._member = None
            self._packed = self._packed.lstrip(b"\0")
        return out

    def _lose(self, why: str) -> None:
        """Give the member up and look for the next. Raises Broken, once for each loss.

        Looking begins within the member: one that was torn may have swallowed the next.
        """
        was_lost, self._is_lost = self._is_lost, True
        self._member = None
        self._stream.seek(self._began + 1)
        self._packed = b""
        self._misses += was_lost
        if self._misses > _MAX_MISSES:
            self._stream.seek(0, os.SEEK_END)
            self._misses = 0
            raise Broken("damaged beyond this record: the rest of the file is not read")
        if not was_lost:
            raise Broken(why)


class _Source:
    """Bytes by line and by number, over pieces."""

    def __init__(self, pieces: _Plain | _Gzip) -> None:
        self._pieces = pieces
        self._held, self._at = b"", 0
        self._broken: Broken | None = None  # met ahead of its turn

    def line(self) -> bytes:
        """The next line, cut off after MAX_HEADER bytes; nothing at the end."""
        while (end := self._held.find(b"\n", self._at)) < 0:
            if self._left() >= MAX_HEADER or not self._more():
                return self._take(MAX_HEADER)
        return self._take(min(end + 1 - self._at, MAX_HEADER))

    def read(self, size: int) -> bytes:
        """So many bytes, fewer only at the end."""
        parts = [self._take(size)]
        size -= len(parts[0])
        while size > 0 and self._more():
            parts.append(self._take(size))
            size -= len(parts[-1])
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass over so many bytes; how many there were."""
        left = size - len(self._take(size))
        while left > 0 and self._more():
            left -= len(self._take(left))
        return size - left

    def put_back(self, read: bytes) -> None:
        """Have these bytes come next."""
        self._held, self._at = read + self._held[self._at :], 0

    def is_between_records(self) -> bool:
        """Whether what comes next can stand behind a record; damage can."""
        try:
            while self._left() < len(_OPENING) and self._more():
                pass
        except Broken as broken:
            self._broken = broken
            return True
        return not self._left() or self._held.startswith((b"\r\n", b"\n", _OPENING), self._at)

    def pass_over(self) -> None:
        """Go to the next line that opens a record, or to the end."""
        while (line := self.line()) and not line.startswith(_OPENING):
            pass
        self.put_back(line)

    def _left(self) -> int:
        return len(self._held) - self._at

    def _take(self, size: int) -> bytes:
        taken = self._held[self._at : self._at + size]
        self._at += len(taken)
        return taken

    def _more(self) -> bool:
        """Hold one piece more; False at the end. What is held is lost where a member breaks."""
        try:
            if self._broken:
                raise self._broken
            piece = self._pieces.piece()
        except Broken:
            self._held, self._at, self._broken = b"", 0, None
            raise
        self._held, self._at = self._held[self._at :] + piece, 0
        return bool(piece)
