"""Why an item is there: the rules behind it, as they stand in their packs.

Reads packs as text, so that it needs neither spaCy nor the rooms' schemas.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.rules.load import BUILT_IN, label, pack_files
from pipeline.rules.source import YamlFaultError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.records import Record
    from pipeline.rules.source import Mark, Tree
    from pipeline.rules.source import Path as TreePath


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as written: its pack, that file's sha256, its lines from number `line` on."""

    id: str
    pack: str
    sha256: str
    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that had a part in an item.

    Attributes:
        part: "the event", "its time", "its actor", ...
        rule: id.
        item: id of what the rule made.
        words: of the text, or lemmas, that the rule will have met.
    """

    part: str
    rule: str
    item: str
    words: tuple[str, ...]


def reasons(record: Record, item: str) -> list[Reason]:
    """Every rule that an item of a record rests on, its own first; empty for an unknown id."""
    own = [*_event(record, item), *_quote(record, item), *_time(record, item)]
    return own or _entity(record, item)


def _event(record: Record, item: str) -> Iterator[Reason]:
    for event in record.events:
        if event.id != item:
            continue
        yield Reason("the event", event.rule, item, (event.trigger.lemma, event.trigger.text))
        yield from _time(record, event.time.timex, "its time")
        yield from (
            one for one in _quote(record, event.attributed_to) if one.part == "the quote"
        )
        for one in event.arguments:
            yield from _mention(record, one.entity, one.start, one.end, f"its {one.role}")


def _quote(record: Record, item: str | None) -> Iterator[Reason]:
    for quote in record.quotes:
        if quote.id != item:
            continue
        cue = (quote.cue.lemma, quote.cue.text) if quote.cue else ()
        yield Reason("the quote", quote.rule, quote.id, cue)
        if quote.source is not None:
            place = (quote.source.start, quote.source.end)
            yield from _mention(record, quote.speaker, *place, "its speaker")
        yield from _time(record, quote.time, "its time")


def _time(record: Record, item: str | None, part: str = "the time") -> Iterator[Reason]:
    for time in record.times:
        if time.id == item:
            yield Reason(part, time.rule, time.id, (time.text,))


def _mention(
    record: Record, item: str | None, start: int, end: int, part: str
) -> Iterator[Reason]:
    """How an entity was found within a stretch of text."""
    for entity in record.entities:
        for one in entity.mentions:
            if entity.id == item and one.start < end and one.end > start:
                yield Reason(part, one.rule, entity.id, (one.text, entity.name))
                return


def _entity(record: Record, item: str) -> list[Reason]:
    """An entity has a reason for each rule that found one of its mentions or roles."""
    words: dict[str, dict[str, None]] = {}
    for entity in record.entities:
        if entity.id == item:
            for one in entity.mentions:
                words.setdefault(one.rule, {})[one.text] = None
            for role in entity.roles:
                words.setdefault(role.rule, {})[role.text] = None
    return [Reason("the entity", rule, item, tuple(told)) for rule, told in words.items()]


def item_ids(record: Record) -> list[str]:
    """Every id in a record."""
    several = (record.events, record.quotes, record.times, record.entities)
    return [one.id for items in several for one in items]


def rule_text(rule: str, own: Sequence[str] = ()) -> RuleText | None:
    """A rule as it stands in the built-in packs or in the user's own; None where none has it.

    Args:
        rule: id.
        own: the user's packs, or folders of them.

    Raises:
        PackError: if one of the user's packs is not there.
    """
    for path in (*pack_files(own), *sorted(BUILT_IN.rglob("*.yaml"))):
        raw = path.read_bytes()
        if rule.encode() not in raw:
            continue
        text = raw.decode("utf-8", "replace")
        try:
            tree, marks = read_yaml(text)
        except YamlFaultError:
            continue
        bounds = _bounds(rule, tree, marks, text.count("\n") + 1)
        if bounds is not None:
            lines = text.split("\n")[bounds[0] - 1 : bounds[1]]
            digest = hashlib.sha256(raw).hexdigest()
            return RuleText(rule, label(path), digest, bounds[0], _trimmed(lines))
    return None


def _bounds(
    rule: str, tree: Tree, marks: Mapping[TreePath, Mark], last: int
) -> tuple[int, int] | None:
    """First and last line of the mapping whose `id` this is."""
    for path in marks:
        if path and path[-1] == "id" and _value(tree, path) == rule:
            first = marks[path[:-1]].line
            after = (
                mark.line
                for other, mark in marks.items()
                if len(other) < len(path) and mark.line > first
            )
            return first, min(after, default=last + 1) - 1
    return None


def _value(tree: Tree, path: TreePath) -> object:
    for step in path:
        tree = tree[step]
    return tree


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """Without the blank and comment lines at the end, which belong to what follows."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith("#")):
        kept.pop()
    return tuple(line.rstrip() for line in kept)
