"""Explanations for the terminal: an item in words, and rules with file, line and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.writers import words
from pipeline.writers.ink import Line, Piece, render, wrapped
from pipeline.writers.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.explain import Reason, RuleText
    from pipeline.records import Entity, Event, Quote, Record, Time


def item_lines(record: Record, item: str, *, columns: int) -> list[Line]:
    """What an item is: one line of values, and the words of the text that it stands for."""
    head: Line = [(item, "title"), (" in ", "faint"), (visible(record.article.id), "faint")]
    return [
        head,
        *(line for piece in _item(record, item) for line in wrapped([piece], columns)),
    ]


def _item(record: Record, item: str) -> Iterator[Piece]:
    look = words.Lookup(record)
    if item in look.events:
        yield from _event(look.events[item], look)
    elif item in look.quotes:
        yield from _quote(look.quotes[item], look)
    elif item in look.times:
        yield from _time(look.times[item])
    elif item in look.entities:
        yield from _entity(look.entities[item])


def _event(event: Event, look: words.Lookup) -> Iterator[Piece]:
    told = [event.trigger.text, event.type or "untyped", *words.reservations(event)]
    yield " · ".join(told), "strong"
    when = words.when(event.time)
    how = words.how_dated(event, look)
    yield f"dated {when}: {how}" if when else how, ""
    yield f"“{look.record.text[event.sentence.start : event.sentence.end]}”", "faint"


def _quote(quote: Quote, look: words.Lookup) -> Iterator[Piece]:
    name, _ = look.speaker(quote)
    yield f"{quote.kind} · {quote.stance} · {name}", "strong"
    yield words.content(quote), "faint"


def _time(time: Time) -> Iterator[Piece]:
    yield f"“{time.text}” · {time.type} · {time.value}", "strong"
    if time.begin and time.end_date:
        yield words.interval(time.begin, time.end_date), ""


def _entity(entity: Entity) -> Iterator[Piece]:
    yield f"{entity.name} · {entity.label}", "strong"
    yield "mentions: " + ", ".join(dict.fromkeys(one.text for one in entity.mentions)), "faint"


def reason_lines(reason: Reason, rule: RuleText | None, record: Record) -> list[Line]:
    """The rule behind a part of an item, with its text in the pack."""
    head: Line = [
        (f"{reason.part} ({reason.item}): " if reason.part else "", ""),
        (reason.rule, "strong"),
    ]
    if rule is None:
        return [
            head,
            [
                (
                    "  no pack has this rule; if it is your own, name its pack with --rules",
                    "warn",
                )
            ],
        ]
    lines = [head, *rule_lines(rule)]
    made_with = record.provenance.packs.get(rule.pack)
    if made_with not in (None, rule.sha256):
        lines.insert(1, [("  the pack has changed since this record was made", "warn")])
    return lines


def rule_lines(rule: RuleText) -> list[Line]:
    """A rule as it stands in its pack, with line numbers."""
    gutter = len(str(rule.line + len(rule.lines)))
    out: list[Line] = [[(f"  {rule.pack}:{rule.line}", "time")]]
    for number, line in enumerate(rule.lines, rule.line):
        out.append([(f"  {number:>{gutter}} │ ", "faint"), (visible(line), "")])
    return out


def page(lines: list[Line], *, colour: bool) -> str:
    """Lines as text."""
    return "".join(f"{render(line, colour=colour)}\n" for line in lines)
