"""What a reviewer did in an annotation tool, told as verdicts: by comparing two drawings.

What is as it was is accepted, what is gone is rejected, what is changed is edited, and what is
new is added. An item and what became of it are found by id, else by place and label, else by
place, else by label where they overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.decisions.items import ItemKey, every
from pipeline.decisions.patchwork import Patcher
from pipeline.decisions.regions import QUOTE, drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.decisions.model import Reason, Verdict
    from pipeline.decisions.regions import Drawing, Region
    from pipeline.decisions.verdicts import Applied
    from pipeline.records import Record

Patch = dict[str, Any]  # JSON


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on an item, before it is anybody's decision.

    Attributes:
        item: id in the record as extracted, or None for one that is not in it.
        patch: only what differs from the record as it was shown.
    """

    key: ItemKey
    action: Verdict
    item: str | None = None
    patch: Patch | None = None
    reason: Reason | None = None
    note: str | None = None


def compared(
    applied: Applied, extracted: Record, offered: frozenset[str] | None, answer: Drawing
) -> tuple[list[Judgement], list[str]]:
    """The judgements in an answer, and what in it cannot be told as one.

    Args:
        applied: the record as it was shown.
        extracted: the same without corrections, which patches are read against.
        offered: ids of the items that were shown; None for all.
        answer: the drawing as it came back, of the same text.
    """
    shown = {one.id for one in every(applied.record)}
    asked = shown if offered is None else shown & offered
    answer, before = answer.closed(), drawing(applied.record, asked).closed()
    heads = [one for one in before.regions.values() if one.id in applied.keys]
    found = _matched(heads, [one for one in answer.regions.values() if _is_head(one)])
    patcher = Patcher(before, answer, shown=applied.record, record=extracted, found=found)
    out: list[Judgement] = []
    for head in heads:
        if head.id not in asked:
            continue  # a quote that is there for the event that it tells of
        key, region = applied.keys[head.id], found.get(head.id)
        if region is None:
            out.append(Judgement(key, "reject", head.id))
            continue
        patch = patcher.changes(head, region)
        out.append(Judgement(key, "edit" if patch else "accept", head.id, patch or None))
    kept = {one.id for one in found.values()}
    new = [one for one in answer.regions.values() if _is_head(one) and one.id not in kept]
    out += [_added(region, patcher, extracted.article.sha256) for region in new]
    return out, patcher.problems


def _is_head(region: Region) -> bool:
    return region.is_event or region.label == QUOTE


def _added(region: Region, patcher: Patcher, article: str) -> Judgement:
    patch, kind, spans = patcher.whole(region)
    key = ItemKey(
        article=article,
        kind="event" if region.is_event else "quote",
        spans=spans,
        type=kind,
    )
    return Judgement(key, "add", None, patch)


def _matched(before: Iterable[Region], after: Iterable[Region]) -> dict[str, Region]:
    """What became of each region: by id."""
    left = {one.id: one for one in before}
    free = list(after)
    found: dict[str, Region] = {}
    for is_same in _WAYS:
        for name, region in list(left.items()):
            other = next(
                (
                    one
                    for one in free
                    if region.is_event == one.is_event and is_same(region, one)
                ),
                None,
            )
            if other is not None:
                found[name] = other
                free.remove(other)
                del left[name]
    return found


def _overlap(one: Region, other: Region) -> bool:
    return any(a < d and c < b for a, b in one.place for c, d in other.place)


_WAYS: tuple[Callable[[Region, Region], bool], ...] = (
    lambda one, other: one.id == other.id,
    lambda one, other: one.place == other.place and one.label == other.label,
    lambda one, other: one.place == other.place,
    lambda one, other: one.label == other.label and _overlap(one, other),
)
