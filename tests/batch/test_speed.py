"""The quicker matrix product is chosen once for a machine, and can be set."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from pipeline import speed
from pipeline.errors import SettingsError

_LOAD = """
from pipeline.batch.work import Options
Options().load()
from thinc.api import get_current_ops
print(get_current_ops().use_blis)
"""


@pytest.mark.parametrize(
    ("given", "use_blis"),
    [
        ({speed.CHOICE: "openblas"}, "False"),
        ({speed.CHOICE: "blis"}, "True"),
        # With more threads OpenBLAS is slower, whoever chose it.
        ({speed.CHOICE: "openblas", speed.THREADS: "2"}, "True"),
    ],
)
def test_the_choice_can_be_set(given, use_blis):
    env = {name: value for name, value in os.environ.items() if name != speed.THREADS} | given
    done = subprocess.run(
        [sys.executable, "-c", _LOAD], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{use_blis}\n"


def test_a_wrong_choice_is_an_error(monkeypatch):
    monkeypatch.setenv(speed.CHOICE, "mkl")
    with pytest.raises(SettingsError, match="'mkl' is no choice"):
        speed.prepare()


@pytest.mark.parametrize("best", ["blis", "openblas"])
def test_the_quicker_one_is_measured_once(tmp_path, best):
    kept, calls = tmp_path / "cache" / "blas.json", []

    def measure():
        calls.append(1)
        return {"blis": 2.0, "openblas": 2.0} | {best: 1.0}

    assert [speed.quicker(measure, kept) for _ in range(3)] == [best] * 3
    assert len(calls) == 1


@pytest.mark.parametrize("content", ["", "[]", "{", '{"another machine": "blis"}'])
def test_a_kept_choice_that_is_none_of_this_machine_is_measured_anew(tmp_path, content):
    kept = tmp_path / "blas.json"
    kept.write_text(content)
    assert speed.quicker(lambda: {"blis": 2.0, "openblas": 1.0}, kept) == "openblas"
    assert set(json.loads(kept.read_text()).values()) == {"openblas"}


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_text("")
    kept = tmp_path / "file" / "blas.json"
    assert speed.quicker(lambda: {"blis": 1.0, "openblas": 2.0}, kept) == "blis"
