"""What a times pack and a holidays pack hold."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Literal

from pydantic import Field, ValidationInfo, field_validator

from pipeline.records import TimexMod
from pipeline.rules.regex import Budget, Regex
from pipeline.rules.schema import Pack, Rule
from pipeline.times.guards import GUARDS
from pipeline.times.holidays import holiday_days
from pipeline.times.readings import READINGS
from pipeline.times.template import expand
from pipeline.times.told import EVENT_READING

if TYPE_CHECKING:
    from collections.abc import Iterable

SlotTable = dict[str, dict[str, tuple[str, ...]]]


class TimeRule(Rule):
    """Patterns with one reading; or, without patterns, a step of the code that can be named.

    Attributes:
        stage: patterns of a stage see the items that earlier stages built.
        patterns: templates of `{slot}`, `{slot:name}`, `{KIND}`, words, `[optional]` and
            `(this|that)`; see `pipeline.times.template`.
        reading: what the pattern means; a key of `pipeline.times.readings.READINGS`.
        kind: the slots that later stages see the item as.
        set: slots with a fixed value.
        guards: names of `pipeline.times.guards.GUARDS`; all must agree.
        recorded: whether it is written without `--all`.
        regex: for steps that look for a wording outside the grammar.
    """

    stage: int = Field(default=1, ge=1, le=6)
    patterns: tuple[str, ...] = ()
    reading: str = ""
    kind: str = ""
    set: dict[str, str] = Field(default={})
    guards: tuple[str, ...] = ()
    recorded: bool = True
    regex: tuple[Regex, ...] = ()

    @field_validator("patterns")
    @classmethod
    def _readable(cls, patterns: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        budget = Budget.of(info)
        for template in patterns:
            if budget.sequences <= 0:
                msg = "the patterns of this pack stand for too many sequences; split the pack"
                raise ValueError(msg)
            budget.sequences -= len(expand(template))
        return patterns

    @field_validator("reading")
    @classmethod
    def _known_reading(cls, reading: str) -> str:
        if reading and reading not in {*READINGS, EVENT_READING}:
            raise ValueError(_unknown("reading", reading, READINGS))
        return reading

    @field_validator("guards")
    @classmethod
    def _known_guards(cls, guards: tuple[str, ...]) -> tuple[str, ...]:
        for name in guards:
            if name not in GUARDS:
                raise ValueError(_unknown("guard", name, GUARDS))
        return guards


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"no {kind} {name!r}{hint}"


class TimePack(Pack):
    """Kind `times`: slots (value: words), word lists that the code asks for, and rules.

    `modifiers`: TIMEX3 mods, and the words before an expression, outside its span, that give it
    one ("more than" two decades). `addresses`: patterns of a line that is a page's address,
    with groups `year`, `month` and `day`.
    """

    kind: Literal["times"]
    slots: SlotTable = Field(default={})
    words: dict[str, tuple[str, ...]] = Field(default={})
    modifiers: dict[TimexMod, tuple[str, ...]] = Field(default={})
    addresses: tuple[Regex, ...] = ()
    rules: tuple[TimeRule, ...] = ()


def merged_slots(packs: Iterable[TimePack]) -> SlotTable:
    """The slots of all packs; a later pack adds words to an earlier one's."""
    slots: SlotTable = {}
    for pack in packs:
        for slot, values in pack.slots.items():
            words = slots.setdefault(slot, {})
            for value, more in values.items():
                words[value] = (*words.get(value, ()), *more)
    return slots


def merged_words(packs: Iterable[TimePack]) -> dict[str, frozenset[str]]:
    """The word lists of all packs; a later pack adds to an earlier one's."""
    words: dict[str, frozenset[str]] = {}
    for pack in packs:
        for name, more in pack.words.items():
            words[name] = words.get(name, frozenset()) | frozenset(more)
    return words


def merged_modifiers(packs: Iterable[TimePack]) -> dict[str, str]:
    """The mod that each modifying phrase gives, longest phrase first."""
    found = {
        phrase: mod
        for pack in packs
        for mod, phrases in pack.modifiers.items()
        for phrase in phrases
    }
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


class HolidayRule(Rule):
    """A day that has a name.

    `on` is "12-25", "4th thursday of 11", "last monday of 5", "monday before 5-25",
    "easter-2", "passover for 8" and more; see `pipeline.times.holidays`.
    """

    names: tuple[str, ...] = Field(min_length=1)
    on: str

    @field_validator("on")
    @classmethod
    def _on_a_day(cls, on: str) -> str:
        holiday_days(on, 2024)
        return on


class HolidayPack(Pack):
    """Kind `holidays`."""

    kind: Literal["holidays"]
    rules: tuple[HolidayRule, ...] = ()
