"""When: an event's own time expression, one that it inherits, or publication day.

The order is by payoff, measured on TimeBank: a time expression attached to the trigger (96 %
right), one on its governor, inherited (86 %), publication day for what the news of the day
asserts; what is not known stays null. Intervals are ISO days, both ends included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.annotations import EventTime

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.annotations import Timex
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

OPEN_LEFT = frozenset({"until", "till", "by", "before", "as"})
OPEN_RIGHT = frozenset({"since", "from"})
_GRANULARITY = (
    (re.compile(r"^\d{4}-\d\d-\d\dT"), "time"), (re.compile(r"^\d{4}-\d\d-\d\d$"), "day"),
    (re.compile(r"/"), "interval"), (re.compile(r"^\d{4}-W"), "week"),
    (re.compile(r"^\d{4}-\d\d$"), "month"), (re.compile(r"^\d{4}-Q"), "quarter"),
    (re.compile(r"^\d{4}$"), "year"), (re.compile(r"^\d{3}X?$"), "decade"),
)  # fmt: skip
_STATIC = frozenset({"poss", "compound", "amod", "nmod", "nummod"})


@dataclass(frozen=True, slots=True)
class Attached:
    """A time expression with the token that it dates and the preposition between."""

    timex: int
    preposition: str
    distance: int


def granularity(value: str | None) -> str | None:
    """How fine a TIMEX3 value is."""
    if not value:
        return None
    return next((name for pattern, name in _GRANULARITY if pattern.search(value)), "other")


def attach_times(scene: Scene, found: Mapping[int, Found]) -> dict[int, list[Attached]]:
    """Time expressions by the trigger that they date: the first trigger above each."""
    out: dict[int, list[Attached]] = {}
    roots: dict[int, int] = {}
    tree = scene.tree
    for i, number in enumerate(scene.timex_of):
        if number is not None and scene.timex_of[tree.head[i]] != number:
            roots.setdefault(number, i)
        elif number is not None and tree.head[i] == i:
            roots.setdefault(number, i)
    for number, root in roots.items():
        where = _climb(scene, found, root) or _beside(scene, found, root)
        if where is not None:
            out.setdefault(where[0], []).append(Attached(number, where[1], where[2]))
    return out


def _climb(scene: Scene, found: Mapping[int, Found], i: int) -> tuple[int, str, int] | None:
    """From a time expression up to its trigger; None where it modifies a plain noun."""
    tree = scene.tree
    if i in found:
        return i, "", 0
    preposition, at = "", i
    for step in range(10):
        head = tree.head[at]
        if head == at:
            return _through_copula(scene, found, at, preposition, step)
        if step == 0 or tree.pos[at] == "ADP":
            if tree.pos[head] in {"ADP", "SCONJ"} and preposition in {"", "of"}:
                preposition = tree.word[head]
        if tree.word[head] in {"than", "compared"}:
            return None
        if head in found and not (found[head].kind == "adjective" and found[head].type is None):
            return head, preposition, step
        if tree.lemma[head] == "be" and tree.dep[at] != "ccomp":
            inner = _through_copula(scene, found, head, preposition, step)
            if inner is not None:
                return inner
        if (
            tree.dep[at] in _STATIC
            and tree.pos[head] in {"NOUN", "PROPN"}
            and scene.timex_of[head] is None
        ):
            return None
        if tree.dep[head] == "relcl" and tree.pos[head] in {"VERB", "AUX"}:
            return None
        at = head
    return None


def _beside(scene: Scene, found: Mapping[int, Found], i: int) -> tuple[int, str, int] | None:
    """A time at the start of a sentence dates its main verb, whatever the parser hung it on."""
    tree = scene.tree
    first, last = tree.sentence(i)
    if i - first > 3:
        return None
    root = next((k for k in range(first, last) if tree.head[k] == k), None)
    return (root, "", 9) if root in found and root is not None else None


def _through_copula(
    scene: Scene, found: Mapping[int, Found], i: int, preposition: str, step: int
) -> tuple[int, str, int] | None:
    """From `is` to its event: `are due to appear on Monday`, `the primary is on June 11`."""
    tree = scene.tree
    waiting = [
        k for k in tree.kids[i] if tree.dep[k] in {"acomp", "attr", "xcomp", "oprd", "nsubj"}
    ]
    while waiting:
        at = waiting.pop(0)
        if at in found and found[at].kind != "adjective":
            return at, preposition, step
        waiting += [
            k for k in tree.kids[at] if tree.dep[k] in {"xcomp", "acomp", "prep", "pobj"}
        ]
    return None


def shift(day: str, days: int) -> str:
    """An ISO day, some days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def explicit(timex: Timex, number: int, preposition: str) -> EventTime | None:
    """The time that an expression gives with its preposition; None for durations and sets."""
    begin, end = timex.begin, timex.end_date
    if timex.type not in {"DATE", "TIME"} or (begin is None and end is None):
        return None
    relation = "on"
    if preposition in OPEN_RIGHT and "/" not in timex.value:
        end = None
    elif preposition == "before" and begin is not None:
        begin, end = None, shift(begin, -1)
    elif preposition in OPEN_LEFT:
        begin = None
    elif preposition == "after":
        return EventTime(
            number,
            timex.value,
            None,
            None,
            granularity(timex.value),
            "after",
            "explicit",
            f"time:{number}",
        )
    return EventTime(
        number,
        timex.value,
        begin,
        end,
        granularity(timex.value),
        relation,
        "explicit",
        timex.anchor,
    )


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
        self._memo: dict[int, EventTime | None] = {}

    def own(self, one: Found) -> EventTime | None:
        """The time of an expression attached to the trigger or to what carries it."""
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
                compared = attached.preposition in {"from", "than", "over"} and time.end is None
                far = abs(self._place(attached.timex) - one.i)
                key = (not closed, compared, _coarseness(time), far)
                if best is None or key < best[0]:
                    best = (key, time)
        return best[1] if best else self._when_clause(one)

    def _when_clause(self, one: Found) -> EventTime | None:
        """`On 15 October, when the envoy is due to hold talks`; `has until 15 October to sign`."""
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
        preposition = tree.word[above] if tree.pos[above] in {"ADP", "SCONJ"} else ""
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
        if self._is_saying(head) and dep in {"ccomp", "xcomp", "parataxis"}:
            return False
        if dep in {"relcl", "parataxis"}:
            return False
        if dep == "advcl":
            marks = {tree.word[k] for k in tree.kids[at] if tree.dep[k] in {"mark", "advmod"}}
            infinitive = any(tree.word[k] == "to" for k in tree.kids[at])
            return not infinitive and not marks - {"when", "as", "while", "where"}
        if dep in {"xcomp", "ccomp", "acl"}:
            return not any(
                tree.word[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[at]
            ) or self._is_aspect(head)
        if dep in {"pobj", "pcomp"}:
            return tree.word[head] in {"in", "by", "with", "during", "at", "of"}
        if dep == "conj":
            return tree.tag[at] == tree.tag[head] or tree.tag[at] in {"VBG", "VBN"}
        return True

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
        """The day of a happening noun that a clause dates: `killed in the slide that came on Saturday`."""
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
