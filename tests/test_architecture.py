"""The house: imports point down, never up, never sideways between rooms."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "pipeline"

# From the ground up. A module may import what is below it, and what is on its own floor if the
# floor is one house; rooms and the file-side packages may not import each other.
FLOORS = [
    {
        "errors",
        "article",
        "intake",
        "records",
        "settings",
        "tomlines",
        "layout",
        "scratch",
        "decisions",
        "tokens",
        "utf16",
        "calibration",
    },
    {
        "rules",
        "rows",
        "annotations",
        "syntax",
        "parse",
        "guard",
        "ruler",
        "basemodel",
        "cache",
        "docbytes",
    },
    {"paragraphs", "entities", "times", "quotes", "events"},
    {
        "engine",
        "roompacks",
        "parser",
        "kept",
        "assemble",
        "explain",
        "rerun",
        "speed",
        "docbin",
        "nearly",
        "wording",
    },
    {"readers", "writers", "batch", "review", "evaluate", "tune"},
    {"cli", "__main__"},
]
ROOMS = FLOORS[2]
WITHOUT_SPACY = {
    "readers",
    "writers",
    "batch",
    "review",
    "evaluate",
    "tune",
    "cli",
    *FLOORS[0],
    "rules",
}


def _modules():
    return sorted(SOURCE.rglob("*.py"))


def _top(path: Path) -> str:
    part = path.relative_to(SOURCE).parts[0]
    return part.removesuffix(".py")


def _floor(name: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if name in floor)


def _imports(path: Path):
    """(module, whether it is imported at run time) of every import in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and getattr(block.test, "id", "") == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            yield name, id(node) not in typing_only


def _ours(name: str) -> str | None:
    parts = name.split(".")
    if parts[0] != "pipeline" or len(parts) < 2 or parts[1] == "__version__":
        return None
    return parts[1]


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_down(path):
    here = _top(path)
    if here == "__init__":
        return
    for name, _ in _imports(path):
        there = _ours(name)
        if there is None or there == here or not any(there in floor for floor in FLOORS):
            continue
        assert _floor(there) <= _floor(here), f"{here} imports {name} from a floor above"
        if here in ROOMS:
            assert there not in ROOMS, f"room {here} imports room {there}"


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_only_the_engine_and_the_rooms_know_spacy(path):
    if _top(path) not in WITHOUT_SPACY:
        return
    for name, at_run_time in _imports(path):
        assert not (at_run_time and name.split(".")[0] == "spacy"), (
            f"{path.name} imports {name}"
        )


def test_every_module_has_a_floor():
    missing = {_top(path) for path in _modules()} - {"__init__"} - set().union(*FLOORS)
    assert not missing
