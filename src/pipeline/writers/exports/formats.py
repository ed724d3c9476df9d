"""The formats, in one table; their modules are imported when they are asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.writers.exports.entry import Entry, Options, Piece

    Export = Callable[[Iterable[Entry], Options], Iterator[Piece]]


class Format(NamedTuple):
    """What the command line knows of a format without loading it.

    Attributes:
        module: in this package; its `export` does the work.
        told: what it is, in a few words.
        counts: what one of its items is called.
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

    @property
    def tells_verdicts(self) -> bool:
        """Whether it says what was decided; other formats leave out what is rejected."""
        return self.counts == "row" or self.module == "records"


FORMATS: dict[str, Format] = {
    "jsonl": Format("jsonl", "one event or quote to a line, flat and complete", "row", "jsonl"),
    "csv": Format("sheet", "a table for spreadsheets", "row", "csv"),
    "records": Format("records", "the records themselves, as reviewed", "article", "jsonl"),
    "parquet": Format("parquet", "typed columns (pyarrow)", "row", "parquet", binary=True),
    "label-studio": Format("labelstudio", "tasks to judge in Label Studio", "task", "json"),
    "doccano": Format("doccano", "articles to judge in doccano", "article", "jsonl"),
    "brat": Format("brat", "a folder to judge in brat: .txt, .ann, .conf", "article", ""),
    "prodigy": Format("prodigy", "tasks for Prodigy", "task", "jsonl", tokens=True),
    "docbin": Format("spacydocs", "a folder of spaCy Docs", "article", "", tokens=True),
    "conll": Format("conll", "names in CoNLL columns", "name", "conll", tokens=True),
    "plover": Format("plover", "PLOVER's event records", "event", "jsonl"),
    "claims": Format("claims", "schema.org Claims (JSON-LD)", "claim", "jsonld"),
    "ics": Format("ics", "a calendar of what is planned", "planned event", "ics"),
    "timeline": Format("timeline", "dated events for TimelineJS", "dated event", "json"),
    "graphml": Format("graphml", "speakers, actors and events as a graph", "node", "graphml"),
}


def load(name: str) -> Export:
    """The function of a format."""
    module = import_module(f"pipeline.writers.exports.{FORMATS[name].module}")
    export: Export = module.export
    return export
