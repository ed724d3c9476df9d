"""The time that the story is at: what was told before dates what follows without a time.

Each rule asks for one kind of happening and takes the time of one told before it: tolls that of
their calamity, results that of the period reported, what follows in a paragraph that of what it
follows, prices that of the prices before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.events.dates import Dater
from pipeline.events.intervals import explicit, granularity, shift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.annotations import EventTime, Timex
    from pipeline.events.scene import Scene
    from pipeline.events.tree import Tree
    from pipeline.events.triggers import Found

FOLLOWING = 4  # sentences behind a toll in which its calamity may be dated
COMPARED = 200  # days; a span that begins so much earlier than the one told is last year's


def _is_span(timex: Timex) -> bool:
    return granularity(timex.value) in {"quarter", "interval"} or "-H" in (timex.value or "")


def _is_definite(tree: Tree, one: Found) -> bool:
    """`The blast`: a noun for what was told before."""
    return one.kind == "noun" and any(tree.word[k] == "the" for k in tree.kids[one.i])


def _is_traded(scene: Scene, one: Found) -> bool:
    """Whether a figure is one of a day's trading, and no result of a quarter's business."""
    if scene.tree.lemma[one.i] in {"close", "settle", "finish"}:
        return True
    told = one.frame.get("subject", ())
    return not any(scene.is_listed(i, "results", "figures") for i in told)


class Story(Dater):
    """Dates the events of one document, those too that only what was told before dates."""

    def days(self) -> Iterator[tuple[Found, EventTime]]:
        """What the text gives a day of its own, sayings and states included, in text order."""
        for told in self.found.values():
            time = self.own(told)
            if time is not None and time.begin is not None and time.begin == time.end:
                yield told, time

    def calamity(self, one: Found) -> EventTime | None:
        """The first day that the text gives to a calamity: its toll is dated by it.

        What is told behind the toll counts for a few sentences, and of the same type only.
        """
        tree = self._scene.tree
        near = self._calamity_here(one)
        if near is not None:
            return near
        for told, time in self.days():
            if told.i > one.i and tree.sent[told.i] > tree.sent[one.i] + FOLLOWING:
                return None
            same = told.type == one.type or told.i < one.i or _is_definite(tree, told)
            toll = self._scene.is_listed(told.i, "moving")
            if same and not toll and self._scene.has_trait(told.type, "calamity"):
                return replace(time, how="anchored")
        return None

    def _calamity_here(self, one: Found) -> EventTime | None:
        """The day of a calamity that the paragraph told before."""
        scene = self._scene
        for told in reversed(self._told(one)):
            if scene.block[told.i] != scene.block[one.i]:
                return None
            if scene.has_trait(told.type, "calamity") and not scene.is_listed(told.i, "moving"):
                time = self.own(told)
                if time is not None and time.begin is not None and time.begin == time.end:
                    return replace(time, how="anchored")
        return None

    def killing(self, one: Found) -> EventTime | None:
        """The time that the text gives elsewhere to the death of the same victim.

        Somebody is killed once: `the 1995 assassination of Rabin ... a plan to kill Rabin`.
        """
        if not self._scene.is_listed(one.i, "killings"):
            return None
        victims = self._victims(one)
        if not victims:
            return None
        for told in self.found.values():
            if told is one or not self._scene.is_listed(told.i, "killings"):
                continue
            if victims.isdisjoint(self._victims(told)):
                continue
            time = self.own(told)
            if time is not None and time.begin is not None and time.end is not None:
                return replace(time, how="anchored")
        return None

    def _victims(self, one: Found) -> set[int]:
        """The persons who are killed, by entity."""
        scene = self._scene
        places = ("object",) if one.kind == "verb" else ("of", "possessor")
        if scene.tree.lemma[one.i] == "die":
            places = ("subject",)
        tokens = [i for place in places for i in one.frame.get(place, ())]
        known = (scene.entity[i] for i in tokens if scene.labels[i] == "PERSON")
        return {entity for entity in known if entity is not None}

    def period(self, one: Found) -> EventTime | None:
        """The quarter, half or span of months that the report is at: results are of it.

        A span that lies well before one told earlier is what the report compares with.
        """
        scene = self._scene
        here = scene.tree.start[one.i]
        last: tuple[int, Timex] | None = None
        for number, timex in enumerate(scene.timexes):
            if timex.end > here:
                break
            if timex.type != "DATE" or timex.begin is None or not _is_span(timex):
                continue
            if last is None or timex.begin > shift(last[1].begin or "", -COMPARED):
                last = number, timex
        time = explicit(last[1], last[0], "") if last is not None else None
        return replace(time, how="anchored") if time is not None else None

    def series(self, one: Found) -> EventTime | None:
        """The time of the figure told last: `Shares rose on Friday; Ford fell 3 percent`."""
        traded = _is_traded(self._scene, one)
        for told in reversed(self._told(one)):
            if self._scene.block[told.i] < self._scene.block[one.i] - 1:
                return None
            if not self._scene.is_listed(told.i, "moving") or told.kind != "verb":
                continue
            if traded != _is_traded(self._scene, told):
                continue
            time = self.own(told) or self.inherited(told)
            if time is not None:
                closed = time.begin is not None and time.end is not None
                return replace(time, how="anchored") if closed else None
        return None

    def _told(self, one: Found) -> list[Found]:
        return [told for told in self.found.values() if told.i < one.i]

    def before(self, one: Found) -> Found | None:
        """The last main-clause happening told before, in this sentence or the one before it."""
        tree = self._scene.tree
        for i in range(one.head - 1, -1, -1):
            if tree.sent[i] < tree.sent[one.i] - 1:
                return None
            told = self.found.get(i)
            if (
                told is None
                or told.kind != "verb"
                or tree.dep[i] not in {"ROOT", "ccomp", "conj"}
            ):
                continue
            if told.rule is None or told.rule.class_ == "happening":
                return told
        return None

    def said(self, one: Found) -> EventTime | None:
        """The day on which the same source spoke last, if a day was given."""
        source = self._source(one)
        if source is None:
            return None
        for told in reversed(self._told(one)):
            if (
                told.rule is None
                or told.rule.class_ != "saying"
                or self._source(told) != source
            ):
                continue
            time = self.own(told)
            if time is not None and time.begin is not None and time.begin == time.end:
                return replace(time, how="anchored")
        return None

    def _source(self, one: Found) -> int | None:
        subject = one.frame.get("subject", ())
        return self._scene.entity[subject[0]] if len(subject) == 1 else None

    def news(self, one: Found) -> EventTime | None:
        """The day of the calamity that an article leads with and goes on to tell."""
        scene = self._scene
        first = scene.tree.sent[scene.lead_token]
        for told in self.found.values():
            if scene.tree.sent[told.i] > first + 1:
                return None
            if scene.has_trait(told.type, "calamity") and scene.block[told.i] >= scene.lead:
                time = self.own(told)
                if time is not None and time.begin is not None and time.begin == time.end:
                    return replace(time, how="anchored")
        return None
