"""What is wrong with time rules that the schema allows: patterns that can never match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.rules.faults import near
from pipeline.rules.lint import fault_at, repeated_words, rules_of
from pipeline.times.pack import HolidayPack, TimePack, merged_slots
from pipeline.times.template import expand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.rules.load import Packs
    from pipeline.rules.source import Fault
    from pipeline.times.pack import TimeRule
    from pipeline.times.template import Step

# What the lexer makes of figures; words fill the slots that packs define.
FIGURES = frozenset(
    ["n", "day", "hour", "two_digits", "four_digits", "year", "dot_clock", "ordinal",
     "day_ordinal", "iso", "slash", "year_pair", "dots", "clock", "decade", "short_year",
     "number_word", "hour_word", "spoken_year", "half_day", "fiscal_short", "oclock",
     "short_period", "holiday", "number"]
)  # fmt: skip
MARKS = frozenset({",", ";", "-", "–", "'", "'s"})


def time_faults(packs: Packs[TimePack], loose: frozenset[str]) -> Iterator[Fault]:
    """Patterns that ask for what no text and no earlier stage gives.

    Args:
        packs: all of kind `times`.
        loose: slots that make no time expression by themselves.
    """
    rules: list[TimeRule] = [rule for rule in rules_of(packs) if rule.patterns]
    known = merged_slots(packs.packs)
    slots = set(known) | FIGURES
    telling = {
        word.lower()
        for slot in known.keys() - loose
        for words in known[slot].values()
        for word in words
    }
    telling |= {
        f"{{{slot}}}"  # a slot of everyday words, one of which tells: the ordinal "second"
        for slot in known.keys() & loose
        if any(word.lower() in telling for words in known[slot].values() for word in words)
    }
    wanted = _wanted(rules, packs)
    for rule in rules:
        if not rule.reading:
            fix = "say what the pattern means with `reading:`; docs/packs.md lists them"
            yield fault_at(packs, rule, ("patterns",), "has patterns but no `reading`", fix)
        built = {kind for one in rules if one.stage < rule.stage for kind in one.kind.split()}
        for number, template in enumerate(rule.patterns):
            sequences = expand(template)
            wrong = _never(sequences, slots | built, loose, telling) or _unread(
                rule, sequences, wanted.get(rule.reading)
            )
            if wrong:
                yield fault_at(packs, rule, ("patterns", number), *wrong)
    yield from _shadowed(packs, rules)


def _never(
    sequences: list[tuple[Step, ...]], slots: set[str], loose: frozenset[str], telling: set[str]
) -> tuple[str, str] | None:
    """Why a pattern can never match, and what to do; None where it can."""
    steps = [step for sequence in sequences for step in sequence]
    for step in steps:
        if step.slot and step.slot not in slots:
            what = f"can never match: nothing fills {{{step.slot}}} here"
            return what, near(step.slot, sorted(slots), "slots")[:400]
        literal = step.literal
        if literal and not literal[0].isalnum() and literal not in MARKS:
            what = f"can never match: {literal!r} is no word, and none of , ; - – ' 's"
            return what, "write words as in the text, slots as {slot}"
        if literal and not literal.isalpha() and literal not in MARKS:
            what = f"can never match: {literal!r} is read as several words"
            return what, "put spaces between words, figures and marks; figures go by slots"
    # Two number words in a row may be a time of day: "ten to two".
    if (
        not any(_tells(step, loose, telling) for step in steps)
        and max(map(_numbers, sequences)) < 2
    ):
        what = "can never match: it has no slot that only time expressions fill"
        return what, "put its telling word under `slots:` and name that slot, as {slot}"
    return None


def _tells(step: Step, loose: frozenset[str], telling: set[str]) -> bool:
    """Whether a step may make an expression of time out of everyday words."""
    if not step.slot:
        return step.literal in telling
    return step.slot not in loose or f"{{{step.slot}}}" in telling


def _numbers(sequence: tuple[Step, ...]) -> int:
    return sum(step.slot in {"hour_word", "number_word", "clock_minutes"} for step in sequence)


def _wanted(rules: list[TimeRule], packs: Packs[TimePack]) -> dict[str, frozenset[str]]:
    """The slots that each reading has in every pattern of the built-in packs."""
    out: dict[str, frozenset[str]] = {}
    for rule in rules:
        if packs.places[rule.id][0].own:
            continue
        for template in rule.patterns:
            for sequence in expand(template):
                names = frozenset(step.name for step in sequence if step.slot) | set(rule.set)
                out[rule.reading] = out.get(rule.reading, names) & names
    return out


def _unread(
    rule: TimeRule, sequences: list[tuple[Step, ...]], wanted: frozenset[str] | None
) -> tuple[str, str] | None:
    """Why a pattern cannot be read, and what to do: it lacks what the reading goes by."""
    for sequence in sequences:
        names = {step.name for step in sequence if step.slot} | set(rule.set)
        lacking = sorted((wanted or frozenset()) - names)
        if lacking:
            what = f"reading {rule.reading!r} goes by {lacking[0]!r}, which this pattern lacks"
            return what, f"name a slot so, as {{slot:{lacking[0]}}}, or give it under `set:`"
    return None


def _shadowed(packs: Packs[TimePack], rules: list[TimeRule]) -> Iterator[Fault]:
    """Rules whose every pattern is that of an earlier one that has no guard of its own."""
    taken: dict[tuple[object, ...], TimeRule] = {}
    for rule in rules:
        keys = [
            (rule.stage, *((step.slot, step.literal) for step in sequence))
            for template in rule.patterns
            for sequence in expand(template)
        ]
        over = [taken.get(key) for key in keys]
        if over[0] and all(one and set(one.guards) <= set(rule.guards) for one in over):
            first = over[0].id
            what = f"can never match: {first!r} ({packs.where[first]}) is asked before it"
            fix = f"give this rule that one's id, to take its place, or `disable: [{first}]`"
            yield fault_at(packs, rule, (), what, fix)
        for key in keys:
            taken.setdefault(key, rule)


def holiday_faults(packs: Packs[HolidayPack]) -> Iterator[Fault]:
    """Names of days that two rules have."""
    taken: dict[str, str] = {}
    for rule in rules_of(packs):
        yield from repeated_words(packs, rule, ("names",))
        for number, name in enumerate(rule.names):
            if taken.setdefault(name.lower(), rule.id) != rule.id:
                first = taken[name.lower()]
                what = f"{name!r} is a name of {first!r} ({packs.where[first]}) too"
                yield fault_at(packs, rule, ("names", number), what, f"`disable: [{first}]`")
