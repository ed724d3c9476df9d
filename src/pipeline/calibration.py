"""A confidence tuned on verdicts: the small JSON file, and what it makes of an event.

The shipped confidence (see `events.confidence`) is the start. An `isotonic` table maps it to
the share that was right; a `logistic` model adds weights for the rule and for the context: how
the date was come by, whether an actor was found, the modality, whether somebody is cited.
"""

from __future__ import annotations

import hashlib
import json
import math
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

KIND = "newsclaims confidence 1"
LOWEST, HIGHEST = 0.01, 0.99


class Happening(Protocol):
    """As much of an event as its confidence depends on; a record's and a Doc's both are one."""

    @property
    def rule(self) -> str:
        """Id of the rule that made it."""

    @property
    def modality(self) -> str:
        """As in `Event.modality`."""

    @property
    def polarity(self) -> str:
        """As in `Event.polarity`."""

    @property
    def attributed_to(self) -> object:
        """The quote that holds it; None for none."""

    @property
    def time(self) -> Any:  # noqa: ANN401  (a record's or a Doc's)
        """As in `Event.time`."""

    @property
    def arguments(self) -> Sequence[Any]:
        """As in `Event.arguments`."""

    @property
    def confidence(self) -> float:
        """As shipped."""


def context(event: Happening) -> list[str]:
    """What besides its rule tells how sure an event is, as names of weights."""
    dated = event.time.begin is not None or event.time.end is not None
    acted = any(one.role == "actor" for one in event.arguments)
    return [
        f"date:{event.time.how if dated else 'open'}",
        "actor:found" if acted else "actor:none",
        f"modality:{event.modality}",
        f"polarity:{event.polarity}",
        "attribution:none" if event.attributed_to is None else "attribution:quote",
    ]


def log_odds(share: float) -> float:
    """The log-odds of a share, which is kept off 0 and 1."""
    share = min(max(share, LOWEST), HIGHEST)
    return math.log(share / (1 - share))


@dataclass(frozen=True)
class Calibration:
    """What `newsclaims tune confidence` found.

    Attributes:
        method: `isotonic` or `logistic`.
        table: for isotonic: shipped confidence and what it means, both rising.
        intercept: for logistic, as `slope` of the shipped confidence's log-odds.
        context: weights by name, see `context`.
        rules: weights by rule id; a rule that is not here has none.
        sha256: of the file.
    """

    method: str
    table: tuple[tuple[float, float], ...] = ()
    intercept: float = 0.0
    slope: float = 1.0
    context: Mapping[str, float] = field(default_factory=dict)
    rules: Mapping[str, float] = field(default_factory=dict)
    sha256: str = ""

    def confidence(self, event: Happening) -> float:
        """The chance that all of an event's record is right, to two decimals."""
        if self.method == "isotonic":
            found = _between(self.table, event.confidence)
        else:
            odds = self.intercept + self.slope * log_odds(event.confidence)
            odds += self.rules.get(event.rule, 0.0)
            odds += sum(self.context.get(name, 0.0) for name in context(event))
            found = 1 / (1 + math.exp(-odds))
        return round(min(max(found, LOWEST), HIGHEST), 2)


def _between(table: Sequence[tuple[float, float]], value: float) -> float:
    """The table's value at a place, on the line between its neighbours."""
    at = bisect_right([place for place, _ in table], value)
    if at == 0 or at == len(table):
        return table[min(at, len(table) - 1)][1]
    (x0, y0), (x1, y1) = table[at - 1], table[at]
    return y0 + (y1 - y0) * (value - x0) / (x1 - x0) if x1 > x0 else y1


def read_calibration(path: Path) -> Calibration:
    """The file that `newsclaims tune confidence` wrote.

    Raises:
        SettingsError: if there is none, or it is none of ours.
    """
    try:
        raw = path.read_bytes()
        told = json.loads(raw)
        return _calibration(told, hashlib.sha256(raw).hexdigest())
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    except (ValueError, KeyError, TypeError):
        what = "is no file of `newsclaims tune confidence`"
    raise SettingsError(what, where=str(path), fix="check --confidence")


def _calibration(told: Mapping[str, Any], sha256: str) -> Calibration:
    """The file as read, every number a number. Raises ValueError, KeyError, TypeError."""
    model = told["model"]
    table = tuple((float(x), float(y)) for x, y in model.get("table", ()))
    method = model["method"]
    known = told["kind"] == KIND and method in {"isotonic", "logistic"}
    if not known or (method == "isotonic" and not table):
        raise ValueError(method)
    return Calibration(
        method,
        table,
        float(model.get("intercept", 0)),
        float(model.get("slope", 1)),
        {str(name): float(weight) for name, weight in model.get("context", {}).items()},
        {str(name): float(weight) for name, weight in model.get("rules", {}).items()},
        sha256,
    )
