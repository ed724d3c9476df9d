"""The times room alone, on the base model's parse."""

from __future__ import annotations

import pytest

from pipeline import annotations as notes

ROOM = ["newsclaims_paragraphs", "newsclaims_times"]


@pytest.fixture(scope="session")
def timed(extractor):
    """Read a text; gives its Doc with publication day and time expressions."""
    others = [
        name
        for name in extractor.nlp.pipe_names
        if name.startswith("newsclaims") and name not in ROOM
    ]

    def read(text: str, published: str | None = None):
        doc = extractor.nlp.make_doc(text)
        notes.set_published(doc, published)
        for name, component in extractor.nlp.pipeline:
            if name not in others:
                doc = component(doc)
        return doc

    return read


@pytest.fixture(scope="session")
def found(timed):
    """Read a text; gives its recorded time expressions with their words."""

    def read(text: str, published: str | None = "2024-03-07"):
        doc = timed(text, published)
        return [
            (doc.text[time.start : time.end], time)
            for time in notes.times(doc)
            if time.recorded
        ]

    return read
