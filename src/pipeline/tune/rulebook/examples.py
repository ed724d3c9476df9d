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

    from pipeline.records import Event, Quote, Time
    from pipeline.rules.examples import Example, Tagged
    from pipeline.rules.schema import Rule

Spans = set[tuple[str, int, int]]


@dataclass(frozen=True)
class Item:
    """What a rule made: tagged spans, and the attributes that an example's tag may ask for."""

    spans: Spans
    attributes: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that a rule carries.

    Attributes:
        field: examples, counterexamples or todo; `number` is its place there.
        published: the day to read it with.
    """

    rule: str
    field: str
    number: int
    marked: str
    published: str

    @property
    def example(self) -> Example:
        """The plain text and what is marked."""
        return read_example(self.marked)

    @property
    def day(self) -> str | None:
        """The day that it comes with: none where the day must come out of the text."""
        dayless = any(tag.tag == "published" for tag in self.example.tagged)
        return None if dayless else self.published


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a sentence.

    Attributes:
        missing: marked stretches that no item of the rule has.
        items: what the rule made.
        why: it is not kept; "" if it is.
    """

    sentence: Sentence
    missing: tuple[Tagged, ...]
    items: tuple[Item, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Miss:
    """An example that a rule does not keep, and what was found in its place."""

    rule: str
    sentence: str
    why: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.why}\n  in: {self.sentence}"


Extract = Callable[[str, str | None], Record]


def sentences_of(rule: Rule, published: str) -> list[Sentence]:
    """Examples, counterexamples and known gaps of a rule, with the day of its pack."""
    return [
        Sentence(rule.id, field, number, marked, published)
        for field in ("examples", "counterexamples", "todo")
        for number, marked in enumerate(getattr(rule, field))
    ]


def check_rule(rule: Rule, published: str, extract: Extract) -> list[Miss]:
    """Every example and counterexample that the rule does not keep.

    Args:
        rule: with its sentences.
        published: publication day to read them with.
        extract: text and publication day in, record out, with everything written (`--all`).
    """
    out = []
    for sentence in sentences_of(rule, published):
        if sentence.field != "todo":
            record = extract(sentence.example.text, sentence.day)
            outcome = judged(sentence, found_by(rule.id, record, sentence))
            if outcome.why:
                out.append(Miss(rule.id, sentence.marked, outcome.why))
    return out


def found_by(rule: str, record: Record, sentence: Sentence) -> list[Item]:
    """What a rule made of a sentence; where that must tell the day, the day."""
    if sentence.day is not None:
        return list(items_of(record, rule))
    article = record.article
    first, last = article.published_window or (None, None)
    told = {"day": article.published, "first": first, "last": last}
    return [Item({("published", 0, len(record.text))}, told)]


def judged(sentence: Sentence, items: list[Item]) -> Outcome:
    """Whether a rule keeps a sentence, given what it made of it."""
    example = sentence.example
    if sentence.field == "counterexamples":
        found = "; ".join(_words(example.text, item) for item in items)
        why = f"fired on a counterexample: {found}" if items else ""
        return Outcome(sentence, (), tuple(items), why)
    missing = _missing(example, items)
    if not missing and items:
        return Outcome(sentence, (), tuple(items), "")
    return Outcome(sentence, tuple(missing), tuple(items), _why_missed(example, items, missing))


def items_of(record: Record, rule: str) -> Iterator[Item]:
    """All items of a record that cite a rule."""
    yield from (item for by, item in items_in(record) if by == rule)


def items_in(record: Record) -> Iterator[tuple[str, Item]]:
    """All items of a record, each with the id of its rule."""
    for entity in record.entities:
        for mention in entity.mentions:
            spans: Spans = {(mention.kind, mention.start, mention.end)}
            yield mention.rule, Item(spans, {"label": entity.label, "entity": entity.name})
        for role in entity.roles:
            yield role.rule, Item({("role", role.start, role.end)}, {"entity": entity.name})
    yield from ((time.rule, _time_item(time)) for time in record.times)
    yield from ((quote.rule, _quote_item(quote)) for quote in record.quotes)
    yield from ((event.rule, _event_item(event)) for event in record.events)


def _time_item(time: Time) -> Item:
    told = {
        "value": time.value,
        "type": time.type,
        "mod": time.mod,
        "begin": time.begin,
        "end": time.end_date,
    }
    return Item({("time", time.start, time.end)}, told)


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


def _missing(example: Example, items: list[Item]) -> list[Tagged]:
    """What is marked and was not found: in the best of the items, or, of names, in any."""
    wanted = list(example.tagged)
    if not items:
        return wanted
    if all(tag.tag in {"name", "nominal", "pronoun", "role", "block"} for tag in wanted):
        return [tag for tag in wanted if not any(_has(item, tag) for item in items)]
    best = min(items, key=lambda item: sum(not _has(item, tag) for tag in wanted))
    return [tag for tag in wanted if not _has(best, tag)]


def _why_missed(example: Example, items: list[Item], missing: list[Tagged]) -> str:
    if not items:
        return "found nothing"
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
