"""What the queue needs to know of an item, read from a record's plain JSON.

A run may hold millions of items: records are not validated here, and nothing of them is kept
but these rows.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.decisions.items import ItemKind, key_text

if TYPE_CHECKING:
    from collections.abc import Iterator

Fields = dict[str, Any]  # of a record, an event or a quote, as JSON has them
_LABEL = 160  # characters; more than a row of the queue shows
_UNSAID, _SAID = 0.6, 0.7  # doubt of quotes: after every event's, those of nobody first
_ABOUT = {"PERSON", "ORG", "GPE", "NORP"}  # whom somebody may speak about


class Entry(NamedTuple):
    """An item as the queue shows and filters it.

    Attributes:
        handle: names it in addresses, through re-runs: a digest of its key.
        name: its id in the record.
        type: of an event; of a quote its kind.
        confidence: None for a quote.
        doubt: how far the confidence is from even, 0 to 0.5; less is more doubtful.
        day: when it begins (a quote: when its article was published), ISO.
        modality: of an event; of a quote its stance.
        speaker: who says it, or says that it happened.
        label: a line that tells it.
        words: what a search finds it by, beside the label.
        about: names of whom a quote speaks of.
    """

    handle: str
    name: str
    kind: ItemKind
    type: str | None
    rule: str
    confidence: float | None
    doubt: float
    day: str | None
    until: str | None
    modality: str
    polarity: str
    speaker: str | None
    label: str
    words: str
    about: tuple[str, ...] = ()


def handle_of(key: str) -> str:
    """The handle of an item, from `str(ItemKey)`; 64 bits in hex."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def entries(record: Fields) -> Iterator[Entry]:
    """The events and quotes of a record, each key once."""
    seen: set[str] = set()
    for entry in _all(record):
        if entry.handle not in seen:
            seen.add(entry.handle)
            yield entry


def _all(record: Fields) -> Iterator[Entry]:
    names = {entity["id"]: entity["name"] for entity in record["entities"]}
    speakers = {quote["id"]: _speaker(quote, names) for quote in record["quotes"]}
    for event in record["events"]:
        yield _event(event, record, speakers.get(event["attributed_to"]))
    mentions = [
        (mention["start"], mention["end"], entity["id"])
        for entity in record["entities"]
        if entity["label"] in _ABOUT
        for mention in entity["mentions"]
    ]
    for quote in record["quotes"]:
        about = _about(quote, mentions, names)
        yield _quote(quote, record, speakers[quote["id"]], about)


def _event(event: Fields, record: Fields, speaker: str | None) -> Entry:
    trigger, time = event["trigger"], event["time"]
    sentence = event["sentence"]
    key = _key(record, "event", [trigger], event["type"])
    return Entry(
        handle=handle_of(key),
        name=event["id"],
        kind="event",
        type=event["type"],
        rule=event["rule"],
        confidence=event["confidence"],
        doubt=abs(event["confidence"] - 0.5),
        day=time["begin"] or time["end"],
        until=time["end"] or time["begin"],
        modality=event["modality"],
        polarity=event["polarity"],
        speaker=speaker,
        label=_clause(event),
        words=f"{event['type'] or ''} {record['text'][sentence['start'] : sentence['end']]}",
    )


def _clause(event: Fields) -> str:
    """Who did what to whom, in the article's words."""
    said = {argument["role"]: argument["text"] for argument in reversed(event["arguments"])}
    done = said.get("recipient") or said.get("theme") or ""
    return _line(f"{said.get('actor', '')} {event['trigger']['text']} {done}")


def _quote(quote: Fields, record: Fields, speaker: str | None, about: tuple[str, ...]) -> Entry:
    content = " … ".join(piece["text"] for piece in quote["content"])
    published = record["article"]["published"]
    return Entry(
        handle=handle_of(_key(record, "quote", quote["content"], quote["kind"])),
        name=quote["id"],
        kind="quote",
        type=quote["kind"],
        rule=quote["rule"],
        confidence=None,
        doubt=_SAID if quote["speaker"] else _UNSAID,
        day=published,
        until=published,
        modality=quote["stance"],
        polarity="positive",
        speaker=speaker,
        label=_line(f"{speaker or 'somebody'}: {content}"),
        words=content,
        about=about,
    )


def _about(
    quote: Fields, mentions: list[tuple[int, int, str]], names: Fields
) -> tuple[str, ...]:
    """Who is mentioned in what is said, without the speaker."""
    found = {
        names[entity]: None
        for piece in quote["content"]
        for start, end, entity in mentions
        if piece["start"] <= start and end <= piece["end"] and entity != quote["speaker"]
    }
    return tuple(found)


def _speaker(quote: Fields, names: Fields) -> str | None:
    name: str | None = names.get(quote["speaker"])
    return name or (quote["source"]["text"] if quote["source"] else None)


def _key(record: Fields, kind: ItemKind, spans: list[Fields], named: str | None) -> str:
    places = [(span["start"], span["end"]) for span in spans]
    return key_text(record["article"]["sha256"], kind, places, named)


def _line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"
