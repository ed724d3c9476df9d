"""What happens in a worker of a Dask cluster: load once, then shard after shard.

A worker of Dask is slower than a process of our own in two ways, both mended here. Its nanny
sets MALLOC_TRIM_THRESHOLD_, which makes the C library give every large array back to the system
and fetch it anew (a sixth of the CPU time). And work runs in another thread than loading, where
thinc has forgotten the quicker matrix product, since it keeps that choice by context (a
twelfth).
"""

from __future__ import annotations

import contextvars
import ctypes
import hashlib
import json
import signal
import threading
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from distributed.diagnostics.plugin import WorkerPlugin

from pipeline.batch.deadline import Deadline, Overtime
from pipeline.batch.outcome import Outcome
from pipeline.batch.parts import PartsFolder, packed, write_part
from pipeline.batch.work import Extractor, Identity, Item, Options, extract_chunk, identity
from pipeline.batch.workers import chunks, limit_memory
from pipeline.intake import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from distributed import Worker

# glibc's mallopt, and the largest values that it would come to by itself if nobody had set one.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_MMAP_MOST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Task:
    """How shards are to be worked on; crosses to workers.

    Attributes:
        options: for the extractor.
        timeout: seconds for one article, or None.
        max_memory: megabytes of address space, where the workers are ours; or None.
        parts: where the outcomes go if the worker sees that folder.
        ours: whether the workers do nothing else and end with the run.
    """

    options: Options
    timeout: float | None = None
    max_memory: int | None = None
    parts: PartsFolder | None = None
    ours: bool = False


@dataclass(frozen=True)
class Station:
    """A worker's extractor, the context that it was loaded in, and whether it is at work."""

    extractor: Extractor
    context: contextvars.Context
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Packed:
    """A part on its way to the run: the file that it lies in, or itself."""

    path: str = ""
    part: bytes = b""


class Loader(WorkerPlugin):  # type: ignore[misc]  # untyped to us
    """Loads the extractor in each worker, also in those that join later."""

    def __init__(self, task: Task, name: str) -> None:
        self.name = name
        self._task = task

    def setup(self, worker: Worker) -> None:
        """Load. Raises what loading raises."""
        if self._task.ours:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the run's
            limit_memory(self._task.max_memory)
        station(self._task.options)

    def teardown(self, worker: Worker) -> None:
        """Give the memory back: the cluster may live on."""
        station.cache_clear()


@cache
def station(options: Options) -> Station:
    """This worker's extractor, loaded on first use."""
    keep_freed_memory()
    context = contextvars.copy_context()
    return Station(context.run(options.load), context)


def keep_freed_memory() -> None:
    """Undo the allocator's setting that Dask's nanny makes; does nothing without glibc."""
    try:
        mallopt = ctypes.CDLL("libc.so.6").mallopt
    except (OSError, AttributeError):
        return
    mallopt(_MMAP_THRESHOLD, _MMAP_MOST)
    mallopt(_TRIM_THRESHOLD, 2 * _MMAP_MOST)


def maker(options: Options, made_with: Identity) -> str:
    """sha256 of what makes the records."""
    told = [made_with, options.everything, options.max_chars]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def work_on(task: Task, items: Sequence[Item]) -> Packed:
    """What becomes of a shard's items, as a part."""
    here = station(task.options)
    with here.lock:  # one pipeline, however many threads the worker has
        outcomes = here.context.run(_extract, here.extractor, items, task.timeout)
    part = packed(maker(task.options, identity(here.extractor)), items, outcomes)
    if task.parts is not None and task.parts.is_seen():
        return Packed(path=write_part(task.parts, items, part))
    return Packed(part=part)


def told_identity(options: Options) -> Identity:
    """What this worker's records are made with."""
    return identity(station(options).extractor)


def _extract(
    extractor: Extractor, items: Sequence[Item], timeout: float | None
) -> list[Outcome]:
    """Outcomes, chunk by chunk as the local engine cuts them."""
    return [one for chunk in chunks(items) for one in _in_time(extractor, chunk, timeout)]


def _in_time(
    extractor: Extractor, chunk: Sequence[Item], timeout: float | None
) -> list[Outcome]:
    """A chunk's outcomes; if it takes too long, each article is tried alone."""
    try:
        with Deadline(timeout):
            return extract_chunk(extractor, chunk)
    except Overtime:
        if len(chunk) > 1:
            return [one for item in chunk for one in _in_time(extractor, [item], timeout)]
        return [_late(item, timeout) for item in chunk]


def _late(item: Item, timeout: float | None) -> Outcome:
    if isinstance(item, Failure):
        return item
    return Failure(
        item.id,
        item.where,
        f"took longer than {timeout:g} seconds",
        "raise --timeout",
        "timeout",
    )
