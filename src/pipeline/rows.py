"""Frozen dataclasses as rows of plain values, and back.

A row is a list of numbers, strings, None and lists of them: what spaCy's msgpack takes. A field
may hold a plain value, another dataclass, None, or a tuple of dataclasses.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Row = Any  # the door to spaCy's msgpack and to type hints: what stands there is not ours
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a class is taken apart: all its values at once, and which hold dataclasses."""

    values: Row
    nested: tuple[tuple[int, type, bool], ...]  # position, class, whether a tuple of them


def row_of(item: Row) -> Row:
    """The row of a dataclass. Not `dataclasses.astuple`, which copies, ten times slower."""
    kind: Row = type(item)
    shape = _shape(kind)
    row = list(shape.values(item))
    for position, _, many in shape.nested:
        value = row[position]
        if many:
            row[position] = [row_of(part) for part in value]
        elif value is not None:
            row[position] = row_of(value)
    return row


def item_of(kind: type[Item], row: Row) -> Item:
    """The dataclass of a row."""
    nested = _shape(kind).nested  # type: ignore[arg-type]  # classes are hashable
    if not nested:
        return kind(*row)
    values = list(row)
    for position, inner, many in nested:
        value = values[position]
        if many:
            values[position] = tuple(item_of(inner, part) for part in value)
        elif value is not None:
            values[position] = item_of(inner, value)
    return kind(*values)


@cache
def _shape(kind: type) -> _Shape:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    found = [(position, *_held(hints[name])) for position, name in enumerate(names)]
    nested = tuple((position, inner, many) for position, inner, many in found if inner)
    return _Shape(attrgetter(*names), nested)


def _held(hint: Row) -> tuple[Row, bool]:
    """The dataclass that a field holds, if any, and whether it holds a tuple of them."""
    origin: object = get_origin(hint)
    if origin is tuple:
        return get_args(hint)[0], True
    if origin is UnionType:
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    return (hint, False) if is_dataclass(hint) else (None, False)
