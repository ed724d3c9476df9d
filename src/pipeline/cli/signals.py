"""Ctrl-C and SIGTERM: once stops after the article at hand, twice at once."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@dataclass
class Stop:
    """Whether somebody asked for the end, and by which signal."""

    signal: int = 0

    @property
    def asked(self) -> bool:
        """Whether anybody did."""
        return self.signal != 0


@contextmanager
def stop_signals() -> Iterator[Stop]:
    """While at work: a signal asks for the end, a second one is an interrupt.

    Outside the main thread, where no signal handler can be set, nothing is caught.
    """
    stop = Stop()

    def heed(number: int, _frame: FrameType | None) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.signal = number

    try:
        before = {one: signal.signal(one, heed) for one in (signal.SIGINT, signal.SIGTERM)}
    except ValueError:
        yield stop
        return
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
