"""The article's text in a web page, and the names of article and site, found by trafilatura.

What trafilatura does when it finds nothing is not wanted here: it gives all words of the page,
menus included, broken into lines at each tag.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

_LEAST = 25  # characters; at trafilatura's own 250, a brief becomes all words of its page
_SHORT = 250  # below, a page may have its article elsewhere: in JSON, for a script to show
_MAX_HEADLINE = 300
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
_INLINE = ("b", "big", "em", "font", "i", "ins", "mark", "small", "strong", "sub", "sup", "u")
# A page on which no sentence ends is a list, a menu, or an error.
_SENTENCE = re.compile(r"[.!…][\"'”’)\]]*(?:\s|$)")
Tree = Any  # lxml's: compiled, without types
Document = Any  # trafilatura's


@dataclass(frozen=True, slots=True)
class Found:
    """What a page holds; None for what it does not say.

    Attributes:
        text: headline first, a paragraph a line.
    """

    text: str
    title: str | None
    site: str | None


def page_text(tree: Tree, *, url: str | None) -> Found | None:
    """The article that a page holds; None if it holds none.

    Args:
        tree: the page; quotation marks are put in and tags for bold and the like are taken out.
        url: the page's address, after which a site without a name is named.
    """
    _silence()
    _make_plain(tree)
    found = _extracted(tree, url, _LEAST)
    if len(_text(found)) < _SHORT:
        other = _extracted(tree, url, _SHORT)
        if len(_text(other)) > 2 * len(_text(found)) and not _is_whole_page(other):
            found = other
    text = _text(found)
    if found is None or not _SENTENCE.search(text):
        return None
    return Found(_with_headline(text, tree), _words(found.title), _words(found.sitename))


def _silence() -> None:
    """Keep warnings from stderr, where they go from loggers that have no handler at all."""
    for name in _LOGGERS:
        if not (logger := logging.getLogger(name)).handlers:
            logger.addHandler(logging.NullHandler())


def _make_plain(tree: Tree) -> None:
    """Take out what trafilatura would lose or break sentences at.

    Marks that browsers put around `<q>` go into the text; tags for bold and the like go.
    """
    from lxml.etree import strip_tags  # noqa: PLC0415  (an extra)

    for quote in [*tree.iter("q")]:
        quote.text = f"“{quote.text or ''}"
        if len(quote):
            quote[-1].tail = f"{quote[-1].tail or ''}”"
        else:
            quote.text += "”"
        quote.drop_tag()
    strip_tags(tree, *_INLINE)


def _extracted(tree: Tree, url: str | None, least: int) -> Document:
    """What trafilatura finds, or where that is under `least` characters, scrapes; or None."""
    from trafilatura import bare_extraction  # noqa: PLC0415  (an extra, and slow to load)
    from trafilatura.settings import Extractor  # noqa: PLC0415

    # The day is looked for elsewhere; this search must only not ask the clock.
    dates: dict[str, Any] = {"extensive_search": False, "max_date": "2099-12-31"}
    options = Extractor(
        output_format="python",
        url=url,
        comments=False,
        tables=False,  # of figures; text laid out in tables is found all the same
        with_metadata=True,
        date_params=dates,
    )
    options.min_extracted_size = least
    return bare_extraction(tree, options=options)


def _text(found: Document) -> str:
    return (found.text or "").strip() if found is not None else ""


def _is_whole_page(found: Document) -> bool:
    """Whether trafilatura gave up and took all words: one paragraph of lines."""
    return len(found.body) == 1 and "\n" in (found.body[0].text or "")


def _with_headline(text: str, tree: Tree) -> str:
    """The text with the page's one `h1` in front, if it does not stand there already."""
    headings = [_words(h1.text_content()) for h1 in tree.iter("h1")]
    headline = headings[0] if len(headings) == 1 else None
    if not headline or len(headline) > _MAX_HEADLINE:
        return text
    if headline in " ".join(text[: 2 * len(headline) + _MAX_HEADLINE].split()):
        return text
    return f"{headline}\n{text}"


def _words(value: str | None) -> str | None:
    """In one line; None for nothing."""
    return " ".join((value or "").split()) or None
