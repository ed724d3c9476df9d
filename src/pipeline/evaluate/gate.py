"""Floors: the least that each measure must reach, kept in a file beside the corpus.

    [floors]
    record_f1 = 0.40          # a rate from 0 to 1, by its name in `evaluate --json`
    contract_errors = 0       # of a count: the most that there may be

    [corpus]
    manifest = "5c0e..."      # optional: sha256 of the gold folder's MANIFEST

A pinned MANIFEST makes sure that the floors are held on the articles which they were set on.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError
from pipeline.evaluate.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COUNTS = {measure.name for measure in MEASURES if measure.kind == "count"}
_KEYS = [key for measure in MEASURES for key in measure.keys]


@dataclass(frozen=True, slots=True)
class Gate:
    """Floors by measure, and the MANIFEST that they were set on."""

    floors: dict[str, float]
    manifest: str | None = None


def read_gate(path: Path) -> Gate:
    """The floors of a TOML or JSON file.

    Raises:
        SettingsError: if it cannot be read, names an unknown measure, or asks for more than
            a measure can reach.
    """
    raw = _table(path)
    floors = raw.get("floors", raw)
    if not isinstance(floors, dict) or not floors:
        fix = "write [floors] with lines such as record_f1 = 0.40"
        raise SettingsError("holds no floors", where=str(path), fix=fix)
    for name, floor in floors.items():
        _check_floor(name, floor, str(path))
    corpus = raw.get("corpus", {})
    manifest = corpus.get("manifest") if isinstance(corpus, dict) else None
    return Gate({str(name): float(floor) for name, floor in floors.items()}, manifest)


def _table(path: Path) -> dict[str, object]:
    if not path.is_file():
        raise SettingsError("no such file", where=str(path), fix="check the path after --gate")
    text = path.read_text(encoding="utf-8")
    try:
        raw = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except ValueError as error:
        fix = "a gate is TOML (or JSON in a .json file): measure = floor"
        raise SettingsError(str(error), where=str(path), fix=fix) from None
    return raw if isinstance(raw, dict) else {}


def _check_floor(name: str, floor: object, where: str) -> None:
    if name not in _KEYS:
        near = get_close_matches(name, _KEYS, n=1)
        fix = f"did you mean {near[0]}?" if near else "`evaluate --json` names the measures"
        raise SettingsError(f"there is no measure {name!r}", where=where, fix=fix)
    if isinstance(floor, bool) or not isinstance(floor, int | float):
        raise SettingsError(f"{name}: {floor!r} is not a number", where=where, fix="write 0.40")
    if name not in _COUNTS and not 0 <= floor <= 1:
        fix = f"write {floor / 100:g} for {floor:g} percent"
        raise SettingsError(f"{name}: a rate is from 0 to 1", where=where, fix=fix)


def check_corpus(gate: Gate, folder: Path) -> None:
    """Make sure that the gold folder is the one which the floors were set on.

    Raises:
        SettingsError: if its MANIFEST is another one, or a file is not what MANIFEST says.
    """
    if gate.manifest is None:
        return
    manifest = folder / "MANIFEST"
    if not manifest.is_file() or _sha256(manifest) != gate.manifest:
        fix = "set the floors anew on this corpus, and pin its MANIFEST"
        raise SettingsError("not the MANIFEST that the gate pins", where=str(manifest), fix=fix)
    for line in manifest.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if not (folder / name).is_file() or _sha256(folder / name) != digest:
            fix = "restore the file, or write MANIFEST anew and set the floors on it"
            raise SettingsError("is not what MANIFEST says", where=str(folder / name), fix=fix)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def missed_floors(gate: Gate, numbers: Mapping[str, float | None]) -> list[str]:
    """What each missed floor says, in the order of the file; a measure without items misses."""
    return [
        told
        for name, floor in gate.floors.items()
        if (told := _missed(name, floor, numbers[name])) is not None
    ]


def _missed(name: str, floor: float, number: float | None) -> str | None:
    if number is None:
        return f"{name}: nothing to measure, floor {floor:g}"
    if name in _COUNTS:
        return f"{name}: {number:g}, at most {floor:g} allowed" if number > floor else None
    return f"{name}: {number:.4f}, floor {floor:.4f}" if number < floor else None
