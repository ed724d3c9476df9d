"""The corpus and its gold records, read once."""

from __future__ import annotations

import pytest

from pipeline.evaluate.sources import read_gold


@pytest.fixture(scope="session")
def corpus(root):
    """The folder."""
    return root / "corpus"


@pytest.fixture(scope="session")
def golds(corpus):
    """Gold records by article id."""
    return read_gold(corpus)
