"""Confidence learnt from verdicts: isotonic regression or a logistic model, cross-validated.

Both start from the shipped confidence. Isotonic regression (pool adjacent violators) keeps its
order. The logistic model is fitted by Newton's method with a ridge: rules and contexts that
were seldom judged stay near 0, so that a rule with one verdict is hardly moved.

References:
    Zadrozny and Elkan 2002, Transforming classifier scores into accurate probability estimates.
    Guo et al. 2017, On calibration of modern neural networks (expected calibration error).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from pipeline.calibration import HIGHEST, LOWEST, Calibration, context, log_odds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.records import Event

Method = Literal["isotonic", "logistic"]
METHODS: tuple[Method, ...] = ("isotonic", "logistic")
FOLDS = 5
LEAST = 30  # verdicts; of fewer, the share that is right is known to no better than 0.18
BINS = 10
_RULE, _CONTEXT, _LINE = 4.0, 2.0, 0.1  # ridges: as so many verdicts for "as shipped"
_STEPS = 25  # of Newton's method; ten are enough
Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """An event and whether its record is right."""

    event: Event
    article: str
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Verdicts of like confidence: how many, how sure, how many of them right."""

    low: float
    high: float
    number: int
    mean: float
    share: float


@dataclass(frozen=True, slots=True)
class Measured:
    """How well confidences tell the truth: log loss, Brier score, calibration error, bins."""

    loss: float
    brier: float
    error: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class Tuned:
    """What was learnt.

    Attributes:
        calibration: fitted on all verdicts.
        shipped: how the shipped confidence does.
        tried: how each method does on articles that it was not fitted on.
    """

    calibration: Calibration
    shipped: Measured
    tried: dict[Method, Measured]

    @property
    def method(self) -> Method:
        """Of the calibration."""
        return "isotonic" if self.calibration.method == "isotonic" else "logistic"

    @property
    def helps(self) -> bool:
        """Whether it does better than the shipped confidence on articles it has not seen."""
        return self.tried[self.method].loss < self.shipped.loss


def tuned(verdicts: Sequence[Verdict], method: Method | None = None) -> Tuned:
    """The method that does best across folds of articles, or the one named, fitted on all."""
    right = np.array([one.right for one in verdicts], dtype=float)
    shipped = np.array([one.event.confidence for one in verdicts])
    tried = {one: measured(_unseen(verdicts, FITS[one]), right) for one in METHODS}
    best = method or _best(tried)
    return Tuned(FITS[best](verdicts), measured(shipped, right), tried)


def _best(tried: dict[Method, Measured]) -> Method:
    return min(METHODS, key=lambda one: tried[one].loss)


def _unseen(
    verdicts: Sequence[Verdict], fit: Callable[[Sequence[Verdict]], Calibration]
) -> Numbers:
    """Each verdict's confidence, by a model fitted on the other folds."""
    folds = [_fold(one.article) for one in verdicts]
    out = np.zeros(len(verdicts))
    for fold in sorted(set(folds)):
        rest = [one for one, own in zip(verdicts, folds, strict=True) if own != fold]
        model = fit(rest or verdicts)
        for number, (one, own) in enumerate(zip(verdicts, folds, strict=True)):
            if own == fold:
                out[number] = model.confidence(one.event)
    return out


def _fold(article: str) -> int:
    """The fold of an article: all that is in it goes together, and always to the same."""
    return hashlib.sha256(article.encode()).digest()[0] % FOLDS


def measured(confidences: Numbers, right: Numbers) -> Measured:
    """How well confidences agree with what was right; bins are equally wide."""
    p = np.clip(confidences, LOWEST, HIGHEST)
    loss = -np.mean(right * np.log(p) + (1 - right) * np.log(1 - p))
    places = np.minimum((p * BINS).astype(int), BINS - 1)
    bins = [
        Bin(
            one / BINS,
            (one + 1) / BINS,
            int((places == one).sum()),
            float(p[places == one].mean()),
            float(right[places == one].mean()),
        )
        for one in sorted(set(places.tolist()))
    ]
    error = sum(one.number * abs(one.mean - one.share) for one in bins) / len(p)
    return Measured(float(loss), float(np.mean((p - right) ** 2)), float(error), tuple(bins))


def fit_isotonic(verdicts: Sequence[Verdict]) -> Calibration:
    """A rising table from shipped confidence to the share that was right.

    One verdict for "as shipped" is added at each value, so that no block is wholly sure.
    """
    values = sorted({one.event.confidence for one in verdicts})
    blocks: list[list[float]] = []  # weight, right, and the values' first and last
    for value in values:
        own = [one.right for one in verdicts if one.event.confidence == value]
        blocks.append([len(own) + 1.0, sum(own) + value, value, value])
        while len(blocks) > 1 and _share(blocks[-2]) >= _share(blocks[-1]):
            last = blocks.pop()
            blocks[-1] = [
                blocks[-1][0] + last[0], blocks[-1][1] + last[1], blocks[-1][2], last[3],
            ]  # fmt: skip
    table = [
        (place, round(_share(block), 4))
        for block in blocks
        for place in dict.fromkeys((block[2], block[3]))
    ]
    return Calibration("isotonic", tuple(table))


def _share(block: Sequence[float]) -> float:
    return block[1] / block[0]


def fit_logistic(verdicts: Sequence[Verdict]) -> Calibration:
    """Weights for the shipped log-odds, the rules and the contexts."""
    rules = sorted({one.event.rule for one in verdicts})
    contexts = sorted({name for one in verdicts for name in context(one.event)})
    columns = {name: 2 + i for i, name in enumerate([*rules, *contexts])}
    matrix = np.zeros((len(verdicts), 2 + len(columns)))
    for row, one in enumerate(verdicts):
        matrix[row, :2] = 1.0, log_odds(one.event.confidence)
        matrix[row, [columns[name] for name in (one.event.rule, *context(one.event))]] = 1.0
    ridge = np.array([_LINE] * 2 + [_RULE] * len(rules) + [_CONTEXT] * len(contexts))
    start = np.zeros(len(ridge))
    start[1] = 1.0  # as shipped
    right = np.array([one.right for one in verdicts], dtype=float)
    weights = _newton(matrix, right, ridge, start)
    told = {name: round(float(weights[at]), 4) for name, at in columns.items()}
    return Calibration(
        "logistic",
        intercept=round(float(weights[0]), 4),
        slope=round(float(weights[1]), 4),
        context={name: told[name] for name in contexts},
        rules={name: told[name] for name in rules},
    )


def _newton(matrix: Numbers, right: Numbers, ridge: Numbers, start: Numbers) -> Numbers:
    """The weights of least loss and least distance from the start, by Newton's method."""
    weights = start.copy()
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (p - right) + ridge * (weights - start)
        curve = (matrix * (p * (1 - p))[:, None]).T @ matrix + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


FITS: dict[Method, Callable[[Sequence[Verdict]], Calibration]] = {
    "isotonic": fit_isotonic,
    "logistic": fit_logistic,
}
