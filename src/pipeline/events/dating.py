"""From an event's tense and standing to its time, where no expression gives it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.annotations import EventTime
from pipeline.events.background import background_time, class_of
from pipeline.events.intervals import after_publication, before_publication, on_publication
from pipeline.events.nouns import clause_time, repeated_time, subject_time, time_behind
from pipeline.events.tense import Tense, clause_verb, depth, tense

if TYPE_CHECKING:
    from pipeline.events.carry import Story
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

UNKNOWN = EventTime()
RUN = 3  # happenings without a time that a run of pasts may tell before one with a time


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
    time = story.killing(one) if standing.polarity == "positive" else None
    time = time or _of_noun(scene, story, one, standing) or _of_governor(story, one, standing)
    told_of = standing.asserted or (not standing.typed and standing.modality == "asserted")
    if time is None and told_of and not story.is_vague(one):
        when = _tense(scene, one)
        told = (rule(scene, story, one, standing, when) for rule in _TELLING)
        time = next((one for one in told if one is not None), None)
    if time is not None:
        return time
    return _undated(scene, story, one, standing) if scene.dct is not None else UNKNOWN


def _of_governor(story: Story, one: Found, standing: Standing) -> EventTime | None:
    """The governor's time, for what is said to happen or to be going to."""
    firm = standing.modality in {"asserted", "planned"} and standing.polarity == "positive"
    return story.inherited(one) if firm or _is_noun(one, standing) else None


def _is_noun(one: Found, standing: Standing) -> bool:
    return one.kind == "noun" and standing.polarity == "positive"


def _of_noun(scene: Scene, story: Story, one: Found, standing: Standing) -> EventTime | None:
    """The time of a clause behind a noun; of untyped ones also what stands near or before."""
    if one.kind != "noun":
        return None
    time = clause_time(scene, story, one)
    if time is not None or standing.typed:
        return time
    time = time_behind(scene, one) or story.inherited(one) or subject_time(scene, story, one)
    if time is None and standing.asserted:
        time = repeated_time(scene, story, one)
        if time is None and scene.is_listed(one.i, "figures"):
            time = story.period(one)
    return time


def _starts_then(scene: Scene, one: Found, time: EventTime) -> bool:
    """`As of November 1, Russia will suspend`: as of a day to come is from that day on."""
    if time.begin is not None or time.timex is None or _tense(scene, one) != "future":
        return False
    timex = scene.timexes[time.timex]
    return scene.text[: timex.start].rstrip().lower().endswith("as of")


def _from_then(time: EventTime) -> EventTime:
    return replace(time, begin=time.end, end=None)


def _below(
    scene: Scene, story: Story, one: Found, standing: Standing, when: Tense
) -> EventTime | None:
    """The time of a clause or an occasion below: `hurt when a bus overturned on Monday`."""
    return story.lower(one)


def _carried(
    scene: Scene, story: Story, one: Found, standing: Standing, when: Tense
) -> EventTime | None:
    """The day that the story is at: of the happening told just before in the same paragraph."""
    verb = standing.typed and one.kind == "verb" and not scene.has_trait(one.type, "speech")
    if not verb or when != "past" or depth(scene.tree, one.head) > 1:
        return None
    if _is_off_the_line(scene, one):
        return None
    at = one
    for _ in range(RUN):
        before = story.before(at)
        if before is None or scene.block[before.i] != scene.block[one.i]:
            return None
        if _tense(scene, before) not in {"past", "pluperfect"}:
            return None
        time = story.own(before)
        if time is not None:
            known = time.begin is not None and time.end is not None
            return replace(time, how="anchored") if known else None
        at = before
    return None


def _is_off_the_line(scene: Scene, one: Found) -> bool:
    """`walked off after talks had failed`: the clause says that its time is another one."""
    tree = scene.tree
    marks = {tree.word[k] for k in tree.kids[one.head] if tree.dep[k] in {"mark", "advmod"}}
    return tree.dep[one.head] == "advcl" and not marks.isdisjoint({"after", "before", "since"})


def _of_toll(
    scene: Scene, story: Story, one: Found, standing: Standing, when: Tense
) -> EventTime | None:
    """The day of the calamity, for the dead and hurt."""
    told = standing.typed and one.kind == "verb" and scene.is_listed(one.i, "casualties")
    told = told and when in {"past", "pluperfect", "none"}
    return story.calamity(one) if told else None


def _of_period(
    scene: Scene, story: Story, one: Found, standing: Standing, when: Tense
) -> EventTime | None:
    """The quarter or half reported on, for how a company's figures came out.

    `net sales amounted to`; of untyped verbs, what the company took or had: `took a charge`.
    """
    if when != "past":
        return None
    told = one.kind == "verb" and class_of(scene, one) != "saying"
    result = told and any(scene.is_listed(i, "figures") for i in one.frame.get("object", ()))
    if standing.typed:
        things = [*one.frame.get("subject", ()), *one.frame.get("object", ())]
        result = result or any(scene.is_listed(i, "results") for i in things)
    return story.period(one) if result else None


def _of_series(
    scene: Scene, story: Story, one: Found, standing: Standing, when: Tense
) -> EventTime | None:
    """The time of the figure told before: `Shares rose on Friday; Ford fell 3 percent`."""
    if when != "past" or one.kind != "verb" or not scene.is_listed(one.i, "moving"):
        return None
    priced = any(scene.is_listed(i, "prices", "results") for i in one.frame.get("subject", ()))
    return story.series(one) if priced or _moves(scene, one) else None


def _of_speech(
    scene: Scene, story: Story, one: Found, standing: Standing, when: Tense
) -> EventTime | None:
    """The day on which the same source was said to speak."""
    said = one.kind == "verb" and not standing.typed and class_of(scene, one) == "saying"
    return story.said(one) if said and when in {"past", "none"} else None


def _of_news(
    scene: Scene, story: Story, one: Found, standing: Standing, when: Tense
) -> EventTime | None:
    """The day of the calamity that leads the article, for the untyped verbs that tell it."""
    told = one.kind == "verb" and not standing.typed and when == "past"
    return story.news(one) if told and class_of(scene, one) not in {"saying", "state"} else None


_TELLING = (_below, _of_toll, _carried, _of_period, _of_series, _of_speech, _of_news)


def _moves(scene: Scene, one: Found) -> bool:
    """Whether a verb tells how far a price or figure moved: it has an amount beside it."""
    tree = scene.tree
    if tree.kid(one.head, "auxpass") is not None:
        return False
    return any(
        tree.pos[m] in {"NUM", "SYM"} and scene.timex_of[m] is None
        for k in tree.kids[one.i]
        if tree.dep[k] in {"dobj", "npadvmod", "prep", "advmod", "acomp", "prt"}
        for m in tree.below(k)
    )


def _undated(scene: Scene, story: Story, one: Found, standing: Standing) -> EventTime:
    when = _tense(scene, one)
    dct = scene.dct or ""
    if not standing.typed:
        return background_time(scene, story, dct, one, when)
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
    aside = scene.tree.dep[one.head] in {"relcl", "acl", "advcl"} and when == "past"
    if when in {"perfect", "present"} or (
        when in {"past", "none"} and not aside and (lead or scene.has_trait(one.type, "speech"))
    ):
        return on_publication(scene.dct)
    return None
