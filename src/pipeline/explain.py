"""Why an item is there: the rules behind it, as they stand in their packs.

Reads packs as text, so that it needs neither spaCy nor the rooms' schemas.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PackError
from pipeline.rules.load import BUILT_IN, label
from pipeline.rules.source import YamlFaultError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.records import Event, Record
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
    """A rule that had a part in an item, and which part: "trigger and type", "date", ..."""

    part: str
    rule: str
    item: str


def reasons(record: Record, item: str) -> list[Reason]:
    """Every rule that an item of a record rests on, its own first; empty for an unknown id."""
    for event in record.events:
        if event.id == item:
            cited = [(event.time.timex, "its time"), (event.attributed_to, "its attribution")]
            return [
                Reason("the event", event.rule, item),
                *_cited(record, cited),
                *_participants(record, event),
            ]
    for quote in record.quotes:
        if quote.id == item:
            cited = [(quote.speaker, "its speaker"), (quote.time, "its time")]
            return [Reason("the quote", quote.rule, item), *_cited(record, cited)]
    return _own(record, item, "")


def _cited(record: Record, cited: Sequence[tuple[str | None, str]]) -> Iterator[Reason]:
    for item, part in cited:
        if item is not None:
            yield from _own(record, item, part)


def _participants(record: Record, event: Event) -> Iterator[Reason]:
    """How the mentions were found that stand where the participants stand."""
    rules = {
        (entity.id, mention.start): mention.rule
        for entity in record.entities
        for mention in entity.mentions
    }
    for one in event.arguments:
        rule = rules.get((one.entity or "", one.start))
        if rule is not None:
            yield Reason(f"its {one.role}", rule, one.entity or "")


def _own(record: Record, item: str, part: str) -> list[Reason]:
    """An item's own rules; an entity has one for each way in which it was found."""
    for time in record.times:
        if time.id == item:
            return [Reason(part or "the time", time.rule, item)]
    for quote in record.quotes:
        if quote.id == item:
            return [Reason(part or "the quote", quote.rule, item)]
    for entity in record.entities:
        if entity.id == item:
            rules = [one.rule for one in entity.mentions] + [one.rule for one in entity.roles]
            return [Reason(part or "the entity", rule, item) for rule in dict.fromkeys(rules)]
    return []


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
    for path in (*_files(own), *sorted(BUILT_IN.rglob("*.yaml"))):
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


def _files(own: Sequence[str]) -> Iterator[Path]:
    for place in map(Path, own):
        if not place.exists():
            raise PackError("no such pack or folder", where=str(place), fix="check --rules")
        yield from sorted(place.rglob("*.yaml")) if place.is_dir() else [place]


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
