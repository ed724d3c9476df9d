"""One run, from what the user asked for to the exit code."""

from __future__ import annotations

import hashlib
import io
import sys
from contextlib import ExitStack
from dataclasses import dataclass, fields
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.article import iso_day
from pipeline.batch.folder import run_folder
from pipeline.batch.run import Run, Stream
from pipeline.batch.split import Split, read_split
from pipeline.batch.work import Options
from pipeline.cli.screen import Progress, say
from pipeline.cli.signals import Stop, stop_signals
from pipeline.cli.summary import summary, tell_failure
from pipeline.errors import ArticleError, RunError, SettingsError
from pipeline.intake import Failure
from pipeline.readers.articles import Reading, count_known, read_articles
from pipeline.readers.extras import page_readers
from pipeline.readers.found import find_places
from pipeline.readers.metadata import Metadata, read_metadata
from pipeline.readers.places import STDIN, metadata_beside
from pipeline.records import SCHEMA_VERSION
from pipeline.writers.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.batch.folder import RunFolder
    from pipeline.batch.outcome import Outcome
    from pipeline.batch.run import Counts
    from pipeline.batch.work import Extractor, Item
    from pipeline.batch.workers import Workers
    from pipeline.readers.extras import page_readers
from pipeline.readers.found import Places

_TOLD = 20  # failures told on stderr where failed.jsonl holds them all


@dataclass(frozen=True)
class Request:
    """What the user asked for."""

    inputs: tuple[str, ...]
    metadata: Path | None
    published: str | None
    out: Path | None
    jobs: int
    timeout: float
    max_memory: int | None
    fresh: bool
    text_key: str
    options: Options
    engine: str = "local"
    scheduler: str | None = None
    shard: Split | None = None


def request(*, published: str | None, shard: str | None, **given: Any) -> Request:  # noqa: ANN401  (click's)
    """The options of the command line, checked. Raises SettingsError."""
    try:
        day = iso_day(published, where="--published") if published else None
    except ArticleError as error:
        raise SettingsError(error.what, where=error.where, fix=error.fix) from None
    options = Options(**{field.name: given.pop(field.name) for field in fields(Options)})
    if given["scheduler"] and given["engine"] != "dask":
        raise SettingsError(
            "is for --engine dask only", where="--scheduler", fix="add --engine dask"
        )
    if given["scheduler"] and given["max_memory"] is not None:
        raise SettingsError(
            "cannot limit workers that are not this run's",
            where="--max-memory",
            fix="leave it out, and begin the workers with `dask worker --memory-limit`",
        )
    split = read_split(shard) if shard else None
    return Request(published=day, options=options, shard=split, **given)


def carry_out(asked: Request, *, load: Callable[[Options], Extractor] | None = None) -> int:
    """Do the run; the exit code.

    Args:
        asked: what the user asked for.
        load: gives the extractor of this process; by default, `Options.load`.
    """
    places = find_places(asked.inputs)
    table = read_metadata(asked.metadata) if asked.metadata else Metadata({})
    _note_metadata(asked)
    _note_cache(asked.options)
    with ExitStack() as stack:
        folder = stack.enter_context(run_folder(asked.out)) if asked.out else None
        workers = _workers(asked, places, load)
        stack.callback(workers.close)
        told = {**workers.identity(), **_options(asked, places)}
        known = None if asked.shard else count_known(places)
        watch = Watch(Progress(known), limit=_TOLD if folder else None)
        stack.callback(watch.progress.clear)
        stop = stack.enter_context(stop_signals())
        job = Run(workers, folder or Stream(sys.stdout.buffer), watch, lambda: stop.asked)
        reading = Reading(asked.text_key, asked.published, table, _stdin(asked))
        try:
            if folder:
                folder.begin(told, fresh=asked.fresh)
            finished = job.carry_out(_share(read_articles(places, reading), asked.shard))
            if folder and finished:
                folder.finish(job.order, told, job.counts)
        except OSError as error:
            raise _no_space(error, asked) from error
    return _end(asked, job, folder, stop, table)


@dataclass
class Watch:
    """Tells the user of failures and of progress, as outcomes come.

    Args:
        progress: the line that counts.
        limit: of failures that are told; None for all.
    """

    progress: Progress
    limit: int | None = None

    def __call__(self, outcome: Outcome, counts: Counts) -> None:
        """Look at an outcome."""
        if isinstance(outcome, Failure):
            self.progress.clear()
            if self.limit is None or counts.failed <= self.limit:
                tell_failure(outcome)
            elif counts.failed == self.limit + 1:
                say("more failures are not shown here; failed.jsonl has them all", label="note")
        self.progress.show(counts.articles, counts.failed)


def _workers(
    asked: Request, places: Places, load: Callable[[Options], Extractor] | None
) -> Workers:
    """A pool, where limits hold and a crash is survived; this process for one text."""
    from pipeline.batch.workers import InProcess, Pool  # noqa: PLC0415  (multiprocessing)

    if asked.engine == "dask":
        return _cluster(asked)
    if load is not None or (asked.max_memory is None and places.kinds == {"text": 1}):
        return InProcess((load or Options.load)(asked.options))
    return Pool(
        asked.options, jobs=asked.jobs, timeout=asked.timeout, max_memory=asked.max_memory
    )


def _cluster(asked: Request) -> Workers:
    """Workers of Dask. Raises SettingsError if it is not installed."""
    lacking = [name for name in ("distributed", "fsspec") if not find_spec(name)]
    if lacking:
        raise SettingsError(
            f"needs {' and '.join(lacking)}, not installed",
            where="--engine dask",
            fix="pip install 'newsclaims[dask]'",
        )
    from pipeline.batch.cluster import Cluster  # noqa: PLC0415  (loads Dask)
    from pipeline.batch.shards import Task  # noqa: PLC0415

    task = Task(asked.options, asked.timeout, asked.max_memory)
    return Cluster(
        task, jobs=asked.jobs, scheduler=asked.scheduler, out=asked.out, fresh=asked.fresh
    )


def _share(items: Iterator[Item], shard: Split | None) -> Iterator[Item]:
    """Those of this run's share; all, where it has none."""
    for item in items:
        if shard is None or shard.takes(item.id):
            yield item


def _stdin(asked: Request) -> BinaryIO:
    return sys.stdin.buffer if STDIN in asked.inputs else io.BytesIO()


def _options(asked: Request, places: Places) -> dict[str, Any]:
    """What besides model and packs decides the records, for the manifest."""
    return {
        "schema_version": SCHEMA_VERSION,
        "options": {
            "published": asked.published,
            "metadata": _digest(asked.metadata),
            "text_key": asked.text_key,
            "all": asked.options.everything,
            "max_chars": asked.options.max_chars,
            "shard": str(asked.shard) if asked.shard else None,
            "page_readers": page_readers(places.kinds),
        },
        "inputs": list(asked.inputs),
    }


def _digest(path: Path | None) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else None


def _note_metadata(asked: Request) -> None:
    beside = metadata_beside(asked.inputs)
    if beside is not None and asked.metadata is None:
        say(f"{beside} is not used; --metadata {beside} would use it", label="note")


def _note_cache(options: Options) -> None:
    cache = options.open_cache()
    if cache is not None and not cache.writable:
        say(f"{options.cache} cannot be written; parses are only read from it", label="note")


def _no_space(error: OSError, asked: Request) -> Exception:
    """An error of writing as one that says what to do; others as they are."""
    if isinstance(error, BrokenPipeError):
        return error
    again = "then run the same command; what is written is kept" if asked.out else "run again"
    return RunError(
        f"writing failed: {error.strerror}",
        where=str(asked.out or "stdout"),
        fix=f"make room, {again}",
    )


def _end(
    asked: Request, job: Run, folder: RunFolder | None, stop: Stop, table: Metadata
) -> int:
    """Tell how it went; the exit code."""
    if stop.asked:
        kept = "; run the same command to go on" if folder else ""
        say(f"stopped after {counted(job.counts.articles, 'article')}{kept}", label="note")
        return 128 + stop.signal
    for one in table.unknown():
        say(f"{asked.metadata}: no article has the id {one!r}", label="warning")
    if folder:
        for note in folder.notes:
            say(note, label="note")
        say(summary(folder, job.counts))
    elif job.counts.articles > 1:
        say(f"{counted(job.counts.records, 'record')}, {job.counts.failed:,} failed")
    return 1 if job.counts.failed else 0
