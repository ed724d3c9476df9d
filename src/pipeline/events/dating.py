"""From an event's tense and standing to its time, where no expression gives it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.annotations import EventTime
from pipeline.events.dates import (
    after_publication,
    around_publication,
    before_publication,
    on_publication,
)
from pipeline.events.tense import Tense, clause_verb, depth, tense

if TYPE_CHECKING:
    from pipeline.events.carry import Story
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

UNKNOWN = EventTime()


@dataclass(frozen=True, slots=True)
class Standing:
    """How an event stands in its article: its shade, whether it is typed, and in the lead."""

    polarity: str
    modality: str
    typed: bool
    lead: bool

    @property
    def asserted(self) -> bool:
        """Whether it is said to have happened."""
        return (self.polarity, self.modality) == ("positive", "asserted")


def settle(scene: Scene, story: Story, one: Found, standing: Standing) -> EventTime:
    """The time of an event, and how it was come by."""
    time = story.own(one)
    if time is not None:
        return _from_then(time) if _starts_then(scene, one, time) else time
    time = story.inherited(one)
    firm = standing.modality in {"asserted", "planned"} or one.kind == "noun"
    firm = firm and standing.polarity == "positive"
    if time is None and standing.asserted:
        time, firm = story.lower(one) or _carried(scene, story, one, standing), True
        if time is None and standing.typed and scene.is_listed(one.i, "casualties"):
            time = story.calamity(one) if _tense(scene, one) == "past" else None
    if time is None and _is_result(scene, one, standing):
        time, firm = story.period(one), True
    if time is not None and firm:
        return time
    return _undated(scene, one, standing) if scene.dct is not None else UNKNOWN


def _starts_then(scene: Scene, one: Found, time: EventTime) -> bool:
    """`As of November 1, Russia will suspend`: as of a day to come is from that day on."""
    if time.begin is not None or time.timex is None or _tense(scene, one) != "future":
        return False
    timex = scene.timexes[time.timex]
    return scene.text[: timex.start].rstrip().lower().endswith("as of")


def _from_then(time: EventTime) -> EventTime:
    return replace(time, begin=time.end, end=None)


def _is_result(scene: Scene, one: Found, standing: Standing) -> bool:
    """Whether a verb tells how a company's figure came out: `net sales amounted to`."""
    told = standing.asserted and standing.typed and _tense(scene, one) == "past"
    return told and any(scene.is_listed(i, "results") for i in one.frame.get("subject", ()))


def _carried(scene: Scene, story: Story, one: Found, standing: Standing) -> EventTime | None:
    """The day that the story is at: of the happening told just before in the same paragraph."""
    if (
        not standing.typed
        or one.kind != "verb"
        or scene.has_trait(one.type, "speech")
        or _tense(scene, one) != "past"
    ):
        return None
    if depth(scene.tree, one.head) > 1:
        return None
    before = story.before(one)
    if before is None or scene.block[before.i] != scene.block[one.i]:
        return None
    if _tense(scene, before) not in {"past", "pluperfect"}:
        return None
    time = story.own(before)
    known = time is not None and time.begin is not None and time.end is not None
    return replace(time, how="anchored") if time is not None and known else None


def _undated(scene: Scene, one: Found, standing: Standing) -> EventTime:
    when = _tense(scene, one)
    dct = scene.dct or ""
    if not standing.typed:
        return _untyped(scene, dct, one, when)
    if standing.asserted:
        time = _typed(scene, one, when, lead=standing.lead)
        if time is not None:
            return time
    return _side(dct, when, standing.modality)


def _side(dct: str, when: Tense, modality: str) -> EventTime:
    """All that is known of an undated event: whether it lies before or after publication."""
    if modality in {"planned", "possible", "hypothetical"}:
        return (
            after_publication(dct)
            if when in {"future", "modal", "infinitive", "present"}
            else UNKNOWN
        )
    return before_publication(dct) if when in {"past", "perfect", "pluperfect"} else UNKNOWN


def is_ahead(scene: Scene, one: Found, time: EventTime) -> bool:
    """Whether an event told in the present lies after publication: it is a plan then."""
    if scene.dct is None or time.begin is None or time.begin <= scene.dct:
        return False
    return _tense(scene, one) not in {"past", "perfect", "pluperfect"}


def _tense(scene: Scene, one: Found) -> Tense:
    verb = clause_verb(scene.tree, one.head)
    return tense(scene.tree, verb) if verb is not None else "none"


def _typed(scene: Scene, one: Found, when: Tense, *, lead: bool) -> EventTime | None:
    """Publication day for what the news of the day asserts in a main clause; else None."""
    if scene.dct is None or (one.kind == "noun" and one.carrier is None):
        return None
    if depth(scene.tree, one.head) > 1:
        return None
    if when == "past" and scene.is_listed(one.i, "pledging"):
        return on_publication(scene.dct)
    if when in {"perfect", "present"} or (
        when in {"past", "none"} and (lead or scene.has_trait(one.type, "speech"))
    ):
        return on_publication(scene.dct)
    return None


def _untyped(scene: Scene, dct: str, one: Found, when: Tense) -> EventTime:
    """What `--all` writes beside: sayings on publication day, what goes on around it.

    Measured on TimeBank: simple presents are linked to publication day itself twice as often as
    around it, progressives the other way round.
    """
    kind = one.rule.class_ if one.rule else "happening"
    progressive = scene.tree.tag[one.head] == "VBG"
    if one.kind == "adjective":
        return around_publication(dct)
    if one.kind == "verb" and (kind == "saying" or (when == "none" and progressive)):
        return on_publication(dct)
    if when in {"future", "modal", "infinitive"}:
        return after_publication(dct)
    if when == "present":
        return around_publication(dct) if progressive else on_publication(dct)
    return before_publication(dct)
