"""The work on a few articles at once; the same in this process and in a worker."""

from __future__ import annotations

import gc
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pipeline import __version__, speed
from pipeline.batch.index import is_of
from pipeline.batch.outcome import Done, Outcome, Tally, Unchanged
from pipeline.cache import SIZE, Cache
from pipeline.errors import NewsclaimsError
from pipeline.intake import Failure, Intake, Unread, failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.article import Article
    from pipeline.records import Record

CHUNK = 8  # articles that a worker takes at once, and that are parsed together
Result = TypeVar("Result")
Identity = dict[str, Any]  # JSON: what made the records; two runs with the same give the same
Item = Intake | Unread | Failure


class Extractor(Protocol):
    """As much of `pipeline.Extractor` as batch work needs."""

    @property
    def model(self) -> dict[str, str]:
        """The base model's identity."""

    @property
    def fingerprints(self) -> dict[str, str]:
        """sha256 of every pack."""

    def record(self, article: Article) -> Record:
        """The record of one article."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record]:
        """Records of several."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an extractor is loaded with; crosses to workers."""

    model: str | None = None
    rules: tuple[str, ...] = ()
    everything: bool = False
    max_chars: int | None = None
    cache: str | None = None
    cache_size: int = SIZE  # MB
    confidence: str | None = None

    def open_cache(self) -> Cache | None:
        """The cache of parses, if one is asked for. Raises SettingsError."""
        if self.cache is None:
            return None
        return Cache(Path(self.cache), self.cache_size * 1_000_000)

    def load(self) -> Extractor:
        """Load it, tuned for speed. Raises ModelError, PackError, SettingsError."""
        speed.prepare()  # before anything loads numpy
        from pipeline import engine  # noqa: PLC0415  (loads spaCy)

        extractor = engine.load(
            self.model,
            rules=self.rules,
            everything=self.everything,
            max_chars=self.max_chars or engine.MAX_CHARS,
            cache=self.open_cache(),
            confidence=Path(self.confidence) if self.confidence else None,
        )
        # Model and rules stay for good: to look through them for garbage again and again is a
        # twentieth of the work. Workers that are forked later share them the longer.
        gc.collect()
        gc.freeze()
        return extractor


def identity(extractor: Extractor) -> Identity:
    """What makes the records: versions and fingerprints."""
    return {
        "newsclaims": __version__,
        "model": dict(extractor.model),
        "packs": dict(extractor.fingerprints),
    }


def extract_chunk(extractor: Extractor, chunk: Sequence[Item]) -> list[Outcome]:
    """What becomes of each item, in order. A fault costs the article that has it, no other."""
    ready = [read(item) for item in chunk]
    articles = [one.article for one in ready if isinstance(one, Intake)]
    try:
        records = iter([done(record) for record in extractor.pipe(articles)])
    except Exception:  # noqa: BLE001  (each article is tried alone, where its fault is told)
        return [_alone(extractor, one) if isinstance(one, Intake) else one for one in ready]
    return [next(records) if isinstance(one, Intake) else one for one in ready]


def read(item: Item) -> Intake | Unchanged | Failure:
    """An item with its page read, if it is one."""
    if not isinstance(item, Unread):
        return item
    article = _guarded(item, item.read)
    if isinstance(article, Failure):
        return article
    same = item.known is not None and is_of(item.known, article)
    return Unchanged(item.id) if same else Intake(item.where, article)


def _alone(extractor: Extractor, item: Intake) -> Done | Failure:
    return _guarded(item, lambda: done(extractor.record(item.article)))


def _guarded(item: Intake | Unread, work: Callable[[], Result]) -> Result | Failure:
    """What a piece of work on an article gives, or how it failed."""
    one = item.id
    try:
        return work()
    except NewsclaimsError as error:
        return failure(
            one, (error.where if isinstance(item, Unread) else "") or item.where, error
        )
    except MemoryError:
        return Failure(
            one,
            item.where,
            "needs more memory than there is for one worker",
            "raise --max-memory, or split the article",
            "memory",
        )
    except Exception as error:  # noqa: BLE001  (a bug must not cost the batch)
        return Failure(
            one,
            item.where,
            f"could not be processed: {type(error).__name__}: {error} ({_place(error)})",
            "report this with the article; it is a bug in newsclaims",
            "bug",
        )


def _place(error: Exception) -> str:
    """The line of code that an error comes from, for the report of a bug."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def done(record: Record) -> Done:
    """A record as its line."""
    tally = Tally(
        len(record.entities), len(record.times), len(record.quotes), len(record.events)
    )
    line = record.model_dump_json().encode("utf-8") + b"\n"
    return Done(record.article.id, line, tally, tuple(record.provenance.warnings))
