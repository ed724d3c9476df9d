"""The publication day that a web page states of itself: in its address, head or byline.

htmldate finds it. It also takes a date from running text where a page states none; the day of
an event is no publication day, and every date of the article would hang on it. So it is shown
the page without its prose and without what leads to other articles.
"""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

EARLIEST = date(1990, 1, 1)  # the web's first pages
LATEST = date(2099, 12, 31)  # where nothing says when the page was fetched: we have no clock
_ANY = (date(1900, 1, 1), date(2999, 12, 31))  # for the warning on what is not believed
_SLACK = timedelta(days=2)  # htmldate compares moments in the machine's own time zone
_ELSEWHERE = {"aside", "footer", "nav", "form"}
_HEADINGS = {"title", "h1", "h2", "h3", "h4", "h5", "h6"}
_PROSE = {"p", "li", "td", "dd", "blockquote", "figcaption", "a"}
_BYLINE = 100  # characters; a line that dates the article is shorter
# Short sentences are told from such a line by this: `<p class="date">`, `<p>On <time>...`.
_MARKED = "descendant-or-self::*[@class or @id or @itemprop or self::time or self::abbr]"
Tree = Any  # lxml's: compiled, without types


def page_date(
    tree: Tree, *, url: str | None, fetched: date | None
) -> tuple[str | None, tuple[str, ...]]:
    """The day as YYYY-MM-DD, or None; and warnings on a date that is not believed.

    Args:
        tree: the whole page; it is not changed.
        url: the page's address, which may hold the day.
        fetched: the day on which the page was stored, where that is known: no page was
            published later. One day more is allowed for time zones.
    """
    latest = fetched + timedelta(days=1) if fetched else LATEST
    shown = _without_prose(tree)
    day = _found(shown, url, EARLIEST, latest)
    if day is not None and (written := _ambiguous(shown, date.fromisoformat(day))):
        return None, (f"the page's date {written} is not used: which is the month?",)
    if day is not None and EARLIEST <= date.fromisoformat(day) <= latest:
        return day, ()
    other = day or _found(shown, url, *_ANY)
    if other is None:
        return None, ()
    early = date.fromisoformat(other) < EARLIEST
    why = f"it is before {EARLIEST.year}" if early else f"it is after {latest}"
    return None, (f"the page's date {other} is not used: {why}",)


def _found(tree: Tree, url: str | None, earliest: date, latest: date) -> str | None:
    from htmldate import find_date  # noqa: PLC0415  (an extra, and slow to load)

    day: str | None = find_date(
        tree,
        url=url or "",  # None would have it look for a canonical link, which we have done
        original_date=True,
        extensive_search=False,
        min_date=(earliest - _SLACK).isoformat(),
        max_date=(latest + _SLACK).isoformat(),
    )
    return day


def _ambiguous(tree: Tree, day: date) -> str:
    """As it is written, a day that is only written like 03/07/2024: htmldate takes 3 July."""
    from lxml.html import tostring  # noqa: PLC0415  (an extra)

    if day.day > 12 or day.day == day.month:
        return ""
    page = tostring(tree, encoding="unicode")
    y, m, d = day.year, day.month, day.day
    written = re.search(rf"(?<![\d/-])0?{d}(?P<mark>[/-])0?{m}(?P=mark){y}(?!\d)", page)
    if not written or re.search(rf"(?<!\d){y}[-/]?0?{m}[-/]?0?{d}(?!\d)", page):
        return ""
    return written[0]


def _without_prose(tree: Tree) -> Tree:
    """A copy without headings, long paragraphs, pictures and links to other articles."""
    bare = deepcopy(tree)
    for element in [*bare.iter()]:
        if isinstance(element.tag, str) and _is_prose(element) and element is not bare:
            element.drop_tree()
    return bare


def _is_prose(element: Tree) -> bool:
    tag = element.tag
    if tag in _ELSEWHERE or tag in _HEADINGS:
        return True
    if tag == "meta":
        return str(element.get("property", "")).startswith("og:image")
    return tag in _PROSE and not (
        len(element.text_content()) <= _BYLINE and element.xpath(_MARKED)
    )
