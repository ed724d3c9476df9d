"""The workers of a Dask cluster: begun on this machine, or those of a scheduler that runs."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import dask
from distributed import Client, Future, LocalCluster, wait

from pipeline.batch.shards import Loader, Task, told_identity, work_on
from pipeline.errors import NewsclaimsError, RunError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.batch.work import Identity, Item

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


class Crew:
    """Workers that have loaded an extractor, and take shards.

    Args:
        task: how shards are to be worked on.
        jobs: number of workers, where no scheduler is given.
        scheduler: address of one that has workers; None starts a cluster on this machine.

    Raises:
        RunError: if the cluster cannot be reached.
    """

    def __init__(self, task: Task, jobs: int, scheduler: str | None) -> None:
        self.task = task
        self._settings = ExitStack()
        self._settings.enter_context(dask.config.set(_SETTINGS))
        self._scratch = tempfile.mkdtemp(prefix="newsclaims-")
        self._jobs = jobs
        self._local = None if scheduler else _local_cluster(jobs, self._scratch)
        self._client = _connected(self._local or scheduler)
        self._plugin = f"newsclaims-{id(self)}-{self._client.id}"
        self._loaded = False

    def identity(self) -> Identity:
        """What all workers make records with, once they have loaded.

        Raises:
            RunError: if they cannot load newsclaims, or differ.
            ModelError, PackError: if they cannot load the model or the packs.
        """
        self._wait_for_workers()
        try:
            self._client.register_plugin(Loader(self.task, self._plugin))
            told = self._client.run(told_identity, self.task.options)
        except NewsclaimsError:
            raise
        except Exception as error:
            raise useless(error) from error
        first: Identity = next(iter(told.values()))
        for worker, one in told.items():
            if one != first:
                raise RunError(
                    "has another version of newsclaims, model or packs than other workers",
                    where=worker,
                    fix="install the same on all of them",
                )
        self._loaded = True
        return first

    def submit(self, items: Sequence[Item]) -> Future:
        """Give articles to a worker."""
        # Impure: Dask must not take a shard for one that it has done.
        return self._client.submit(work_on, self.task, items, pure=False, retries=_RETRIES)

    def wait(self, futures: Sequence[Future | None]) -> None:
        """Until one of them is done, or for a while."""
        with suppress(TimeoutError):
            wait(list(futures), timeout=_LOOK, return_when="FIRST_COMPLETED")
        self._wait_for_workers()

    def _wait_for_workers(self) -> None:
        """Until there is one. Raises RunError if there is none for long."""
        looks = 0
        while not self.count():
            looks += 1
            if looks * _LOOK > _PATIENCE:
                raise RunError(
                    f"the cluster has had no worker for {_PATIENCE} seconds",
                    fix="start workers, then run the same command; what is written is kept",
                )
            with suppress(TimeoutError):
                self._client.wait_for_workers(1, timeout=_LOOK)

    def count(self) -> int:
        """How many there are now; of ours, those whose nanny gave up are begun anew."""
        count = len(self._client.nthreads())
        if self._local is not None and count < self._jobs:
            self._local.scale(self._jobs)
        return count

    def close(self) -> None:
        """Stop at once; work under way is dropped."""
        if self._local is None and self._loaded:
            self._client.unregister_worker_plugin(self._plugin)
        self._client.close(timeout=_FAREWELL)
        if self._local is not None:
            with suppress(TimeoutError):  # a busy worker ends with this process
                self._local.close(timeout=_FAREWELL)
        self._settings.close()
        shutil.rmtree(self._scratch, ignore_errors=True)


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


def useless(error: Exception) -> RunError:
    """An error that no article is to blame for."""
    return RunError(
        f"a worker could not work: {type(error).__name__}: {error}",
        fix="newsclaims, its dask extra, the model and the rules must be there on every worker",
    )
