"""TOML with the line of each value, which the standard reader does not tell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class TomlFaultError(Exception):
    """A text that is no TOML; `line` is where."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


@dataclass(frozen=True, slots=True)
class Line:
    """What a line sets: the names of its tables and its key, and the value.

    The value of a table's header is an empty table.
    """

    number: int
    path: tuple[str, ...]
    value: Any


def read_lines(text: str) -> list[Line]:
    """Everything that a TOML text sets, in its order.

    Raises:
        TomlFaultError: if it is no TOML.
    """
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        last = text.count("\n") + 1
        line = int(place[1]) if place and place[1] else last
        what = _PLACE.sub("", str(error))
        raise TomlFaultError(line, what[:1].lower() + what[1:]) from None
    return list(_statements(text))


def _statements(text: str) -> Iterator[Line]:
    """Statement by statement: each is the fewest lines that can be read alone."""
    table: tuple[str, ...] = ()
    first, waiting = 1, ""
    for number, line in enumerate(text.split("\n"), 1):
        first = first if waiting.strip() else number
        waiting += line + "\n"
        try:
            read = tomllib.loads(waiting)
        except tomllib.TOMLDecodeError:
            continue
        if waiting.lstrip().startswith("["):
            table = _name(read)
            yield Line(first, table, {})
        else:
            yield from (Line(first, path, value) for path, value in _leaves(read, table))
        waiting = ""


def _name(header: Any) -> tuple[str, ...]:  # noqa: ANN401  (a table, or a list of one)
    """The name that a header gives to what follows."""
    inner = header[0] if isinstance(header, list) else header
    for key, value in inner.items():
        return (key, *_name(value))
    return ()


def _leaves(
    table: dict[str, Any], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value
