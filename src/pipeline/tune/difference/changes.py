"""What differs between two records of one article: gained, lost and changed items, in words.

Items are paired by where they stand in the text, never by id: the same place first, then the
places that share most. A pair that says the same (see `facts`) is no change.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pipeline.evaluate.matching import paired
from pipeline.tune.difference import facts as fact
from pipeline.tune.difference.facts import RULE, Facts
from pipeline.writers.words import Lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from pipeline.records import Entity, Event, Mention, Record, Span

Sort = Literal["gained", "lost", "changed"]
Layer = Literal["events", "quotes", "times", "entities", "mentions", "articles"]
LAYERS: tuple[Layer, ...] = ("events", "quotes", "times", "entities", "mentions", "articles")
MARKS: dict[Sort, str] = {"gained": "+", "lost": "-", "changed": "~"}
Item = TypeVar("Item")
_SAME = 1e6  # above every overlap in characters


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that an item says otherwise now; "" where it says nothing."""

    name: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.name} {self.before or 'none'} → {self.after or 'none'}"


@dataclass(frozen=True, slots=True)
class Change:
    """An item that is there on one side only, or says something else.

    Attributes:
        item: its id in the newer record, of a lost one in the older; "" for mentions.
        words: of the text, short, in quotation marks.
        says: what it says, in words; of a changed one, as it is now.
        parts: what changed; empty for gained and lost ones.
        rules: that had a part in it, the likeliest cause first.
        context: the article's words before it, its own, and those after it.
        start: where it stands in the text.
    """

    article: str
    layer: Layer
    sort: Sort
    item: str
    words: str
    says: str
    parts: tuple[Part, ...]
    rules: tuple[str, ...]
    context: tuple[str, str, str]
    start: int

    def __str__(self) -> str:
        """In one line: ev3 “expelled”: type SANCTION → COERCE."""
        head = f"{self.item} {self.words}".strip()
        what = "; ".join(map(str, self.parts)) if self.parts else self.says
        return f"{head}: {what}" if what else head


@dataclass(frozen=True, slots=True)
class _Told:
    """An item as it is compared: where it stands, what it says, the rules behind it."""

    id: str
    spans: tuple[Span, ...]
    facts: Facts
    words: str
    rules: tuple[str, ...]


def changes(old: Record, new: Record) -> list[Change]:
    """Everything that differs, layer by layer, in text order."""
    before, after = Lookup(old), Lookup(new)
    out: list[Change] = []
    for layer in _differing(old, new):
        out += _layer(layer, _LAYERS[layer](before), _LAYERS[layer](after), old, new)
    if old.entities != new.entities:
        out += _mentions(before, after)
    return [*out, *_article(old, new)]


def _differing(old: Record, new: Record) -> list[Layer]:
    """The layers that can say something else: a quote does if whom it cites does."""
    entities, times = old.entities != new.entities, old.times != new.times
    quotes = entities or times or old.quotes != new.quotes
    told: dict[Layer, bool] = {
        "events": True,
        "quotes": quotes,
        "times": times or any(time.anchor not in (None, "dct") for time in new.times),
        "entities": entities,
    }
    return [layer for layer, differs in told.items() if differs]


def _without_same(
    ours: Sequence[_Told], theirs: Sequence[_Told]
) -> tuple[list[_Told], list[_Told]]:
    """The items that are not just the same on both sides, in place and in words."""
    counts = Counter(map(_whole, theirs))
    left = []
    for one in ours:
        if counts[_whole(one)]:
            counts[_whole(one)] -= 1
        else:
            left.append(one)
    rest = []
    for one in theirs:
        if counts[_whole(one)]:
            counts[_whole(one)] -= 1
            rest.append(one)
    return left, rest


def _whole(one: _Told) -> tuple[object, ...]:
    return (*_places(one), *one.facts.items())


def _layer(
    layer: Layer, ours: Sequence[_Told], theirs: Sequence[_Told], old: Record, new: Record
) -> list[Change]:
    ours, theirs = _without_same(ours, theirs)
    pairs = paired(ours, theirs, _likeness)
    found = [_lost(layer, one, old) for i, one in enumerate(ours) if i not in pairs]
    kept = set(pairs.values())
    found += [_gained(layer, one, new) for j, one in enumerate(theirs) if j not in kept]
    for i, j in pairs.items():
        if ours[i].facts != theirs[j].facts:
            found.append(_changed(layer, ours[i], theirs[j], new))
    return sorted(found, key=lambda one: (one.start, one.item))


def _likeness(one: _Told, other: _Told) -> float:
    """How sure it is that two items are the same one: by the characters that they share."""
    if _places(one) == _places(other):
        return _SAME + (one.facts == other.facts)
    return sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one.spans
        for b in other.spans
    )


def _places(one: _Told) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in one.spans]


def _gained(layer: Layer, one: _Told, record: Record) -> Change:
    return _one(layer, "gained", one, record)


def _lost(layer: Layer, one: _Told, record: Record) -> Change:
    return _one(layer, "lost", one, record)


def _changed(layer: Layer, was: _Told, one: _Told, record: Record) -> Change:
    names = dict.fromkeys([*was.facts, *one.facts])
    parts = tuple(
        Part(name, was.facts.get(name, ""), one.facts.get(name, ""))
        for name in names
        if was.facts.get(name) != one.facts.get(name)
    )
    both = replace(one, rules=tuple(dict.fromkeys([*one.rules, *was.rules])))
    return replace(_one(layer, "changed", both, record), parts=parts)


def _one(layer: Layer, sort: Sort, one: _Told, record: Record) -> Change:
    own = {"trigger", "content", "words", "name"}  # told by `words` already
    says = fact.told({name: value for name, value in one.facts.items() if name not in own})
    around = fact.context(record, one.spans)
    start = min(span.start for span in one.spans)
    return Change(
        record.article.id, layer, sort, one.id, one.words, says, (), one.rules, around, start
    )


def _events(look: Lookup) -> list[_Told]:
    return [
        _Told(
            one.id,
            (one.trigger,),
            fact.event_facts(one, look),
            fact.marked(one.trigger.text),
            _event_rules(one, look),
        )
        for one in look.events.values()
    ]


def _event_rules(event: Event, look: Lookup) -> tuple[str, ...]:
    """The event's own rule, then those of what it is made of."""
    time = look.times.get(event.time.timex or "")
    quote = look.quotes.get(event.attributed_to or "")
    spoken = [one.rule for one in (time, quote) if one is not None]
    return tuple(dict.fromkeys([event.rule, *spoken]))


def _quotes(look: Lookup) -> list[_Told]:
    return [
        _Told(
            one.id,
            tuple(one.content),
            fact.quote_facts(one, look),
            fact.marked(one.content[0].text),
            (one.rule, *(t.rule for t in [look.times.get(one.time or "")] if t)),
        )
        for one in look.quotes.values()
    ]


def _times(look: Lookup) -> list[_Told]:
    return [
        _Told(one.id, (one,), fact.time_facts(one, look), fact.marked(one.text), (one.rule,))
        for one in look.times.values()
    ]


def _entities(look: Lookup) -> list[_Told]:
    return [
        _Told(
            one.id,
            tuple(one.mentions),
            fact.entity_facts(one),
            one.name,
            tuple(
                dict.fromkeys([*(r.rule for r in one.roles), *(m.rule for m in one.mentions)])
            ),
        )
        for one in look.entities.values()
    ]


_LAYERS: dict[Layer, Callable[[Lookup], list[_Told]]] = {
    "events": _events,
    "quotes": _quotes,
    "times": _times,
    "entities": _entities,
}


def _mentions(before: Lookup, after: Lookup) -> Iterator[Change]:
    """Places that refer to somebody else now, or to nobody, of entities on both sides."""
    same = _same_entities(list(before.entities.values()), list(after.entities.values()))
    back = {new: old for old, new in same.items()}
    ours = _places_of(before.entities.values(), same.keys())
    theirs = _places_of(after.entities.values(), back.keys())
    for place in sorted({*ours, *theirs}):
        was, now = ours.get(place), theirs.get(place)
        if was and now and same[was[1].id] == now[1].id and was[0].kind == now[0].kind:
            continue
        mention = (now or was or _never())[0]
        record = (after if now else before).record
        names = tuple(Facts() if one is None else _refers(*one) for one in (was, now))
        told = [_Told("", (mention,), f, fact.marked(mention.text), _rule(f)) for f in names]
        if was and now:
            yield _changed("mentions", told[0], told[1], record)
        else:
            yield (_gained if now else _lost)("mentions", told[1 if now else 0], record)


def _same_entities(ours: Sequence[Entity], theirs: Sequence[Entity]) -> dict[str, str]:
    """Which entity of the newer record is which of the older: those that share most places."""

    def places(one: Entity) -> frozenset[tuple[int, int]]:
        return frozenset((mention.start, mention.end) for mention in one.mentions)

    exact = {places(one): one.id for one in theirs}
    same = {one.id: exact[own] for one in ours if (own := places(one)) in exact}
    taken = set(same.values())
    left = [one for one in ours if one.id not in same]
    rest = [one for one in theirs if one.id not in taken]
    pairs = paired(left, rest, lambda one, other: len(places(one) & places(other)))
    return same | {left[i].id: rest[j].id for i, j in pairs.items()}


def _places_of(
    entities: Collection[Entity], ids: Collection[str]
) -> dict[tuple[int, int], tuple[Mention, Entity]]:
    return {
        (mention.start, mention.end): (mention, entity)
        for entity in entities
        if entity.id in ids
        for mention in entity.mentions
    }


def _refers(mention: Mention, entity: Entity) -> Facts:
    return fact.mention_facts(mention, entity.name)


def _rule(facts: Facts) -> tuple[str, ...]:
    return (facts[RULE],) if RULE in facts else ()


def _never() -> Any:  # noqa: ANN401  (not reached)
    msg = "a place of neither record"
    raise ValueError(msg)


def _article(old: Record, new: Record) -> Iterator[Change]:
    """The publication day."""
    was, now = fact.article_facts(old.article), fact.article_facts(new.article)
    if was != now:
        parts = tuple(Part(name, was[name], now[name]) for name in now)
        nowhere = ("", "", "")
        yield Change(
            new.article.id, "articles", "changed", "", "article", "", parts, (), nowhere, 0
        )
