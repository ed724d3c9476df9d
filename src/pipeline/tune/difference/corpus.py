"""Articles to try rules on: a folder of them, or the texts that a run's records hold.

Where gold records lie beside the articles, they are read too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.article import Article
from pipeline.errors import SettingsError
from pipeline.evaluate.sources import GOLD_SUFFIX, read_gold
from pipeline.intake import Failure
from pipeline.readers.articles import Reading, read_articles
from pipeline.readers.complete import read_now
from pipeline.readers.found import find_places
from pipeline.readers.metadata import Metadata, read_metadata
from pipeline.readers.places import metadata_beside
from pipeline.readers.records import read_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.evaluate.gold import GoldRecord
    from pipeline.records import Record


@dataclass(frozen=True)
class Corpus:
    """What rules are tried on.

    Attributes:
        name: as the user gave it.
        articles: by id.
        golds: of those articles that have one, by id.
        notes: what the user should know of the reading.
    """

    name: str
    articles: dict[str, Article]
    golds: dict[str, GoldRecord] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_corpus(place: str, metadata: Path | None = None) -> Corpus:
    """The articles of a place.

    Args:
        place: whatever `newsclaims run` reads, or a run folder.
        metadata: table of publication days; by default, the one in the folder, if any.

    Raises:
        SettingsError: if there are no articles.
        RecordError: if a gold record or a record is not sound.
    """
    if (Path(place) / "records.jsonl").is_file() or place.endswith("records.jsonl"):
        found = {one.article.id: article_of(one) for one in read_records(place)}
        return _checked(Corpus(place, found))
    table = metadata or metadata_beside([place])
    notes: list[str] = []
    found = dict(_read(place, table, notes))
    return _checked(Corpus(place, found, _golds(Path(place), found), tuple(notes)))


def article_of(record: Record) -> Article:
    """The article that a record was made of, as it was given."""
    told = record.article
    given = told.published_from in ("given", "metadata")
    return Article(
        told.id,
        record.text,
        published=told.published if given else None,
        published_from=told.published_from if given else "none",
        source=told.source,
        url=told.url,
        title=told.title,
        encoding=told.encoding,
    )


def _read(place: str, table: Path | None, notes: list[str]) -> Iterator[tuple[str, Article]]:
    reading = Reading(metadata=read_metadata(table) if table else Metadata({}))
    for item in map(read_now, read_articles(find_places([place]), reading)):
        if isinstance(item, Failure):
            notes.append(f"{item.where}: left out: {item.error}")
        else:
            yield item.article.id, item.article


def _golds(folder: Path, found: dict[str, Article]) -> dict[str, GoldRecord]:
    if not folder.is_dir() or not any(folder.glob(f"*{GOLD_SUFFIX}")):
        return {}
    return {one: gold for one, gold in read_gold(folder).items() if one in found}


def _checked(corpus: Corpus) -> Corpus:
    if not corpus.articles:
        raise SettingsError(
            "no articles here", where=corpus.name, fix="name a folder of articles, or a run"
        )
    return corpus
