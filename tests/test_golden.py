"""Whole records of a few texts, read line by line when they change.

To take over a change that you have read: `python -m tests.test_golden`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pipeline

GOLDEN = Path(__file__).resolve().parent / "golden"
PUBLISHED = {"brief": "2024-03-07", "quotes": None}


def record_of(extractor: pipeline.Extractor, name: str) -> dict:
    """A record without what changes with each release: provenance."""
    text = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    record = extractor.extract(text, published=PUBLISHED[name], article_id=name)
    return record.model_dump(mode="json", exclude={"provenance"})


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_text_gives_the_record_that_was_read(extractor, name):
    wanted = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert record_of(extractor, name) == wanted


if __name__ == "__main__":
    loaded = pipeline.load()
    for one in PUBLISHED:
        made = json.dumps(record_of(loaded, one), indent=1, ensure_ascii=False)
        (GOLDEN / f"{one}.json").write_text(made + "\n", encoding="utf-8")
