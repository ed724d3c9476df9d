"""What is known of an article besides its file: its row of metadata, and a day for all."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING

from pipeline.errors import ArticleError, NewsclaimsError
from pipeline.intake import Failure, Intake, Unread, failure
from pipeline.readers.html import read_page

if TYPE_CHECKING:
    from pipeline.article import Article
    from pipeline.readers.html import PageAt
    from pipeline.readers.metadata import Row


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a user says of an article.

    Attributes:
        row: of the metadata, if there is one.
        published: day for an article of which nothing else says when it was published.
    """

    row: Row | None
    published: str | None

    def complete(self, article: Article, where: str) -> Article:
        """The article with that.

        Raises:
            ArticleError: where a value is no sound Unicode, or the table has no sound date.
        """
        if self.row is not None:
            article = self.row.apply(article)
        _check_unicode(article, where)
        if article.published is None and self.published is not None:
            article = replace(article, published=self.published, published_from="given")
        return article


@dataclass(frozen=True, slots=True)
class PageReader:
    """Makes the article of a page, in whatever process it is called."""

    found: PageAt
    knowledge: Knowledge

    def __call__(self) -> Article:
        """The article. Raises ArticleError."""
        found = self.found
        return self.knowledge.complete(
            read_page(found.page, found.id, found.where), found.where
        )


def unread(found: PageAt, knowledge: Knowledge) -> Unread:
    """A page to be read later."""
    _, *about = astuple(found.page)
    told = repr([found.id, about, astuple(knowledge)]).encode("utf-8", "surrogatepass")
    key = hashlib.sha256(hashlib.sha256(found.page.raw).digest() + told).hexdigest()
    return Unread(found.where, found.id, key, PageReader(found, knowledge))


def read_now(item: Intake | Unread | Failure) -> Intake | Failure:
    """An item with its page read in this process, for callers who need no worker for that."""
    if not isinstance(item, Unread):
        return item
    try:
        return Intake(item.where, item.read())
    except NewsclaimsError as error:
        return failure(item.id, error.where or item.where, error)


def _check_unicode(article: Article, where: str) -> None:
    for name in ("id", "text", "title", "source", "url"):
        value = getattr(article, name) or ""
        if not value.isprintable() and any("\ud800" <= char <= "\udfff" for char in value):
            raise ArticleError(
                f"{name} holds half a surrogate pair",
                where=where,
                fix="write the file anew as UTF-8; \\ud83d in JSON needs its second half",
            )
        if "\0" in value:
            raise ArticleError(
                f"{name} holds a NUL character at offset {value.index(chr(0)):,}",
                where=where,
                fix="take it out",
            )
