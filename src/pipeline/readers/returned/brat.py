"""A brat folder: the .ann files of an export, as annotators left them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.decisions.regions import Drawing, Link, Region
from pipeline.errors import SettingsError
from pipeline.readers.returned.answer import (
    Answer,
    Unread,
    joined,
    names_of,
    read_bytes,
    read_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.decisions.regions import Place

OFFERED = "newsclaims.jsonl"
_SPAN = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t.*")
_EVENT = re.compile(r"(E\S+)\t([^\s:]+):(\S+)((?: \S+:\S+)*) *")
_RELATION = re.compile(r"R\S+\t(\S+) Arg1:(\S+) Arg2:(\S+)\s*")
_ATTRIBUTE = re.compile(r"[AM]\S+\t(\S+) (\S+)(?: (\S+))?\s*")
_NOTE = re.compile(r"#\S*\tAnnotatorNotes (\S+)\t((?:ev|q)\d+), rule .*")
_NUMBER = re.compile(r"\d+$")
_ATTRIBUTES = {"Negated": "polarity", "Modality": "modality"}


def answers(path: Path) -> Iterator[Answer | Unread]:
    """An answer for each .ann with its .txt.

    Raises:
        SettingsError: if the folder holds none.
    """
    files = sorted(path.glob("*.ann")) if path.is_dir() else []
    if not files:
        raise SettingsError(
            "no .ann files here", where=str(path), fix="name the folder that brat worked in"
        )
    exported = _exported(path / OFFERED)
    for file in files:
        text = file.with_suffix(".txt")
        if not text.exists():
            yield Unread(str(file), "its .txt is missing")
            continue
        told = exported.get(file.stem, {})
        try:
            drawing = _drawing(_text(text), _text(file))
        except (KeyError, ValueError) as error:
            yield Unread(str(file), f"cannot be read: {error.args[0]}")
            continue
        yield Answer(
            str(file),
            joined(drawing),
            article_id=told.get("article_id"),
            offered=names_of(told.get("offered")),
        )


def _text(path: Path) -> str:
    return read_bytes(path).decode("utf-8")


def _exported(path: Path) -> dict[str, dict[str, Any]]:
    """What each file held when it was exported."""
    if not path.exists():
        return {}
    lines = read_bytes(path).split(b"\n")
    many = [read_json(line, str(path)) for line in lines if line.strip()]
    return {one["file"]: one for one in many}


def _drawing(text: str, ann: str) -> Drawing:
    """Regions for events and spans; raises ValueError or KeyError for what leads nowhere."""
    lines = [line for line in ann.split("\n") if line.strip()]
    spans = {name: (label, _place(place)) for name, label, place in _all(_SPAN, "T", lines)}
    events = list(_all(_EVENT, "E", lines))
    notes = {one[0]: one[1] for one in _all(_NOTE, "#", lines)}
    out = Drawing(text)
    triggers = {trigger for _, _, trigger, _ in events}
    # A trigger is drawn as its event; an event without its own line, as what it is.
    names = {name: notes.get(name, name) for name in (*spans, *(one[0] for one in events))}
    for name, label, trigger, _ in events:
        out.regions[names[name]] = Region(names[name], label, spans[trigger][1])
    for name, (label, place) in spans.items():
        if name not in triggers:
            out.regions[names[name]] = Region(names[name], label, place)
    of_trigger = {trigger: names[name] for name, _, trigger, _ in events}
    ends = names | of_trigger
    links = [
        Link(names[name], ends[target], _NUMBER.sub("", role))
        for name, _, _, arguments in events
        for role, target in (one.rsplit(":", 1) for one in arguments.split())
    ]
    links += [Link(ends[a], ends[b], label) for label, a, b in _all(_RELATION, "R", lines)]
    out.links = links
    out.attributes = {}
    for kind, target, value in _all(_ATTRIBUTE, "AM", lines):
        if kind in _ATTRIBUTES:
            told = out.attributes.setdefault(ends[target], {})
            told[_ATTRIBUTES[kind]] = value or "negative"
    return out


def _all(pattern: re.Pattern[str], first: str, lines: list[str]) -> Iterator[tuple[str, ...]]:
    """The groups of each line that begins so. Other notes are people's own."""
    for line in lines:
        if line[0] in first:
            found = pattern.fullmatch(line.rstrip("\r"))
            if found is not None:
                yield found.groups()
            elif first != "#":
                msg = f"the line {line!r}"
                raise ValueError(msg)


def _place(told: str) -> Place:
    pieces = (piece.split(" ") for piece in told.split(";"))
    return tuple((int(start), int(end)) for start, end in pieces)
