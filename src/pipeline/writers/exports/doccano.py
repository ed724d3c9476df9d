"""doccano: JSON Lines with entities and relations (its format "JSONL (relation)").

Ids are numbers there, and given anew; entities have no gaps, so a later piece of a quote is one
of its own, linked by `continues`. Polarity and modality have no place.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.decisions.regions import CONTINUES, drawing
from pipeline.writers.exports.entry import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.decisions.regions import Drawing
    from pipeline.writers.exports.entry import Entry, Options


def export(entries: Iterable[Entry], _options: Options) -> Iterator[Piece]:
    """A line for each article."""
    for entry in entries:
        line = json.dumps(_line(entry), ensure_ascii=False)
        yield Piece(line + "\n", items=1)


def _line(entry: Entry) -> dict[str, Any]:
    article = entry.record.article
    return {
        "text": entry.record.text,
        "article_id": article.id,
        "sha256": article.sha256,
        "offered": sorted(entry.chosen),
        **_drawn(drawing(entry.record, entry.chosen)),
    }


def _drawn(drawn: Drawing) -> dict[str, list[dict[str, Any]]]:
    entities: list[dict[str, Any]] = []
    arrows: list[tuple[int, int, str]] = []
    first: dict[str, int] = {}
    for region in drawn.regions.values():
        for start, end in region.place:
            number = len(entities) + 1
            entities.append(
                {"id": number, "label": region.label, "start_offset": start, "end_offset": end}
            )
            if first.setdefault(region.id, number) != number:
                arrows.append((first[region.id], number, CONTINUES))
    arrows += [(first[one.head], first[one.tail], one.label) for one in drawn.links or ()]
    relations = [
        {"id": number, "from_id": head, "to_id": tail, "type": label}
        for number, (head, tail, label) in enumerate(arrows, 1)
    ]
    return {"entities": entities, "relations": relations}
