"""Run the examples of rules: each must be found by that rule, with those spans.

A rule's example is read with the publication day of its pack. All tags of an example must be
parts of one item that cites the rule; for entities, whose tags are mentions and roles, each tag
is an item of its own. A counterexample must yield no item that cites the rule. An example
tagged `<published day="..." first="..." last="...">` is read without its day, which must come
of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.records import Record
from pipeline.rules.examples import read_example

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.records import Event, Quote
    from pipeline.rules.examples import Example, Tagged
    from pipeline.rules.schema import Rule

Spans = set[tuple[str, int, int]]


@dataclass(frozen=True)
class Item:
    """What a rule made: tagged spans, and the attributes that an example's tag may ask for."""

    spans: Spans
    attributes: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Miss:
    """An example that a rule does not keep, and what was found in its place."""

    rule: str
    sentence: str
    why: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.why}\n  in: {self.sentence}"


Extract = Callable[[str, str | None], Record]


def check_rule(rule: Rule, published: str, extract: Extract) -> list[Miss]:
    """Every example and counterexample that the rule does not keep.

    Args:
        rule: with its sentences.
        published: publication day to read them with.
        extract: text and publication day in, record out, with everything written (`--all`).
    """
    out = []
    for sentence in rule.examples:
        example = read_example(sentence)
        items = list(_items(rule, example, published, extract))
        why = _why_missed(example, items)
        if why:
            out.append(Miss(rule.id, sentence, why))
    for sentence in rule.counterexamples:
        example = read_example(sentence)
        items = list(items_of(extract(example.text, published), rule.id))
        if items:
            found = "; ".join(_words(example.text, item) for item in items)
            out.append(Miss(rule.id, sentence, f"fired on a counterexample: {found}"))
    return out


def _items(rule: Rule, example: Example, published: str, extract: Extract) -> Iterator[Item]:
    if not any(tag.tag == "published" for tag in example.tagged):
        yield from items_of(extract(example.text, published), rule.id)
        return
    article = extract(example.text, None).article
    first, last = article.published_window or (None, None)
    told = {"day": article.published, "first": first, "last": last}
    yield Item({("published", 0, len(example.text))}, told)


def items_of(record: Record, rule: str) -> Iterator[Item]:
    """All items of a record that cite a rule."""
    for entity in record.entities:
        for mention in entity.mentions:
            if mention.rule == rule:
                yield Item(
                    {(mention.kind, mention.start, mention.end)},
                    {"label": entity.label, "entity": entity.name},
                )
        for role in entity.roles:
            if role.rule == rule:
                yield Item({("role", role.start, role.end)}, {"entity": entity.name})
    for time in record.times:
        if time.rule == rule:
            yield Item(
                {("time", time.start, time.end)},
                {
                    "value": time.value,
                    "type": time.type,
                    "mod": time.mod,
                    "begin": time.begin,
                    "end": time.end_date,
                },
            )
    yield from (_quote_item(quote) for quote in record.quotes if quote.rule == rule)
    yield from (_event_item(event) for event in record.events if event.rule == rule)


def _quote_item(quote: Quote) -> Item:
    spans = {("content", piece.start, piece.end) for piece in quote.content}
    for tag, piece in (("cue", quote.cue), ("source", quote.source)):
        if piece is not None:
            spans.add((tag, piece.start, piece.end))
    return Item(spans, {"kind": quote.kind, "stance": quote.stance})


def _event_item(event: Event) -> Item:
    spans = {(argument.role, argument.start, argument.end) for argument in event.arguments}
    spans.add(("trigger", event.trigger.start, event.trigger.end))
    return Item(
        spans,
        {
            "type": event.type,
            "mode": event.mode,
            "begin": event.time.begin,
            "end": event.time.end,
            "polarity": event.polarity,
            "modality": event.modality,
        },
    )


def _why_missed(example: Example, items: list[Item]) -> str:
    """Why an example is not kept; "" if it is."""
    if not items:
        return "found nothing"
    wanted = list(example.tagged)
    if all(tag.tag in {"name", "nominal", "pronoun", "role"} for tag in wanted):
        missing = [tag for tag in wanted if not any(_has(item, tag) for item in items)]
    else:
        best = min(items, key=lambda item: sum(not _has(item, tag) for tag in wanted))
        missing = [tag for tag in wanted if not _has(best, tag)]
    if not missing:
        return ""
    wants = ", ".join(
        f"<{tag.tag}{tag.attributes or ''}> {example.text[tag.start : tag.end]!r}"
        for tag in missing
    )
    found = "; ".join(_words(example.text, item) for item in items)
    return f"wants {wants}; found {found}"


def _has(item: Item, tag: Tagged) -> bool:
    if (tag.tag, tag.start, tag.end) not in item.spans:
        return False
    return all(
        (item.attributes.get(key) or "") == value for key, value in tag.attributes.items()
    )


def _words(text: str, item: Item) -> str:
    spans = ", ".join(
        f"<{tag}> {text[start:end]!r}"
        for tag, start, end in sorted(item.spans, key=lambda s: s[1])
    )
    told = {key: value for key, value in item.attributes.items() if value is not None}
    return f"{spans} {told}"
