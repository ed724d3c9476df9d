"""Confidence is learnt from verdicts, and used."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

import pipeline
from pipeline.calibration import Calibration, read_calibration
from pipeline.errors import SettingsError
from pipeline.tune.verdicts.calibrate import (
    Verdict,
    fit_isotonic,
    fit_logistic,
    measured,
    np,
    tuned,
)


def _event(rule="a.b", confidence=0.8, how="explicit", actor=True):
    time = SimpleNamespace(how=how, begin="2024-03-07", end="2024-03-07")
    return SimpleNamespace(
        rule=rule, confidence=confidence, time=time, modality="asserted", polarity="positive",
        attributed_to=None, arguments=[SimpleNamespace(role="actor")] if actor else [],
    )  # fmt: skip


def _verdicts(*shares):
    """For each (rule, confidence, right, of): so many verdicts, spread over articles."""
    return [
        Verdict(_event(rule, confidence), f"article{n % 23}", n < right)
        for rule, confidence, right, of in shares
        for n in range(of)
    ]


def test_isotonic_tells_the_share_that_was_right_and_keeps_the_order():
    model = fit_isotonic(_verdicts(("a.b", 0.9, 60, 100), ("a.b", 0.6, 20, 100)))
    assert model.confidence(_event(confidence=0.9)) == pytest.approx(0.6, abs=0.02)
    assert model.confidence(_event(confidence=0.6)) == pytest.approx(0.2, abs=0.02)
    wrong_way = fit_isotonic(_verdicts(("a.b", 0.9, 20, 100), ("a.b", 0.6, 60, 100)))
    assert wrong_way.confidence(_event(confidence=0.9)) == wrong_way.confidence(
        _event(confidence=0.6)
    )


def test_logistic_learns_which_rules_are_often_wrong():
    model = fit_logistic(_verdicts(("bad.rule", 0.8, 20, 100), ("good.rule", 0.8, 95, 100)))
    assert model.confidence(_event("bad.rule")) < 0.4
    assert model.confidence(_event("good.rule")) > 0.85


def test_a_rule_with_one_verdict_is_hardly_moved():
    many = _verdicts(("good.rule", 0.8, 80, 100))
    model = fit_logistic([*many, *_verdicts(("rare.rule", 0.8, 0, 1))])
    assert model.confidence(_event("rare.rule")) > 0.65


def test_the_method_that_does_better_on_unseen_articles_is_taken():
    found = tuned(_verdicts(("bad.rule", 0.8, 20, 100), ("good.rule", 0.8, 95, 100)))
    assert found.method == "logistic"
    assert found.helps
    assert found.tried["logistic"].loss < found.tried["isotonic"].loss


def test_calibration_error_is_the_mean_distance_of_confidence_and_truth():
    told = measured(np.array([0.85] * 10 + [0.25] * 10), np.array([1.0] * 5 + [0.0] * 15))
    assert told.error == pytest.approx((0.35 + 0.25) / 2)
    assert [(one.number, one.share) for one in told.bins] == [(10, 0.0), (10, 0.5)]


def _file(path, model, kind="newsclaims confidence 1"):
    path.write_text(json.dumps({"kind": kind, "model": model}), encoding="utf-8")
    return path


SENTENCE = "Norway expelled two Belarusian diplomats on Thursday."


def test_a_run_with_a_confidence_file_says_so(tmp_path):
    path = _file(
        tmp_path / "c.json", {"method": "isotonic", "table": [[0.5, 0.31], [0.9, 0.31]]}
    )
    extractor = pipeline.load(confidence=path)
    record = extractor.extract(SENTENCE, published="2024-03-07")
    assert [event.confidence for event in record.events] == [0.31]
    assert record.provenance.packs["confidence"] == read_calibration(path).sha256


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ({"method": "isotonic", "table": []}, "newsclaims confidence 1"),
        ({"method": "oracle"}, "newsclaims confidence 1"),
        ({"method": "logistic", "rules": {"a.b": "much"}}, "newsclaims confidence 1"),
        ({"method": "logistic"}, "something else"),
        ({}, "newsclaims confidence 1"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(tmp_path, model, kind):
    with pytest.raises(SettingsError, match="is no file of `newsclaims tune confidence`"):
        read_calibration(_file(tmp_path / "c.json", model, kind))


def test_without_weights_a_confidence_stays_as_shipped():
    assert Calibration("logistic").confidence(_event(confidence=0.73)) == 0.73
