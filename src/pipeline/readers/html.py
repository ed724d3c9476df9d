"""An article out of a web page: decoded, parsed, and looked through for text and day.

The record holds the text that is found here, headline first as in a .txt article, and offsets
count in it; the page's own bytes are not kept. The same bytes give the same text: no network,
no clock. Pages that would take minutes (a million tags, a tag of a million words) are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.article import Article
from pipeline.errors import ArticleError
from pipeline.readers.decode import Decoded, decode
from pipeline.readers.lines import MAX_BYTES
from pipeline.readers.pagedate import page_date
from pipeline.readers.pagetext import page_text

if TYPE_CHECKING:
    from datetime import date

MAX_TAGS = 200_000  # 8 s; news pages have 1,000 to 20,000
MAX_TAG_WORDS = 5_000  # 0.1 s, but ten times as many take 14
_HEAD = 4096  # bytes in which a page declares its encoding; the standard says 1,024
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w.:-]{1,40})"
    rb"|<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[a-zA-Z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_SKELETON = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
# What XML cannot hold; browsers show nothing for it.
_UNHEARD = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,2})(?![0-9a-f])|0*([0-9]{1,3})(?![0-9]));?", re.I)
_OPENING = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
Tree = Any  # lxml's: compiled, without types


@dataclass(frozen=True, slots=True)
class Page:
    """A page's bytes, and what is known of it besides.

    Attributes:
        url: address that it was fetched from; None for a file, which may state its own.
        charset: as the server declared it; "" where it did not.
        fetched: the day of that; None if it is not known.
        warnings: on how it was fetched, for the record.
    """

    raw: bytes
    url: str | None = None
    charset: str = ""
    fetched: date | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageAt:
    """A page with its place and the id of the article that is to come of it."""

    where: str
    id: str
    page: Page


def opens_html(head: bytes) -> bool:
    """Whether a stream that begins like this is a web page."""
    return _OPENING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read_page(page: Page, one: str, where: str) -> Article:
    """The article that a page holds.

    Args:
        page: to read.
        one: the article's id.
        where: for messages.

    Raises:
        ArticleError: if it is no text, too large or too deep, or holds no article.
    """
    if len(page.raw) > MAX_BYTES:
        raise ArticleError(
            f"{len(page.raw):,} bytes; no page has over {MAX_BYTES:,}",
            where=where,
            fix="give the article's own page, or its text as .txt",
            reason="too long",
        )
    decoded = decode(page.raw, where=where, declared=page.charset or _declared(page.raw))
    try:
        return _article(page, decoded, one, where)
    except (ArticleError, MemoryError):
        raise
    except Exception as error:  # a bug of a library must not cost the batch
        raise ArticleError(
            f"could not be read: {type(error).__name__}: {error}",
            where=where,
            fix="save the article's text as .txt",
            reason="bug",
        ) from error


def _article(page: Page, decoded: Decoded, one: str, where: str) -> Article:
    tree = _parsed(decoded, where)
    if tree.xpath("//meta[@name='generator'][@content='newsclaims']"):
        raise ArticleError(
            "a page that `newsclaims show` wrote, no article", where=where, fix="leave it out"
        )
    url = page.url or _address(tree)
    found = page_text(tree, url=url)
    if found is None:
        raise ArticleError(
            "no article text found",
            where=where,
            fix="leave it out, or save the article's text as .txt",
            reason="empty",
        )
    day, doubts = page_date(tree, url=url, fetched=page.fetched)
    return Article(
        one,
        found.text,
        published=day,
        published_from="metadata" if day else "none",
        source=found.site,
        url=url,
        title=found.title,
        encoding=decoded.encoding,
        warnings=(*page.warnings, *decoded.warnings, *doubts),
    )


def _declared(raw: bytes) -> str:
    """The encoding that the page's head names; UTF-16 cannot be, or it could not be read."""
    match = _DECLARED.search(raw[:_HEAD])
    name = (match[1] or match[2]).decode("ascii", "ignore") if match else ""
    return "" if name.lower().startswith("utf-16") else name


def _parsed(decoded: Decoded, where: str) -> Tree:
    """The page as a tree; refused where lxml would give up half-way, or take for ever."""
    from lxml.etree import ErrorTypes, ParserError  # noqa: PLC0415  (an extra)
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    _check_tags(decoded.text, where)
    text = _REFERENCE.sub(_mended, _UNHEARD.sub("", decoded.text))
    if not _SKELETON.search(text):
        text = f"<html><body>{text}</body></html>"
    # As trafilatura's own, which stops without a word 256 tags deep: this one goes to 2,048.
    parser = HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError:  # nothing but space
        tree = document_fromstring("<html><body></body></html>")
    if any(entry.type == ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise ArticleError(
            "tags nested over 2,000 deep", where=where, fix="save the article's text as .txt"
        )
    return tree


def _mended(match: re.Match[str]) -> str:
    """A numeric reference as browsers read it: 128 to 159 as Windows-1252, no controls."""
    number = int(match[1], 16) if match[1] else int(match[2])
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "ignore")
    return "" if number < 32 and chr(number) not in "\t\n\r" else match[0]


def _check_tags(text: str, where: str) -> None:
    fix = "save the article's text as .txt"
    many = text.count("<")
    if many > MAX_TAGS:
        raise ArticleError(
            f"{many:,} tags; no page has over {MAX_TAGS:,}", where=where, fix=fix
        )
    for match in _TAG.finditer(text):
        long = match.end() - match.start() > MAX_TAG_WORDS
        if long and len(_QUOTED.sub("", match[0]).split()) > MAX_TAG_WORDS:
            raise ArticleError(f"a tag of over {MAX_TAG_WORDS:,} words", where=where, fix=fix)


def _address(tree: Tree) -> str | None:
    """The address that the page states of itself."""
    canonical = tree.xpath("//link[@rel='canonical']/@href")
    named = [*canonical, *tree.xpath("//meta[@property='og:url']/@content")]
    stripped = (str(one).strip() for one in named)
    return next((one for one in stripped if re.match(r"https?://\S+$", one)), None)
