"""Settings that make the base model faster with the same output; for processes of our own.

thinc's default matrix product (BLIS) is slower than OpenBLAS on one thread: 1.4 to 1.5 times
the tokens per CPU second on the gold articles, with identical tags, heads, lemmas and names.
OpenBLAS must have one thread only: with more it is slower than BLIS, since its threads spin.
It reads its setting once, when numpy is first imported, and it is process-wide; so `newsclaims
run` and its workers call `prepare`, and `pipeline.load()` in somebody's notebook does not.
"""

from __future__ import annotations

import os
import sys

THREADS = "OPENBLAS_NUM_THREADS"


def one_thread() -> None:
    """Give OpenBLAS one thread, here and in processes started from here; before numpy loads."""
    os.environ.setdefault(THREADS, "1")


def prepare() -> None:
    """Use OpenBLAS on one thread; does nothing where it is too late or set otherwise."""
    if "numpy" not in sys.modules:
        one_thread()
    if os.environ.get(THREADS) == "1":
        from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415  (loads numpy)

        set_current_ops(NumpyOps(use_blis=False))
