"""Where a rule fired in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.tune.rulebook.examples import items_of
from pipeline.writers.visible import visible
from pipeline.writers.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.records import Record
    from pipeline.tune.rulebook.examples import Item
    from pipeline.writers.ink import Line

_AROUND = 60  # characters shown on either side


def fired_lines(
    rule: str, records: Iterable[Record], *, columns: int, limit: int
) -> list[Line]:
    """How often a rule fired, in how many articles, and the first places with their words."""
    places: list[Line] = []
    fired = articles = read = 0
    for record in records:
        items = list(items_of(record, rule))
        read += 1
        fired += len(items)
        articles += bool(items)
        for item in items:
            if len(places) < limit:
                places.append(_place(record, item, columns))
    told = f"fired {counted(fired, 'time')}, in {articles:,} of {counted(read, 'article')}"
    more: list[Line] = [[(f"  {fired - limit:,} more", "faint")]] if fired > limit else []
    return [[], [(told, "strong")], *places, *more]


def _place(record: Record, item: Item, columns: int) -> Line:
    """An item in its words: article and offset, the text around, the item itself marked."""
    start = min(one[1] for one in item.spans)
    end = max(one[2] for one in item.spans)
    head = f"  {visible(record.article.id)}:{start}  "
    room = max(10, (columns - len(head) - min(end - start, columns)) // 2)
    left = record.text[max(0, start - min(room, _AROUND)) : start].rpartition("\n")[2]
    right = record.text[end : end + min(room, _AROUND)].partition("\n")[0]
    return [
        (head, "time"),
        (visible(left), "faint"),
        (visible(record.text[start:end]), "strong"),
        (visible(right), "faint"),
    ]
