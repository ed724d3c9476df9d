"""Bytes to text, without cleaning: line ends stay, and what was put up with is said.

In this order: a byte order mark, UTF-8, what is declared (a web page can say), UTF-8 with a
few bad bytes, Windows-1252. UTF-8 before what is declared, since text that is sound UTF-8 by
chance is rarer than a wrong label. No guess by statistics: charset-normalizer 3.5 takes English
in Windows-1252 for Windows-1250. What holds a NUL, or starts like a PDF or an archive, is no
text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.errors import ArticleError

_MAGIC = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
}
# UTF-32 first: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that a page may declare; UTF-7 and codecs that are no character sets are not obeyed.
_DECLARABLE = re.compile(
    r"utf-(8|16(-[bl]e)?)|iso8859-\d+|cp(125\d|866|874|932|949|950)|koi8-[ru]|mac-(roman|cyrillic)"
    r"|gb(18030|k|2312)|big5|euc_(jp|kr)|shift_jis|iso2022_jp"
)
# As browsers do: most pages that say ASCII or Latin-1 were written on Windows.
_LATIN = {"ascii": "cp1252", "iso8859-1": "cp1252"}
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAVE = "save it as plain text in UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that it was read in, and warnings for the record."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(raw: bytes, *, where: str, declared: str = "") -> Decoded:
    """The text of a file or line.

    Args:
        raw: the bytes.
        where: for messages.
        declared: the encoding's name as the file gives it; "" if it gives none.

    Raises:
        ArticleError: if it is no text, or in an encoding that cannot be told.
    """
    kind = next((name for magic, name in _MAGIC.items() if raw.startswith(magic)), None)
    if kind is not None:
        raise ArticleError(
            f"{kind}, not text",
            where=where,
            fix=f"take its text out and {_SAVE}",
            reason="binary",
        )
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if marked is not None:
        return _strictly(raw, marked, where)
    label = _codec(declared)
    if b"\0" in raw:
        if label.startswith("utf-16"):
            return _strictly(raw, label, where)
        raise _binary(raw, where)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _as_declared(raw, label) or _second_guess(raw, error, where)


def _codec(declared: str) -> str:
    """Python's name of a declared encoding; "" for none, or one that is not obeyed."""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name if declared else ""
    except (LookupError, ValueError):
        return ""
    name = _LATIN.get(name, name)
    return name if _DECLARABLE.fullmatch(name) else ""


def _as_declared(raw: bytes, label: str) -> Decoded | None:
    """The text in the encoding that is declared; None if there is none or it does not fit."""
    if not label:
        return None
    try:
        return Decoded(raw.decode(label), label)
    except UnicodeDecodeError:
        return None


def _strictly(raw: bytes, encoding: str, where: str) -> Decoded:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"marked as {encoding.upper()}, but byte {error.start:,} breaks it",
            where=where,
            fix=_SAVE,
        ) from None
    if "\0" in text:
        raise ArticleError(
            f"a NUL character at offset {text.index(chr(0)):,}",
            where=where,
            fix="take it out of the text",
        )
    return Decoded(text, encoding)


def _binary(raw: bytes, where: str) -> ArticleError:
    at = raw.index(b"\0")
    half = len(raw) / 4
    if raw[::2].count(0) > half or raw[1::2].count(0) > half:
        return ArticleError(
            "UTF-16 without a byte order mark", where=where, fix="save it as UTF-8"
        )
    return ArticleError(
        f"not text: a NUL byte at byte {at:,}",
        where=where,
        fix=f"if it is an article after all, {_SAVE}; otherwise leave it out",
    )


def _second_guess(raw: bytes, error: UnicodeDecodeError, where: str) -> Decoded:
    """A text that is not sound UTF-8: damaged UTF-8, or Windows-1252."""
    at = f"byte 0x{raw[error.start]:02X} at {error.start:,}"
    if len(_CONTROLS.findall(raw)) > len(raw) / 100:
        raise ArticleError(
            f"not text ({at})", where=where, fix=f"{_SAVE}, or leave it out", reason="binary"
        )
    mended = raw.decode("utf-8", "replace")
    bad = mended.count("\ufffd")
    good = sum(char > "\x7f" for char in mended) - bad
    if good > bad:
        said = f"not sound UTF-8 ({at}): {bad} bad bytes replaced by U+FFFD"
        return Decoded(mended, "utf-8", (said,))
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise ArticleError(
            f"neither UTF-8 nor Windows-1252 ({at})", where=where, fix="save it as UTF-8"
        ) from None
    return Decoded(text, "cp1252", (f"not UTF-8 ({at}): read as Windows-1252",))
