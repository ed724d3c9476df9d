"""What the schemas find wrong, as faults at their places, each with its remedy."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Literal, get_args, get_origin

from pydantic import BaseModel

from pipeline.rules.schema import RULE_ID
from pipeline.rules.source import Fault, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from pipeline.rules.source import Path, Tree

_ID = "write small letters, digits, - and _, in parts joined by dots, such as cue.warn"
_DAY = "write a day as 2024-03-07"
_EXAMPLE = "add a tagged sentence under `examples:`; docs/packs.md shows the tags"


def fault_of(
    file: str,
    error: ErrorDetails,
    tree: Tree,
    marks: Mapping[Path, Mark],
    schema: type[BaseModel],
) -> Fault:
    """A pydantic error as a fault at its place in the file."""
    path = tuple(error["loc"])
    what, fix = _told(error, path, schema)
    return Fault(file, nearest(path, marks), owner_of(path, tree) + what, fix)


def nearest(path: Path, marks: Mapping[Path, Mark]) -> Mark:
    """The mark of the longest known part of a path: pydantic adds steps of its own."""
    known = path
    while known and known not in marks:
        known = known[:-1]
    return marks.get(known, Mark(1, 1))


def owner_of(path: Path, tree: Tree) -> str:
    """The rule that a path leads into, as the head of a message."""
    if len(path) < 2 or path[0] != "rules" or not isinstance(path[1], int):
        return ""
    rule = tree["rules"][path[1]] if isinstance(tree["rules"], list) else None
    named = isinstance(rule, dict) and rule.get("id")
    return f"rule {named!r}: " if isinstance(named, str) else f"rule number {path[1] + 1}: "


def _told(error: ErrorDetails, path: Path, schema: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and what to do."""
    field = str(next((step for step in reversed(path) if isinstance(step, str)), ""))
    kind, value = error["type"], error["input"]
    if kind == "extra_forbidden":
        known = sorted(_model_at(path[:-1], schema).model_fields)
        return f"unknown key {field!r}", near(field, known, "known keys")
    if kind in {"missing", "too_short"}:
        return _lacking(kind, field)
    if kind in {"literal_error", "enum"}:
        return f"{field} is {value!r}", near(str(value), _allowed(error), "one of")
    if kind == "string_pattern_mismatch":
        is_id = error.get("ctx", {}).get("pattern") == RULE_ID
        return (f"{value!r} is no id", _ID) if is_id else (f"{field} is {value!r}", _DAY)
    return _of_value(error, field) if kind == "value_error" else _of_shape(kind, field, value)


def _lacking(kind: str, field: str) -> tuple[str, str]:
    if field == "examples":
        return "has no example", _EXAMPLE
    if kind == "missing":
        return f"has no `{field}`", f"add `{field}: ...`"
    return f"`{field}` is empty", "add one"


def _of_value(error: ErrorDetails, field: str) -> tuple[str, str]:
    """What a check of ours says: "what is wrong; what to do"."""
    said, _, hint = str(error["msg"]).removeprefix("Value error, ").partition("; ")
    return (f"`{field}`: {said}" if field else said), hint or "see docs/packs.md"


def _of_shape(kind: str, field: str, value: object) -> tuple[str, str]:
    """A value of the wrong shape: text for a list, a list for a mapping, no number."""
    shapes = {
        "tuple_type": ("a list", f"write `{field}: [...]`, or one `- ` to a line"),
        "dict_type": ("a mapping", "write `key: value`, one to a line"),
        "model_type": ("a mapping", "write `key: value`, one to a line"),
        "model_attributes_type": ("a mapping", "write `key: value`, one to a line"),
        "string_type": ("text", "write one text; put it in quotation marks if it holds `: `"),
        "bool_parsing": ("true or false", "write true or false"),
        "int_parsing": ("a whole number", "write a whole number"),
        "float_parsing": ("a number", "write a number"),
    }
    wanted, fix = shapes.get(kind, ("what it should be", "see docs/packs.md"))
    if kind == "string_type" and isinstance(value, dict):
        return (
            f"a text under `{field}` reads as a mapping",
            "it holds `: `: put it in quotation marks",
        )
    got = "a list" if isinstance(value, list) else repr(value)
    got = "a mapping" if isinstance(value, dict) else got
    return f"`{field}` is {got}, not {wanted}" if field else f"the pack is not {wanted}", fix


def near(word: str, known: list[str], told: str) -> str:
    """The nearest of the known words, or all of them."""
    close = difflib.get_close_matches(word, known, n=1)
    folded = {one.lower(): one for one in known}
    close = close or [folded[word.lower()]] if word.lower() in folded else close
    return f"did you mean {close[0]!r}?" if close else f"{told}: {', '.join(known)}"


def _allowed(error: ErrorDetails) -> list[str]:
    """The words that a literal may be, out of pydantic's "'a', 'b' or 'c'"."""
    expected = str(error.get("ctx", {}).get("expected", ""))
    return [one.strip("' ") for one in expected.replace(" or ", ", ").split(", ")]


def _model_at(path: Path, schema: type[BaseModel]) -> type[BaseModel]:
    """The model that a path leads to."""
    model = schema
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            inner = _models_in(model.model_fields[step].annotation)
            model = inner[0] if inner else model
    return model


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) is Literal:
        return []
    return [model for part in get_args(annotation) for model in _models_in(part)]
