"""Worker processes: slow to start, so all that needs them is here, in few tests."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from pipeline.article import Article
from pipeline.batch.outcome import Done
from pipeline.batch.work import Options
from pipeline.batch.workers import InProcess, Pool
from pipeline.intake import Failure, Intake, Unread

TEXT = "Ministers met in Oslo on Tuesday. “We agreed,” the prime minister, Kari Eide, said."


def _items(count):
    return [
        Intake(f"{n}.txt", Article(f"a{n}", f"{TEXT} {n}.\n" * (n % 3 + 1)))
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def pool():
    workers = Pool(Options(), jobs=2, timeout=30)
    yield workers
    workers.close()


def test_a_pool_gives_the_same_as_one_process(pool, extractor):
    items = [*_items(20), Failure("x", "x.txt", "not text", "leave it out"), *_items(3)]
    alone = InProcess(extractor)
    assert pool.identity() == alone.identity()
    assert list(pool.outcomes(items)) == list(alone.outcomes(items))


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds its workers in /proc")
def test_a_worker_that_dies_costs_nothing_but_its_own_task(pool):
    """Both workers are killed in the middle; the articles that they had are done again."""
    killed = []

    def items():
        for number, item in enumerate(_items(200)):
            if number == 100 and not killed:
                killed.extend(_children())
                for worker in killed:
                    os.kill(worker, signal.SIGKILL)
            yield item

    outcomes = list(pool.outcomes(items()))
    assert killed
    assert [outcome.id for outcome in outcomes] == [f"a{n}" for n in range(200)]
    assert all(isinstance(outcome, Done) for outcome in outcomes)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds its workers in /proc")
def test_workers_that_die_between_two_tasks_are_replaced(pool):
    """A pool whose idle workers are killed is broken for Pebble; not for us."""
    list(pool.outcomes(_items(4)))
    for worker in _children():
        os.kill(worker, signal.SIGKILL)
    time.sleep(0.5)  # until the pool has seen it
    assert [outcome.id for outcome in pool.outcomes(_items(4))] == ["a0", "a1", "a2", "a3"]


def test_an_article_that_takes_too_long_fails_and_the_others_do_not():
    slow = Intake("slow.txt", Article("slow", TEXT * 3000))
    workers = Pool(Options(), jobs=1, timeout=1.5)
    try:
        workers.identity()
        first, lost, last = workers.outcomes([*_items(1), slow, *_items(1)])
    finally:
        workers.close()
    assert (first.id, last.id) == ("a0", "a0")
    assert lost.error == "took longer than 1.5 seconds"
    assert lost.fix == "raise --timeout"


def test_a_page_that_hangs_or_kills_or_swells_costs_only_itself():
    hostile = {
        "slow": partial(time.sleep, 60),
        "deadly": partial(os._exit, 9),
        "large": partial(bytearray, 1 << 46),
    }
    pages = [Unread(f"{one}.html", one, one, read) for one, read in hostile.items()]
    workers = Pool(Options(), jobs=1, timeout=3)
    try:
        workers.identity()
        first, *lost, last = workers.outcomes([*_items(1), *pages, *_items(1)])
    finally:
        workers.close()
    assert (first.id, last.id) == ("a0", "a0")
    assert [(one.id, one.reason) for one in lost] == [
        ("slow", "timeout"),
        ("deadly", "crash"),
        ("large", "memory"),
    ]


def _children():
    """Workers: children of the server that was started for them."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(told[1])
    mine = {one for one, parent in parents.items() if parent == os.getpid()}
    return [one for one, parent in parents.items() if parent in mine]
