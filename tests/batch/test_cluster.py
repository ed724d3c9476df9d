"""A Dask cluster of real processes: slow to start, so all that can shares one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from pipeline.article import Article
from pipeline.batch.work import Options
from pipeline.batch.workers import InProcess
from pipeline.cli import main
from pipeline.intake import Failure, Intake

distributed = pytest.importorskip(
    "distributed", reason="needs the dask extra: pip install 'newsclaims[dask]'"
)

from pipeline.batch.cluster import Cluster  # noqa: E402  (imports Dask)
from pipeline.batch.parts import left_behind, make_folder, packed, write_part  # noqa: E402
from pipeline.batch.shards import Task, maker  # noqa: E402

TEXT = "Ministers met in Oslo on Tuesday. “We agreed,” the prime minister, Kari Eide, said."
MARK = "This text ends its reader."


def _items(count):
    return [
        Intake(f"{n}.txt", Article(f"a{n}", f"{TEXT} {n}.\n" * (n % 3 + 1)))
        for n in range(count)
    ]


def _deadly(items):
    """As the items, with one more in their middle that kills the process that works on it."""
    half = len(items) // 2
    poison = Intake("poison.txt", Article("poison", f"{TEXT} {MARK}"))
    return [*items[:half], poison, *items[half:]]


def _poison(marker):
    """A plugin that goes by value: this module is none that workers can import."""

    class Poison(distributed.WorkerPlugin):
        name = "poison"

        def setup(self, worker):
            from pipeline.batch import shards  # noqa: PLC0415

            plain = shards.extract_chunk

            def fatal(extractor, chunk):
                if any(marker in item.article.text for item in chunk):
                    time.sleep(0.3)
                    os.kill(os.getpid(), signal.SIGKILL)
                return plain(extractor, chunk)

            shards.extract_chunk = fatal

    return Poison()


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def cluster(out):
    workers = Cluster(Task(Options(), timeout=60), jobs=2, out=out)
    yield workers
    workers.close()


def test_a_cluster_gives_the_same_as_one_process(cluster, extractor, out):
    items = [*_items(40), Failure("x", "x.txt", "not text", "leave it out"), *_items(3)]
    alone = InProcess(extractor)
    assert cluster.identity() == alone.identity()
    assert list(cluster.outcomes(items)) == list(alone.outcomes(items))
    assert not list(out.iterdir()), "a run that is complete leaves no parts"


def test_what_workers_finished_before_a_crash_is_taken_over(cluster, extractor, out):
    items = _items(5)
    done = list(InProcess(extractor).outcomes(items))
    made_by = maker(Options(), cluster.identity())
    lines = [b"from a part\n" if n == 1 else one.line for n, one in enumerate(done)]
    left = [type(one)(one.id, line, one.tally) for one, line in zip(done, lines, strict=True)]
    folder = make_folder(out / "parts")
    write_part(folder, items[:2], packed(made_by, items[:2], left[:2]))
    assert len(list(left_behind(out / "parts", made_by))) == 2
    assert [one.line for one in cluster.outcomes(items)] == lines


def test_a_worker_that_is_killed_costs_nothing(cluster, extractor):
    killed = []

    def items():
        for number, item in enumerate(_items(120)):
            if number == 70:
                pids = list(cluster._crew._client.run(os.getpid).values())
                os.kill(pids[0], signal.SIGKILL)
                killed.append(pids[0])
            yield item

    assert list(cluster.outcomes(items())) == list(InProcess(extractor).outcomes(_items(120)))
    assert killed


def test_an_article_that_kills_its_workers_costs_only_itself(cluster, extractor):
    cluster._crew._client.register_plugin(_poison(MARK))
    items = _items(8)
    *outcomes, last = cluster.outcomes([*_deadly(items), Failure("x", "x.txt", "no", "fix")])
    assert last.id == "x"
    (lost,) = [one for one in outcomes if isinstance(one, Failure)]
    assert (lost.id, lost.where, lost.reason) == ("poison", "poison.txt", "crash")
    done = [one for one in outcomes if one is not lost]
    assert done == list(InProcess(extractor).outcomes(items))
    assert outcomes[4] is lost


def test_an_article_that_takes_too_long_fails_and_the_others_do_not(out):
    slow = Intake("slow.txt", Article("slow", TEXT * 3000))
    workers = Cluster(Task(Options(), timeout=1.5), jobs=1, out=out)
    try:
        first, lost, last = workers.outcomes([*_items(1), slow, *_items(1)])
    finally:
        workers.close()
    assert (first.id, last.id) == ("a0", "a0")
    assert (lost.error, lost.reason) == ("took longer than 1.5 seconds", "timeout")


@pytest.fixture
def scheduler(tmp_path):
    """The address of a scheduler with one worker, both started by hand."""
    told = tmp_path / "scheduler.json"
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    files = ["--scheduler-file", str(told)]
    started = []
    for part in (
        ["dask_scheduler", *here, *files, "--port", "0"],
        ["dask_worker", *here, *files, "--local-directory", str(tmp_path), "--nthreads", "2"],
    ):
        command = [sys.executable, "-m", f"distributed.cli.{part[0]}", *part[1:]]
        started.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        _until(told.exists)
    yield distributed.scheduler.json.loads(told.read_text())["address"]
    for process in reversed(started):
        process.terminate()
        process.wait(20)


def _until(is_so):
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() < began + 60
        time.sleep(0.1)


def test_a_scheduler_and_worker_started_by_hand_do_the_work(scheduler, root, tmp_path):
    (tmp_path / "in").mkdir()
    for text in sorted((root / "corpus").glob("dev0*.txt"))[:3]:
        shutil.copy(text, tmp_path / "in")
    given = ["run", str(tmp_path / "in"), "--out", str(tmp_path / "run")]
    remote = ["--engine", "dask", "--scheduler", scheduler]
    found = CliRunner().invoke(main, [*given, *remote])
    assert found.exit_code == 0, found.stderr
    local = CliRunner().invoke(main, ["run", str(tmp_path / "in")])
    assert (tmp_path / "run/records.jsonl").read_bytes() == local.stdout_bytes


def test_a_scheduler_that_does_not_answer_is_told_of(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.batch.crew._CONNECT", "0.5s")
    (tmp_path / "a.txt").write_text(TEXT)
    given = ["run", str(tmp_path), "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    found = CliRunner().invoke(main, given)
    assert found.exit_code == 3
    assert "error: tcp://127.0.0.1:9: no scheduler answers" in found.stderr
