"""The work done by a Dask cluster: workers on many machines, or on this one.

Articles go out by shards, and what becomes of a shard comes back as a part, in a file of the
run folder where workers see it. Each worker has one shard at a time, so that when it dies Dask
blames the right one. A shard that took three workers down is tried article by article, alone
on the cluster: the article that takes three more down has failed, the others are done.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from concurrent.futures import CancelledError
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, wait
from distributed.comm import CommClosedError

from pipeline.batch.outcome import Done, Outcome
from pipeline.batch.parts import article_key, clear_folder, left_behind, make_folder, unpacked
from pipeline.batch.shards import Loader, Packed, Task, maker, told_identity, work_on
from pipeline.errors import NewsclaimsError, RunError
from pipeline.intake import Failure, Intake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.batch.work import Identity, Item

SHARD = 32  # articles: two seconds of work, beside which a hundredth is lost between two shards
_AHEAD = 4  # shards of each worker that are done or at work before their turn
_DEATHS = 3  # workers that a shard may take down
_RETRIES = 2  # of a shard whose worker could not work, for example for want of disk
_PATIENCE = 120  # seconds without any worker
_LOOK = 5  # seconds between two looks at how many there are
# Dask reads these as it goes, so they hold as long as the cluster does.
_SETTINGS = {
    "distributed.scheduler.allowed-failures": _DEATHS - 1,
    "distributed.worker.profile.enabled": False,
    # After which a worker that is not there is replaced, although it may be loading still.
    "distributed.deploy.lost-worker-timeout": "60s",
}
_CONNECT = "10s"
_FAREWELL = 5  # seconds


@dataclass
class _Shard:
    """Articles that go out together; what an earlier run left of them; the others' fate."""

    items: list[Item]
    known: dict[int, Done]
    future: Future | None = None

    @property
    def to_do(self) -> list[Item]:
        """Without those that are known."""
        return [item for at, item in enumerate(self.items) if at not in self.known]

    @property
    def at_work(self) -> bool:
        """Whether the cluster has it still."""
        return self.future is not None and not self.future.done()

    @property
    def deadly(self) -> bool:
        """Whether it took down all the workers that it may."""
        return (
            self.future is not None
            and self.future.status == "error"
            and isinstance(self.future.exception(), KilledWorker)
        )


class Cluster:
    """Workers of Dask, as `pipeline.batch.workers.Workers`.

    Args:
        task: how shards are to be worked on.
        jobs: number of workers, where no scheduler is given.
        scheduler: address of one that has workers; None starts a cluster on this machine.
        out: the run folder, or None.
        fresh: whether to forget what an earlier run left there.

    Raises:
        RunError: if the cluster cannot be reached, or its workers cannot load newsclaims.
        ModelError, PackError: if they cannot load the model or the packs.
    """

    def __init__(
        self,
        task: Task,
        *,
        jobs: int = 1,
        scheduler: str | None = None,
        out: Path | None = None,
        fresh: bool = False,
    ) -> None:
        self._parts = out / "parts" if out else None
        if self._parts and fresh:
            clear_folder(self._parts)
        folder = make_folder(self._parts) if self._parts else None
        self._task = replace(task, parts=folder, ours=scheduler is None)
        self._settings = ExitStack()
        self._settings.enter_context(dask.config.set(_SETTINGS))
        self._scratch = tempfile.mkdtemp(prefix="newsclaims-")
        self._jobs = jobs
        self._local = None if scheduler else _local_cluster(jobs, self._scratch)
        self._client = _connected(self._local or scheduler)
        self._plugin = f"newsclaims-{id(self)}-{self._client.id}"
        self._made_by = ""

    def identity(self) -> Identity:
        """What the records will be made with; the same in all workers."""
        self._wait_for_workers()
        try:
            self._client.register_plugin(Loader(self._task, self._plugin))
            told = self._client.run(told_identity, self._task.options)
        except NewsclaimsError:
            raise
        except Exception as error:
            raise _useless(error) from error
        first: Identity = next(iter(told.values()))
        for worker, one in told.items():
            if one != first:
                raise RunError(
                    "has another version of newsclaims, model or packs than other workers",
                    where=worker,
                    fix="install the same on all of them",
                )
        self._made_by = maker(self._task.options, first)
        return first

    def outcomes(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """What becomes of each item. Raises RunError if the cluster is lost."""
        if not self._made_by:
            self.identity()
        window: deque[_Shard] = deque()
        source = self._shards(items)
        try:
            while self._fill(window, source):
                head = window[0]
                if not head.at_work and not head.deadly:
                    yield from self._finished(window.popleft())
                elif all(not shard.at_work for shard in window):
                    yield from self._one_by_one(window.popleft())
                else:
                    self._wait([shard.future for shard in window if shard.at_work])
        except (CommClosedError, CancelledError) as error:
            raise RunError(
                f"the scheduler is gone ({error})",
                fix="see to it, then run the same command; what is written is kept",
            ) from error
        if self._parts:
            clear_folder(self._parts)

    def close(self) -> None:
        """Stop at once; work under way is dropped."""
        if self._local is None and self._made_by:
            self._client.unregister_worker_plugin(self._plugin)
        self._client.close(timeout=_FAREWELL)
        if self._local is not None:
            with suppress(TimeoutError):  # a busy worker ends with this process
                self._local.close(timeout=_FAREWELL)
        self._settings.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _shards(self, items: Iterable[Item]) -> Iterator[_Shard]:
        """Articles by shards, with what an earlier run left of them."""
        left = dict(left_behind(self._parts, self._made_by)) if self._parts else {}
        source = iter(items)
        while several := list(islice(source, SHARD)):
            keys = [article_key(x.article) if isinstance(x, Intake) else "" for x in several]
            known = {at: left.pop(key) for at, key in enumerate(keys) if key in left}
            yield _Shard(several, known)

    def _fill(self, window: deque[_Shard], source: Iterator[_Shard]) -> bool:
        """Give each idle worker a shard; whether there is anything to wait for.

        After a deadly shard, nothing until it has been looked into: a neighbour must not be
        blamed for the death of a worker that both were given.
        """
        workers = max(1, self._count_workers())
        busy = sum(shard.at_work for shard in window)
        while busy < workers and len(window) < workers * _AHEAD:
            if any(shard.deadly for shard in window):
                break
            shard = next(source, None)
            if shard is None:
                break
            if shard.to_do:
                shard.future = self._submit(shard.to_do, _RETRIES)
                busy += 1
            window.append(shard)
        return bool(window)

    def _submit(self, items: Sequence[Item], retries: int) -> Future:
        # Impure: Dask must not take a shard for one that it has done.
        return self._client.submit(work_on, self._task, items, pure=False, retries=retries)

    def _finished(self, shard: _Shard) -> Iterator[Outcome]:
        """A shard's outcomes, those that are known among them; its part is not needed then."""
        came, path = self._opened(shard.future) if shard.future else ([], None)
        rest = iter(came)
        for at in range(len(shard.items)):
            yield shard.known.get(at) or next(rest)
        if path:
            path.unlink(missing_ok=True)

    def _opened(self, future: Future) -> tuple[list[Outcome], Path | None]:
        """What a part holds, and its file."""
        try:
            packed: Packed = future.result()
        except (CommClosedError, CancelledError):
            raise
        except Exception as error:
            raise _useless(error) from error
        path = Path(packed.path) if packed.path else None
        made_by, outcomes, _ = unpacked(path.read_bytes() if path else packed.part)
        if made_by != self._made_by:
            raise RunError(
                "a worker that joined has another version of newsclaims, model or packs",
                fix="install the same on all of them, then run the same command",
            )
        return outcomes, path

    def _one_by_one(self, shard: _Shard) -> Iterator[Outcome]:
        """A deadly shard's outcomes, each article tried while nothing else is at work."""
        for at, item in enumerate(shard.items):
            if at in shard.known:
                yield shard.known[at]
            elif isinstance(item, Failure):
                yield item
            else:
                yield from self._alone(item)

    def _alone(self, item: Intake) -> Iterator[Outcome]:
        alone = _Shard([item], {}, self._submit([item], _RETRIES))
        while alone.at_work:
            self._wait([alone.future])
        if alone.deadly:
            yield Failure(
                item.article.id,
                item.where,
                "every worker process that took it died",
                "give workers more memory, or split the article",
                "crash",
            )
        else:
            yield from self._finished(alone)

    def _wait(self, futures: Sequence[Future | None]) -> None:
        """Until one of them is done, or for a while."""
        with suppress(TimeoutError):
            wait(list(futures), timeout=_LOOK, return_when="FIRST_COMPLETED")
        self._wait_for_workers()

    def _wait_for_workers(self) -> None:
        """Until there is one. Raises RunError if there is none for long."""
        looks = 0
        while not self._count_workers():
            looks += 1
            if looks * _LOOK > _PATIENCE:
                raise RunError(
                    f"the cluster has had no worker for {_PATIENCE} seconds",
                    fix="start workers, then run the same command; what is written is kept",
                )
            with suppress(TimeoutError):
                self._client.wait_for_workers(1, timeout=_LOOK)

    def _count_workers(self) -> int:
        """How many there are now; of ours, those whose nanny gave up are begun anew."""
        count = len(self._client.nthreads())
        if self._local is not None and count < self._jobs:
            self._local.scale(self._jobs)
        return count


def _local_cluster(jobs: int, scratch: str) -> LocalCluster:
    """Workers on this machine, which end with this process."""
    return LocalCluster(
        n_workers=jobs,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # None is port 8787, which another run may have
        local_directory=scratch,
        silence_logs="CRITICAL",
    )


def _connected(cluster: LocalCluster | str | None) -> Client:
    try:
        return Client(cluster, timeout=_CONNECT)
    except (OSError, ValueError, TimeoutError) as error:
        raise RunError(
            f"no scheduler answers ({error})",
            where=str(cluster),
            fix="check --scheduler; `dask scheduler` prints its address",
        ) from None


def _useless(error: Exception) -> RunError:
    """An error that no article is to blame for."""
    return RunError(
        f"a worker could not work: {type(error).__name__}: {error}",
        fix="newsclaims, its dask extra, the model and the rules must be there on every worker",
    )
