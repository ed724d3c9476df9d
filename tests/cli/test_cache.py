from __future__ import annotations

import json
import os
import subprocess
import sys

TEXT = "Ministers met in Oslo on Tuesday. The bank warned that growth would slow."


def _newsclaims(tmp_path, *args):
    """The command as users call it, with its worker processes."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *args],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_workers_share_a_cache_and_give_the_same_records(tmp_path):
    lines = [json.dumps({"id": f"a{i}", "text": f"{TEXT} No {i}."}) for i in range(20)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    plain = _newsclaims(tmp_path, "run", "a.jsonl")
    first = _newsclaims(tmp_path, "run", "a.jsonl", "--cache", "parses", "--jobs", "2")
    kept = list((tmp_path / "parses").glob("??/*"))
    again = _newsclaims(tmp_path, "run", "a.jsonl", "--cache", "parses")
    assert plain.stdout
    assert plain.stdout == first.stdout == again.stdout, first.stderr + again.stderr
    assert len(kept) == 2 * 20  # a parse and the results of each
    assert sorted(kept) == sorted((tmp_path / "parses").glob("??/*"))


def test_a_run_goes_on_with_another_cache(newsclaims, write, tmp_path):
    write({"a.txt": TEXT})
    assert newsclaims("run", "a.txt", "--out", "run").exit_code == 0
    found = newsclaims("run", "a.txt", "--out", "run", "--cache", "parses")
    assert found.exit_code == 0, found.stderr
    assert "cache" not in (tmp_path / "run" / "run.json").read_text()


def test_a_cache_that_cannot_be_written_is_told_once(newsclaims, write, tmp_path, monkeypatch):
    write({"a.txt": TEXT, "b.txt": TEXT})
    (tmp_path / "parses").mkdir()
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)
    found = newsclaims("run", "a.txt", "b.txt", "--cache", "parses")
    assert found.exit_code == 0, found.stderr
    assert found.stderr.count("note: parses cannot be written; parses are only read") == 1


def test_a_cache_that_is_no_folder_is_misuse(newsclaims, write):
    write({"a.txt": TEXT})
    found = newsclaims("run", "a.txt", "--cache", "a.txt")
    assert found.exit_code == 2
    assert "a.txt: the cache cannot be used: not a folder\n  fix: name a folder" in found.stderr
