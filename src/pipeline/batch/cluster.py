"""The work done by a Dask cluster: workers on many machines, or on this one.

Articles go out by shards, and what becomes of a shard comes back as a part, in a file of the
run folder where workers see it. Each worker has one shard at a time, so that when it dies Dask
blames the right one. A shard that took three workers down is tried article by article, alone
on the cluster: the article that takes three more down has failed, the others are done.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import Future, KilledWorker
from distributed.comm import CommClosedError

from pipeline.batch.crew import Crew, useless
from pipeline.batch.outcome import Done, Outcome
from pipeline.batch.parts import clear_folder, left_behind, make_folder, unpacked, work_key
from pipeline.batch.shards import Packed, Task, maker
from pipeline.errors import RunError
from pipeline.intake import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.batch.work import Identity, Item
    from pipeline.intake import Intake, Unread

SHARD = 32  # articles: two seconds of work, beside which a hundredth is lost between two shards
_AHEAD = 4  # shards of each worker that are done or at work before their turn


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
        self._crew = Crew(replace(task, parts=folder, ours=scheduler is None), jobs, scheduler)
        self._made_by = ""

    def identity(self) -> Identity:
        """What the records will be made with; the same in all workers."""
        told = self._crew.identity()
        self._made_by = maker(self._crew.task.options, told)
        return told

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
                    self._crew.wait([shard.future for shard in window if shard.at_work])
        except (CommClosedError, CancelledError) as error:
            raise RunError(
                f"the scheduler is gone ({error})",
                fix="see to it, then run the same command; what is written is kept",
            ) from error
        if self._parts:
            clear_folder(self._parts)

    def close(self) -> None:
        """Stop at once; work under way is dropped."""
        self._crew.close()

    def _shards(self, items: Iterable[Item]) -> Iterator[_Shard]:
        """Articles by shards, with what an earlier run left of them."""
        left = dict(left_behind(self._parts, self._made_by)) if self._parts else {}
        source = iter(items)
        while several := list(islice(source, SHARD)):
            keys = [work_key(one) for one in several]
            known = {at: left.pop(key) for at, key in enumerate(keys) if key in left}
            yield _Shard(several, known)

    def _fill(self, window: deque[_Shard], source: Iterator[_Shard]) -> bool:
        """Give each idle worker a shard; whether there is anything to wait for.

        After a deadly shard, nothing until it has been looked into: a neighbour must not be
        blamed for the death of a worker that both were given.
        """
        workers = max(1, self._crew.count())
        busy = sum(shard.at_work for shard in window)
        while busy < workers and len(window) < workers * _AHEAD:
            if any(shard.deadly for shard in window):
                break
            shard = next(source, None)
            if shard is None:
                break
            if shard.to_do:
                shard.future = self._crew.submit(shard.to_do)
                busy += 1
            window.append(shard)
        return bool(window)

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
            raise useless(error) from error
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

    def _alone(self, item: Intake | Unread) -> Iterator[Outcome]:
        alone = _Shard([item], {}, self._crew.submit([item]))
        while alone.at_work:
            self._crew.wait([alone.future])
        if alone.deadly:
            yield Failure(
                item.id,
                item.where,
                "every worker process that took it died",
                "give workers more memory, or split the article",
                "crash",
            )
        else:
            yield from self._finished(alone)
