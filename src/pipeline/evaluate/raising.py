"""Floors raised to what was reached: by a flag upward, downward only by hand.

The file keeps its order, its comments and whatever else stands in it; only numbers change.
"""

from __future__ import annotations

import hashlib
import json
import re
from math import floor as whole_below
from typing import TYPE_CHECKING

from pipeline.evaluate.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.evaluate.gate import Gate

_COUNTS = {measure.name for measure in MEASURES if measure.kind == "count"}
# What a new gate holds: the measures that say most of each layer.
_FIRST = (
    "ent_strict_f1", "link_pronoun_f1", "link_nominal_f1", "coref_b3_f1", "time_e2e_f1",
    "quote_content_f1", "quote_e2e_f1", "event_trigger_f1", "event_type_acc", "event_date_acc",
    "record_f1", "published_acc", "contract_errors",
)  # fmt: skip
_HEAD = """\
# The least that the rules must reach on this corpus (`evaluate GOLD RUN --gate FILE`).
# `--raise` raises floors to what is reached; lower one by hand only, and say why.

"""


def reached(name: str, number: float) -> float:
    """The floor that a number allows: a rate cut to whole per cents, a count as it is."""
    return number if name in _COUNTS else whole_below(number * 100 + 1e-9) / 100


def raised(gate: Gate, numbers: Mapping[str, float | None]) -> dict[str, float]:
    """The floors that can be raised, with what to; those of counts go down."""
    out = {}
    for name, old in gate.floors.items():
        number = numbers[name]
        if number is None:
            continue
        new = reached(name, number)
        if (new < old) if name in _COUNTS else (new > old):
            out[name] = new
    return out


def write_raised(path: Path, floors: Mapping[str, float]) -> None:
    """Put new numbers into a gate file, TOML or JSON."""
    text = path.read_text(encoding="utf-8")
    for name, number in floors.items():
        key = rf'"{name}"\s*:' if path.suffix == ".json" else rf'^\s*"?{name}"?\s*='
        pattern = re.compile(rf"({key}\s*)[-+0-9.eE_]+", re.MULTILINE)
        text = pattern.sub(rf"\g<1>{number:g}", text)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_new(path: Path, numbers: Mapping[str, float | None], gold: Path) -> int:
    """A new gate at what is reached now, pinned to the gold folder's MANIFEST; its floors."""
    found = {
        name: reached(name, number) for name in _FIRST if (number := numbers[name]) is not None
    }
    manifest = gold / "MANIFEST"
    pin = hashlib.sha256(manifest.read_bytes()).hexdigest() if manifest.is_file() else None
    if path.suffix == ".json":
        told = {"corpus": {"manifest": pin}} if pin else {}
        text = json.dumps({**told, "floors": found}, indent=1) + "\n"
    else:
        text = _HEAD + (f'[corpus]\nmanifest = "{pin}"\n\n' if pin else "") + "[floors]\n"
        text += "".join(f"{name} = {number:g}\n" for name, number in found.items())
    path.write_text(text, encoding="utf-8", newline="\n")
    return len(found)
