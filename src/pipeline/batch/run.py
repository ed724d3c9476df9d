"""A whole run: articles in, records out in the same order, into a folder or a stream."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, BinaryIO, Protocol

from pipeline.batch.index import is_of
from pipeline.batch.ledger import Order
from pipeline.batch.outcome import Done, Outcome, Unchanged
from pipeline.intake import Failure, Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.batch.work import Item
    from pipeline.batch.workers import Workers
    from pipeline.intake import Known


@dataclass(slots=True)
class Counts:
    """How a run stands."""

    records: int = 0
    failed: int = 0
    kept: int = 0  # of the records, those of earlier runs

    @property
    def articles(self) -> int:
        """Read so far."""
        return self.records + self.failed


class Sink(Protocol):
    """Where outcomes go."""

    def known(self, one: str) -> Known | None:
        """What the record that it holds of an id was made of; None where it holds none."""

    def write(self, outcome: Outcome) -> None:
        """Take an outcome."""


class Stream:
    """Records as JSONL on a stream, each passed on at once; failures only to the observer."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def known(self, one: str) -> Known | None:
        """Nothing ever is."""
        del one
        return None

    def write(self, outcome: Outcome) -> None:
        """Take an outcome."""
        if isinstance(outcome, Done):
            self._stream.write(outcome.line)
            self._stream.flush()


@dataclass
class Run:
    """A run and how it stands.

    Args:
        workers: who does the work.
        sink: where the outcomes go.
        observe: told of each outcome and how the run stands, after the sink has it.
        stopped: asked after each outcome; True ends the run there.
    """

    workers: Workers
    sink: Sink
    observe: Callable[[Outcome, Counts], None]
    stopped: Callable[[], bool] = lambda: False
    counts: Counts = field(default_factory=Counts)
    order: Order = field(default_factory=Order)

    def carry_out(self, items: Iterable[Item]) -> bool:
        """Do the work; False if it was stopped before the end."""
        for outcome in self.workers.outcomes(self._unfinished(items)):
            self.sink.write(outcome)
            self._count(outcome)
            self.observe(outcome, self.counts)
            if self.stopped():
                return False
        return True

    def _unfinished(self, items: Iterable[Item]) -> Iterator[Item]:
        """Those still to do; notes the order of all."""
        for item in items:
            if isinstance(item, Failure):
                yield item
                continue
            self.order.append(item.id)
            known = self.sink.known(item.id)
            if isinstance(item, Unread):
                yield replace(item, known=known)
            elif known is not None and is_of(known, item.article):
                self._count(Unchanged(item.id))
            else:
                yield item

    def _count(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failure):
            self.counts.failed += 1
            return
        self.counts.records += 1
        self.counts.kept += isinstance(outcome, Unchanged)
