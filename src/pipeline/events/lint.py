"""What is wrong with event rules that the schema allows: types, lists and places unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.events.lexicon import Entry, Lexicon, declared
from pipeline.rules.faults import near
from pipeline.rules.lint import fault_at, repeated_words, rules_of
from pipeline.rules.source import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.events.pack import EventPack, EventRule, EventType
    from pipeline.rules.load import Packs
    from pipeline.rules.source import Path

PLACES = (
    "subject", "object", "indirect", "complement", "possessor", "modifier", "attribute",
    "measure", "sentence", "clause", "article", "infinitive", "content", "claim", "when",
    "clause_object", "negated", "future", "owner", "deep",
)  # fmt: skip
PREPOSITIONS = frozenset(
    ["aboard", "about", "above", "across", "after", "against", "ahead", "along", "alongside",
     "amid", "among", "apart", "around", "as", "aside", "at", "away", "back", "because",
     "before", "behind", "between", "beyond", "by", "despite", "down", "during", "for",
     "forward", "from", "in", "inside", "into", "like", "near", "of", "off", "on", "onto",
     "out", "outside", "over", "past", "per", "since", "than", "that", "through",
     "throughout", "to", "together", "toward", "towards", "under", "until", "up", "upon",
     "via", "with", "within", "without"]
)  # fmt: skip
LABELS = (
    "PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART",
    "HUMAN", "MONEY", "PERCENT", "CARDINAL", "QUANTITY", "DATE", "TIME", "ORDINAL", "LANGUAGE",
)  # fmt: skip
_TRIGGERS = ("verbs", "nouns", "adjectives")


def event_faults(packs: Packs[EventPack]) -> Iterator[Fault]:
    """Types and modes that no pack declares, lists that none has, rules in a shadow."""
    types = declared(packs.packs)
    lists = {name for pack in packs.packs for name in pack.lists}
    for rule in rules_of(packs):
        yield from repeated_words(packs, rule, _TRIGGERS)
        yield from _type(packs, rule, types)
        yield from _places(packs, rule)
        for path, one in _conditions(rule):
            yield from _condition(packs, rule, path, one, lists)
    yield from _shadowed(packs)


def _type(
    packs: Packs[EventPack], rule: EventRule, types: Mapping[str, EventType]
) -> Iterator[Fault]:
    if rule.type is None:
        return
    if rule.type not in types:
        fix = f"{near(rule.type, sorted(types), 'types')} Else declare it under `types:`."
        yield fault_at(packs, rule, ("type",), f"no pack declares the type {rule.type!r}", fix)
        return
    modes = types[rule.type].modes
    if rule.mode is not None and rule.mode not in modes:
        what = f"{rule.type} has no mode {rule.mode!r}"
        told = near(rule.mode, list(modes), "its modes") if modes else "it has none"
        yield fault_at(
            packs, rule, ("mode",), what, f"{told} Else declare {rule.type} anew with it."
        )


def _places(packs: Packs[EventPack], rule: EventRule) -> Iterator[Fault]:
    """Places that no clause has."""
    for field in ("needs", "unless"):
        for key in getattr(rule, field):
            for place in key.split("|"):
                if not _is_place(place):
                    fix = near(place, list(PLACES), "prepositions, or")
                    yield fault_at(packs, rule, (field, key), f"no place {place!r}", fix)
    for field in ("actor", "recipient"):
        for number, place in enumerate(getattr(rule, field) or ()):
            if not _is_place(place):
                fix = near(place, list(PLACES), "prepositions, or")
                yield fault_at(packs, rule, (field, number), f"no place {place!r}", fix)


def _is_place(place: str) -> bool:
    return place in PLACES or place in PREPOSITIONS


def _conditions(rule: EventRule) -> Iterator[tuple[Path, str]]:
    for field in ("needs", "unless"):
        for key, words in getattr(rule, field).items():
            for number, word in enumerate(words):
                yield (field, key, number), word


def _condition(
    packs: Packs[EventPack], rule: EventRule, path: Path, word: str, lists: set[str]
) -> Iterator[Fault]:
    """A word of a condition that can never hold."""
    if word.startswith("@") and word[1:] not in lists:
        fix = near(word, [f"@{name}" for name in sorted(lists)], "lists")[:300]
        yield fault_at(packs, rule, path, f"no pack has the list {word!r}", fix)
    elif word.isupper() and word not in LABELS and len(word) > 1:
        fix = f"{near(word, list(LABELS), 'labels')}; words are in small letters"
        yield fault_at(packs, rule, path, f"no label {word!r}", fix)
    elif word != word.lower() and not word.isupper() and not word.startswith("@"):
        what = f"{word!r} can never match: lemmas are in small letters"
        yield fault_at(packs, rule, path, what, f"write {word.lower()!r}")


def _shadowed(packs: Packs[EventPack]) -> Iterator[Fault]:
    """Rules before each of whose triggers another, that asks no more, is asked."""
    lexicon = Lexicon(packs)
    before: dict[str, list[str | None]] = {}
    for table in (lexicon.verbs, lexicon.nouns, lexicon.adjectives):
        for entries in table.values():
            for number, entry in enumerate(entries):
                over = _over(entry, entries[:number])
                before.setdefault(entry.rule.id, []).append(over)
    for rule in rules_of(packs):
        found = before.get(rule.id, [])
        if found and all(found):
            first = found[0]
            what = f"can never match: {first!r} ({packs.where[str(first)]}) is asked before it"
            fix = f"give it a condition under `needs:`, or `disable: [{first}]`"
            yield fault_at(packs, rule, (), what, fix)


def _over(entry: Entry, earlier: Sequence[Entry]) -> str | None:
    """The rule that is asked before an entry, of the same words, and asks no more than it."""
    for other in earlier:
        if (
            other.rule is not entry.rule
            and set(other.extra) <= set(entry.extra)
            and all(need in entry.needs for need in other.needs)
            and all(need in entry.unless for need in other.unless)
        ):
            return other.rule.id
    return None
