"""YAML as plain text values, with the line and column of each.

The reader is libyaml by way of PyYAML, for speed (packs are read at every start), but only its
events are used: scalars stay text ("on" and "no" are words of English here), and what has no
place in data is refused: anchors, aliases, tags, repeated keys, files over 1 MB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 1_000_000
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


class YamlFaultError(Exception):
    """A text that is no YAML that we read; holds the fault's place, text and remedy."""

    def __init__(self, mark: Mark, what: str, fix: str) -> None:
        super().__init__(what)
        self.mark, self.what, self.fix = mark, what, fix


def read_yaml(text: str) -> tuple[Tree, dict[Path, Mark]]:
    """Values of a YAML document, and where each stands, keyed by its path ("rules", 0, "id").

    Raises:
        YamlFaultError: at the first thing that cannot be read.
    """
    if len(text.encode("utf-8")) > MAX_BYTES:
        raise YamlFaultError(Mark(1, 1), "the file is over 1 MB", "split it into several packs")
    marks: dict[Path, Mark] = {}
    events = _events(text)
    first = next(events, None)
    if first is None:
        return {}, {(): Mark(1, 1)}
    tree = _value(first, events, (), marks)
    extra = next(events, None)
    if extra is not None:
        raise YamlFaultError(_mark(extra), "a second document", "keep one document to a file")
    return tree, marks


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
        what = " ".join(part for part in (error.context, error.problem) if part)
        raise YamlFaultError(mark, what, "mend the YAML at this place") from error
    except yaml.YAMLError as error:
        raise YamlFaultError(Mark(1, 1), str(error), "save the file as UTF-8 text") from error


def _mark(event: yaml.Event) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def _value(
    event: yaml.Event, events: Iterator[yaml.Event], path: Path, marks: dict[Path, Mark]
) -> Tree:
    _refuse_cleverness(event)
    marks[path] = _mark(event)
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, path, marks)
    return _mapping(events, path, marks)


def _sequence(events: Iterator[yaml.Event], path: Path, marks: dict[Path, Mark]) -> list[Tree]:
    values: list[Tree] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        values.append(_value(event, events, (*path, len(values)), marks))
    return values


def _mapping(
    events: Iterator[yaml.Event], path: Path, marks: dict[Path, Mark]
) -> dict[str, Tree]:
    values: dict[str, Tree] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        _refuse_cleverness(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise YamlFaultError(_mark(event), "a key that is not a word", "write `key: value`")
        if event.value in values:
            raise YamlFaultError(
                _mark(event), f"key {event.value!r} is repeated", "keep one of the two"
            )
        key_mark = _mark(event)
        values[event.value] = _value(next(events), events, (*path, event.value), marks)
        marks[(*path, event.value)] = key_mark
    return values


def _refuse_cleverness(event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise YamlFaultError(_mark(event), "an anchor or alias", "write the value out")
    if getattr(event, "tag", None):
        raise YamlFaultError(
            _mark(event), f"a tag ({event.tag})", "packs hold text only; drop the tag"
        )
