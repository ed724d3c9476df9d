from __future__ import annotations

import os
import subprocess
import sys

import pytest

_LOAD = """
from pipeline.batch.work import Options
Options().load()
from thinc.api import get_current_ops
print(get_current_ops().use_blis)
"""


@pytest.mark.parametrize(("threads", "use_blis"), [(None, "False"), ("2", "True")])
def test_a_run_uses_openblas_where_it_has_one_thread(threads, use_blis):
    env = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    env |= {"OPENBLAS_NUM_THREADS": threads} if threads else {}
    done = subprocess.run(
        [sys.executable, "-c", _LOAD], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{use_blis}\n"
