"""What may be written on a Doc: typed to us, rows of plain values to spaCy.

Rooms meet only here. Each room writes once with `set_...` and reads the others' work with the
function of the same name; `doc._.quotes` and its like are for notebooks. Rows hold nothing but
numbers, strings, None and lists of them, so that `Doc.to_bytes()` and worker processes work.

Offsets are code points into `doc.text`, half-open. Items cite each other by position in their
list: `Quote.speaker` is an index into `entities(doc)`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from spacy.tokens import Doc

from pipeline.rows import item_of, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.rows import Row


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or the like, and what it is.

    `kind`: headline, byline, dateline, stamp (of a live blog), heading, caption, correction,
    furniture, or body. A dateline ("VILNIUS, Nov 24 (Northwire) - ") is a block of its own; the
    body follows it.
    """

    start: int
    end: int
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The publication day, who said it (`Record.article.published_from`), else its window.

    `rule`: of the step that it comes from; None where it was given, or nothing is known.
    """

    day: str | None
    source: str
    first: str | None = None
    last: str | None = None
    rule: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Role:
    """Words that give an entity's office or description."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that refers to entity number `entity`; `kind`: name, nominal or pronoun."""

    start: int
    end: int
    kind: str
    entity: int
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A referent: its fullest name, its label, its roles."""

    name: str
    label: str
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression: TIMEX3 type, value and mod; first and last day of its interval.

    `anchor`: "dct", "time:N" or "event:N" (positions), or None for an absolute expression.
    `recorded`: False for what only `--all` writes (vague references).
    """

    start: int
    end: int
    type: str
    value: str
    mod: str | None
    begin: str | None
    end_date: str | None
    anchor: str | None
    rule: str
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that report; `lemma` as in the cue pack."""

    start: int
    end: int
    lemma: str


@dataclass(frozen=True, slots=True)
class Quote:
    """One speech act. `speaker`, `time` and `within` are positions; see `Record.quotes`.

    `recorded`: False for what only `--all` writes (noun-phrase objects, headlines, attitudes).
    """

    kind: str
    content: tuple[Piece, ...]
    cue: Cue | None
    source: Piece | None
    speaker: int | None
    stance: str
    time: int | None
    within: int | None
    rule: str
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that stand for the event."""

    start: int
    end: int
    lemma: str


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant or place; `entity` is a position or None."""

    role: str
    start: int
    end: int
    entity: int | None


@dataclass(frozen=True, slots=True)
class EventTime:
    """When; see `pipeline.records.EventTime`. `timex` is a position; `anchor` as in `Timex`."""

    timex: int | None = None
    value: str | None = None
    begin: str | None = None
    end: str | None = None
    granularity: str | None = None
    relation: str | None = None
    how: str = "none"
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A happening; `attributed_to` and `same_as` are positions; see `Record.events`.

    `recorded`: False for what only `--all` writes (sayings, states, untyped happenings).
    """

    type: str | None
    mode: str | None
    trigger: Trigger
    arguments: tuple[Argument, ...]
    time: EventTime
    polarity: str
    modality: str
    attributed_to: int | None
    main: bool
    rank: int
    same_as: int | None
    sentence: Piece
    rule: str
    confidence: float
    recorded: bool = True


Item = TypeVar("Item")


def _register() -> None:
    for name in (
        "published",
        "address",
        "publication",
        "blocks",
        "entities",
        "mentions",
        "times",
        "quotes",
        "events",
    ):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


_register()


def published(doc: Doc) -> str | None:
    """The publication day that came with the article, ISO, or None."""
    value: str | None = doc._.published
    return value


def set_published(doc: Doc, day: str | None) -> None:
    """Note the publication day that came with the article, before the components run."""
    doc._.published = day


def address(doc: Doc) -> str | None:
    """The page's address that came with the article, or None."""
    value: str | None = doc._.address
    return value


def set_address(doc: Doc, url: str | None) -> None:
    """Note the page's address that came with the article, before the components run."""
    doc._.address = url


def publication(doc: Doc) -> Publication:
    """The publication day as the times room settled it."""
    row = doc._.publication
    return item_of(Publication, row) if row is not None else Publication(None, "none")


def set_publication(doc: Doc, value: Publication) -> None:
    """Write the publication day."""
    doc._.publication = row_of(value)


def blocks(doc: Doc) -> list[Block]:
    """Paragraphs and the like, in text order; one body of all text where none were cut."""
    return _items(Block, doc._.blocks) or [Block(0, len(doc.text), "body", "layout.whole")]


def set_blocks(doc: Doc, items: Sequence[Block]) -> None:
    """Write the blocks, in text order."""
    doc._.blocks = [row_of(item) for item in items]


def entities(doc: Doc) -> list[Entity]:
    """Entities, in order of their first mention."""
    return _items(Entity, doc._.entities)


def mentions(doc: Doc) -> list[Mention]:
    """Mentions of all entities, in text order."""
    return _items(Mention, doc._.mentions)


def set_entities(doc: Doc, items: Sequence[Entity], found: Sequence[Mention]) -> None:
    """Write entities together with their mentions."""
    doc._.entities = [row_of(item) for item in items]
    doc._.mentions = [row_of(mention) for mention in found]


def times(doc: Doc) -> list[Timex]:
    """Time expressions, in text order."""
    return _items(Timex, doc._.times)


def set_times(doc: Doc, items: Sequence[Timex]) -> None:
    """Write the time expressions, in text order."""
    doc._.times = [row_of(item) for item in items]


def quotes(doc: Doc) -> list[Quote]:
    """Quotes, in order of their first piece of content."""
    return _items(Quote, doc._.quotes)


def set_quotes(doc: Doc, items: Sequence[Quote]) -> None:
    """Write the quotes, in order of their first piece of content."""
    doc._.quotes = [row_of(item) for item in items]


def events(doc: Doc) -> list[Event]:
    """Events, in text order of their triggers."""
    return _items(Event, doc._.events)


def set_events(doc: Doc, items: Sequence[Event]) -> None:
    """Write the events, in text order of their triggers."""
    doc._.events = [row_of(item) for item in items]


def _items(kind: type[Item], rows: Row) -> list[Item]:
    return [item_of(kind, row) for row in rows or ()]
