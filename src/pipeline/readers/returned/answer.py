"""What one reviewer returned of one article."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.decisions.regions import CONTINUES, Drawing, Link, Region
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """An article as a reviewer left it.

    Attributes:
        where: file and place in it, for messages.
        drawing: what is marked in its text.
        article_id: as it was exported, where the program kept that; the text tells else.
        offered: ids of the items that were exported; None where that was not kept: all.
        reviewer: who did it, where the program says.
        at: when, as decisions have it, where the program says.
    """

    where: str
    drawing: Drawing
    article_id: str | None = None
    offered: frozenset[str] | None = None
    reviewer: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was returned and cannot be read, so that nothing is concluded from it."""

    where: str
    why: str


def joined(drawing: Drawing) -> Drawing:
    """A drawing in which pieces linked by `continues` are one region."""
    tails = [(one.head, one.tail) for one in drawing.links or () if one.label == CONTINUES]
    for head, tail in tails:
        first, later = drawing.regions.get(head), drawing.regions.get(tail)
        if first is None or later is None or head == tail:
            continue
        place = tuple(sorted((*first.place, *later.place)))
        drawing.regions[head] = Region(head, first.label, place)
        del drawing.regions[tail]
    if drawing.links is not None:
        drawing.links = [
            Link(one.head, one.tail, one.label)
            for one in drawing.links
            if one.label != CONTINUES and {one.head, one.tail} <= set(drawing.regions)
        ]
    return drawing


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises SettingsError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"cannot be read: {error.strerror}", where=str(path), fix="check the path"
        ) from None


def read_json(data: bytes, where: str) -> Any:  # noqa: ANN401  (JSON)
    """What some JSON says. Raises SettingsError."""
    try:
        return json.loads(data)
    except ValueError as error:
        raise SettingsError(
            f"not JSON: {error}", where=where, fix="check that --from names its format"
        ) from None


def names_of(value: Any) -> frozenset[str] | None:  # noqa: ANN401  (JSON)
    """Ids in a list; None for what is no list."""
    return frozenset(map(str, value)) if isinstance(value, list) else None
