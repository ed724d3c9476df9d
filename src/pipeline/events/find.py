"""The events component: reads the Doc, calls pure functions, writes once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.annotations import Event, Piece, Trigger, set_events
from pipeline.events.arguments import Caster
from pipeline.events.carry import Story
from pipeline.events.confidence import confidence
from pipeline.events.dating import Standing, is_ahead, settle
from pipeline.events.lexicon import Lexicon
from pipeline.events.linking import link, merged
from pipeline.events.modality import shade_of
from pipeline.events.newsworthy import (
    UNEVENTFUL,
    is_lead,
    is_topical,
    is_worth_recording,
    keeps_record,
    may_be_recorded,
)
from pipeline.events.pack import EventPack
from pipeline.events.salience import dated_by_story, placed, ranked, read_headline, weight
from pipeline.events.scene import Scene, read_scene
from pipeline.events.steps import COOPERATION, TOPIC, cooperation, matter, topic
from pipeline.events.triggers import VERB, Found, find_triggers
from pipeline.rules.load import load_packs

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.annotations import EventTime
    from pipeline.rules.load import Packs

PACKS = [
    "en/events", "en/events-politics", "en/events-general", "en/events-phrases",
    "en/events-beats", "en/events-words", "en/events-defaults", "en/events-domains",
    "en/events-lone",
]  # fmt: skip


@Language.factory(
    "newsclaims_events",
    requires=["doc._.mentions", "doc._.times", "doc._.quotes"],
    assigns=["doc._.events"],
    default_config={"events": PACKS, "untyped": True},
)
def make_events(nlp: Language, name: str, events: list[str], untyped: bool) -> EventFinder:  # noqa: FBT001  (spaCy passes the config by name)
    """Build the event finder; without `untyped`, it writes typed events only."""
    return EventFinder(load_packs(events, EventPack), untyped=untyped)


class EventFinder:
    """Writes `doc._.events`."""

    def __init__(self, packs: Packs[EventPack], *, untyped: bool = True) -> None:
        self.fingerprint = packs.fingerprint
        self._untyped = untyped
        self._lexicon = Lexicon(packs)

    def __call__(self, doc: Doc) -> Doc:
        """Find, fill, date, link, rank, write."""
        set_events(doc, self.events(doc))
        return doc

    def events(self, doc: Doc) -> list[Event]:
        """The events of a document, recorded or not, in text order."""
        scene = read_scene(doc, self._lexicon.lists, self._lexicon.traits)
        found = find_triggers(scene, self._lexicon)
        if VERB not in self._lexicon.steps:
            found = [one for one in found if one.rule is not None]
        table = {one.i: one for one in found}
        story = Story(scene, table)
        caster = Caster(scene, self._lexicon)
        if not self._untyped:  # sayings and states are for dating alone
            carriers = {one.carrier for one in found}
            denials = self._has_denials(scene)
            found = [
                one
                for one in found
                if one.type
                or (
                    _may_be_topical(scene, one, carriers)
                    and self._stands_out(scene, story, one, denials=denials)
                )
            ]
        headline = read_headline(scene, found)
        told = [(one, self._event(scene, story, caster, one)) for one in found]
        found = [one for one, row in told if row is not None]
        rows = [row for _, row in told if row is not None]
        if COOPERATION in self._lexicon.steps:
            rows = [cooperation(scene, row) for row in rows]
        if TOPIC in self._lexicon.steps:
            rows = _with_topic(scene, story, caster, found, rows)
        if not self._untyped:
            kept = [(one, row) for one, row in zip(found, rows, strict=True) if row.type]
            found, rows = [one for one, _ in kept], [row for _, row in kept]
        kinds = self._lexicon.kinds
        weights = [
            weight(scene, one, row, headline, guessed=kinds.get(row.rule) == "fallback")
            if row.recorded
            else 0.0
            for one, row in zip(found, rows, strict=True)
        ]
        rows = merged(rows, link(rows, weights, scene.text))
        sure = [confidence(row, kinds.get(row.rule, "step")) for row in rows]
        return placed(scene, dated_by_story(scene, ranked(rows, weights, sure), story.days()))

    def _has_denials(self, scene: Scene) -> bool:
        """Whether anybody denies anything in a document."""
        if any(quote.stance == "denies" for quote in scene.quotes):
            return True
        governs = self._lexicon.shades["governs"]
        denying = {word for word, shade in governs.items() if shade.modality == "denied"}
        return not denying.isdisjoint(scene.tree.lemma)

    def _stands_out(self, scene: Scene, story: Story, one: Found, *, denials: bool) -> bool:
        """Whether an article leads with an untyped verb, dates it or has it denied."""
        if is_lead(scene, one) or story.own(one) is not None:
            return True
        return denials and _shade(scene, one, self._lexicon, typed=False)[1] == "denied"

    def _event(self, scene: Scene, story: Story, caster: Caster, one: Found) -> Event | None:
        """The event of a trigger; None for what is not worth a record, unless all is asked."""
        dated = story.own(one) is not None
        recorded = may_be_recorded(scene, one, dated=dated)
        dropped = one.type is not None and not self._untyped
        if dropped and not recorded:
            return None
        shade, time = self._shaded_and_dated(scene, story, one)
        recorded = recorded and is_worth_recording(scene, one, dated=dated, shade=shade)
        if recorded and one.rule is not None:
            kind = self._lexicon.kinds[one.rule.id]
            recorded = keeps_record(scene, one, time, shade, kind)
        if dropped and not recorded:
            return None
        if self._untyped and not recorded:
            shade, time = self._as_timeml(scene, story, one, shade, time)
        return Event(
            type=one.type, mode=one.rule.mode if one.rule else None,
            trigger=_trigger(scene, one),
            arguments=caster.arguments(one, one.type) if one.type or self._untyped else (),
            time=time, polarity=shade[0],
            modality=shade[1], attributed_to=scene.quoted[one.i],
            main=False, rank=1, same_as=None,
            sentence=Piece(*_sentence(scene, one)), rule=one.rule.id if one.rule else VERB,
            confidence=0.5, recorded=recorded,
        )  # fmt: skip

    def _shaded_and_dated(
        self, scene: Scene, story: Story, one: Found
    ) -> tuple[tuple[str, str], EventTime]:
        """Polarity and modality of an event, and its time."""
        typed = one.type is not None
        shade = _shade(scene, one, self._lexicon, typed=typed)
        time = settle(scene, story, one, Standing(*shade, typed, is_lead(scene, one)))
        if shade[1] == "asserted" and is_ahead(scene, one, time):
            shade = (shade[0], "planned")
        if shade[1] == "planned" and scene.has_trait(one.type, "natural"):
            # a storm has no plans; what is said of it is a forecast
            shade = (shade[0], "possible")
        return shade, time

    def _as_timeml(
        self, scene: Scene, story: Story, one: Found, shade: tuple[str, str], time: EventTime
    ) -> tuple[tuple[str, str], EventTime]:
        """Shade and time of what only `--all` writes: as TimeML has them."""
        if shade[0] == "negative":
            shade = (_shade(scene, one, self._lexicon, typed=False)[0], shade[1])
        if one.type is not None and time.how in {"document", "none"}:
            lead = is_lead(scene, one)
            time = settle(scene, story, one, Standing(*shade, typed=False, lead=lead))
        return shade, time


def _may_be_topical(scene: Scene, one: Found, carriers: set[int | None]) -> bool:
    """Whether an untyped trigger may yet get a type: no saying or state, carrying no event."""
    eventful = one.rule is None or one.rule.class_ not in UNEVENTFUL
    naming = one.i in scene.speaking and scene.is_listed(one.i, "naming")
    return eventful and not naming and one.i not in carriers


def _with_topic(
    scene: Scene, story: Story, caster: Caster, found: list[Found], rows: list[Event]
) -> list[Event]:
    """Untyped happenings under the type that their surroundings tell.

    That is who and what the sentence, the paragraph and the lead name; else what most events of
    the article are.
    """
    common = topic(scene, rows)
    carriers = {one.carrier for one in found}
    out = list(rows)
    for i, one in enumerate(found):
        row = rows[i]
        if row.type is not None or one.i in carriers or not is_topical(scene, one, row):
            continue
        kind = matter(scene, caster.lexicon.domains, one.i) or common
        if kind is None:
            continue
        cast = caster.arguments(one, kind)
        if any(argument.role in {"actor", "recipient"} for argument in cast):
            standing = Standing(
                row.polarity, row.modality, typed=True, lead=is_lead(scene, one)
            )
            time = settle(scene, story, one, standing)
            out[i] = replace(
                row, type=kind, rule=TOPIC, recorded=True, arguments=cast, time=time
            )
    return out


def _shade(scene: Scene, one: Found, lexicon: Lexicon, *, typed: bool) -> tuple[str, str]:
    polarity, modality = shade_of(scene.tree, one.i, lexicon, carrier=one.carrier, typed=typed)
    number = scene.quoted[one.i]
    if any(
        scene.tree.dep[k] == "relcl"
        for k in (one.head, *scene.tree.up(one.head))
        if scene.quoted[k] is not None
    ):
        return polarity, modality
    while number is not None:
        if scene.quotes[number].stance == "denies":
            return polarity, "denied"
        number = scene.quotes[number].within
    return polarity, modality


def _trigger(scene: Scene, one: Found) -> Trigger:
    tree = scene.tree
    tokens = list(one.tokens)
    if max(tokens) - min(tokens) >= len(tokens):
        tokens = [one.i]
    if one.joined and one.carrier is not None:
        tokens.append(one.carrier)
    first, last = min(tokens), max(tokens)
    if last - first > 4:
        first = last = one.i
    lemma = " ".join(tree.lemma[k] for k in sorted(one.tokens))
    return Trigger(tree.start[first], tree.end[last], lemma)


def _sentence(scene: Scene, one: Found) -> tuple[int, int]:
    tree = scene.tree
    first, last = tree.sentence(one.i)
    while last - 1 > first and tree.pos[last - 1] == "SPACE":
        last -= 1
    while first < last - 1 and tree.pos[first] == "SPACE":
        first += 1
    return tree.start[first], tree.end[last - 1]
