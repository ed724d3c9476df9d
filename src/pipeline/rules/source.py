"""YAML as plain text values, with the line and column of each.

The reader is libyaml by way of PyYAML, for speed (packs are read at every start), but only its
events are used: scalars stay text ("on" and "no" are words of English here), and what has no
place in data is refused: anchors, aliases, tags, repeated keys, and what is too large to be
written by hand. Nothing is ever expanded, so that no bomb goes off.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_BYTES = 1_000_000
MAX_DEPTH = 20  # lists and mappings in one another; packs have six
MAX_VALUES = 60_000  # the largest built-in pack has 6,000
Path = tuple[str | int, ...]
Tree = Any  # dict, list or str, nested: the door between YAML and the schemas


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a pack: where, what, and what to do."""

    file: str
    mark: Mark
    what: str
    fix: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.mark.line}:{self.mark.column}: {self.what}\n  fix: {self.fix}"
        )


@dataclass(frozen=True, slots=True)
class Flaw:
    """A fault of a text that does not know its file's name."""

    mark: Mark
    what: str
    fix: str


class YamlFaultError(Exception):
    """A text that is no YAML that we read; holds everything that is wrong, in text order."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        super().__init__(flaws[0].what)
        self.flaws = tuple(flaws)


def read_yaml(text: str) -> tuple[Tree, dict[Path, Mark]]:
    """Values of a YAML document, and where each stands, keyed by its path ("rules", 0, "id").

    Raises:
        YamlFaultError: with all that cannot be read, up to the first thing that hides the rest.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        flaw = Flaw(Mark(1, 1), "the file is over 1 MB", "split it into several packs")
        raise YamlFaultError([flaw])
    reader = _Reader(_events(text))
    try:
        tree = reader.document()
    except _HiddenError as error:
        reader.flaws.append(error.flaw)
    if reader.flaws:
        raise YamlFaultError(reader.flaws)
    return tree, reader.marks


class _HiddenError(Exception):
    """A flaw behind which nothing can be read."""

    def __init__(self, mark: Mark, what: str, fix: str) -> None:
        super().__init__(what)
        self.flaw = Flaw(mark, what, fix)


def _events(text: str) -> Iterator[yaml.Event]:
    """Events that carry values; the frame of stream and document is left out."""
    frame = (
        yaml.StreamStartEvent,
        yaml.StreamEndEvent,
        yaml.DocumentStartEvent,
        yaml.DocumentEndEvent,
    )
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            if not isinstance(event, frame):
                yield event
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        mark = Mark(at.line + 1, at.column + 1) if at else Mark(1, 1)
        what = ": ".join(part for part in (error.context, error.problem) if part)
        raise _HiddenError(mark, what, _remedy(error.problem or "")) from error
    except yaml.YAMLError as error:
        raise _HiddenError(Mark(1, 1), str(error), "save the file as UTF-8 text") from error


def _remedy(problem: str) -> str:
    """What to do about an error of the YAML reader's, by its words."""
    for words, remedy in (
        ("mapping values are not allowed", "put text with `: ` in it in quotation marks"),
        ("tab character", "indent with spaces, not with tabs"),
        (
            "found character that cannot start",
            "indent with spaces; put `%`, `@` in quotation marks",
        ),
        (
            "expected ',' or",
            "close the bracket; put text with `]` or `,` in it in quotation marks",
        ),
        (
            "expected <block end>",
            "align this line with its neighbours, or put the text in quotation marks",
        ),
        ("could not find expected ':'", "write `key: value`, with a space behind the colon"),
        ("exceeded maximum nesting depth", "close the brackets; no pack needs so many"),
        ("unexpected end of stream", "close the quotation mark"),
    ):
        if words in problem:
            return remedy
    return "mend the YAML at this place"


@dataclass
class _Reader:
    """Builds values out of events; notes flaws and goes on behind them."""

    events: Iterator[yaml.Event]
    marks: dict[Path, Mark] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def document(self) -> Tree:
        """The one document of a text; an empty mapping where it holds nothing."""
        first = next(self.events, None)
        if first is None:
            self.marks[()] = Mark(1, 1)
            return {}
        tree = self._value(first, ())
        extra = next(self.events, None)
        if extra is not None:
            self._note(extra, "a second document", "keep one document to a file")
        return tree

    def _value(self, event: yaml.Event, path: Path) -> Tree:
        self._look(event)
        mark = _mark(event)
        self.marks[path] = mark
        if len(self.marks) > MAX_VALUES:
            what = f"more than {MAX_VALUES:,} values"
            raise _HiddenError(mark, what, "split the pack into several")
        if len(path) > MAX_DEPTH:
            what = f"more than {MAX_DEPTH} lists and mappings in one another"
            raise _HiddenError(mark, what, "no pack needs that; see docs/packs.md")
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else ""

    def _sequence(self, path: Path) -> list[Tree]:
        values: list[Tree] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, path: Path) -> dict[str, Tree]:
        values: dict[str, Tree] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            self._look(event)
            key_mark, key = _mark(event), self._key(event)
            if key in values:
                first = self.marks[(*path, key)]
                what = f"key {key!r} is repeated; the first one is on line {first.line}"
                self._note(event, what, "keep one of the two")
                self._value(next(self.events), (*path, key))
            else:
                values[key] = self._value(next(self.events), (*path, key))
                self.marks[(*path, key)] = key_mark
        return values

    def _key(self, event: yaml.Event) -> str:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        raise _HiddenError(_mark(event), "a key that is not a word", "write `key: value`")

    def _look(self, event: yaml.Event) -> None:
        """Note what has no place in data."""
        if isinstance(event, yaml.AliasEvent):
            self._note(event, f"an alias (*{event.anchor})", "write the value out")
        elif getattr(event, "anchor", None):
            self._note(
                event, f"an anchor (&{event.anchor})", "take it out; packs have no aliases"
            )
        if getattr(event, "tag", None):
            self._note(event, f"a tag ({event.tag})", "take it out; packs hold text only")

    def _note(self, event: yaml.Event, what: str, fix: str) -> None:
        self.flaws.append(Flaw(_mark(event), what, fix))


def _mark(event: yaml.Event) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)
