"""What all tests share: the pipeline, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.article import Article

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def extractor() -> pipeline.Extractor:
    """The pipeline as `newsclaims run` uses it."""
    return pipeline.load()


@pytest.fixture(scope="session")
def everything() -> pipeline.Extractor:
    """The pipeline as `newsclaims run --all` uses it."""
    return pipeline.load(everything=True)


@pytest.fixture
def article():
    """Make an article of a text."""

    def make(text: str, **known: str) -> Article:
        return Article("test", text, **known)

    return make
