"""The cards beside an article's text: events by date, quotes, times, entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.writers import words
from pipeline.writers.markup import attribute, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import Argument, Entity, Event, Quote, Record, Time
    from pipeline.writers.words import Lookup


_NONE = '<p class="empty">none found</p>\n'


def cards(record: Record, prefix: str) -> Iterator[str]:
    """All cards of an article, under headings."""
    look = words.Lookup(record)
    yield '<section class="cards" aria-label="What was found">\n'
    yield from _group(
        f"Events, by date ({len(record.events)})",
        (_event(e, look, prefix) for e in words.ordered(record)),
    )
    yield from _group(
        f"Quotes ({len(record.quotes)})", (_quote(q, look, prefix) for q in record.quotes)
    )
    yield from _group(
        f"Times ({len(record.times)})", (_time(t, prefix) for t in record.times), tag="ul"
    )
    entities = sorted(record.entities, key=lambda one: -len(one.mentions))
    yield from _group(
        f"Entities ({len(entities)})", (_entity(e, prefix) for e in entities), tag="ul"
    )
    yield "</section>\n"


def _group(title: str, items: Iterable[str], *, tag: str = "div") -> Iterator[str]:
    several = "".join(items)
    yield f"<h3>{title}</h3>\n"
    yield f'<{tag} class="group">\n{several}</{tag}>\n' if several else _NONE


def _link(item: str, prefix: str) -> str:
    name = attribute(item)
    label = f"{name}: show in the text"
    return f'<a class="id" href="#{prefix}-at-{name}" aria-label="{label}">{name}</a>'


def _event(event: Event, look: Lookup, prefix: str) -> str:
    when = words.when(event.time)
    date = f'<span class="date{"" if when else " none"}">{attribute(when or "undated")}</span>'
    flags = "".join(f'<span class="flag">{told}</span>' for told in words.reservations(event))
    kind = (event.type or "untyped") + (f".{event.mode}" if event.mode else "")
    return (
        f'<div class="card{" main" if event.main else ""}" data-item="{attribute(event.id)}">'
        f'<div class="top">{date}{_link(event.id, prefix)}</div>'
        f'<p class="what"><b>{text(event.trigger.text)}</b>'
        f'<span class="type">{text(kind)}</span>{flags}</p>'
        f"{_who(event, look)}<dl>{_facts(event, look)}</dl></div>\n"
    )


def _who(event: Event, look: Lookup) -> str:
    actors, recipients = words.arguments(event, "actor"), words.arguments(event, "recipient")
    if not actors and not recipients:
        return ""
    arrow = '<span class="arrow" aria-label="to">→</span>' if recipients else ""
    return f'<p class="who">{_several(actors, look)}{arrow}{_several(recipients, look)}</p>'


def _several(found: Iterable[Argument], look: Lookup) -> str:
    return ", ".join(_named(*look.named(one.entity, one.text)) for one in found)


def _named(name: str, said: str) -> str:
    return text(name) + (f' <span class="said">(“{text(said)}”)</span>' if said else "")


def _facts(event: Event, look: Lookup) -> str:
    rows = [("where", _several(words.arguments(event, "location"), look))]
    rows += [(one.role, _several([one], look)) for one in words.other_roles(event)]
    rows.append(("when", text(words.how_dated(event, look)) if words.when(event.time) else ""))
    quote = look.quotes.get(event.attributed_to or "")
    if quote is not None:
        cue = f": {quote.cue.text}" if quote.cue else ""
        rows.append(("says", f"{_named(*look.speaker(quote))} {text(f'({quote.id}{cue})')}"))
    if event.same_as:
        rows.append(("same as", text(event.same_as)))
    rows.append(("rule", f"<code>{text(event.rule)}</code>"))
    return "".join(f"<dt>{text(name)}</dt><dd>{value}</dd>" for name, value in rows if value)


def _quote(quote: Quote, look: Lookup, prefix: str) -> str:
    before, after = words.cue_around(quote)
    kind = quote.kind if quote.stance == "says" else f"{quote.kind}, {quote.stance}"
    within = f", within {quote.within}" if quote.within else ""
    said_by = f"<span>{text(before)}<b>{_named(*look.speaker(quote))}</b>{text(after)}</span>"
    return (
        f'<div class="card" data-item="{attribute(quote.id)}">'
        f'<div class="top">{said_by}{_link(quote.id, prefix)}</div>'
        f'<blockquote dir="auto">{text(words.content(quote))}</blockquote>'
        f'<span class="said">{text(kind + within)}</span> '
        f"<code>{text(quote.rule)}</code></div>\n"
    )


def _time(time: Time, prefix: str) -> str:
    span = words.interval(time.begin, time.end_date) if time.begin and time.end_date else ""
    return (
        f'<li data-item="{attribute(time.id)}" class="top"><span>{text(time.text)}'
        f'<span class="label">{text(span or f"{time.type.lower()} {time.value}")}</span></span>'
        f"{_link(time.id, prefix)}</li>\n"
    )


def _entity(entity: Entity, prefix: str) -> str:
    roles = "; ".join(dict.fromkeys(role.text for role in entity.roles))
    count = f", {len(entity.mentions)} mentions" if len(entity.mentions) > 1 else ""
    label = f"{entity.label}{count}{f': {roles}' if roles else ''}"
    return (
        f'<li data-item="{attribute(entity.id)}" class="top"><span>{text(entity.name)}'
        f'<span class="label">{text(label)}</span></span>{_link(entity.id, prefix)}</li>\n'
    )
