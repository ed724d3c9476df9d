"""An article's record as a page for the terminal."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from pipeline.writers import words
from pipeline.writers.ink import BRACKET, Line, Piece, cut, render, wrapped
from pipeline.writers.segments import Mark, segments
from pipeline.writers.visible import visible, width
from pipeline.writers.words import Lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.records import Argument, Entity, Event, Quote, Record

GUTTER = 14  # columns for the date, left of an event
MAX_COLUMNS = 100  # longer lines are hard to read
MAX_ID = 30  # columns for an article's id in the table
_MEASURED = 100  # articles whose ids decide how wide that column is
_LABELS = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "FAC",
    "NORP",
    "EVENT",
    "LAW",
    "PRODUCT",
    "WORK_OF_ART",
)


def article_page(record: Record, *, columns: int, colour: bool) -> str:
    """The whole page: article, events by date, quotes, entities."""
    columns = max(40, min(columns, MAX_COLUMNS))
    look = Lookup(record)
    lines: list[Line] = [
        *_head(record, columns),
        *_section(f"Events ({len(record.events)}), by date", _events(look, columns)),
        *_section(f"Quotes ({len(record.quotes)})", _quotes(look, columns)),
        *_section(f"Entities ({len(record.entities)})", _entities(record, columns)),
    ]
    return "".join(f"{render(line, colour=colour)}\n" for line in lines)


def _head(record: Record, columns: int) -> Iterator[Line]:
    article = record.article
    yield from wrapped([(article.title or article.id, "title")], columns)
    known = [article.id, article.source, words.published(article)]
    yield from wrapped([(" · ".join(part for part in known if part), "faint")], columns)
    if article.url:
        yield from wrapped([(article.url, "faint")], columns)
    for warning in record.provenance.warnings:
        yield from wrapped([(f"warning: {warning}", "warn")], columns)


def _section(title: str, body: Iterable[Line]) -> list[Line]:
    return [[], [(title, "head")], *body]


def _events(look: Lookup, columns: int) -> Iterator[Line]:
    for event in words.ordered(look.record):
        yield []
        yield from _beside(_date(event), _event(event, look, columns - GUTTER), GUTTER)


def _date(event: Event) -> list[Line]:
    """The date as it stands in the gutter, with the weekday of a single day below."""
    told = words.when(event.time) or "undated"
    lines = wrapped([(told, "strong" if words.when(event.time) else "faint")], GUTTER - 2)
    time = event.time
    if time.begin is not None and time.begin == time.end:
        lines.append([(words.weekday(time.begin), "faint")])
    return lines


def _event(event: Event, look: Lookup, columns: int) -> list[Line]:
    kind = event.type or "untyped"
    head: Line = [(visible(event.trigger.text), "strong"), ("  ", ""), (kind, "type")]
    if event.mode:
        head.append((f".{event.mode}", "type"))
    head += [
        piece for told in words.reservations(event) for piece in (("  ", ""), (told, "bad"))
    ]
    told = [
        f"same as {event.same_as}" if event.same_as else "",
        "main" if event.main else "",
        event.id,
    ]
    lines = _spread(head, "  ".join(part for part in told if part), columns)
    for pieces in (_who(event, look), _where(event, look), _others(event, look)):
        lines += wrapped(pieces, columns)
    if words.when(event.time):
        lines += wrapped([(f"when: {words.how_dated(event, look)}", "faint")], columns)
    lines += wrapped(_attribution(event, look), columns)
    bar: Line = [("│ ", "faint")]
    lines += [[*bar, *line] for line in wrapped(_evidence(event, look.record), columns - 2)]
    return lines


def _spread(left: Line, right: str, columns: int) -> list[Line]:
    """Two ends of a line; of two lines where one is too short."""
    room = columns - sum(width(text) for text, _ in left) - width(right)
    if room < 2:
        return [*wrapped(left, columns), [(right, "faint")]]
    return [[*left, (" " * room, ""), (right, "faint")]]


def _who(event: Event, look: Lookup) -> list[Piece]:
    """Actor -> recipient."""
    actors, recipients = words.arguments(event, "actor"), words.arguments(event, "recipient")
    if not actors and not recipients:
        return []
    arrow: list[Piece] = [(" → " if actors else "→ ", "type")] if recipients else []
    return [*_several(actors, look), *arrow, *_several(recipients, look)]


def _where(event: Event, look: Lookup) -> list[Piece]:
    places = words.arguments(event, "location")
    return [("where: ", "faint"), *_several(places, look)] if places else []


def _others(event: Event, look: Lookup) -> list[Piece]:
    return [
        piece
        for one in words.other_roles(event)
        for piece in ((f"{one.role}: ", "faint"), *_several([one], look), ("  ", ""))
    ]


def _several(found: Sequence[Argument], look: Lookup) -> list[Piece]:
    out: list[Piece] = []
    for number, one in enumerate(found):
        out += [(", ", "")] if number else []
        out += _named(*look.named(one.entity, one.text))
    return out


def _named(name: str, said: str) -> list[Piece]:
    return [(name, "name"), *([(f" (“{said}”)", "faint")] if said else [])]


def _attribution(event: Event, look: Lookup) -> list[Piece]:
    quote = look.quotes.get(event.attributed_to or "")
    if quote is None:
        return []
    cue = f": {quote.cue.text}" if quote.cue else ""
    name, said = look.speaker(quote)
    return [("according to: ", "faint"), *_named(name, said), (f" ({quote.id}{cue})", "faint")]


def _evidence(event: Event, record: Record) -> list[Piece]:
    """The sentence, with its trigger and its time expression marked."""
    marks = [Mark(event.trigger.start, event.trigger.end, "trigger", event.id)]
    marks += [
        Mark(t.start, t.end, "time", t.id) for t in record.times if t.id == event.time.timex
    ]
    out: list[Piece] = []
    for part in segments(event.sentence.start, event.sentence.end, marks):
        kinds = {mark.kind for mark in part.marks}
        text = record.text[part.start : part.end]
        if "trigger" in kinds:
            out += [("[", BRACKET), (text, "trigger"), ("]", BRACKET)]
        else:
            out.append((text, "time" if kinds else ""))
    return out


def _quotes(look: Lookup, columns: int) -> Iterator[Line]:
    for quote in look.record.quotes:
        yield from _beside([[(quote.id, "faint")]], _quote(quote, look, columns - 6), 6)


def _quote(quote: Quote, look: Lookup, columns: int) -> list[Line]:
    head: list[Piece] = [*_named(*look.speaker(quote))]
    before, after = words.cue_around(quote)
    head = [(before, ""), *head, (after, "")]
    kind = quote.kind if quote.stance == "says" else f"{quote.kind}, {quote.stance}"
    within = f", within {quote.within}" if quote.within else ""
    head.append((f" · {kind}{within}", "faint"))
    return [*wrapped(head, columns), *wrapped([(words.content(quote), "")], columns)]


def _entities(record: Record, columns: int) -> Iterator[Line]:
    for label in _LABELS:
        members = [one for one in record.entities if one.label == label]
        if not members:
            continue
        pieces: list[Piece] = []
        for number, entity in enumerate(sorted(members, key=_prominence)):
            pieces += [(", ", "")] if number else []
            pieces += _entity(entity)
        yield from _beside([[(label, "type")]], wrapped(pieces, columns - GUTTER), GUTTER)


def _prominence(entity: Entity) -> int:
    return -len(entity.mentions)


def _entity(entity: Entity) -> list[Piece]:
    roles = "; ".join(dict.fromkeys(role.text for role in entity.roles))
    count = (
        f" \N{MULTIPLICATION SIGN}{len(entity.mentions)}" if len(entity.mentions) > 1 else ""
    )
    return [(entity.name, "name"), (f" ({roles})" if roles else "", ""), (count, "faint")]


def _beside(left: Sequence[Line], right: Sequence[Line], gutter: int) -> Iterator[Line]:
    """Two columns of lines, the left one of a fixed width."""
    for number in range(max(len(left), len(right))):
        mine = left[number] if number < len(left) else []
        used = sum(width(text) for text, _ in mine)
        theirs = right[number] if number < len(right) else []
        yield [*mine, *([(" " * (gutter - used), "")] if theirs else []), *theirs]


def table(records: Iterable[Record], *, columns: int, colour: bool) -> Iterator[str]:
    """A line for each article: id, day of publication, how much was found, title."""
    several = iter(records)
    first = list(islice(several, _MEASURED))
    ids = min(MAX_ID, max((width(visible(one.article.id)) for one in first), default=0))
    ids = max(ids, len("article"))
    title = max(12, columns - ids - 31)
    head = f"{'article':<{ids}}  {'published':<11}  events  quotes  title"
    yield render([(head, "strong")], colour=colour) + "\n"
    for record in chain(first, several):
        article = record.article
        day = words.day(article.published) if article.published else "unknown"
        row = f"{cut(article.id, ids)}  {day:<11}  {len(record.events):>6}"
        row += f"  {len(record.quotes):>6}  {cut(article.title or '', title)}"
        yield row.rstrip() + "\n"
