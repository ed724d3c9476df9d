"""The time that the story is at: what was told before dates what follows without a time.

Each rule asks for one kind of happening and takes the time of one told before it: tolls that of
their calamity, results that of the period reported, what follows in a paragraph that of what it
follows, prices that of the prices before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.events.dates import Dater, explicit, granularity

if TYPE_CHECKING:
    from pipeline.annotations import EventTime
    from pipeline.events.triggers import Found


class Story(Dater):
    """Dates the events of one document, those too that only what was told before dates."""

    def calamity(self, one: Found) -> EventTime | None:
        """The first day that the text before gives to a calamity: its toll is dated by it."""
        for told in self._found.values():
            if told.i >= one.i:
                return None
            if self._scene.has_trait(told.type, "calamity"):
                time = self.own(told)
                if time is not None and time.begin is not None and time.begin == time.end:
                    return replace(time, how="anchored")
        return None

    def period(self, one: Found) -> EventTime | None:
        """The quarter, half or span of months that the report is at: results are of it."""
        scene = self._scene
        here = scene.tree.start[one.i]
        for number in range(len(scene.timexes) - 1, -1, -1):
            timex = scene.timexes[number]
            if timex.end > here or timex.type != "DATE" or timex.begin is None:
                continue
            if granularity(timex.value) in {"quarter", "interval"} or "-H" in timex.value:
                time = explicit(timex, number, "")
                return replace(time, how="anchored") if time is not None else None
        return None

    def before(self, one: Found) -> Found | None:
        """The last main-clause happening told before, in this sentence or the one before it."""
        tree = self._scene.tree
        for i in range(one.head - 1, -1, -1):
            if tree.sent[i] < tree.sent[one.i] - 1:
                return None
            told = self._found.get(i)
            if (
                told is None
                or told.kind != "verb"
                or tree.dep[i] not in {"ROOT", "ccomp", "conj"}
            ):
                continue
            if told.rule is None or told.rule.class_ == "happening":
                return told
        return None
