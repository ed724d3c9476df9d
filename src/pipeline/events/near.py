"""Events that nearly are: a trigger of the packs is there, but a condition fails."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.events.frames import noun_frame, verb_frame
from pipeline.events.lexicon import Entry, Lexicon
from pipeline.events.newsworthy import is_worth_recording
from pipeline.events.scene import read_scene
from pipeline.events.spot import Spot
from pipeline.events.tense import tense
from pipeline.events.triggers import find_triggers
from pipeline.rules.near import Near, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc

    from pipeline.annotations import Event
    from pipeline.events.frames import Frame
    from pipeline.events.lexicon import Need
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

_MODIFYING = frozenset({"amod", "compound", "nmod", "aux", "auxpass"})
_MOST = 12  # rules told for one word


def near_misses(
    doc: Doc, lexicon: Lexicon, events: list[Event], start: int, end: int
) -> Iterator[Near]:
    """Why the trigger words between two characters give no event, or none that is recorded.

    Args:
        doc: after the events component.
        lexicon: of its packs.
        events: what it wrote, recorded or not.
        start: code points of the stretch.
        end: its end.
    """
    scene = read_scene(doc, lexicon.lists, lexicon.traits)
    found = {one.i: one for one in find_triggers(scene, lexicon)}
    rows = {event.trigger.start: event for event in events}
    tree = scene.tree
    for i in range(tree.size):
        if tree.start[i] < end and tree.end[i] > start:
            yield from _at(scene, lexicon, i, found, rows)


def _at(
    scene: Scene,
    lexicon: Lexicon,
    i: int,
    found: Mapping[int, Found],
    rows: Mapping[int, Event],
) -> Iterator[Near]:
    tree = scene.tree
    place = tree.start[i], tree.end[i]
    one = found.get(i)
    if one is not None and one.rule is not None:
        row = rows.get(tree.start[min(one.tokens)])
        if row is not None and not row.recorded:
            why = f"finds it, but with --all only: {_unrecorded(scene, one, row)}"
            yield Near(one.rule.id, *place, why, close=5)
    entries, frame = _candidates(scene, lexicon, i, one)
    if entries and one is None and tree.dep[i] in _MODIFYING:
        why = f"only modifies {tree.word[tree.head[i]]!r} here: it tells no event"
        yield Near(entries[0].rule.id, *place, why, close=3)
        return
    spot = Spot(tree, i, frame, scene.labels)
    yield from _entries(scene, spot, frame, entries, one)


def _candidates(
    scene: Scene, lexicon: Lexicon, i: int, one: Found | None
) -> tuple[list[Entry], Frame]:
    """Entries of the lexicon for a word, and the places of its clause."""
    tree = scene.tree
    lemma, pos = tree.lemma[i], tree.pos[i]
    if pos in {"VERB", "AUX"}:
        return lexicon.verbs.get(lemma, []), one.frame if one else verb_frame(tree, i)
    if pos in {"NOUN", "PROPN"}:
        frame = one.frame if one else noun_frame(tree, i, None)
        return lexicon.nouns.get(lemma, []), frame
    if pos == "ADJ":
        return lexicon.adjectives.get(lemma, []), one.frame if one else verb_frame(tree, i)
    return [], {}


def _entries(
    scene: Scene, spot: Spot, frame: Frame, entries: list[Entry], one: Found | None
) -> Iterator[Near]:
    """Which condition of each rule for a word fails; the rule that decides is left out."""
    tree, i = scene.tree, spot.i
    told: set[str] = set()
    for entry in entries:
        rule = entry.rule
        if (one is not None and one.rule is rule) or rule.id in told or len(told) >= _MOST:
            continue
        told.add(rule.id)
        close, why = _why(scene, spot, frame, entry, one)
        yield Near(rule.id, tree.start[i], tree.end[i], why, close=close)


def _why(
    scene: Scene, spot: Spot, frame: Frame, entry: Entry, one: Found | None
) -> tuple[int, str]:
    """How near an entry comes, and what it lacks."""
    if entry.extra and spot.tokens(entry.extra) is None:
        return 1, f"wants {' '.join(entry.extra)!r} with it"
    failed = [need for need in entry.needs if not _meets(spot, entry, need)]
    barred = [need for need in entry.unless if _meets(spot, entry, need)]
    if failed:
        close = 3 if len(failed) == 1 and not barred else 2
        return (
            close,
            f"needs {_told(failed[0])}; found {_held(scene, spot.i, frame, failed[0])}",
        )
    if barred:
        where = " or ".join(barred[0].places)
        return 3, f"unless: in {where} stands {_held(scene, spot.i, frame, barred[0])}"
    winner = one.rule.id if one is not None and one.rule is not None else "another rule"
    return 2, f"fits, but {winner} is asked before it"


def _meets(spot: Spot, entry: Entry, need: Need) -> bool:
    """Whether one condition holds by itself."""
    return spot.meets(replace(entry, needs=(need,), unless=(), musts=()))


def _held(scene: Scene, i: int, frame: Frame, need: Need) -> str:
    """What stands in the places of a condition, in words of the text."""
    tree = scene.tree
    tokens = [k for place in need.places for k in frame.get(place, ())]
    if tokens:
        labels = [f" ({scene.labels[k]})" if scene.labels[k] else "" for k in tokens]
        return some([f"{tree.word[k]!r}{told}" for k, told in zip(tokens, labels, strict=True)])
    if need.places[0] in {"sentence", "clause"}:
        first, last = tree.sentence(i)
        words = set(tree.lemma[first:last]) & need.words
        return some(sorted(words)) if words else "none of them"
    return "nothing there"


def _told(need: Need) -> str:
    """A condition in words: `object: one of seat, vote and 4 more`."""
    where = " or ".join(need.places)
    if need.anything:
        return f"something in {where}"
    return f"in {where} one of {some(sorted(need.labels) + sorted(need.words))}"


def _unrecorded(scene: Scene, one: Found, row: Event) -> str:
    """Why an event that a rule finds is not worth a record."""
    rule, tree = one.rule, scene.tree
    kind = scene.blocks[scene.block[one.i]].kind
    reasons = (
        (
            rule is None or rule.record == "no" or rule.type is None,
            "the rule has `record: no` or no type: sayings, states and the like",
        ),
        (not scene.is_body(one.i), f"it stands in a {kind}, not in running text"),
        (
            one.absorbed is not None,
            f"it is part of {tree.word[one.absorbed or 0]!r}",
        ),
        (
            "?" in [tree.word[k] for k in range(*tree.sentence(one.i))],
            "its sentence asks a question",
        ),
        (
            is_worth_recording(scene, one, dated=False, shade=(row.polarity, row.modality)),
            "its rule or pack records only what is dated, leads the article, or is denied",
        ),
        (
            one.kind == "noun",
            "a noun counts where it is dated, carried by a verb (held talks), "
            "or has both its parties (X's attack on Y)",
        ),
    )
    told = f"told in the {tense(tree, one.head)} without a date: a habit, purpose or aside"
    return next((reason for holds, reason in reasons if holds), told)
