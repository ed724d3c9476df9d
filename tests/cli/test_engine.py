"""Engines and shares, as the command line has them; the cluster itself: tests/batch."""

from __future__ import annotations

import json

import pytest

TEXT = "Ministers met in Oslo on Tuesday.\n"


@pytest.fixture
def articles(write):
    lines = [json.dumps({"id": f"a{n}", "text": f"{TEXT}{n}"}) for n in range(12)]
    lines.append(json.dumps({"id": "empty", "text": ""}))
    write({"articles.jsonl": "\n".join(lines)})


def _lines(path):
    return sorted(path.read_bytes().splitlines())


def test_the_shares_joined_are_the_whole(newsclaims, articles, tmp_path):
    newsclaims("run", "articles.jsonl", "--out", "whole")
    for n in (1, 2, 3):
        newsclaims("run", "articles.jsonl", "--out", f"part{n}", "--shard", f"{n}/3")
        assert 0 < len(_lines(tmp_path / f"part{n}/records.jsonl")) < 12
    assert newsclaims("merge", "part1", "part2", "part3", "--out", "joined").exit_code == 0
    for name in ("records.jsonl", "failed.jsonl"):
        assert _lines(tmp_path / "joined" / name) == _lines(tmp_path / "whole" / name)


def test_a_run_folder_belongs_to_one_share(newsclaims, articles):
    newsclaims("run", "articles.jsonl", "--out", "part", "--shard", "1/3")
    again = newsclaims("run", "articles.jsonl", "--out", "part", "--shard", "2/3")
    assert again.exit_code == 3
    assert "options shard: 1/3 then, 2/3 now" in again.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--shard", "4/3"], "--shard: '4/3' is no share"),
        (["--scheduler", "tcp://host:1"], "--scheduler: is for --engine dask only"),
        (
            ["--engine", "dask", "--scheduler", "tcp://host:1", "--max-memory", "900"],
            "--max-memory: cannot limit workers that are not this run's",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(newsclaims, articles, given, said):
    found = newsclaims("run", "articles.jsonl", *given)
    assert found.exit_code == 2
    assert said in found.stderr


def test_without_dask_the_engine_says_what_to_install(newsclaims, articles, monkeypatch):
    monkeypatch.setattr("pipeline.cli.job.find_spec", lambda _name: None)
    found = newsclaims("run", "articles.jsonl", "--engine", "dask")
    assert found.exit_code == 2
    assert "--engine dask: needs distributed and fsspec, not installed" in found.stderr
    assert "fix: pip install 'newsclaims[dask]'" in found.stderr
