"""The record: what comes out, and the contract that it keeps.

Offsets are code points into `text`, half-open; `text[start:end]` is the span's own `text`,
always. Days are ISO ("2024-03-07"), intervals have both ends included. Fields may be added in a
minor `schema_version`; none changes its meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.article import PublishedFrom

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA_VERSION = "1.0"

Day = str
EntityLabel = Literal[
    "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"
]
MentionKind = Literal["name", "nominal", "pronoun"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimexMod = Literal[
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN",
    "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END", "APPROX",
]  # fmt: skip
QuoteKind = Literal["direct", "indirect", "mixed"]
Relation = Literal["on", "before", "after", "between", "includes"]
How = Literal["explicit", "anchored", "document", "none"]
Granularity = Literal[
    "time", "day", "week", "month", "quarter", "year", "decade", "interval", "other"
]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "planned", "possible", "hypothetical", "denied"]


class Strict(BaseModel):
    """Frozen, and closed to unknown fields: the settings that all records share."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Strict):
    """A stretch of the article's text."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class ArticleInfo(Strict):
    """What is known of the article."""

    id: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    published: Day | None = None
    published_from: PublishedFrom = "none"
    published_window: tuple[Day, Day] | None = None
    sha256: str
    language: str = "en"
    encoding: str = "utf-8"


class Role(Span):
    """An office or description of an entity, with the words that state it."""

    rule: str


class Mention(Span):
    """A place in the text that refers to an entity."""

    kind: MentionKind
    rule: str


class Entity(Strict):
    """A person, organisation, place or other thing, and every mention of it."""

    id: str
    name: str
    label: EntityLabel
    roles: list[Role] = []
    mentions: list[Mention]


class Time(Span):
    """A time expression: TIMEX3 `type`, `value`, `mod` (ISO 24617-1) and calendar interval."""

    id: str
    type: TimexType
    value: str
    mod: TimexMod | None = None
    begin: Day | None = None
    end_date: Day | None = None
    anchor: str | None = None
    rule: str


class Cue(Span):
    """The words that report: `said`, `according to`."""

    lemma: str


class Review(Strict):
    """A reviewer's verdict, in reviewed exports."""

    verdict: str
    reviewer: str
    at: str
    note: str | None = None


class Quote(Strict):
    """One speech act: what was said, by whom, in which words of the article."""

    id: str
    kind: QuoteKind
    content: list[Span] = Field(min_length=1)
    cue: Cue | None = None
    source: Span | None = None
    speaker: str | None = None
    stance: str
    time: str | None = None
    within: str | None = None
    rule: str
    review: Review | None = None


class Trigger(Span):
    """The word or verb with particle that stands for the event."""

    lemma: str


class Argument(Strict):
    """A participant, thing or place of an event.

    `role`: `actor` does it, `recipient` is the person, group or target it is done to,
    `location` a stated place, `theme` the thing it is done to or happens to, if that is no
    participant.
    """

    role: str
    entity: str | None = None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class EventTime(Strict):
    """When an event happened, and how that was come by.

    `relation`: `on`, within begin..end, an open side null; `includes`, already going on before
    begin and still after end; `between`, after begin and before end, both excluded; `before`
    and `after`, all that is known is the side of `value`.
    """

    timex: str | None = None
    value: str | None = None
    begin: Day | None = None
    end: Day | None = None
    granularity: Granularity | None = None
    relation: Relation | None = None
    how: How
    anchor: str | None = None


class Bounds(Strict):
    """The sentence that gives the evidence."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Event(Strict):
    """Who did what to whom, when and where, and who says so."""

    id: str
    type: str | None
    mode: str | None = None
    trigger: Trigger
    arguments: list[Argument] = []
    time: EventTime
    polarity: Polarity
    modality: Modality
    attributed_to: str | None = None
    main: bool = False
    rank: int = Field(ge=1)
    same_as: str | None = None
    sentence: Bounds
    rule: str
    confidence: float = Field(ge=0, le=1)
    review: Review | None = None


class Provenance(Strict):
    """What made the record: versions and fingerprints, and what it had to put up with."""

    newsclaims: str
    model: dict[str, str]
    packs: dict[str, str]
    warnings: list[str] = []


class Record(Strict):
    """Everything extracted from one article."""

    schema_version: Literal["1.0"] = "1.0"
    article: ArticleInfo
    text: str
    entities: list[Entity] = []
    times: list[Time] = []
    quotes: list[Quote] = []
    events: list[Event] = []
    provenance: Provenance


def faults(record: Record) -> list[str]:
    """Where a record breaks the contract; empty for a sound one.

    Checks what types cannot: that each span's text is the slice of the article's, that ids are
    unique, and that every reference leads somewhere.
    """
    return [*_span_faults(record), *_id_faults(record), *_interval_faults(record)]


def _spans(record: Record) -> Iterator[tuple[str, int, int, str]]:
    for owner, part in _parts(record):
        if part is not None:
            yield owner, part.start, part.end, part.text


def _parts(record: Record) -> Iterator[tuple[str, Span | Argument | None]]:
    """Every span of a record, with the id of the item that owns it."""
    for entity in record.entities:
        yield from ((entity.id, part) for part in (*entity.mentions, *entity.roles))
    yield from ((time.id, time) for time in record.times)
    for quote in record.quotes:
        yield from ((quote.id, part) for part in (*quote.content, quote.cue, quote.source))
    for event in record.events:
        yield event.id, event.trigger
        yield from ((event.id, argument) for argument in event.arguments)


def _span_faults(record: Record) -> list[str]:
    return [
        f"{owner}: text[{start}:{end}] is {record.text[start:end]!r}, not {text!r}"
        for owner, start, end, text in _spans(record)
        if start >= end or record.text[start:end] != text
    ]


def _references(record: Record) -> Iterator[tuple[str, str, str | None, str]]:
    """Owner, field, the id that it cites, and the kind of item which that must be."""
    for quote in record.quotes:
        yield quote.id, "speaker", quote.speaker, "entity"
        yield quote.id, "time", quote.time, "time"
        yield quote.id, "within", quote.within, "quote"
    for event in record.events:
        yield event.id, "time.timex", event.time.timex, "time"
        yield event.id, "attributed_to", event.attributed_to, "quote"
        yield event.id, "same_as", event.same_as, "event"
        for argument in event.arguments:
            yield event.id, argument.role, argument.entity, "entity"


def _id_faults(record: Record) -> list[str]:
    ids = {
        "entity": [e.id for e in record.entities],
        "time": [t.id for t in record.times],
        "quote": [q.id for q in record.quotes],
        "event": [e.id for e in record.events],
    }
    found = [
        f"{kind} id {one!r} is used {many.count(one)} times"
        for kind, many in ids.items()
        for one in sorted(set(many))
        if many.count(one) > 1
    ]
    known = {kind: set(many) for kind, many in ids.items()}
    found += [
        f"{owner}: {field} cites {cited!r}, which is no {kind}"
        for owner, field, cited, kind in _references(record)
        if cited is not None and cited not in known[kind]
    ]
    anchors = known["time"] | known["event"] | {"dct", None}
    for time in record.times:
        if time.anchor not in anchors:
            found.append(f"{time.id}: anchor cites {time.anchor!r}")
    for event in record.events:
        if event.time.anchor not in anchors:
            found.append(f"{event.id}: time.anchor cites {event.time.anchor!r}")
    return found


def _interval_faults(record: Record) -> list[str]:
    days = [(t.id, t.begin, t.end_date) for t in record.times]
    days += [(e.id, e.time.begin, e.time.end) for e in record.events]
    return [
        f"{owner}: begins on {begin}, after its end on {end}"
        for owner, begin, end in days
        if begin is not None and end is not None and begin > end
    ]
