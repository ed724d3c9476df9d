"""Expressions one after the other put on the calendar, each in the light of those before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.annotations import Timex
from pipeline.times.anchor import Known
from pipeline.times.following import LOOK, ended_quarter, with_day
from pipeline.times.readings import resolve
from pipeline.times.told import EVENT_READING, by_event
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pipeline.times.anchor import Context, Setting
    from pipeline.times.grammar import Reading
    from pipeline.times.sight import Sight

FISCAL_RULE = "time.fiscal_start"
COMPARED = frozenset({"ago", "earlier"})


class Placer:
    """Holds what the text has named so far. One per article."""

    def __init__(
        self,
        sight: Sight,
        context: Context,
        *,
        yearly: Mapping[int, int],
        vague: Collection[str],
        modifiers: Mapping[str, str],
    ) -> None:
        """Begin at the start of an article.

        Args:
            sight: of its Doc.
            context: with publication day and fiscal year.
            yearly: offsets of months that stand for every such month, with their numbers.
            vague: ids of rules whose items are not recorded by default.
            modifiers: the mod that each phrase before an expression gives.
        """
        self._sight, self._context = sight, context
        self._yearly, self._vague, self._modifiers = yearly, vague, modifiers
        self._known: list[Known] = []
        self._explicit: set[str | None] = set()
        self._out: list[Timex] = []

    def place(self, readings: Sequence[Reading]) -> list[Timex]:
        """The time expressions, in text order; those that mean nothing are left out."""
        for number, reading in enumerate(readings):
            behind = readings[number + 1 : number + 1 + LOOK]
            setting = self._sight.setting(reading.start, reading.end)
            found, answer = self._meaning(reading, behind, setting)
            if answer is not None:
                self._write(found, answer, setting)
        return self._out if self._context.dct else self._anchored()

    def _anchored(self) -> list[Timex]:
        """The times, with the story's anchor, known by its character, as a position."""
        places = {f"start:{one.start}": f"time:{at}" for at, one in enumerate(self._out)}
        return [
            # What the bounds come from is counted from nothing else.
            replace(one, anchor=None if one.anchor == f"start:{one.start}" else anchor)
            for one in self._out
            for anchor in [places.get(one.anchor or "", one.anchor)]
        ]

    def _meaning(
        self, reading: Reading, behind: Sequence[Reading], setting: Setting
    ) -> tuple[Reading, Answer | None]:
        here = self._context.placed(setting, self._known)
        if reading.name == EVENT_READING:
            after = behind[0] if behind else None
            return by_event(self._sight, reading, here, self._out, after)
        if reading.start in self._yearly:
            value = f"XXXX-{self._yearly[reading.start]:02}"
            return reading, Answer("SET", value, rule=FISCAL_RULE)
        ended = ended_quarter(self._sight, reading, behind, here)
        return reading, ended or resolve(with_day(self._sight, reading, behind), here)

    def _write(self, reading: Reading, answer: Answer, setting: Setting) -> None:
        if answer.period is not None and answer.type in {"DATE", "TIME"}:
            explicit = answer.explicit or self._inherits(answer)
            if explicit:
                self._explicit.add(f"time:{len(self._out)}")
            self._known.append(
                Known(
                    len(self._out),
                    answer.period,
                    setting,
                    explicit,
                    answer.value[-3:] if answer.type == "TIME" else None,
                    reading.name in COMPARED,
                )
            )
        begin, end = answer.days()
        rule = answer.rule or reading.rule
        self._out.append(
            Timex(
                start=reading.start,
                end=reading.end,
                type=answer.type,
                value=answer.value,
                mod=answer.mod or self._mod(reading, answer),
                begin=begin,
                end_date=end,
                anchor=answer.anchor,
                rule=rule,
                recorded=reading.rule not in self._vague,
            )
        )

    def _mod(self, reading: Reading, answer: Answer) -> str | None:
        """The mod of an amount ("more than two weeks") or of a clock time ("about 5pm").

        `Over the weekend` is no more than the weekend.
        """
        amount = answer.type == "DURATION" or reading.name == "ago"
        if not amount and answer.type != "TIME":
            return None
        mod = self._sight.mod_before(reading.start, self._modifiers)
        return mod if amount or mod == "APPROX" else None

    def _inherits(self, answer: Answer) -> bool:
        """Whether an answer is counted from a time that was stated in full."""
        return answer.anchor in self._explicit or (answer.anchor or "").startswith("start:")
