"""What a reader hands over: an article, a page that holds one, or why there is none."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.article import Article
    from pipeline.errors import NewsclaimsError

Known = tuple[tuple[str | None, ...], str | None]


@dataclass(frozen=True, slots=True)
class Intake:
    """An article with its place: a file, or a file and line."""

    where: str
    article: Article

    @property
    def id(self) -> str:
        """The article's."""
        return self.article.id


@dataclass(frozen=True, slots=True)
class Unread:
    """A page: whoever works on its article makes it first, and alone is lost if that kills.

    Attributes:
        where: the file, or file and line.
        id: of the article.
        key: sha256 of the page and of what is known of it.
        read: makes the article. Raises ArticleError.
        known: what an earlier record of this id was made of, and its title; None for no record.
    """

    where: str
    id: str
    key: str
    read: Callable[[], Article]
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that gives no record: its id (else its place), why, what to do.

    `reason` says in a word or two of which kind it is: input, binary, empty, too long,
    duplicate id, timeout, memory, crash, bug.
    """

    id: str
    where: str
    error: str
    fix: str
    reason: str = "input"

    def line(self) -> bytes:
        """As a line of failed.jsonl."""
        return (
            json.dumps(asdict(self), ensure_ascii=False).encode("utf-8", "backslashreplace")
            + b"\n"
        )


def failure(one: str, where: str, error: NewsclaimsError) -> Failure:
    """An error as the failure of the article that it costs."""
    return Failure(one, where, error.what, error.fix, error.reason)
