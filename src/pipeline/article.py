"""An article: what goes in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.errors import ArticleError

PublishedFrom = Literal["given", "metadata", "dateline", "inferred", "none"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article's text with what is known about it.

    Attributes:
        id: unique in a run; records, decisions and failures cite it.
        text: as decoded, never cleaned; every offset in the record counts its code points.
        published: publication day, ISO ("2024-03-07"), or None where nobody said.
        published_from: who said so: `given` by the user or `metadata` of the page itself.
        encoding: that the text was decoded from.
        warnings: what the reader had to put up with; they go into the record's provenance.
    """

    id: str
    text: str
    published: str | None = None
    published_from: PublishedFrom = "none"
    source: str | None = None
    url: str | None = None
    title: str | None = None
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Of the text in UTF-8: the key under which decisions outlive a re-run."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def iso_day(value: str, *, where: str) -> str:
    """The day that a user or a file gives for publication, as "YYYY-MM-DD".

    A time after the day ("2024-03-07T10:00:00Z") is dropped.

    Raises:
        ArticleError: if the value is not a day of the calendar.
    """
    try:
        return date.fromisoformat(value.strip()[:10]).isoformat()
    except ValueError:
        raise ArticleError(
            f"published {value!r} is not a date",
            where=where,
            fix="write it as YYYY-MM-DD, for example 2024-03-07",
        ) from None
