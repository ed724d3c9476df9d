"""When: an event's own time expression, one that it inherits, or publication day.

The order is by payoff, measured on TimeBank: a time expression attached to the trigger (96 %
right), one on its governor, inherited (86 %), publication day for what the news of the day
asserts; what is not known stays null. Intervals are ISO days, both ends included.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.annotations import EventTime
from pipeline.events.attach import attach_times
from pipeline.events.tense import tense

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.annotations import Timex
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

OPEN_LEFT = frozenset({"until", "till", "by", "before", "within", "as"})  # "as" is `as of`
OPEN_RIGHT = frozenset({"since", "from"})
_GRANULARITY = (
    (re.compile(r"^\d{4}-\d\d-\d\dT"), "time"), (re.compile(r"^\d{4}-\d\d-\d\d$"), "day"),
    (re.compile(r"/"), "interval"), (re.compile(r"^\d{4}-W"), "week"),
    (re.compile(r"^\d{4}-\d\d$"), "month"), (re.compile(r"^\d{4}-Q"), "quarter"),
    (re.compile(r"^\d{4}$"), "year"), (re.compile(r"^\d{3}X?$"), "decade"),
)  # fmt: skip


def granularity(value: str | None) -> str | None:
    """How fine a TIMEX3 value is."""
    if not value:
        return None
    return next((name for pattern, name in _GRANULARITY if pattern.search(value)), "other")


def shift(day: str, days: int) -> str:
    """An ISO day, some days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def explicit(timex: Timex, number: int, preposition: str) -> EventTime | None:
    """The time that an expression gives with its preposition; None for durations and sets."""
    begin, end = timex.begin, timex.end_date
    if timex.type not in {"DATE", "TIME"} or (begin is None and end is None):
        return None
    fine = granularity(timex.value)
    if preposition == "after":
        return EventTime(
            number, timex.value, None, None, fine, "after", "explicit", f"time:{number}"
        )
    if preposition in OPEN_RIGHT and "/" not in timex.value and begin is not None:
        end = None
    elif preposition == "before" and begin is not None:
        end = shift(begin, -1)
        begin = None
    elif preposition in OPEN_LEFT:
        begin = None
    return EventTime(number, timex.value, begin, end, fine, "on", "explicit", timex.anchor)


def block_stamps(scene: Scene) -> dict[int, int]:
    """Paragraphs that begin with a time and a dash or colon, with that time's position."""
    out: dict[int, int] = {}
    starts = {block.start: number for number, block in enumerate(scene.blocks)}
    for number, timex in enumerate(scene.timexes):
        after = scene.text[timex.end : timex.end + 3].lstrip(" .")
        if timex.start in starts and after[:1] in {"–", "—", "-", ":"}:
            out[starts[timex.start]] = number
    return out


class Dater:
    """Dates the events of one document."""

    def __init__(self, scene: Scene, found: Mapping[int, Found]) -> None:
        self._scene = scene
        self._found = found
        self._attached = attach_times(scene, found)
        self._carried = {one.carrier: one for one in found.values() if one.carrier is not None}
        self._nouns: dict[int, list[tuple[int, Found]]] = {}
        for one in found.values():
            if one.absorbed is not None and one.kind == "noun":
                self._nouns.setdefault(one.absorbed, []).append((one.i, one))
        self._stamps = block_stamps(scene)
        self._memo: dict[int, EventTime | None] = {}
        self._owned: dict[int, EventTime | None] = {}

    def own(self, one: Found) -> EventTime | None:
        """The time of an expression attached to the trigger or to what carries it."""
        if one.i not in self._owned:
            self._owned[one.i] = self._own(one)
        return self._owned[one.i]

    def _own(self, one: Found) -> EventTime | None:
        tokens = [one.i] if one.carrier is None else [one.i, one.carrier]
        tokens += [k for k, noun in self._nouns.get(one.i, ()) if noun.absorbed == one.i]
        best: tuple[tuple[int, ...], EventTime] | None = None
        for token in tokens:
            for attached in self._attached.get(token, ()):
                timex = self._scene.timexes[attached.timex]
                time = explicit(timex, attached.timex, attached.preposition)
                if time is None:
                    continue
                closed = time.begin is not None or time.end is not None
                compared = attached.preposition in {"from", "than", "over", "against"}
                far = abs(self._place(attached.timex) - one.i)
                key = (not closed, compared, _coarseness(time), far)
                if best is None or key < best[0]:
                    best = (key, time)
        if best:
            return best[1]
        return self._when_clause(one) or self._stamped(one)

    def _stamped(self, one: Found) -> EventTime | None:
        """`2011 - The government signs a contract`: a chronology dates its entries in front."""
        number = self._stamps.get(self._scene.block[one.i])
        if number is None or tense(self._scene.tree, one.head) not in {"present", "none"}:
            return None
        return explicit(self._scene.timexes[number], number, "")

    def _when_clause(self, one: Found) -> EventTime | None:
        """`On 15 October, when the envoy holds talks`; `has until 15 October to sign`."""
        tree = self._scene.tree
        at = one.head
        while tree.dep[at] in {"xcomp", "acomp"}:
            at = tree.head[at]
        holder = tree.head[at]
        if tree.dep[at] not in {"relcl", "acl"}:
            return None
        number = self._scene.timex_of[holder]
        if number is None:
            return None
        above = tree.head[holder]
        finite = tree.kid(at, "aux") is None or tree.word[tree.kid(at, "aux") or 0] != "to"
        preposition = (
            "" if finite or tree.pos[above] not in {"ADP", "SCONJ"} else tree.word[above]
        )
        return explicit(self._scene.timexes[number], number, preposition)

    def _place(self, number: int) -> int:
        return self._scene.timex_of.index(number)

    def inherited(self, one: Found) -> EventTime | None:
        """The time of the governor, for what belongs to the governor's happening."""
        if one.i in self._memo:
            return self._memo[one.i]
        self._memo[one.i] = None
        self._memo[one.i] = self._inherit(one)
        return self._memo[one.i]

    def _inherit(self, one: Found) -> EventTime | None:
        tree = self._scene.tree
        at = one.head
        for _ in range(5):
            head, dep = tree.head[at], tree.dep[at]
            if head == at or not self._passes(at, head, dep):
                return None
            holder = self._found.get(head) or self._carried.get(head)
            if holder is not None and holder is not one:
                time = self.own(holder) or self.inherited(holder)
                return replace(time, how="anchored", anchor=time.anchor) if time else None
            at = head
        return None

    def _passes(self, at: int, head: int, dep: str) -> bool:
        """Whether time passes from governor to dependant."""
        tree = self._scene.tree
        if dep in {"relcl", "parataxis"} or (
            self._is_saying(head) and dep in {"ccomp", "xcomp"}
        ):
            return False
        if dep in {"pobj", "pcomp"}:
            return tree.word[head] in {"in", "by", "with", "during", "at", "of"}
        if dep == "conj":
            return tree.tag[at] == tree.tag[head] or tree.tag[at] in {"VBG", "VBN"}
        infinitive = any(tree.word[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[at])
        if dep == "advcl":
            marks = {tree.word[k] for k in tree.kids[at] if tree.dep[k] in {"mark", "advmod"}}
            return not infinitive and not marks - {"when", "as", "while", "where"}
        return dep not in {"xcomp", "ccomp", "acl"} or not infinitive or self._is_aspect(head)

    def _is_saying(self, i: int) -> bool:
        holder = self._found.get(i)
        return (
            holder is not None
            and holder.rule is not None
            and holder.rule.class_ in {"saying", "intent"}
        )

    def _is_aspect(self, i: int) -> bool:
        holder = self._found.get(i)
        return holder is not None and holder.rule is not None and holder.rule.class_ == "aspect"

    def lower(self, one: Found) -> EventTime | None:
        """The time of a clause that says when: `hurt when the jet slid off on Tuesday`."""
        tree = self._scene.tree
        for k in tree.kids[one.head]:
            if tree.dep[k] in {"prep", "dobj", "nsubj", "nsubjpass"}:
                time = self._described(k)
                if time is not None:
                    return time
            if tree.dep[k] == "advcl":
                marks = {
                    tree.word[m] for m in tree.kids[k] if tree.dep[m] in {"mark", "advmod"}
                }
                if marks & {"when", "as", "while"} and k in self._found:
                    time = self.own(self._found[k])
                    if time is not None and time.granularity in {"day", "time"}:
                        return replace(time, how="anchored")
        return None

    def _described(self, i: int) -> EventTime | None:
        """The day that a clause gives to a noun: `in the slide that came on Saturday`."""
        tree = self._scene.tree
        nouns = (
            [n for n in tree.kids[i] if tree.dep[n] == "pobj"] if tree.dep[i] == "prep" else [i]
        )
        for noun in nouns:
            if noun not in self._found and tree.dep[i] != "prep":
                continue
            for k in tree.kids[noun]:
                if tree.dep[k] in {"relcl", "acl"} and k in self._found:
                    time = self.own(self._found[k])
                    if time is not None and time.granularity in {"day", "time"}:
                        return replace(time, how="anchored")
        return None


def _coarseness(time: EventTime) -> int:
    order = ("time", "day", "interval", "week", "month", "quarter", "other", "year", "decade")
    return order.index(time.granularity) if time.granularity in order else len(order)


def on_publication(dct: str) -> EventTime:
    """Publication day, for news of the day."""
    return EventTime(None, dct, dct, dct, "day", "on", "document", "dct")


def around_publication(dct: str) -> EventTime:
    """Going on at publication, begun before it."""
    return EventTime(None, dct, dct, dct, "day", "includes", "document", "dct")


def before_publication(dct: str) -> EventTime:
    """Some time before publication; no interval is guessed."""
    return EventTime(None, dct, None, None, "day", "before", "document", "dct")


def after_publication(dct: str) -> EventTime:
    """Some time after publication; no interval is guessed."""
    return EventTime(None, dct, None, None, "day", "after", "document", "dct")
