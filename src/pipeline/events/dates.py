"""When: an event's own time expression, one that it inherits, or publication day.

The order is by payoff, measured on TimeBank: a time expression attached to the trigger (96 %
right), one on its governor, inherited (86 %), publication day for what the news of the day
asserts; what is not known stays null. Intervals are ISO days, both ends included.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.events.attach import attach_times
from pipeline.events.intervals import coarseness, explicit
from pipeline.events.nouns import time_between
from pipeline.events.tense import tense

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.annotations import EventTime
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

_INSIDE = frozenset({"in", "by", "with", "during", "at", "of", "including"})
COMPARING = frozenset({"from", "than", "over", "against"})


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
        self.found = found
        self._attached = attach_times(scene, found)
        self._carried = {one.carrier: one for one in found.values() if one.carrier is not None}
        self._nouns: dict[int, list[tuple[int, Found]]] = {}
        for one in found.values():
            if one.absorbed is not None and one.kind == "noun" and self._is_near(one):
                self._nouns.setdefault(one.absorbed, []).append((one.i, one))
        self._stamps = block_stamps(scene)
        self._memo: dict[int, EventTime | None] = {}
        self._owned: dict[int, EventTime | None] = {}

    def _is_near(self, noun: Found) -> bool:
        """Whether no clause stands between a noun and the event that it is a part of.

        `accused it of having learned nothing from the 2018 fire`: nobody was accused then.
        """
        tree = self._scene.tree
        return next((k for k in tree.up(noun.i) if tree.is_verb(k)), None) == noun.absorbed

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
                compared = attached.preposition in COMPARING
                if compared and self._is_figure(one):
                    continue  # fell 8 percent from a year ago
                far = abs(self._place(attached.timex) - one.i)
                key = (not closed, compared, coarseness(time), far)
                if best is None or key < best[0]:
                    best = (key, time)
        if best:
            return best[1]
        if one.kind == "noun":
            return (
                time_between(self._scene, one) or self._when_clause(one) or self._stamped(one)
            )
        return self._begun(one) or self._when_clause(one) or self._stamped(one)

    def is_vague(self, one: Found) -> bool:
        """Whether a time is given whose days nobody can tell: `in fiscal 1989`."""
        tokens = [one.i] if one.carrier is None else [one.i, one.carrier]
        timexes = (
            self._scene.timexes[attached.timex]
            for token in tokens
            for attached in self._attached.get(token, ())
        )
        return any(
            timex.type == "DATE" and timex.begin is timex.end_date is None for timex in timexes
        )

    def _begun(self, one: Found) -> EventTime | None:
        """`began trading in August`: what begins, begins then."""
        if one.type is not None or not self._scene.is_listed(one.i, "aspectual"):
            return None
        for k in self._scene.tree.kids[one.i]:
            if self._scene.tree.dep[k] in {"xcomp", "ccomp", "dobj"} and k in self.found:
                return self.own(self.found[k])
        return None

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
        if tree.dep[at] in {"advcl", "conj"}:
            return self._after_time(at)
        if tree.dep[at] not in {"relcl", "acl"}:
            return None
        number = self._scene.timex_of[holder]
        if number is None:
            when = any(tree.word[k] == "when" for k in tree.kids[at])
            return self.own(self.found[holder]) if when and holder in self.found else None
        above = tree.head[holder]
        finite = tree.kid(at, "aux") is None or tree.word[tree.kid(at, "aux") or 0] != "to"
        preposition = (
            "" if finite or tree.pos[above] not in {"ADP", "SCONJ"} else tree.word[above]
        )
        return explicit(self._scene.timexes[number], number, preposition)

    def _after_time(self, at: int) -> EventTime | None:
        """`In January, when crowds were shot, it was ...`: a clause right behind a time."""
        tree = self._scene.tree
        if tree.dep[at] == "conj":
            at = tree.head[at]
        when = next((k for k in tree.kids[at] if tree.word[k] == "when"), 0)
        if tree.dep[at] != "advcl" or when < 2 or tree.word[when - 1] != ",":
            return None
        number = self._scene.timex_of[when - 2]
        return explicit(self._scene.timexes[number], number, "") if number is not None else None

    def _is_figure(self, one: Found) -> bool:
        """Whether an event tells how a figure moved: `from a year ago` is where it was."""
        moved = one.frame.get("subject" if one.kind == "verb" else "of", ())
        moved = [*moved, *(one.frame.get("in", ()) if one.kind == "noun" else ())]
        listed = any(self._scene.is_listed(i, "prices", "results") for i in moved)
        return listed or (one.kind == "noun" and one.type in {None, "ECONOMY", "BUSINESS"})

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
            holder = self.found.get(head) or self._carried.get(head)
            if holder is not None and holder is not one:
                if self._scene.is_listed(one.i, "casualties") and self._scene.is_listed(
                    holder.i, "moving"
                ):
                    return None  # the toll rose on Friday, with ten people hurt
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
            return tree.word[head] in _INSIDE
        if dep == "conj" and tense(tree, at) == "perfect" != tense(tree, head):
            return False  # shut the plant in March and has hired guards
        if dep == "conj":
            return tree.tag[at] == tree.tag[head] or tree.tag[at] in {"VBG", "VBN"}
        infinitive = any(tree.word[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[at])
        if dep == "advcl":
            marks = {tree.word[k] for k in tree.kids[at] if tree.dep[k] in {"mark", "advmod"}}
            return not infinitive and not marks - {"when", "as", "while", "where"}
        return dep not in {"xcomp", "ccomp", "acl"} or not infinitive or self._is_aspect(head)

    def _is_saying(self, i: int) -> bool:
        holder = self.found.get(i)
        return (
            holder is not None
            and holder.rule is not None
            and holder.rule.class_ in {"saying", "intent"}
        )

    def _is_aspect(self, i: int) -> bool:
        if self._scene.is_listed(i, "aspectual"):
            return True
        holder = self.found.get(i)
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
                if marks & {"when", "as", "while"} and k in self.found:
                    time = self.own(self.found[k])
                    if time is not None and time.granularity in {"day", "time"}:
                        return replace(time, how="anchored")
        return None

    def _described(self, i: int) -> EventTime | None:
        """The day of an occasion, or that a clause gives to a noun.

        `at a rally on Sunday`; `in the slide that came on Saturday`.
        """
        tree = self._scene.tree
        nouns = (
            [n for n in tree.kids[i] if tree.dep[n] == "pobj"] if tree.dep[i] == "prep" else [i]
        )
        for noun in nouns:
            if tree.word[i] in {"at", "during"} and noun in self.found:
                time = self.own(self.found[noun])
                if time is not None and time.granularity in {"day", "time"}:
                    return replace(time, how="anchored")
            if noun not in self.found and tree.dep[i] != "prep":
                continue
            for k in tree.kids[noun]:
                if tree.dep[k] in {"relcl", "acl"} and k in self.found:
                    time = self.own(self.found[k])
                    if time is not None and time.granularity in {"day", "time"}:
                        return replace(time, how="anchored")
        return None
