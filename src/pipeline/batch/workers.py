"""Who does the work: this process, or a pool of worker processes. Results are the same.

Pebble's pool, since a worker that dies costs its own task only (`nlp.pipe(n_process=2)` then
hangs for ever, and concurrent.futures loses every queued task), and a task may have a timeout.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from pebble import ProcessExpired, ProcessPool

from pipeline.batch import preload
from pipeline.batch.outcome import Outcome
from pipeline.batch.work import CHUNK, Identity, Item, Options, extract_chunk, identity
from pipeline.errors import RunError
from pipeline.intake import Failure, Intake, Unread
from pipeline.speed import one_thread

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pebble import ProcessFuture

    from pipeline.batch.work import Extractor

_MOST_BROKEN = 3  # pools in a row that may break without an article done
_AHEAD = 4  # chunks under way for each worker: enough to keep it busy, few enough for memory


class Workers(Protocol):
    """Turns items into outcomes, in their order."""

    def identity(self) -> Identity:
        """What the records will be made with. Raises ModelError, PackError, RunError."""

    def outcomes(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """What becomes of each item."""

    def close(self) -> None:
        """Stop at once; work under way is dropped."""


class InProcess:
    """The work done here, one chunk after the other."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    def identity(self) -> Identity:
        """What the records will be made with."""
        return identity(self._extractor)

    def outcomes(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """What becomes of each item."""
        for chunk in chunks(items):
            yield from extract_chunk(self._extractor, chunk)

    def close(self) -> None:
        """Nothing is left open."""


class Pool:
    """The work done by several processes.

    Args:
        options: for each worker's extractor.
        jobs: number of worker processes.
        timeout: seconds for one article, or None. A chunk that takes longer is done again,
            article by article.
        max_memory: megabytes of address space for one worker, or None.
    """

    def __init__(
        self,
        options: Options,
        *,
        jobs: int,
        timeout: float | None = None,
        max_memory: int | None = None,
    ) -> None:
        one_thread()
        os.environ[preload.OPTIONS] = json.dumps(asdict(options))
        self._options, self._jobs, self._timeout = options, jobs, timeout
        self._max_memory = max_memory
        self._pool = _started(jobs, max_memory)
        self._broken = 0

    def identity(self) -> Identity:
        """What the records will be made with."""
        try:
            told: Identity = self._pool.schedule(_identity, args=[self._options]).result()
        except ProcessExpired as error:
            raise RunError(
                f"a worker process died while loading (exit code {error.exitcode})",
                fix="give it more memory, or run with --jobs 1",
            ) from None
        return told

    def outcomes(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """What becomes of each item."""
        waiting: deque[tuple[list[Item], ProcessFuture[list[Outcome]]]] = deque()
        for chunk in chunks(items):
            waiting.append((chunk, self._start(chunk)))
            if len(waiting) >= self._jobs * _AHEAD:
                yield from self._finished(*waiting.popleft())
        while waiting:
            yield from self._finished(*waiting.popleft())

    def close(self) -> None:
        """Stop at once; workers are killed."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # Pebble types it in part
        self._pool.join()

    def _start(self, chunk: Sequence[Item]) -> ProcessFuture[list[Outcome]]:
        if not self._pool.active:
            self._renew()
        return self._pool.schedule(_work, args=[self._options, chunk], timeout=self._timeout)

    def _renew(self) -> None:
        """Another pool for one whose workers died between two tasks, which breaks it.

        Raises:
            RunError: if that happens again and again with no article done in between.
        """
        self._broken += 1
        if self._broken > _MOST_BROKEN:
            raise RunError(
                "worker processes die as soon as they start",
                fix="give the machine more memory, or run with --jobs 1",
            )
        self.close()
        self._pool = _started(self._jobs, self._max_memory)

    def _finished(
        self, chunk: Sequence[Item], future: ProcessFuture[list[Outcome]]
    ) -> Iterator[Outcome]:
        """A chunk's outcomes; if it took its worker down, each article is tried alone."""
        try:
            done = future.result()
        except BrokenProcessPool:
            yield from self._finished(chunk, self._start(chunk))
        except (FutureTimeoutError, ProcessExpired):
            alone = [(item, self._start([item])) for item in chunk]
            for item, one in alone:
                yield self._alone(item, one)
        else:
            self._broken = 0
            yield from done

    def _alone(self, item: Item, future: ProcessFuture[list[Outcome]]) -> Outcome:
        if isinstance(item, Failure):
            return item
        try:
            return future.result()[0]
        except BrokenProcessPool:
            return self._alone(item, self._start([item]))
        except FutureTimeoutError:
            return _lost(
                item,
                f"took longer than {self._timeout:g} seconds",
                "raise --timeout",
                "timeout",
            )
        except ProcessExpired as error:
            return _lost(
                item,
                f"its worker process died (exit code {error.exitcode})",
                "give it more memory, or split the article",
                "crash",
            )


def _started(jobs: int, max_memory: int | None) -> ProcessPool:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([preload.__name__])
    return ProcessPool(
        max_workers=jobs, initializer=_begin, initargs=[max_memory], context=context
    )


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items by eights; where the cuts lie does not hang on the number of workers."""
    source = iter(items)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _lost(item: Intake | Unread, error: str, fix: str, reason: str) -> Failure:
    return Failure(item.id, item.where, error, fix, reason)


def _identity(options: Options) -> Identity:
    return identity(preload.loaded(options))


def _work(options: Options, chunk: Sequence[Item]) -> list[Outcome]:
    return extract_chunk(preload.loaded(options), chunk)


def _begin(max_memory: int | None) -> None:
    """A worker's first act: leave Ctrl-C to the parent, be limited, and die with the parent.

    The limit turns a text that is too large into a MemoryError, which costs that text alone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(max_memory)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def limit_memory(megabytes: int | None) -> None:
    """Limit the address space of this process; None leaves it as it is."""
    if megabytes is not None and resource is not None:
        limit = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _die_with_parent() -> None:
    """Wait for the parent's end, however it comes; PR_SET_PDEATHSIG misses it here."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)
