"""Events and quotes as flat rows, for tables: every field of its own, names in place of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.writers.words import Lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import Argument, Entity, Event, EventTime, Quote, Review, Span
    from pipeline.writers.exports.entry import Entry, Options

Row = dict[str, Any]  # JSON
ROLES = ("actor", "recipient", "location", "theme")
# Columns by their kind; in this order in a row. `list` columns hold several texts.
EVENT_COLUMNS = (
    "article_id", "id", "type", "mode", "trigger", *ROLES, "begin", "end", "time_value",
    "time_text", "granularity", "relation", "how", "polarity", "modality", "speaker",
    "speaker_role", "source", "cue", "stance", "sentence", "main", "rank", "same_as",
    "attributed_to", "confidence", "rule", "trigger_start", "trigger_end", "article_source",
    "article_url", "article_title", "published", "published_from", "verdict", "reviewer",
    "reviewed_at", "note", "key", "evidence",
)  # fmt: skip
QUOTE_COLUMNS = (
    "article_id", "id", "kind", "stance", "speaker", "speaker_label", "speaker_role", "source",
    "cue", "content", "time_text", "time_begin", "time_end", "within", "rule", "content_start",
    "content_end", "article_source", "article_url", "article_title", "published",
    "published_from", "verdict", "reviewer", "reviewed_at", "note", "key", "evidence",
)  # fmt: skip
LISTS = frozenset({*ROLES, "speaker_role"})


def columns(options: Options) -> tuple[str, ...]:
    """The names of a table's columns."""
    return QUOTE_COLUMNS if options.items == "quotes" else EVENT_COLUMNS


def rows(entry: Entry, options: Options) -> Iterator[Row]:
    """A row for each event or quote of a record."""
    look = Lookup(entry.record)
    if options.items == "quotes":
        yield from (_in_order(_quote(one, look), entry, QUOTE_COLUMNS) for one in entry.quotes)
    else:
        yield from (_in_order(_event(one, look), entry, EVENT_COLUMNS) for one in entry.events)


def _in_order(row: Row, entry: Entry, names: tuple[str, ...]) -> Row:
    article = entry.record.article
    row |= {
        "article_id": article.id,
        "article_source": article.source,
        "article_url": article.url,
        "article_title": article.title,
        "published": article.published,
        "published_from": article.published_from,
        "key": entry.keys[row["id"]],
    }
    return {name: row[name] for name in names}


def _event(event: Event, look: Lookup) -> Row:
    text = look.record.text
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "trigger": event.trigger.text,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        **{role: _named(event.arguments, role, look) for role in ROLES},
        **_when(event.time, look),
        "polarity": event.polarity,
        "modality": event.modality,
        **_attribution(look.quotes.get(event.attributed_to or ""), look),
        "attributed_to": event.attributed_to,
        "sentence": text[event.sentence.start : event.sentence.end],
        "main": event.main,
        "rank": event.rank,
        "same_as": event.same_as,
        "confidence": event.confidence,
        "rule": event.rule,
        **_review(event.review),
        "evidence": list(_event_evidence(event, look)),
    }


def _named(arguments: Iterable[Argument], role: str, look: Lookup) -> list[str]:
    return [look.named(one.entity, one.text)[0] for one in arguments if one.role == role]


def _when(time: EventTime, look: Lookup) -> Row:
    words = look.times.get(time.timex or "")
    return {
        "begin": time.begin,
        "end": time.end,
        "time_value": time.value,
        "time_text": words.text if words else None,
        "granularity": time.granularity,
        "relation": time.relation,
        "how": time.how,
    }


def _attribution(quote: Quote | None, look: Lookup) -> Row:
    """Who says so, in which words."""
    entity = look.entities.get(quote.speaker or "") if quote else None
    return {
        "speaker": entity.name if entity else None,
        "speaker_role": _roles(entity),
        "source": quote.source.text if quote and quote.source else None,
        "cue": quote.cue.text if quote and quote.cue else None,
        "stance": quote.stance if quote else None,
    }


def _roles(entity: Entity | None) -> list[str]:
    return list(dict.fromkeys(role.text for role in entity.roles)) if entity else []


def _quote(quote: Quote, look: Lookup) -> Row:
    entity = look.entities.get(quote.speaker or "")
    time = look.times.get(quote.time or "")
    return {
        "id": quote.id,
        "kind": quote.kind,
        **_attribution(quote, look),
        "speaker_label": entity.label if entity else None,
        "content": " … ".join(piece.text for piece in quote.content),
        "content_start": quote.content[0].start,
        "content_end": quote.content[-1].end,
        "time_text": time.text if time else None,
        "time_begin": time.begin if time else None,
        "time_end": time.end_date if time else None,
        "within": quote.within,
        "rule": quote.rule,
        **_review(quote.review),
        "evidence": list(_quote_evidence(quote)),
    }


def _review(review: Review | None) -> Row:
    return {
        "verdict": review.verdict if review else None,
        "reviewer": review.reviewer if review else None,
        "reviewed_at": review.at if review else None,
        "note": review.note if review else None,
    }


def _event_evidence(event: Event, look: Lookup) -> Iterator[Row]:
    yield _evidence("trigger", event.trigger)
    for one in event.arguments:
        entity = look.entities.get(one.entity or "")
        yield _evidence(one.role, one, entity.name if entity else None)
    words = look.times.get(event.time.timex or "")
    if words is not None:
        yield _evidence("time", words)
    quote = look.quotes.get(event.attributed_to or "")
    if quote is not None:
        yield from _quote_evidence(quote)


def _quote_evidence(quote: Quote) -> Iterator[Row]:
    yield from (_evidence("content", piece) for piece in quote.content)
    for role, span in (("cue", quote.cue), ("source", quote.source)):
        if span is not None:
            yield _evidence(role, span)


def _evidence(role: str, span: Span | Argument, name: str | None = None) -> Row:
    return {
        "role": role,
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "name": name,
    }
