from __future__ import annotations

import threading
import time

import pytest

from pipeline.batch.deadline import Deadline, Overtime


def _work(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_work_that_takes_too_long_is_interrupted():
    began = time.monotonic()
    with pytest.raises(Overtime), Deadline(0.2):
        _work(20)
    assert time.monotonic() < began + 10


def test_work_that_is_done_in_time_goes_on_undisturbed():
    for _ in range(50):
        with Deadline(0.02):
            pass
    time.sleep(0.1)


def test_work_that_ends_with_its_time_is_either_done_or_interrupted():
    """Whenever the interrupt comes, none is left over for what follows."""
    interrupted = 0
    for n in range(60):
        try:
            with Deadline(0.01):
                time.sleep(0.0085 + n * 0.00005)
        except Overtime:
            interrupted += 1
    for _ in range(1000):
        time.sleep(0)
    assert 0 <= interrupted <= 60


def test_only_the_thread_that_has_a_deadline_is_interrupted():
    with Deadline(0.2):
        thread = threading.Thread(target=time.sleep, args=[0.05])
        thread.start()
        thread.join()


def test_there_need_be_no_limit():
    with Deadline(None):
        pass
