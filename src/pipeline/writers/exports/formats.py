"""The formats, in one table; their modules are imported when they are asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.writers.exports.entry import Entry, Options, Piece

    Export = Callable[[Iterable[Entry], Options], Iterator[Piece]]


class Format(NamedTuple):
    """What the command line must know of a format without loading it.

    Attributes:
        module: in this package; its `export` does the work.
        told: what it is, in a few words.
        counts: what its items are called.
        ending: of its file; "" for a format that is a folder.
        binary: no text for a terminal.
        tokens: whether it needs the base model's tokens.
    """

    module: str
    told: str
    counts: str
    ending: str
    binary: bool = False
    tokens: bool = False


FORMATS: dict[str, Format] = {
    "jsonl": Format(
        "jsonl", "one event or quote to a line, flat and complete", "rows", "jsonl"
    ),
    "csv": Format("sheet", "a table for spreadsheets", "rows", "csv"),
}


def load(name: str) -> Export:
    """The function of a format."""
    module = import_module(f"pipeline.writers.exports.{FORMATS[name].module}")
    export: Export = module.export
    return export
