"""The contract on either side of an evaluation: spans fit the text, ids lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from pipeline.evaluate.gold import GoldSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.evaluate.gold import GoldRecord


def contract_faults(record: GoldRecord, text: str) -> list[str]:
    """Where a record does not fit the article's `text` or its own ids; empty if it does."""
    changed = [] if record.text == text else ["its text is not the text of the gold article"]
    return [*changed, *_span_faults(record, text), *_reference_faults(record)]


def _span_faults(record: GoldRecord, text: str) -> list[str]:
    kinds = (record.entities, record.times, record.quotes, record.events)
    owned = [(item.id, span) for kind in kinds for item in kind for span in _spans(item)]
    owned += [("ignored_triggers", span) for span in record.ignored_triggers]
    return [
        f"{owner}: text[{span.start}:{span.end}] is {text[span.start : span.end]!r}, "
        f"not {span.text!r}"
        for owner, span in owned
        if text[span.start : span.end] != span.text
    ]


def _spans(part: object) -> Iterator[GoldSpan]:
    """Every span at any depth of an item, itself included."""
    if isinstance(part, list):
        for one in part:
            yield from _spans(one)
    elif isinstance(part, BaseModel):
        if isinstance(part, GoldSpan):
            yield part
        for name in type(part).model_fields:
            yield from _spans(getattr(part, name))


def _reference_faults(record: GoldRecord) -> list[str]:
    known = {
        "entity": {entity.id for entity in record.entities},
        "time": {time.id for time in record.times},
        "quote": {quote.id for quote in record.quotes},
    }
    return [
        f"{owner}: {field} cites {cited!r}, which is no {kind}"
        for owner, field, cited, kind in _references(record)
        if cited is not None and cited not in known[kind]
    ]


def _references(record: GoldRecord) -> Iterator[tuple[str, str, str | None, str]]:
    """Owner, field, the id that it cites, and the kind of item which that must be."""
    for quote in record.quotes:
        yield quote.id, "speaker", quote.speaker, "entity"
    for event in record.events:
        yield event.id, "attributed_to", event.attributed_to, "quote"
        yield event.id, "time.timex", event.time.timex, "time"
        for argument in event.arguments:
            yield event.id, argument.role, argument.entity, "entity"
