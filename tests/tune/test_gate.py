"""Floors are raised by a flag, and written for a corpus of one's own."""

from __future__ import annotations

import pytest

from pipeline.evaluate.gate import Gate, read_gate
from pipeline.evaluate.raising import raised, write_new, write_raised

NUMBERS = {"record_f1": 0.7579, "time_e2e_f1": 0.9, "contract_errors": 0, "ent_strict_f1": None}


@pytest.mark.parametrize(
    ("name", "floor", "higher"),
    [
        ("record_f1", 0.7, {"record_f1": 0.75}),
        ("record_f1", 0.75, {}),
        ("record_f1", 0.8, {}),
        ("time_e2e_f1", 0.89, {"time_e2e_f1": 0.9}),
        ("contract_errors", 3, {"contract_errors": 0}),
        ("contract_errors", 0, {}),
        ("ent_strict_f1", 0.1, {}),
    ],
)
def test_a_floor_is_raised_and_never_lowered(name, floor, higher):
    assert raised(Gate({name: floor}), NUMBERS) == higher


@pytest.mark.parametrize(
    ("suffix", "before", "after"),
    [
        ("toml", "# b\n[floors]\nrecord_f1=0.7 # a\n", "# b\n[floors]\nrecord_f1=0.75 # a\n"),
        ("json", '{"floors": {"record_f1": 0.7}}', '{"floors": {"record_f1": 0.75}}'),
    ],
)  # fmt: skip
def test_all_but_the_number_stays_as_it_was(tmp_path, suffix, before, after):
    path = tmp_path / f"g.{suffix}"
    path.write_text(before, encoding="utf-8")
    write_raised(path, {"record_f1": 0.75})
    assert path.read_text(encoding="utf-8") == after


@pytest.mark.parametrize("suffix", ["toml", "json"])
def test_a_new_gate_holds_what_is_reached_and_pins_the_corpus(tmp_path, root, suffix):
    path = tmp_path / f"g.{suffix}"
    numbers = dict.fromkeys(read_gate(root / "corpus" / "floors.toml").floors, 0.871)
    write_new(path, {**numbers, "contract_errors": 0}, root / "corpus")
    gate = read_gate(path)
    assert gate.floors["record_f1"] == 0.87
    assert gate.manifest == read_gate(root / "corpus" / "floors.toml").manifest
