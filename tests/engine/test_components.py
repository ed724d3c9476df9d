"""The rooms work in anybody's spaCy pipeline."""

from __future__ import annotations

import pytest

from pipeline.basemodel import load_base

TEXT = '"We will go," Foreign Minister Ann Lee told reporters in Oslo on Monday.'


@pytest.fixture(scope="module")
def nlp():
    nlp = load_base().nlp
    for room in ("entities", "times", "quotes", "events"):
        nlp.add_pipe(f"newsclaims_{room}")
    return nlp


def test_components_added_by_name_annotate_a_doc(nlp):
    doc = nlp(TEXT)
    assert len(doc._.quotes) == 1
    assert "Ann Lee" in [row[0] for row in doc._.entities]
    assert doc._.times


def test_annotations_come_back_from_worker_processes(nlp):
    first, second = nlp.pipe([TEXT, TEXT], n_process=2)
    assert first._.quotes == second._.quotes == nlp(TEXT)._.quotes
