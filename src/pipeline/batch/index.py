"""index.jsonl: a line for each record of a finished run, in the same order, with its checksum.

It says what a record was made of, so that the next run over the folder need not parse the
records, and `newsclaims verify` finds any byte that has changed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pipeline.batch.outcome import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.article import Article
    from pipeline.intake import Known

NAME = "index.jsonl"
_DECODER = json.JSONDecoder()
_HEAD = b'{"schema_version":"1.0","article":'
_ENOUGH = 16_384  # bytes: an article's own fields, without its text


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished record.

    Attributes:
        id: of its article.
        size: of its line in bytes, line feed included.
        sha256: of the line.
        tally: how many items it holds.
        made_of: text hash, source, url, encoding and publication day as given.
        title: of the article.
    """

    id: str
    size: int
    sha256: str
    tally: Tally
    made_of: tuple[str | None, ...]
    title: str | None

    def line(self) -> bytes:
        """As a line of the index."""
        return json.dumps(asdict(self), ensure_ascii=False).encode() + b"\n"


def entry_of(line: bytes, tally: Tally | None = None) -> Entry | None:
    """The entry of a whole line of records.jsonl; None where it is torn or no record.

    `tally` as counted when the line was made; without it the line is read whole.
    """
    try:
        told = _article(line) if tally is not None else None
        if told is None:
            record = json.loads(line) if line.endswith(b"\n") else {}
            told = record["article"]
            kinds = ("entities", "times", "quotes", "events")
            tally = Tally(*(len(record[kind]) for kind in kinds))
        given = told["published_from"] in {"given", "metadata"}
        made_of = made(
            told["sha256"],
            told["source"],
            told["url"],
            told["encoding"],
            told["published"] if given else None,
        )
        digest = hashlib.sha256(line).hexdigest()
        return Entry(told["id"], len(line), digest, tally or Tally(), made_of, told["title"])
    except (ValueError, TypeError, KeyError):
        return None


def _article(line: bytes) -> dict[str, Any] | None:
    """What a record says of its article; None where that does not stand in front."""
    if not line.startswith(_HEAD) or not line.endswith(b"\n"):
        return None
    head = line[len(_HEAD) : len(_HEAD) + _ENOUGH].decode("utf-8", "ignore")
    try:
        told: dict[str, Any] = _DECODER.raw_decode(head)[0]
    except ValueError:
        return None
    return told


def made(*parts: str | None) -> tuple[str | None, ...]:
    """What a record was made of: the same parts again make the same record."""
    return parts


def is_of(known: Known, article: Article) -> bool:
    """Whether a record was made of this article."""
    made_of, title = known
    return article.title in {None, title} and made_of == made(
        article.sha256, article.source, article.url, article.encoding, article.published
    )


def read_index(folder: Path) -> Iterator[Entry]:
    """The entries of a folder's index, in order, as far as its lines are whole."""
    path = folder / NAME
    if not path.exists():
        return
    with path.open("rb") as stream:
        for line in stream:
            try:
                told = json.loads(line)
                tally, made_of = Tally(**told.pop("tally")), tuple(told.pop("made_of"))
                yield Entry(**told, tally=tally, made_of=made_of)
            except (ValueError, TypeError, KeyError):
                return
