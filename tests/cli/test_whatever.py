"""Whatever the surroundings and whatever ends it: the same bytes, nothing lost, nobody left."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.readers.articles import Reading, read_articles
from pipeline.readers.found import find_places

TEXT = "Ministers met in Oslo on Tuesday. “We agreed,” the prime minister, Kari Eide, said.\n\n"
FILES = ("records.jsonl", "index.jsonl", "failed.jsonl", "run.json")
ODD_IDS = ["x" * 300, "../../up", "/etc/passwd", "CON", "a/b", "-", "é\u202e\u200b", "a\tb"]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and mounts of POSIX")


def _start(*args, cwd, **env):
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "run", *args],
        cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | env,
    )  # fmt: skip


def _lines(*ids, times=1):
    return "".join(
        json.dumps({"id": one, "text": f"{TEXT * times}{one!r}"}) + "\n" for one in ids
    )


def _waited(path):
    while not path.exists():
        time.sleep(0.05)


def test_the_bytes_are_the_same_for_any_jobs_hash_seed_zone_and_locale(write, tmp_path):
    write({"a.jsonl": _lines(*(f"a{n}" for n in range(20)))})
    surroundings = {
        "1": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
        "8": {"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8"},
    }
    found = []
    for jobs, env in surroundings.items():
        run = _start("a.jsonl", "--out", jobs, "--jobs", jobs, cwd=tmp_path, **env)
        assert run.wait(120) == 0, run.stderr.read()
        found.append({name: (tmp_path / jobs / name).read_bytes() for name in FILES})
    assert found[0] == found[1]


def test_a_second_signal_ends_the_run_at_once(write, tmp_path):
    write({"a.jsonl": _lines("long", times=1500)})
    run = _start("a.jsonl", "--out", "run", "--timeout", "500", cwd=tmp_path)
    _waited(tmp_path / "run" / "records.jsonl")
    time.sleep(0.5)
    for _ in range(2):
        run.send_signal(signal.SIGINT)
        time.sleep(0.2)
    began = time.monotonic()
    assert run.wait(60) == 128 + signal.SIGINT
    assert time.monotonic() - began < 10
    assert not (tmp_path / "run" / "records.jsonl").read_bytes()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="finds workers in /proc")
def test_workers_end_with_a_run_that_is_killed(write, tmp_path):
    write({"a.jsonl": _lines(*(f"a{n}" for n in range(400)))})
    run = _start("a.jsonl", "--out", "run", "--jobs", "2", cwd=tmp_path)
    records = tmp_path / "run" / "records.jsonl"
    _waited(records)
    while not records.stat().st_size:
        time.sleep(0.05)
    mine = _below(run.pid)
    assert len(mine) >= 3  # two workers, and the server that they come from
    run.kill()
    run.wait()
    until = time.monotonic() + 30
    while any(map(_is_alive, mine)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_is_alive, mine))


def _below(pid):
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [one for one, parent in parents.items() if parent == pid]
    return found + [below for one in found for below in _below(one)]


def _is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_ids_are_data_whatever_they_look_like(write, tmp_path, newsclaims):
    write({"in/a.jsonl": _lines(*ODD_IDS)})
    assert newsclaims("run", "in", "--out", "out/run").exit_code == 0
    records = (tmp_path / "out" / "run" / "records.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["article"]["id"] for line in records] == ODD_IDS
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    assert {path.name for path in (tmp_path / "out" / "run").iterdir()} == {*FILES, ".lock"}
    assert newsclaims("verify", "out/run").exit_code == 0


def test_the_same_text_of_two_sources_is_recorded_for_each(write, tmp_path):
    lines = [{"id": one, "text": TEXT, "source": one} for one in ("a", "b")]
    write({"a.jsonl": "".join(json.dumps(line) + "\n" for line in lines)})
    assert _start("a.jsonl", "--out", "run", "--cache", "kept", cwd=tmp_path).wait(120) == 0
    records = [json.loads(line) for line in (tmp_path / "run/records.jsonl").open()]
    assert [record["article"]["source"] for record in records] == ["a", "b"]
    assert records[0]["quotes"] == records[1]["quotes"]
    assert len(list((tmp_path / "kept").glob("??/*"))) == 2  # one parse, and one set of results


def test_a_file_that_vanishes_costs_only_itself(write, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    write({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT})
    places = find_places(["."])
    (tmp_path / "b.txt").unlink()
    first, gone, last = read_articles(places, Reading())
    assert (first.id, last.id) == ("a", "c")
    assert gone.error == "cannot be read: No such file or directory"


def test_a_file_that_changes_is_what_it_was_when_it_was_read(write, tmp_path, newsclaims):
    write({"a.txt": TEXT})
    newsclaims("run", "a.txt", "--out", "run")
    write({"a.txt": TEXT * 2})
    record = json.loads((tmp_path / "run" / "records.jsonl").read_text("utf-8"))
    assert hashlib.sha256(record["text"].encode()).hexdigest() == record["article"]["sha256"]
    newsclaims("run", "a.txt", "--out", "run")
    record = json.loads((tmp_path / "run" / "records.jsonl").read_text("utf-8"))
    assert record["text"] == TEXT * 2


@pytest.fixture
def read_only(tmp_path):
    """A disk that nobody can write."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs", str(disk)]
    mounts = shutil.which("mount") is not None
    if not mounts or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root, on a machine that lets it mount, has such a disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_cannot_be_written_is_told_before_any_work(write, read_only, newsclaims):
    write({"a.txt": TEXT})
    found = newsclaims("run", "a.txt", "--out", str(read_only / "run"))
    assert found.exit_code == 2
    assert "cannot be written: Read-only file system" in found.stderr
