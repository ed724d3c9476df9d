"""A record as annotation tools draw it: labelled stretches of text, and arrows between them.

Label Studio, Prodigy, doccano and brat all show these, each in its own format; what comes back
from them is read into the same form, and so the two can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from pipeline.records import EntityLabel

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pipeline.records import Argument, Event, Quote, Record, Span

Place = tuple[tuple[int, int], ...]  # pieces of a stretch: code points, half-open

UNTYPED = "UNTYPED"  # label of an event without a type
QUOTE, CUE, TIME, OTHER = "QUOTE", "CUE", "TIME", "OTHER"  # OTHER: words for no known entity
SPEAKER, REPORTS, WHEN, ATTRIBUTED, CONTINUES = (
    "source", "cue", "time", "attributed_to", "continues"
)  # fmt: skip
ENTITIES: tuple[str, ...] = get_args(EntityLabel)
# Every other label is an event's type.
OTHER_LABELS = frozenset({QUOTE, CUE, TIME, OTHER, *ENTITIES})
ROLES = ("actor", "recipient", "location", "theme")
PLAIN = {"polarity": "positive", "modality": "asserted"}  # not drawn


@dataclass(frozen=True, slots=True)
class Region:
    """A labelled stretch; an event's is its trigger, a quote's its content."""

    id: str
    label: str
    place: Place

    @property
    def is_event(self) -> bool:
        """Whether it stands for an event."""
        return self.label not in OTHER_LABELS


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow from an event or a quote to what belongs to it."""

    head: str
    tail: str
    label: str


@dataclass(slots=True)
class Drawing:
    """What is drawn in one article.

    Attributes:
        regions: by id, in order of drawing.
        links: None where the tool has none, so that none can have been taken away.
        attributes: of events, by region: what differs from `PLAIN`; None as for links.
    """

    text: str
    regions: dict[str, Region] = field(default_factory=dict)
    links: list[Link] | None = field(default_factory=list)
    attributes: dict[str, dict[str, str]] | None = field(default_factory=dict)

    def closed(self) -> Drawing:
        """The same without white space at edges, and pieces joined that only it parts.

        Tools that know no line breaks in a span had to cut it there.
        """
        regions = {
            name: Region(one.id, one.label, _closed(one.place, self.text))
            for name, one in self.regions.items()
        }
        return Drawing(self.text, regions, self.links, self.attributes)


def _closed(place: Place, text: str) -> Place:
    out: list[tuple[int, int]] = []
    worded = [piece for piece in place if text[slice(*piece)].strip()]
    for piece in worded or place:
        start, end = _bare(*piece, text)
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def _bare(start: int, end: int, text: str) -> tuple[int, int]:
    """A piece without white space at its edges, if there is more to it."""
    words = text[start:end]
    if not words.strip():
        return start, end
    return end - len(words.lstrip()), start + len(words.rstrip())


def drawing(record: Record, chosen: Container[str]) -> Drawing:
    """The chosen events and quotes of a record, with what they rest on.

    A stretch that plays several parts is drawn once, so that arrows meet.
    """
    draft = _Draft(record)
    events = [one for one in record.events if one.id in chosen]
    cited = {one.attributed_to for one in events}
    quotes = [one for one in record.quotes if one.id in chosen or one.id in cited]
    for event in events:
        draft.own(event.id, event.type or UNTYPED, [event.trigger])
    for quote in quotes:
        draft.own(quote.id, QUOTE, quote.content)
    for event in events:
        draft.event(event)
    for quote in quotes:
        draft.quote(quote)
    return draft.done


class _Draft:
    """A drawing in the making."""

    def __init__(self, record: Record) -> None:
        self.done = Drawing(record.text)
        self._labels = {one.id: one.label for one in record.entities}
        self._times = {one.id: one for one in record.times}
        self._by_place: dict[Place, str] = {}

    def own(self, name: str, label: str, pieces: Iterable[Span]) -> None:
        """Draw the region that stands for an item."""
        place = tuple((piece.start, piece.end) for piece in pieces)
        self.done.regions[name] = Region(name, label, place)
        self._by_place.setdefault(place, name)

    def event(self, event: Event) -> None:
        """Draw what belongs to an event."""
        for one in event.arguments:
            label = self._labels.get(one.entity or "", OTHER)
            self._link(event.id, self._shared(one, label), one.role)
        time = self._times.get(event.time.timex or "")
        if time is not None:
            self._link(event.id, self._shared(time, TIME), WHEN)
        if event.attributed_to is not None:
            self._link(event.id, event.attributed_to, ATTRIBUTED)
        told: dict[str, str] = {"polarity": event.polarity, "modality": event.modality}
        unusual = {name: value for name, value in told.items() if value != PLAIN[name]}
        if unusual and self.done.attributes is not None:
            self.done.attributes[event.id] = unusual

    def quote(self, quote: Quote) -> None:
        """Draw what belongs to a quote."""
        if quote.source is not None:
            label = self._labels.get(quote.speaker or "", OTHER)
            self._link(quote.id, self._shared(quote.source, label), SPEAKER)
        if quote.cue is not None:
            self._link(quote.id, self._shared(quote.cue, CUE), REPORTS)

    def _shared(self, span: Span | Argument, label: str) -> str:
        place = ((span.start, span.end),)
        if place not in self._by_place:
            self.own(f"s{span.start}-{span.end}", label, [span])  # type: ignore[list-item]
        return self._by_place[place]

    def _link(self, head: str, tail: str, label: str) -> None:
        link = Link(head, tail, label)
        if self.done.links is not None and link not in self.done.links:
            self.done.links.append(link)
