"""doccano's JSON Lines export: entities, and relations where the project has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.decisions.regions import Drawing, Link, Region
from pipeline.readers.returned.answer import (
    Answer,
    Json,
    Unread,
    joined,
    names_of,
    read_bytes,
    read_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def answers(path: Path) -> Iterator[Answer | Unread]:
    """An answer for each line. Raises SettingsError if a line is no JSON."""
    for number, line in enumerate(read_bytes(path).split(b"\n"), 1):
        if line.strip():
            where = f"{path}:{number}"
            yield _answer(read_json(line, where), where)


def _answer(told: Any, where: str) -> Answer | Unread:  # noqa: ANN401  (JSON)
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        return Unread(where, "it has no text")
    try:
        drawing = _drawing(told)
    except (KeyError, IndexError, TypeError, ValueError):
        return Unread(where, "an entity or a relation lacks what it needs")
    known = {**(told.get("meta") or {}), **told}
    article = known.get("article_id")
    return Answer(
        where,
        joined(drawing),
        article_id=article if isinstance(article, str) else None,
        offered=names_of(known.get("offered")),
    )


def _drawing(told: Json) -> Drawing:
    """Entities as objects, or as [start, end, label] in projects without relations."""
    out = Drawing(told["text"], attributes=None)
    for one in told.get("entities") or ():
        place = (int(one["start_offset"]), int(one["end_offset"]))
        out.regions[str(one["id"])] = Region(str(one["id"]), str(one["label"]), (place,))
    for number, (start, end, label) in enumerate(told.get("label") or told.get("labels") or ()):
        name = f"label {number}"
        out.regions[name] = Region(name, str(label), ((int(start), int(end)),))
    out.links = None
    if "relations" in told:
        out.links = [
            Link(str(one["from_id"]), str(one["to_id"]), str(one["type"]))
            for one in told["relations"] or ()
        ]
    return out
