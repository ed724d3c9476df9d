"""What was learnt about confidence, for the terminal and as the file to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.calibration import KIND
from pipeline.writers.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.tune.verdicts.calibrate import Measured, Tuned, Verdict
    from pipeline.writers.ink import Line

_WEIGHTS = 5  # rules told that move a confidence most, each way


def lines(found: Tuned, number: int) -> list[Line]:
    """The reliability tables before and after, their errors, and the rules that move most."""
    method = found.method
    after = found.tried[method]
    out: list[Line] = [
        [(f"{counted(number, 'event')} judged", "title")],
        [],
        [(f"{'':<22}{'log loss':>9}{'Brier':>9}{'calibration error':>20}", "faint")],
        _row("shipped", found.shipped),
        *(_row(f"{one}, unseen", told) for one, told in found.tried.items()),
        *_table("Shipped confidence", found.shipped),
        *_table(f"Tuned ({method}), on articles that it was not fitted on", after),
    ]  # fmt: skip
    return [*out, *_moved(found)]


def _row(name: str, told: Measured) -> Line:
    return [(f"{name:<22}{told.loss:>9.3f}{told.brier:>9.3f}{told.error:>20.3f}", "")]


def _table(title: str, told: Measured) -> list[Line]:
    head: Line = [(f"  {'confidence':<14}{'events':>8}{'mean':>8}{'right':>8}", "faint")]
    rows: list[Line] = [
        [
            (f"  {one.low:.1f}–{one.high:.1f}{'':<7}{one.number:>8,}", ""),
            (f"{one.mean:>8.2f}{one.share:>8.2f}  ", ""),
            ("█" * round(20 * one.share), "good"),
            ("·" * (20 - round(20 * one.share)), "faint"),
        ]
        for one in told.bins
    ]
    return [[], [(title, "strong")], head, *rows]


def _moved(found: Tuned) -> list[Line]:
    """Rules and contexts with the largest weights."""
    weights = {**found.calibration.rules, **found.calibration.context}
    ordered = sorted(weights.items(), key=lambda one: (one[1], one[0]))
    if not ordered:
        return []
    low = [one for one in ordered[:_WEIGHTS] if one[1] < 0]
    high = [one for one in ordered[: -_WEIGHTS - 1 : -1] if one[1] > 0]
    rows: list[Line] = [
        [(f"  {weight:+.2f}  ", "bad" if weight < 0 else "good"), (name, "")]
        for name, weight in (*low, *high)
    ]
    return [[], [("Moved most (log-odds)", "strong")], *rows]


def as_json(found: Tuned, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The file for `run --confidence`: the model, and what it rests on."""
    model = found.calibration
    told: dict[str, Any] = {"method": model.method}
    if model.method == "isotonic":
        told["table"] = [list(pair) for pair in model.table]
    else:
        told |= {
            "intercept": model.intercept,
            "slope": model.slope,
            "context": dict(model.context),
            "rules": dict(model.rules),
        }
    return {
        "kind": KIND,
        "events": len(verdicts),
        "right": sum(one.right for one in verdicts),
        "articles": len({one.article for one in verdicts}),
        "calibration_error": {
            "shipped": round(found.shipped.error, 4),
            **{name: round(one.error, 4) for name, one in found.tried.items()},
        },
        "log_loss": {
            "shipped": round(found.shipped.loss, 4),
            **{name: round(one.loss, 4) for name, one in found.tried.items()},
        },
        "model": told,
    }
