"""Whatever ends a run, what is finished is kept; the same command ends with the same bytes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.article import Article
from pipeline.batch.folder import run_folder
from pipeline.batch.verify import run_faults
from pipeline.batch.work import Options
from pipeline.batch.workers import Pool
from pipeline.intake import Intake

SCRIPT = Path(__file__).with_name("writing.py")
COUNT = 600
FILES = ("records.jsonl", "index.jsonl", "run.json", "failed.jsonl")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and mounts of POSIX")


def _start(path, *before):
    command = [*before, sys.executable, str(SCRIPT), str(path), str(COUNT)]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def _content(path):
    return {name: (path / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The files of a run that nothing disturbed, and the seconds that it took."""
    path = tmp_path_factory.mktemp("whole") / "run"
    began = time.monotonic()
    assert _start(path).wait() == 0
    return _content(path), time.monotonic() - began


@pytest.mark.parametrize("seed", range(20))
def test_a_run_killed_at_any_moment_goes_on_to_the_same_bytes(whole, tmp_path, seed):
    content, seconds = whole
    path = tmp_path / "run"
    run = _start(path)
    time.sleep(random.Random(seed).uniform(0.1, 1.2 * seconds))
    run.send_signal(signal.SIGKILL)
    run.wait()
    kept = path / "records.jsonl"
    before = kept.read_bytes() if kept.exists() else b""
    assert _start(path).wait() == 0
    assert _content(path) == content
    whole_lines = before[: before.rfind(b"\n") + 1]
    assert kept.read_bytes().startswith(whole_lines)  # nothing finished was done again
    assert not list(run_faults(path))


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("when", [1, 3, 9])
@pytest.mark.parametrize("call", ["fsync", "rename", "write"])
def test_a_call_that_fails_loses_nothing(whole, tmp_path, call, when):
    path = tmp_path / "run"
    fault = f"{call}:error=EIO:when={when}"
    tracer = ["strace", "-f", "-o", str(tmp_path / "trace"), "-e", f"trace={call}"]
    if call == "write":
        tracer += ["-P", str(path / "records.jsonl")]
    run = _start(path, *tracer, "-e", f"inject={fault}")
    _, told = run.communicate(timeout=120)
    if "ptrace" in told:
        pytest.skip("this machine does not let processes be traced")
    if "(INJECTED)" in (tmp_path / "trace").read_text():
        assert run.returncode != 0
        assert "OSError: [Errno 5]" in told
    assert _start(path).wait() == 0
    assert _content(path) == whole[0]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of a quarter of a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    mounts = shutil.which("mount") is not None
    if not mounts or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root, on a machine that lets it mount, has a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_keeps_what_was_written(small_disk):
    run = _start(small_disk / "run")
    _, told = run.communicate(timeout=60)
    assert run.returncode != 0
    assert "No space left on device" in told
    records = (small_disk / "run" / "records.jsonl").read_bytes()
    assert len(records.splitlines()) > 100
    again = _start(small_disk / "run")
    again.communicate(timeout=60)
    after = (small_disk / "run" / "records.jsonl").read_bytes()
    assert after.startswith(records[: records.rfind(b"\n") + 1])


def test_two_runs_at_once_are_one_too_many(tmp_path):
    with run_folder(tmp_path / "run"):
        second = _start(tmp_path / "run")
        _, told = second.communicate(timeout=60)
    assert second.returncode != 0
    assert f"in use by process {os.getpid()}" in told
    assert _start(tmp_path / "run").wait() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space are Linux's")
def test_an_article_that_needs_too_much_memory_fails_and_the_others_do_not():
    text = "Ministers met in Oslo on Tuesday.\n\n"
    sizes = (1, 6_000, 1)
    items = [Intake(f"{n}.txt", Article(f"a{n}", text * size)) for n, size in enumerate(sizes)]
    workers = Pool(Options(max_chars=10**6), jobs=1, timeout=120, max_memory=900)
    try:
        workers.identity()
        first, lost, last = workers.outcomes(items)
    finally:
        workers.close()
    assert (first.id, last.id) == ("a0", "a2")
    assert lost.reason in {"memory", "crash"}
    assert "--max-memory" in lost.fix or lost.reason == "crash"
