"""An item as somebody looks at it, and what a verdict on it means then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.decisions.reviewed import added, corrected
from pipeline.errors import RecordError

if TYPE_CHECKING:
    from pipeline.decisions.items import Item, ItemKey
    from pipeline.decisions.model import Decision
    from pipeline.decisions.replay import Standing
    from pipeline.records import Record
    from pipeline.review.index import Row


@dataclass(frozen=True, slots=True)
class Looked:
    """An item as somebody looks at it.

    Attributes:
        item: as extracted; None for one that a reviewer added.
        shown: as it stands after the last correction.
        standing: by the verdicts on the item as it is now.
        outdated: verdicts on what it was before a re-run.
        seen: digest of the item; None for an added one.
        after: id of the last decision on it.
        problem: why the last correction can no longer be applied; "" if it can.
    """

    row: Row
    key: ItemKey
    record: Record
    item: Item | None
    shown: Item
    standing: Standing
    outdated: tuple[Decision, ...]
    seen: str | None
    after: str | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item, and where it stands in the text."""

    row: Row
    spans: tuple[tuple[int, int], ...]


def in_full(fields: dict[str, Any], looked: Looked) -> dict[str, Any]:
    """What a verdict means on an item that was corrected before.

    Who accepts sees the correction and agrees with it; who edits goes on from it. `plain` says
    that the item is meant as extracted.
    """
    told = dict(fields)
    plain = told.pop("plain", False)
    before = looked.standing.latest
    if plain or looked.problem or before is None or before.action not in ("edit", "add"):
        return told
    old = before.patch or {}
    if told["action"] == "accept":
        told |= {"action": before.action, "patch": old}
    elif told["action"] == "edit":
        new = told.get("patch") or {}
        told["patch"] = old | new
        if isinstance(old.get("time"), dict) and isinstance(new.get("time"), dict):
            told["patch"]["time"] = old["time"] | new["time"]
    return told


def try_patch(patch: dict[str, Any] | None, looked: Looked) -> None:
    """Apply a correction, to see whether it can be. Raises RecordError."""
    if looked.item is None:
        added(looked.key, patch or {}, looked.record)
    else:
        corrected(looked.item, patch or {}, looked.record)


def as_corrected(item: Item, standing: Standing, record: Record) -> tuple[Item, str]:
    """An item with its last correction, and why that could not be applied."""
    latest = standing.latest
    if latest is None or latest.action not in ("edit", "add"):
        return item, ""
    try:
        return corrected(item, latest.patch or {}, record), ""
    except RecordError as error:
        return item, error.what
