"""Which event the article is about, in which order the rest follow, and where the story is."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.annotations import Argument
from pipeline.events.linking import NEWS_DAYS, days_between
from pipeline.events.newsworthy import LEAD_SENTENCES
from pipeline.events.parties import PLACES
from pipeline.events.tense import depth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.annotations import Event, EventTime
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

STORY = 8  # sentences of body text in which the story's day is looked for
EARLY = 2.5  # weight of the first sentence
GUESSED = 1.0  # that loses what only a fallback pack reads as an event
OLD = 21  # days after which what happened is background
HISTORY = 150  # and after which it is history
LEAD_BLOCKS = 3  # paragraphs that say where the story is, dateline included


@dataclass(frozen=True, slots=True)
class Headline:
    """What the headline tells: its words, the types of its verbs, and whom it names."""

    words: frozenset[str]
    types: frozenset[str]
    entities: frozenset[int]


def read_headline(scene: Scene, found: Sequence[Found]) -> Headline:
    """The headline's words, types and entities; empty where an article has none."""
    heads = [block for block in scene.blocks if block.kind == "headline"]
    limit = heads[0].end if heads else 0
    types = {one.type for one in found if one.type and scene.tree.start[one.i] < limit}
    entities = {m.entity for m in scene.mentions if m.start < limit}
    return Headline(scene.headline, frozenset(types), frozenset(entities))


def weight(
    scene: Scene, one: Found, event: Event, headline: Headline, *, guessed: bool
) -> float:
    """How much an event is what the article is about; larger is more.

    Early sentences and main clauses first, then what the headline names, then what has a date
    and participants. The numbers were set on 48 articles with the main event marked.
    """
    tree = scene.tree
    sentences = max(0, tree.sent[one.i] - tree.sent[scene.lead_token])
    first, last = tree.sentence(one.i)
    shared = len(headline.words.intersection(tree.lemma[first:last]))
    named = {argument.entity for argument in event.arguments} & headline.entities
    told = tree.lemma[one.i] in headline.words
    deep = depth(tree, one.head)
    score = EARLY / (1 + sentences) + 1.5 * (sentences < LEAD_SENTENCES)
    score -= 0.7 * deep
    score += (
        (1.0 if deep else 2.0) * told
        + 1.0 * (event.type in headline.types)
        + 0.25 * min(shared, 6)
    )
    score += 0.7 * min(len(named), 2)
    score += 0.6 * (event.time.how == "explicit") + 0.6 * (event.modality == "asserted")
    score -= 1.5 * _background(scene, event) + 0.7 * (event.attributed_to is not None)
    score += 0.25 * min(len(event.arguments), 3) - 0.5 * (one.kind == "noun")
    score -= GUESSED * guessed
    return score + 1.0 * any(argument.role == "actor" for argument in event.arguments)


def _background(scene: Scene, event: Event) -> int:
    """0 for the news of the day, 1 for what ended well before it, 2 for what is history."""
    end = event.time.end
    if scene.dct is None or end is None:
        return 0
    ago = days_between(end, scene.dct)
    return (ago > OLD) + (ago > HISTORY)


def first_body_sentence(scene: Scene) -> int:
    """Number of the first sentence of running text."""
    tree = scene.tree
    return next((tree.sent[first] for first in tree.sent_start if scene.is_body(first)), 0)


def ranked(
    events: Sequence[Event], weights: Sequence[float], sure: Sequence[float]
) -> list[Event]:
    """The events with `rank`, 1 for the main one, and `confidence`; repeats lend their weight.

    Args:
        events: of the document.
        weights: how much each is what the article is about.
        sure: how sure each is.
    """
    lent = list(weights)
    for i, event in enumerate(events):
        if event.same_as is not None:
            lent[event.same_as] = max(lent[event.same_as], weights[i])
    order = sorted(range(len(events)), key=lambda i: (not events[i].recorded, -lent[i], i))
    out = list(events)
    for place, i in enumerate(order, 1):
        main = place == 1 and out[i].recorded
        out[i] = replace(out[i], rank=place, main=main, confidence=sure[i])
    return out


def dated_by_story(
    scene: Scene, events: Sequence[Event], days: Iterable[tuple[Found, EventTime]]
) -> list[Event]:
    """The main event of the day's news, with the day that the next sentences give to the story.

    "A ferry has sunk off Samar. ... It left on Monday": what nobody dates in the lead happened
    on the day which the first dated sentence about the same participants names, be it a saying.

    Args:
        scene: the document.
        events: of the document.
        days: what the text gives a day of its own, in text order.
    """
    out = list(events)
    for i, event in enumerate(out):
        if event.main and _is_of_the_day(event):
            time = _story_time(scene, event, days) or _news_day(scene, event)
            if time is not None:
                out[i] = replace(event, time=time)
    return out


def _news_day(scene: Scene, event: Event) -> EventTime | None:
    """Publication day for the main event, if the lead asserts it and nothing dates it."""
    day = scene.dct
    if day is None or event.modality != "asserted" or event.time.begin is not None:
        return None
    if event.sentence.start >= _lead_end(scene):
        return None
    return replace(
        event.time,
        value=day, begin=day, end=day, granularity="day", relation="on",
        how="document", anchor="dct",
    )  # fmt: skip


def _is_of_the_day(event: Event) -> bool:
    """Whether an event is news that nothing beside it dates."""
    if event.time.how == "document":
        return event.time.relation in {"on", "before"}
    return event.time.how == "none" and event.modality == "asserted"


def _story_time(
    scene: Scene, main: Event, days: Iterable[tuple[Found, EventTime]]
) -> EventTime | None:
    dct = scene.dct
    if dct is None:
        return None
    mine = {argument.entity for argument in main.arguments if argument.entity is not None}
    limit = _end_of_sentence(scene, first_body_sentence(scene) + STORY)
    tree = scene.tree
    for told, time in days:
        if tree.start[told.i] >= limit:
            return None
        first, last = tree.sentence(told.i)
        if tree.start[first] == main.sentence.start:
            continue  # it would have been the main event's own
        ago = days_between(time.begin or dct, dct)
        beside = _mentions_in(scene, tree.start[first], tree.end[last - 1])
        shared = told.type == main.type or bool(beside & mine)
        if (shared and 0 <= ago <= NEWS_DAYS) or (not mine and 0 <= ago <= 1):
            return replace(time, how="anchored")
    return None


def _end_of_sentence(scene: Scene, number: int) -> int:
    starts = scene.tree.sent_start
    return scene.tree.start[starts[number + 1]] if number + 1 < len(starts) else len(scene.text)


def _mentions_in(scene: Scene, start: int, end: int) -> set[int]:
    return {m.entity for m in scene.mentions if start <= m.start < end}


def placed(scene: Scene, events: Sequence[Event]) -> list[Event]:
    """The main event with the place that its paragraph or the lead states, if it has none."""
    out = list(events)
    for i, event in enumerate(out):
        if event.main and not any(argument.role == "location" for argument in event.arguments):
            place = _story_place(scene, event)
            if place is not None:
                out[i] = replace(event, arguments=(*event.arguments, place))
    return out


def _story_place(scene: Scene, event: Event) -> Argument | None:
    """The first place of the event's sentence, else of the lead, that says where."""
    taken = {(argument.start, argument.end) for argument in event.arguments}
    limit = _lead_end(scene)

    def is_near(start: int) -> bool:
        return event.sentence.start <= start < event.sentence.end

    near = [m for m in scene.mentions if m.start < limit or is_near(m.start)]
    for mention in sorted(near, key=lambda m: not is_near(m.start)):
        named = mention.kind == "name" and scene.entities[mention.entity].label in PLACES
        free = named and not any(s <= mention.start < e for s, e in taken)
        if free and _is_where(scene, mention.start):
            return Argument("location", mention.start, mention.end, mention.entity)
    return None


def _is_where(scene: Scene, start: int) -> bool:
    """Whether a place stands in a dateline or after a preposition of place."""
    tree = scene.tree
    i = bisect_left(tree.start, start)
    if i == tree.size:
        return False
    if scene.blocks[scene.block[i]].kind == "dateline":
        return True
    while tree.dep[i] in {"compound", "nmod", "amod", "appos", "conj"}:
        i = tree.head[i]
    return tree.dep[i] == "pobj" and tree.word[tree.head[i]] in {
        "in",
        "at",
        "near",
        "outside",
        "off",
        "inside",
        "across",
        "around",
    }


def _lead_end(scene: Scene) -> int:
    """Where the paragraphs end that tell the news."""
    telling = [
        block for block in scene.blocks if block.kind in {"body", "dateline", "headline"}
    ]
    return telling[min(len(telling), LEAD_BLOCKS + 1) - 1].end if telling else 0
