"""Label Studio's JSON export: each annotation of a task is a reviewer's answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipeline.decisions.regions import Drawing, Link, Region
from pipeline.errors import SettingsError
from pipeline.readers.returned.answer import (
    Answer,
    Json,
    Unread,
    joined,
    names_of,
    read_bytes,
    read_json,
)
from pipeline.utf16 import Units

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def answers(path: Path) -> Iterator[Answer | Unread]:
    """What was annotated; tasks that nobody submitted say nothing.

    Raises:
        SettingsError: if the file is no export of tasks.
    """
    tasks = read_json(read_bytes(path), str(path))
    if not isinstance(tasks, list) or not all(isinstance(one, dict) for one in tasks):
        raise SettingsError(
            "not a list of tasks", where=str(path), fix="export from Label Studio as JSON"
        )
    for number, task in enumerate(tasks, 1):
        data = task.get("data")
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            yield Unread(f"{path}, task {number}", "it has no data.text")
            continue
        for one in task.get("annotations") or ():
            if not one.get("was_cancelled"):
                yield _answer(one, data, f"{path}, task {task.get('id', number)}")


def _answer(annotation: Json, data: Json, where: str) -> Answer | Unread:
    try:
        drawing = _drawing(annotation.get("result") or [], data)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        told = error.args[0] if type(error) is ValueError else "a result lacks what it needs"
        return Unread(where, str(told))
    return Answer(
        where,
        joined(drawing),
        article_id=data.get("article_id"),
        offered=names_of(data.get("offered")),
        reviewer=_reviewer(annotation.get("completed_by")),
        at=_moment(annotation.get("updated_at") or annotation.get("created_at")),
    )


def _drawing(results: list[Json], data: Json) -> Drawing:
    """Regions, relations and choices. Raises ValueError where words and place disagree."""
    out = Drawing(data["text"])
    links: list[Link] = []
    told: dict[str, dict[str, str]] = {}
    for one in results:
        if one["type"] == "labels":
            name = str(one["id"])
            place = _place(one["value"], data)
            out.regions[name] = Region(name, str(one["value"]["labels"][0]), (place,))
        elif one["type"] == "relation":
            label = (one.get("labels") or [""])[0]
            links.append(Link(str(one["from_id"]), str(one["to_id"]), str(label)))
        elif one["type"] == "choices":
            value = str(one["value"]["choices"][0])
            told.setdefault(str(one["id"]), {})[str(one["from_name"])] = value
    out.links, out.attributes = links, told
    return out


def _place(value: Json, data: Json) -> tuple[int, int]:
    """Where a region is, in code points.

    Counted as the task was exported; where the words are others, in the other count, since
    front ends differ.
    """
    text: str = data["text"]
    place = int(value["start"]), int(value["end"])
    units = Units(text, "utf16")
    wide = units.back(place[0]), units.back(place[1])
    counts = (wide, place) if data.get("offsets") == "utf16" else (place, wide)
    words = value.get("text")
    for start, end in counts:
        if start < end <= len(text) and words in (None, text[start:end]):
            return start, end
    msg = f"at {place[0]}-{place[1]} the text has other words than {words!r}"
    raise ValueError(msg)


def _reviewer(told: Any) -> str | None:  # noqa: ANN401  (JSON)
    """An address where there is one; else the number of the user there."""
    if isinstance(told, dict):
        told = told.get("email") or told.get("id")
    if isinstance(told, int):
        return f"label-studio user {told}"
    return str(told) if told else None


def _moment(told: Any) -> str | None:  # noqa: ANN401  (JSON)
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
