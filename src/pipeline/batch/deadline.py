"""A time limit inside a process that other threads need alive.

A pool of our own kills the process of an article that takes too long. A worker of a cluster has
a thread that talks to the scheduler beside the one that works, so there the work is interrupted
first; only code that never comes back to Python costs the process.
"""

from __future__ import annotations

import ctypes
import os
import signal
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


class Overtime(BaseException):
    """Work took too long. No `Exception`, so that nobody on the way takes it for a bug."""


class Deadline:
    """Raises Overtime in the thread that entered it, once the time is over.

    After the same time again the process is killed.

    Args:
        seconds: how long the work may take; None for as long as it likes.
    """

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._fired = False

    def __enter__(self) -> None:
        if self._seconds is not None:
            watched = threading.get_ident()
            threading.Thread(target=self._watch, args=[watched], daemon=True).start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            with self._lock:
                self._over.set()
            if self._fired and kind is not Overtime:
                time.sleep(0.01)  # it is on its way; the work was done before it came
        except Overtime:
            self._over.set()

    def _watch(self, thread: int) -> None:
        if self._over.wait(self._seconds):
            return
        with self._lock:
            if self._over.is_set():
                return
            self._fired = True
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread), ctypes.py_object(Overtime)
            )
        if not self._over.wait(self._seconds):
            os.kill(os.getpid(), signal.SIGKILL)
