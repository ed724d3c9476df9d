"""What a record says of each item, in words: two items that say the same are the same.

Ids are told by what they stand for, since every run numbers anew. `rank` and `confidence` are
left out: they follow from the rest. A fact that there is nothing to say of is not there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.writers import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.records import ArticleInfo, Entity, Event, Mention, Quote, Record, Span, Time
    from pipeline.writers.words import Lookup

Facts = dict[str, str]
RULE = "rule"  # the fact that says which rule made the item
_EDGE = re.compile(r"\s*(?:\n\s*){2,}")
_SPACE = re.compile(r"\s+")
_LONG = 60  # characters of a quoted stretch


def event_facts(event: Event, look: Lookup) -> Facts:
    """Of an event: type, words, who, where, when, whether, who says so."""
    time = event.time
    roles: dict[str, list[str]] = {}
    for one in event.arguments:
        roles.setdefault(one.role, []).append(_meant(look, one.entity, one.text))
    quote = look.quotes.get(event.attributed_to or "")
    same = look.events.get(event.same_as or "")
    facts = {
        "type": kind(event),
        "trigger": marked(event.trigger.text),
        **{role: ", ".join(who) for role, who in roles.items()},
        "date": words.when(time) or "undated",
        "dated by": words.how_dated(event, look).partition(" (")[0],
        "polarity": event.polarity if event.polarity != "positive" else "",
        "modality": event.modality if event.modality != "asserted" else "",
        "according to": look.speaker(quote)[0] if quote else "",
        "main event": "yes" if event.main else "",
        "same as": marked(same.trigger.text) if same else "",
        RULE: event.rule,
    }
    return _said(facts)


def kind(event: Event) -> str:
    """An event's type and mode in one word: SANCTION.expel."""
    return (event.type or "untyped") + (f".{event.mode}" if event.mode else "")


def quote_facts(quote: Quote, look: Lookup) -> Facts:
    """Of a quote: what is said, by whom, in which manner, when."""
    time = look.times.get(quote.time or "")
    outer = look.quotes.get(quote.within or "")
    facts = {
        "content": " … ".join(marked(piece.text) for piece in quote.content),
        "speaker": look.named(quote.speaker, "")[0] if quote.speaker else "",
        "source": marked(quote.source.text) if quote.source else "",
        "cue": marked(quote.cue.text) if quote.cue else "",
        "kind": quote.kind,
        "stance": quote.stance,
        "time": marked(time.text) if time else "",
        "within": marked(outer.content[0].text) if outer else "",
        RULE: quote.rule,
    }
    return _said(facts)


def time_facts(time: Time, look: Lookup) -> Facts:
    """Of a time expression: words, value, days."""
    anchor = look.times.get(time.anchor or "")
    after = look.events.get(time.anchor or "")
    days = words.interval(time.begin, time.end_date) if time.begin and time.end_date else ""
    facts = {
        "words": marked(time.text),
        "value": time.value,
        "type": time.type,
        "mod": time.mod or "",
        "days": days or f"{time.begin or ''}–{time.end_date or ''}".strip("–"),
        "counted from": marked((anchor or (after and after.trigger) or time).text)
        if anchor or after
        else ("publication" if time.anchor == "dct" else ""),
        RULE: time.rule,
    }
    return _said(facts)


def entity_facts(entity: Entity) -> Facts:
    """Of an entity: name, label, what it is called."""
    facts = {
        "name": entity.name,
        "label": entity.label,
        "roles": ", ".join(marked(role.text) for role in entity.roles),
        RULE: entity.roles[0].rule if entity.roles else entity.mentions[0].rule,
    }
    return _said(facts)


def mention_facts(mention: Mention, entity: str) -> Facts:
    """Of a place that refers to an entity, which is given as a token that both sides share."""
    return {"refers to": entity, "kind": mention.kind, RULE: mention.rule}


def article_facts(article: ArticleInfo) -> Facts:
    """Of the article itself: its publication day, and how that is known."""
    return {"publication": words.published(article)}


def marked(text: str) -> str:
    """A stretch of the article in quotation marks, on one line, its middle left out if long."""
    line = " ".join(text.split())
    if len(line) > _LONG:
        line = f"{line[: _LONG // 2].rstrip()} … {line[-_LONG // 2 :].lstrip()}"
    return f"“{line.strip('“”')}”"


def told(facts: Facts) -> str:
    """An item's facts in one line, its rule left out."""
    return ", ".join(_clause(name, value) for name, value in facts.items() if name != RULE)


def _clause(name: str, value: str) -> str:
    """A fact with its name, where the value alone would not tell."""
    plain = {"type", "trigger", "date", "content", "words", "value", "polarity", "modality"}
    plain |= {"name", "label", "kind", "stance", "publication", "days"}
    return (
        value if name in plain else "main event" if name == "main event" else f"{name} {value}"
    )


def context(record: Record, spans: Iterable[Span]) -> tuple[str, str, str]:
    """The words before, in and after a stretch of the article: enough to recognise it."""
    places = list(spans)
    start, end = min(one.start for one in places), max(one.end for one in places)
    first, last = max(0, start - _LONG), min(len(record.text), end + _LONG)
    before, after = record.text[first:start], record.text[end:last]
    before = before.partition(" ")[2] if first else before  # no half words at the edges
    after = after.rpartition(" ")[0] if last < len(record.text) else after
    return _flat(before), _flat(record.text[start:end]), _flat(after)


def _flat(text: str) -> str:
    """On one line, with what space it begins and ends with; edges of paragraphs still show."""
    return _SPACE.sub(" ", _EDGE.sub(" ¶ ", text))


def _meant(look: Lookup, entity: str | None, text: str) -> str:
    name, said = look.named(entity, text)
    return f"{name} ({said})" if said else name


def _said(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value}
