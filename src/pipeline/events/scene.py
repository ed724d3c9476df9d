"""What the other rooms wrote, laid over the tokens: entities, times, quotes and blocks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline import annotations as notes
from pipeline.events.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

PERSONAL = frozenset({"he", "she", "him", "her", "his", "who", "whom", "i", "me", "my"})
FIRST = frozenset({"i", "me", "my", "myself"})
GROUPS = frozenset({"they", "them", "their", "we", "us", "our"})
READABLE = frozenset({"body"})  # kinds of block whose events are worth a record
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "NUM"})  # what a headline says


@dataclass(slots=True)
class Scene:
    """A document as the events room sees it.

    Attributes:
        tree: its parse.
        labels: entity label of each token, "" for none; pronouns of persons are PERSON.
        entity: position of the entity that each token mentions, or None.
        mention: position of the mention that each token stands in, or None.
        times: time expressions, by the token that heads each.
        quoted: position of the innermost quote whose content holds each token, or None.
        block: number of each token's block.
        lead: number of the first block of running text; lead_token: its first token.
        lists: word lists of the packs, by name.
        traits: of event types, by the type.
        cues: tokens that begin the cue of a quote; speaking: of one that is recorded.
        dct: publication day, ISO, or None.
    """

    tree: Tree
    labels: list[str]
    entity: list[int | None]
    mention: list[int | None]
    entities: list[notes.Entity]
    mentions: list[notes.Mention]
    timexes: list[notes.Timex]
    timex_of: list[int | None]
    quotes: list[notes.Quote]
    quoted: list[int | None]
    blocks: list[notes.Block]
    block: list[int]
    lead: int
    lead_token: int
    dct: str | None
    text: str
    lists: Mapping[str, frozenset[str]]
    traits: Mapping[str, frozenset[str]]
    headline: frozenset[str] = field(default=frozenset())
    cues: frozenset[int] = field(default=frozenset())
    speaking: frozenset[int] = field(default=frozenset())

    def is_listed(self, i: int, *names: str) -> bool:
        """Whether a token's lemma is in one of the packs' lists."""
        return any(self.tree.lemma[i] in self.lists.get(name, ()) for name in names)

    def has_trait(self, kind: str | None, trait: str) -> bool:
        """Whether the packs give a type this trait."""
        return kind is not None and trait in self.traits.get(kind, ())

    def is_body(self, i: int) -> bool:
        """Whether a token stands in running text."""
        return self.blocks[self.block[i]].kind in READABLE


def read_scene(
    doc: Doc, lists: Mapping[str, frozenset[str]], traits: Mapping[str, frozenset[str]]
) -> Scene:
    """Collect what the Doc knows; word lists and traits of types come from the packs."""
    tree = Tree(doc)
    size = tree.size
    scene = Scene(
        tree=tree, labels=list(tree.ent), entity=[None] * size, mention=[None] * size,
        entities=notes.entities(doc), mentions=notes.mentions(doc), timexes=notes.times(doc),
        timex_of=[None] * size, quotes=notes.quotes(doc), quoted=[None] * size,
        blocks=notes.blocks(doc), block=[0] * size, lead=0, lead_token=0,
        dct=notes.publication(doc).day or notes.published(doc),
        text=tree.text, lists=lists, traits=traits,
    )  # fmt: skip
    _lay_labels(scene)
    _lay_mentions(scene)
    for number, timex in enumerate(scene.timexes):
        for i in _tokens(tree, timex.start, timex.end):
            scene.timex_of[i] = number
            scene.labels[i] = "DATE"
    _lay_quotes(scene)
    _lay_blocks(scene)
    return scene


def _tokens(tree: Tree, start: int, end: int) -> range:
    """Positions of the tokens that lie at least partly within two character offsets."""
    first = bisect_right(tree.end, start)
    last = first
    while last < tree.size and tree.start[last] < end:
        last += 1
    return range(first, last)


def _lay_labels(scene: Scene) -> None:
    tree = scene.tree
    for i, word in enumerate(tree.word):
        if tree.pos[i] == "PRON":
            if word in PERSONAL:
                scene.labels[i] = "PERSON"
            elif word in GROUPS:
                scene.labels[i] = "ORG"


def _lay_mentions(scene: Scene) -> None:
    for number, mention in enumerate(scene.mentions):
        label = scene.entities[mention.entity].label
        for i in _tokens(scene.tree, mention.start, mention.end):
            scene.labels[i] = label
            scene.entity[i] = mention.entity
            scene.mention[i] = number


def _lay_quotes(scene: Scene) -> None:
    """Innermost wins: quotes with less content are laid last."""
    cues = {
        bisect_right(scene.tree.end, quote.cue.start): quote.recorded
        for quote in scene.quotes
        if quote.cue is not None
    }
    scene.cues = frozenset(cues)
    scene.speaking = frozenset(i for i, recorded in cues.items() if recorded)
    order = sorted(
        range(len(scene.quotes)),
        key=lambda n: -sum(piece.end - piece.start for piece in scene.quotes[n].content),
    )
    for number in order:
        for piece in scene.quotes[number].content:
            for i in _tokens(scene.tree, piece.start, piece.end):
                scene.quoted[i] = number
                if scene.tree.word[i] in FIRST and scene.quotes[number].speaker is not None:
                    scene.entity[i] = scene.quotes[number].speaker
                    scene.labels[i] = scene.entities[scene.entity[i] or 0].label


def _lay_blocks(scene: Scene) -> None:
    starts = [block.start for block in scene.blocks]
    scene.lead = next((n for n, block in enumerate(scene.blocks) if block.kind == "body"), 0)
    tree = scene.tree
    firsts = [0, *(bisect_left(tree.start, start) for start in starts[1:]), tree.size]
    words: set[str] = set()
    for number, block in enumerate(scene.blocks):
        inside = range(firsts[number], firsts[number + 1])
        scene.block[inside.start : inside.stop] = [number] * len(inside)
        if block.kind == "headline":
            words |= {tree.lemma[i] for i in inside if tree.pos[i] in _TELLING}
        if number == scene.lead and inside:
            scene.lead_token = inside.start
    scene.headline = frozenset(words)
