"""What a reader hands over: an article and where it came from, or why there is none."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.article import Article
    from pipeline.errors import NewsclaimsError


@dataclass(frozen=True, slots=True)
class Intake:
    """An article with its place: a file, or a file and line."""

    where: str
    article: Article


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
