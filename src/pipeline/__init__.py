"""Who did what, when, and who says so: reviewable records from news articles.

import pipeline

extractor = pipeline.load()
record = extractor.extract("Ministers met on Tuesday.", published="2024-03-07")
"""

# No `from __future__ import annotations` here: it would hide our module of that name.
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.article import Article as Article
    from pipeline.engine import Extractor as Extractor
    from pipeline.engine import load as load
    from pipeline.errors import NewsclaimsError as NewsclaimsError
    from pipeline.records import Record as Record

__version__ = "0.1.0"
__all__ = ["Article", "Extractor", "NewsclaimsError", "Record", "__version__", "load"]

_HOMES = {
    "Article": "pipeline.article",
    "Extractor": "pipeline.engine",
    "NewsclaimsError": "pipeline.errors",
    "Record": "pipeline.records",
    "load": "pipeline.engine",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use, so that `newsclaims --help` loads no model."""
    if name not in _HOMES:
        msg = f"module 'pipeline' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOMES[name]), name)
