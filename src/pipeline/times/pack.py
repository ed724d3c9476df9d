"""What a times pack and a holidays pack hold."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.rules.schema import Pack, Rule

Stage = Literal[1, 2, 3, 4, 5]
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
        emit: whether the item is a time expression on its own, or only as part of a larger one.
        recorded: whether it is written without `--all`.
        regex: for steps that look for a wording outside the grammar.
    """

    stage: int = Field(default=1, ge=1, le=6)
    patterns: tuple[str, ...] = ()
    reading: str = ""
    kind: str = ""
    set: dict[str, str] = Field(default={})
    guards: tuple[str, ...] = ()
    emit: bool = True
    recorded: bool = True
    regex: tuple[str, ...] = ()


class TimePack(Pack):
    """Kind `times`: slots (value: words), word lists that the code asks for, and rules."""

    kind: Literal["times"]
    slots: SlotTable = Field(default={})
    words: dict[str, tuple[str, ...]] = Field(default={})
    rules: tuple[TimeRule, ...] = ()


class HolidayRule(Rule):
    """A day that has a name.

    `on` is "12-25", "4th thursday of 11", "last monday of 5", "monday before 5-25" or
    "easter-2"; see `pipeline.times.holidays`.
    """

    names: tuple[str, ...] = Field(min_length=1)
    on: str


class HolidayPack(Pack):
    """Kind `holidays`."""

    kind: Literal["holidays"]
    rules: tuple[HolidayRule, ...] = ()
