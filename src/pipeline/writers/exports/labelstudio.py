"""Label Studio: tasks with what was found as predictions, and a labelling configuration.

Format of tasks: https://labelstud.io/guide/predictions. A piece of a quote after its first is a
region of its own, linked to the first by `continues`, since regions have no gaps there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from pipeline import __version__
from pipeline.decisions.regions import (
    ATTRIBUTED,
    CONTINUES,
    REPORTS,
    ROLES,
    SPEAKER,
    WHEN,
    drawing,
)
from pipeline.utf16 import Units
from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.types import event_labels, other_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.decisions.items import Item
    from pipeline.decisions.regions import Drawing, Region
    from pipeline.writers.exports.entry import Entry, Options

Json = dict[str, Any]
CHOICES = {
    "polarity": ("negative",),
    "modality": ("planned", "possible", "hypothetical", "denied"),
}


def export(entries: Iterable[Entry], options: Options) -> Iterator[Piece]:
    """A JSON array of tasks; beside it, the configuration for the project."""
    labels: set[str] = set()
    links: set[str] = set()
    between = "[\n"
    for entry in entries:
        drawn = drawing(entry.record, entry.chosen)
        labels.update(region.label for region in drawn.regions.values())
        links.update(link.label for link in drawn.links or ())
        task = _task(entry, drawn, options)
        yield Piece(between + json.dumps(task, ensure_ascii=False), items=1)
        between = ",\n"
    yield Piece("[]\n" if between == "[\n" else "\n]\n")
    yield Piece(config(labels, links), file="*.labels.xml")


def _task(entry: Entry, drawn: Drawing, options: Options) -> Json:
    article = entry.record.article
    known = article.model_dump(include={"title", "source", "url", "published"})
    prediction: Json = {
        "model_version": f"newsclaims {__version__}",
        "result": list(_results(entry, drawn, Units(drawn.text, options.offsets))),
    }
    rated = [event.confidence for event in entry.events]
    if rated:
        prediction["score"] = round(sum(rated) / len(rated), 4)
    return {
        "data": {
            "text": drawn.text,
            "article_id": article.id,
            "sha256": article.sha256,
            "offsets": options.offsets,
            "offered": sorted(entry.chosen),
            **{name: value for name, value in known.items() if value is not None},
        },
        "predictions": [prediction],
    }


def _results(entry: Entry, drawn: Drawing, units: Units) -> Iterator[Json]:
    """Regions, their choices, and relations."""
    made: dict[str, Item] = {one.id: one for one in entry.record.events}
    made |= {one.id: one for one in entry.record.quotes}
    for region in drawn.regions.values():
        item = made.get(region.id)
        more: Json = {}
        if item is not None:
            more["meta"] = {"text": [f"rule {item.rule}"]}
            confidence = getattr(item, "confidence", None)
            if confidence is not None:
                more["score"] = confidence
        yield from _regions(region, drawn, units, more)
        for name, value in (drawn.attributes or {}).get(region.id, {}).items():
            place = _value(region.place[0], drawn, units)
            yield _result(region.id, name, "choices", {**place, "choices": [value]})
    for link in drawn.links or ():
        yield _relation(link.head, link.tail, link.label)


def _regions(region: Region, drawn: Drawing, units: Units, more: Json) -> Iterator[Json]:
    """A region's pieces, those after the first linked to it."""
    for number, piece in enumerate(region.place, 1):
        name = region.id if number == 1 else f"{region.id}.{number}"
        value = {**_value(piece, drawn, units), "labels": [region.label]}
        yield _result(name, "label", "labels", value) | more
        if number > 1:
            yield _relation(region.id, name, CONTINUES)


def _value(piece: tuple[int, int], drawn: Drawing, units: Units) -> Json:
    start, end = piece
    return {"start": units.at(start), "end": units.at(end), "text": drawn.text[start:end]}


def _result(name: str, by: str, kind: str, value: Json) -> Json:
    return {"id": name, "from_name": by, "to_name": "text", "type": kind, "value": value}


def _relation(head: str, tail: str, label: str) -> Json:
    return {
        "type": "relation",
        "from_id": head,
        "to_id": tail,
        "direction": "right",
        "labels": [label],
    }


def config(labels: Iterable[str], links: Iterable[str]) -> str:
    """The labelling configuration: every built-in label, and what else was seen."""
    arrows = [*ROLES, SPEAKER, REPORTS, WHEN, ATTRIBUTED, CONTINUES]
    arrows += sorted(set(links) - set(arrows))
    lines = ["<View>", "  <Relations>"]
    lines += [f"    <Relation value={quoteattr(name)}/>" for name in arrows]
    lines += ["  </Relations>", '  <Labels name="label" toName="text">']
    names = [*event_labels(labels), *other_labels()]
    lines += [f"    <Label value={quoteattr(name)}/>" for name in names]
    lines += ["  </Labels>", '  <Text name="text" value="$text" saveTextResult="yes"/>']
    for name, values in CHOICES.items():
        lines.append(f'  <Choices name="{name}" toName="text" perRegion="true">')
        lines += [f'    <Choice value="{value}"/>' for value in values]
        lines.append("  </Choices>")
    return "\n".join([*lines, "</View>"]) + "\n"
