"""Settings that make the base model faster with the same output; for processes of our own.

thinc multiplies matrices with BLIS. On most machines OpenBLAS is quicker on one thread (here
1.4 times the tokens per CPU second, with identical tags, heads, lemmas and names), on some it
is not. So the two are timed once for each machine, in 0.05 s, and the choice is kept in the
user's cache folder. `NEWSCLAIMS_BLAS=blis` or `openblas` chooses without measuring.

OpenBLAS must have one thread only: with more it is slower than BLIS, since its threads spin.
It reads its setting once, when numpy is first imported, and it is process-wide; so `newsclaims
run` and its workers call `prepare`, and `pipeline.load()` in somebody's notebook does not.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

THREADS = "OPENBLAS_NUM_THREADS"
CHOICE = "NEWSCLAIMS_BLAS"
CHOICES = ("auto", "blis", "openblas")
_ROUNDS = 5
_TOKENS, _WIDTH = 1_000, 288  # of a batch of eight articles in the widest layer of the model


def one_thread() -> None:
    """Give OpenBLAS one thread, here and in processes started from here; before numpy loads."""
    os.environ.setdefault(THREADS, "1")


def prepare() -> None:
    """Use the quicker of BLIS and OpenBLAS; does nothing where it is too late or set otherwise.

    Raises:
        SettingsError: if `NEWSCLAIMS_BLAS` is none of its values.
    """
    wanted = os.environ.get(CHOICE, "auto")
    if wanted not in CHOICES:
        raise SettingsError(
            f"{wanted!r} is no choice", where=CHOICE, fix=f"use one of {', '.join(CHOICES)}"
        )
    if "numpy" not in sys.modules:
        one_thread()
    if wanted == "blis" or os.environ.get(THREADS) != "1":
        return
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415  (loads numpy)

    if wanted == "openblas" or quicker(_measured, cache_file()) == "openblas":
        set_current_ops(NumpyOps(use_blis=False))


def quicker(measure: Callable[[], dict[str, float]], kept: Path) -> str:
    """The name of the quicker one: kept for this machine, else measured and kept."""
    machine = _machine()
    with suppress(OSError, ValueError, AttributeError):
        known = json.loads(kept.read_text(encoding="utf-8")).get(machine)
        if known in CHOICES[1:]:
            return str(known)
    seconds = measure()
    best = min(seconds, key=lambda name: seconds[name])
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside = kept.with_name(f"{kept.name}.{os.getpid()}")
        beside.write_text(json.dumps({machine: best}), encoding="utf-8")
        beside.replace(kept)
    return best


def cache_file() -> Path:
    """Where the choice is kept."""
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(home) / "newsclaims" / "blas.json"


def _machine() -> str:
    """The processor and the libraries, as far as they are told."""
    model = platform.processor()
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line for line in lines if line.startswith("model name")), model)
    import numpy as np  # noqa: PLC0415

    return f"{model.partition(': ')[2] or model}, numpy {np.__version__}"


def _measured() -> dict[str, float]:
    """Seconds that each takes for one matrix product of the model's size, the best of some."""
    import numpy as np  # noqa: PLC0415
    from thinc.api import NumpyOps  # noqa: PLC0415

    rows = np.linspace(-1, 1, _TOKENS * _WIDTH, dtype="float32").reshape(_TOKENS, _WIDTH)
    weights = np.linspace(1, -1, _WIDTH * _WIDTH, dtype="float32").reshape(_WIDTH, _WIDTH)
    seconds = {}
    for name, ops in {"blis": NumpyOps(), "openblas": NumpyOps(use_blis=False)}.items():
        best = float("inf")
        for _ in range(_ROUNDS):
            began = time.perf_counter()
            ops.gemm(rows, weights, trans2=True)
            best = min(best, time.perf_counter() - began)
        seconds[name] = best
    return seconds
