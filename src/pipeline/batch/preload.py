"""Imported once by the server that worker processes are forked from: loads the extractor there.

Workers then start in a tenth of the time and share its memory. The options come by environment,
the only way into that server before its first fork.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING

from pipeline.batch.work import Options
from pipeline.errors import NewsclaimsError

if TYPE_CHECKING:
    from pipeline.batch.work import Extractor

OPTIONS = "NEWSCLAIMS_WORKER_OPTIONS"


@cache
def loaded(options: Options) -> Extractor:
    """The extractor of this process, loaded on first use."""
    return options.load()


def _preload() -> None:
    told = os.environ.get(OPTIONS)
    if told is None:
        return
    values = json.loads(told)
    try:
        loaded(Options(**{**values, "rules": tuple(values["rules"])}))
    except NewsclaimsError:
        return  # a worker meets it again and hands it to the parent, which can show it


_preload()
