"""What was found in a sentence, item by item, each with the rule that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.tune.difference import facts as fact
from pipeline.tune.difference.facts import RULE
from pipeline.writers.ink import Line, wrapped
from pipeline.writers.words import Lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.records import Record
    from pipeline.tune.difference.facts import Facts


def lines(record: Record, where: Mapping[str, str], *, columns: int) -> list[Line]:
    """Events, quotes, times and entities of a record.

    Args:
        record: of a sentence or two.
        where: file and line of each rule, by id.
        columns: where lines are broken.
    """
    out: list[Line] = []
    for one, facts in _items(record):
        own = facts.pop("trigger", None) or facts.pop("words", None) or facts.pop("content", "")
        own = own or facts.pop("name", "")
        rule = facts[RULE]
        head: Line = [(f"{one} ", "faint"), (own, "strong"), (f" {rule}", "type")]
        place = f" ({where[rule]})" if rule in where else ""
        out += wrapped([*head, (place, "faint")], columns)
        told = fact.told(facts)
        out += [[(" " * 5, ""), *line] for line in wrapped([(told, "")], columns - 5)]
    return out or [[("nothing was found", "warn")]]


def _items(record: Record) -> Iterator[tuple[str, Facts]]:
    look = Lookup(record)
    yield from ((one.id, fact.event_facts(one, look)) for one in record.events)
    yield from ((one.id, fact.quote_facts(one, look)) for one in record.quotes)
    yield from ((one.id, fact.time_facts(one, look)) for one in record.times)
    yield from ((one.id, fact.entity_facts(one)) for one in record.entities)
