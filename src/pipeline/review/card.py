"""An item as a card: who, what, when, where, according to whom, and why it is there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.decisions.items import items
from pipeline.explain import reasons
from pipeline.records import Event
from pipeline.review.entries import handle_of
from pipeline.review.pane import ROLES
from pipeline.writers import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.decisions.items import Item
    from pipeline.decisions.model import Decision
    from pipeline.records import Argument, Quote, Record
    from pipeline.review.looked import Looked
    from pipeline.review.why import Rules
    from pipeline.writers.words import Lookup

_HEADS = {
    "actor": "who",
    "recipient": "to whom",
    "location": "where",
    "theme": "what of",
}
_DONE = {
    "accept": "accepted", "reject": "rejected", "edit": "corrected", "skip": "skipped",
    "add": "added", "note": "noted",
}  # fmt: skip
_UNSAID = {"held to be": "asserted"}  # what is so where no line says anything
_MANY = 3  # words of a reason that are told


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a card.

    Attributes:
        head: what it tells: "who", "when", ...
        kind: of the evidence in the text, for its colour; "" where it has none.
        value: in a few words.
        detail: more of it: how a date was come by, the words that stand for a name.
        was: the value before a reviewer changed it; "" where it is as extracted.
    """

    head: str
    kind: str
    value: str
    detail: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """A rule that had a part in the item."""

    part: str
    rule: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a reviewer did, in words."""

    who: str
    done: str
    at: str
    more: str
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """All that is told of an item.

    Attributes:
        head: its trigger, or who speaks.
        kind: of the item.
        type: of an event, with its mode; of a quote its kind and stance.
        flags: what keeps it from being a plain fact.
        said: the words of a quote.
        confidence: per cent, None for a quote.
        quoted: handle of the quote that an event stands in.
    """

    head: str
    kind: str
    type: str
    flags: tuple[str, ...]
    said: str
    confidence: int | None
    facts: tuple[Fact, ...]
    why: tuple[Why, ...]
    history: tuple[Said, ...]
    quoted: str = ""


def card(looked: Looked, rules: Rules) -> Card:
    """The card of an item."""
    look = words.Lookup(looked.record)
    shown = looked.shown
    facts = tuple(_facts(shown, look))
    if looked.item is not None and shown != looked.item:
        facts = tuple(_compared(facts, list(_facts(looked.item, look))))
    return Card(
        head=shown.trigger.text if isinstance(shown, Event) else look.speaker(shown)[0],
        kind=looked.row.kind,
        type=_type(shown),
        flags=tuple(words.reservations(shown)) if isinstance(shown, Event) else (),
        said="" if isinstance(shown, Event) else words.content(shown),
        confidence=_per_cent(looked.row.confidence),
        facts=facts,
        why=tuple(_why(looked, rules)),
        history=tuple(_history(looked)),
        quoted=_quoted(shown, looked.record),
    )


def _type(item: Item) -> str:
    if isinstance(item, Event):
        return (item.type or "untyped") + (f" · {item.mode}" if item.mode else "")
    return f"{item.kind} · {item.stance}"


def _per_cent(confidence: float | None) -> int | None:
    return None if confidence is None else round(100 * confidence)


def _facts(item: Item, look: Lookup) -> Iterator[Fact]:
    if isinstance(item, Event):
        yield from _event(item, look)
    else:
        yield from _quote(item, look)


def _event(event: Event, look: Lookup) -> Iterator[Fact]:
    for role in ROLES[:2]:
        yield from _participants(words.arguments(event, role), role, look)
    yield Fact("did", "trigger", event.trigger.text, _type(event))
    rest = [one for one in event.arguments if one.role not in ROLES[:2]]
    for role in dict.fromkeys(one.role for one in rest):
        yield from _participants([one for one in rest if one.role == role], role, look)
    yield _when(event, look)
    quote = look.quotes.get(event.attributed_to or "")
    if quote is not None:
        name, said = look.speaker(quote)
        cue = f"“{quote.cue.text}”" if quote.cue else ""
        yield Fact("according to", "source", name, ", ".join(filter(None, [said, cue])))
    else:
        yield Fact("according to", "", "the article itself")
    if event.modality != "asserted" or event.polarity != "positive":
        yield Fact("held to be", "", ", ".join(words.reservations(event)))


def _participants(several: Sequence[Argument], role: str, look: Lookup) -> Iterator[Fact]:
    for one in several:
        name, said = look.named(one.entity, one.text)
        kind = role if role in ROLES else "theme"
        yield Fact(_HEADS.get(role, role), kind, name, f"“{said}”" if said else "")


def _when(event: Event, look: Lookup) -> Fact:
    told = words.when(event.time)
    one_day = event.time.begin if event.time.begin == event.time.end else None
    if told and one_day:
        told = f"{words.weekday(one_day)} {told}"
    how = words.how_dated(event, look)
    return Fact("when", "time" if event.time.timex else "", told or "undated", how)


def _quote(quote: Quote, look: Lookup) -> Iterator[Fact]:
    name, said = look.speaker(quote)
    yield Fact("speaker", "source", name, f"“{said}”" if said else "")
    entity = look.entities.get(quote.speaker or "")
    if entity is not None and entity.roles:
        yield Fact("who is", "", "; ".join(dict.fromkeys(role.text for role in entity.roles)))
    if quote.cue is not None:
        yield Fact("in the words", "cue", f"“{quote.cue.text}”", quote.stance)
    time = look.times.get(quote.time or "")
    if time is not None:
        yield Fact("when", "time", time.text, time.value)
    outer = look.quotes.get(quote.within or "")
    if outer is not None:
        yield Fact("within", "", f"what {look.speaker(outer)[0]} said")


def _compared(now: Sequence[Fact], before: Sequence[Fact]) -> Iterator[Fact]:
    """Facts, each with what it was where a reviewer changed it."""
    old: dict[str, list[Fact]] = {}
    for one in before:
        old.setdefault(one.head, []).append(one)
    for one in now:
        was = old.get(one.head, [])
        same = next((each for each in was if each == one), None)
        first = same or (was[0] if was else None)
        if first is not None:
            was.remove(first)
        told = "" if same else (_told(first) if first else _UNSAID.get(one.head, "nothing"))
        yield replace(one, was=told)
    for several in old.values():
        for one in several:
            yield Fact(
                one.head, "", "nobody" if one.kind in ROLES else "nothing", was=_told(one)
            )


def _told(fact: Fact) -> str:
    return f"{fact.value}, {fact.detail}" if fact.detail else fact.value


def _quoted(item: Item, record: Record) -> str:
    """The handle of the quote that an event is attributed to."""
    if not isinstance(item, Event) or item.attributed_to is None:
        return ""
    found = (str(key) for key, one in items(record) if one.id == item.attributed_to)
    return handle_of(next(found, "")) if item.attributed_to else ""


def _why(looked: Looked, rules: Rules) -> Iterator[Why]:
    if looked.item is None:
        return
    for one in reasons(looked.record, looked.item.id):
        met = ", ".join(
            f"“{' '.join(word.split())}”" for word in dict.fromkeys(one.words[-_MANY:])
        )
        yield Why(one.part, one.rule, rules.place(one.rule), met)


def _history(looked: Looked) -> Iterator[Said]:
    every = [*looked.standing.verdicts, *looked.standing.notes, *looked.outdated]
    for one in sorted(every, key=lambda decision: (decision.at, decision.id)):
        yield said(one, is_outdated=one in looked.outdated)


def said(decision: Decision, *, is_outdated: bool = False) -> Said:
    """A decision in words."""
    more = [decision.reason, decision.note, "all like this" if decision.batch else None]
    return Said(
        decision.reviewer,
        _DONE[decision.action],
        f"{words.day(decision.at[:10])}, {decision.at[11:16]} UTC",
        "; ".join(filter(None, more)),
        is_outdated,
    )
