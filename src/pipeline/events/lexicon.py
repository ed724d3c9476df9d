"""Packs compiled: from a word in its frame to the rule that types it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.events.confidence import RuleKind
    from pipeline.events.pack import EventPack, EventRule, EventType, Shade
    from pipeline.events.spot import Spot
    from pipeline.events.tree import Tree
    from pipeline.rules.load import Packs

_SMALL = frozenset(
    {"of", "in", "on", "at", "to", "from", "with", "for", "against", "under", "out"}
)
_PEOPLE = ("people", "political", "forces", "workers", "diplomats", "courts")
PERSON_ENDINGS = ("ers", "ors", "ist", "ists", "ian", "ians", "men", "women", "man", "woman")
_FORMS = frozenset({"VBD", "VBN", "VBG", "VBZ"})
OWN = 500  # a rule of the user's own goes before every built-in one
ANY_VERB = "*"  # in a pack: any verb that no other rule reads


@dataclass(frozen=True, slots=True)
class Need:
    """A condition: one of the places holds one of the words or labels."""

    places: tuple[str, ...]
    words: frozenset[str]
    labels: frozenset[str]
    anything: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One trigger lemma of one rule, with what it asks.

    `musts`: for each condition that only words can meet, those words: a sentence without any of
    them need not be looked at closer.
    """

    rule: EventRule
    extra: tuple[str, ...]
    needs: tuple[Need, ...]
    unless: tuple[Need, ...]
    musts: tuple[frozenset[str], ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule that fits, and the tokens of the trigger."""

    rule: EventRule
    tokens: tuple[int, ...]


class Lexicon:
    """All rules by the lemma that they start from, most conditions first.

    `last` names the rules that are asked after those for any verb.
    """

    def __init__(self, packs: Packs[EventPack]) -> None:
        self.lists: dict[str, frozenset[str]] = {}
        self.types: dict[str, EventType] = {}
        shades: list[Shade] = []
        for pack in packs.packs:
            for name, words in pack.lists.items():
                self.lists[name] = self.lists.get(name, frozenset()) | frozenset(words)
            self.types.update(pack.types)
            shades += pack.shades
        self.people = frozenset().union(
            *(self.lists.get(name, frozenset()) for name in _PEOPLE)
        )
        self.traits = {name: frozenset(kind.traits) for name, kind in self.types.items()}
        self._plain = frozenset().union(*self.lists.values())
        self.steps = frozenset(one for one in packs.rules if one.startswith("event."))
        self.kinds: dict[str, RuleKind] = {
            rule.id: _kind(rule, pack) for pack in packs.packs for rule in pack.rules
        }
        self.last = frozenset(
            rule.id
            for pack in packs.packs
            if pack.fallback and pack.precedence < 0
            for rule in pack.rules
        )
        self.shades = {
            place: {
                word: shade for shade in shades if shade.place == place for word in shade.words
            }
            for place in ("governs", "within")
        }
        self.verbs: dict[str, list[Entry]] = {}
        self.nouns: dict[str, list[Entry]] = {}
        self.adjectives: dict[str, list[Entry]] = {}
        for number, pack in enumerate(packs.packs):
            for rule in packs.enabled(pack.rules):
                own = not packs.where[rule.id].file.startswith("packs/")
                self._add_rule(rule, _base_weight(rule, pack, number) + OWN * own)
        self.domains = _domains(self.verbs.get(ANY_VERB, []))
        self.carrying = {
            one: frozenset(
                lemma
                for lemma, entries in self.verbs.items()
                if any(entry.rule.id == one for entry in entries)
            )
            for one in ("carry.light", "carry.aspect")
        }
        self.states = frozenset(
            lemma
            for lemma, entries in self.verbs.items()
            if any(entry.rule.class_ == "state" for entry in entries)
        )
        for table in (self.verbs, self.nouns, self.adjectives):
            for entries in table.values():
                entries.sort(key=lambda entry: -entry.weight)

    def mend(self, tree: Tree) -> None:
        """Put right what the tagger gets wrong about words that the packs know.

        `staged` is of `stage`, not `stag`; `activists protested` is no passive; `Guerrillas` at
        the start of a sentence is no name.
        """
        intransitive = self.lists.get("intransitive", frozenset())
        for i, tag in enumerate(tree.tag):
            lemma = tree.lemma[i]
            if tag in _FORMS and lemma not in self.verbs:
                known = (one for one in _stems(tree.word[i]) if one in self.verbs)
                tree.lemma[i] = next(known, lemma)
            if (
                tag == "VBN"
                and tree.dep[i] == "acl"
                and (tree.lemma[i] in intransitive or _is_main_verb(tree, i))
            ):
                tree.tag[i] = "VBD"
            elif tag in {"NNP", "NNPS"} and not tree.ent[i] and lemma[:-1] in self._plain:
                tree.lemma[i] = lemma[:-1] if lemma.endswith("s") else lemma

    def _add_rule(self, rule: EventRule, base: int) -> None:
        needs = tuple(self._need(k, v) for k, v in rule.needs.items())
        unless = tuple(self._need(k, v) for k, v in rule.unless.items())
        asked = [
            need.words
            for need in needs
            if not (need.anything or need.labels or "article" in need.places)
        ]
        for table, triggers in (
            (self.verbs, rule.verbs),
            (self.nouns, rule.nouns),
            (self.adjectives, rule.adjectives),
        ):  # fmt: skip
            for trigger in triggers:
                words = trigger.split()
                last = table is self.nouns and _SMALL.isdisjoint(words)
                start = words.pop() if last else words.pop(0)
                weight = 10 * (len(words) + len(needs)) + 5 * bool(unless) + base
                musts = (*(frozenset({word}) for word in words), *asked)
                entry = Entry(rule, tuple(words), needs, unless, musts, weight)
                table.setdefault(start, []).append(entry)

    def _need(self, places: str, wanted: Sequence[str]) -> Need:
        words: set[str] = set()
        for one in wanted:
            words |= self.lists.get(one[1:], frozenset()) if one.startswith("@") else {one}
        labels = frozenset(one for one in words if one.isupper())
        return Need(tuple(places.split("|")), frozenset(words) - labels, labels, "*" in words)

    @staticmethod
    def read(entries: Iterable[Entry], spot: Spot) -> Reading | None:
        """The first entry whose words and conditions all hold."""
        said = spot.said
        for entry in entries:
            for words in entry.musts:
                if said.isdisjoint(words):
                    break
            else:
                tokens = spot.tokens(entry.extra) if entry.extra else (spot.i,)
                if tokens is not None and spot.meets(entry):
                    return Reading(entry.rule, tokens)
        return None


def _is_main_verb(tree: Tree, i: int) -> bool:
    """Whether the parser took a sentence's only verb for a participle: `A bus sank` alone."""
    noun = tree.head[i]
    if tree.dep[noun] != "ROOT" or tree.pos[noun] not in {"NOUN", "PROPN"} or i != noun + 1:
        return False
    first, last = tree.sentence(i)
    told = all(tree.pos[k] != "AUX" and tree.tag[k] != "VBD" for k in range(first, last))
    return told and tree.word[last - 1] in {".", "\n\n", "\n"} and tree.dep[first] == "det"


def _domains(entries: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """Words for who and what takes part in events of a type, from the rules for any verb."""
    out: dict[str, frozenset[str]] = {}
    for entry in entries:
        if entry.rule.type is not None:
            words = frozenset().union(*(need.words for need in entry.needs))
            out[entry.rule.type] = out.get(entry.rule.type, frozenset()) | words
    return out


def _kind(rule: EventRule, pack: EventPack) -> RuleKind:
    if rule.id.startswith("event."):
        return "step"
    return "fallback" if pack.fallback else "bound" if rule.needs else "free"


def _base_weight(rule: EventRule, pack: EventPack, number: int) -> int:
    """Typed rules before fallbacks before untyped ones; of equals, those of the later pack.

    An untyped rule of a pack with precedence says that a phrase is none of the types.
    """
    if rule.type is None and not pack.precedence:
        return -2000
    return (-1000 if pack.fallback else 0) + 10 * pack.precedence + min(number, 4)


def is_person_form(lexicon: Lexicon, tree: Tree, i: int) -> bool:
    """Whether a common noun is one of persons by its form (`hydrologist`, `dockers`)."""
    things = lexicon.lists.get("things", frozenset())
    return tree.word[i].endswith(PERSON_ENDINGS) and tree.lemma[i] not in things


def _stems(word: str) -> tuple[str, ...]:
    """Lemmas that a verb form may have."""
    if word.endswith("ied"):
        return (word[:-3] + "y",)
    if word.endswith("ed"):
        return word[:-1], word[:-2], word[:-3]
    if word.endswith("ing"):
        return word[:-3] + "e", word[:-3], word[:-4]
    return (word[:-1],) if word.endswith("s") else ()


def declared(packs: Iterable[EventPack]) -> Mapping[str, EventType]:
    """Types that packs declare, by name."""
    return {name: kind for pack in packs for name, kind in pack.types.items()}
