"""Which words are triggers, which rule reads each, and which of them carry others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.events.absorbing import absorb
from pipeline.events.frames import Frame, noun_frame, verb_frame
from pipeline.events.lexicon import ANY_VERB, is_person_form
from pipeline.events.modality import is_future, is_negated
from pipeline.events.spot import Spot

if TYPE_CHECKING:
    from pipeline.events.lexicon import Lexicon, Reading
    from pipeline.events.pack import EventRule
    from pipeline.events.scene import Scene

PRONOUNS = frozenset({"it", "they", "he", "she"})
LIGHT = "carry.light"
ASPECT = "carry.aspect"
VERB = "event.verb"


@dataclass(slots=True)
class Found:
    """A trigger on its way to a record.

    Attributes:
        i: the token that heads the trigger.
        kind: verb, noun or adjective.
        rule: that reads it; None for an untyped verb.
        tokens: of the trigger, without the verb that carries it.
        frame: places of its clause.
        carrier: verb that carries it (`held talks`, `began tightening`): its tense, time and
            negation are the event's.
        joined: the carrier is part of the trigger (aspect).
        absorbed: an event that this one is part of, by token.
        main_is_plain: a condition whose main clause tells no event of its own.
    """

    i: int
    kind: str
    rule: EventRule | None
    tokens: tuple[int, ...]
    frame: Frame
    carrier: int | None = None
    joined: bool = False
    absorbed: int | None = None
    main_is_plain: bool = True

    @property
    def type(self) -> str | None:
        """The type that the rule gives."""
        return self.rule.type if self.rule else None

    @property
    def head(self) -> int:
        """The token whose clause the event stands in: its carrier, else itself."""
        return self.carrier if self.carrier is not None else self.i


def find_triggers(scene: Scene, lexicon: Lexicon) -> list[Found]:
    """All triggers of a document, in text order, typed and untyped."""
    lexicon.mend(scene.tree)
    _mark_people(scene, lexicon)
    found: dict[int, Found] = {}
    for i, pos in enumerate(scene.tree.pos):
        read = _READERS.get(pos)
        one = read(scene, lexicon, i) if read is not None else None
        if one is not None:
            found[i] = one
    for one in found.values():
        _carry(scene, found, lexicon, one)
    for one in found.values():
        _yield(scene, found, lexicon, one)
    for one in found.values():
        absorb(scene, found, one)
    for one in found.values():
        holder = _main_clause(scene, found, one)
        one.main_is_plain = holder is None or holder.type is None
    return list(found.values())


def _main_clause(scene: Scene, found: dict[int, Found], one: Found) -> Found | None:
    tree = scene.tree
    return found.get(tree.head[one.head]) if tree.dep[one.head] == "advcl" else None


def _mark_people(scene: Scene, lexicon: Lexicon) -> None:
    """Common nouns of persons and groups count as HUMAN in conditions."""
    tree = scene.tree
    for i, pos in enumerate(tree.pos):
        if pos == "PRON" and not scene.labels[i] and tree.lemma[i] in lexicon.people:
            scene.labels[i] = "HUMAN"  # anyone, nobody
        if (
            pos == "NOUN"
            and scene.labels[i] in {"", "CARDINAL"}
            and (tree.lemma[i] in lexicon.people or is_person_form(lexicon, tree, i))
        ):
            scene.labels[i] = "HUMAN"


def _read_verb(scene: Scene, lexicon: Lexicon, i: int) -> Found | None:
    tree = scene.tree
    if tree.dep[i] in {"aux", "auxpass", "amod", "compound"} or tree.ent[i] in {
        "ORG",
        "PERSON",
        "WORK_OF_ART",
    }:
        return None
    eventless = tree.lemma[i] in lexicon.lists.get("eventless", ())
    entries = lexicon.verbs.get(tree.lemma[i], ())
    if eventless and not entries:
        return None
    frame = _frame(scene, i)
    spot = Spot(tree, i, frame, scene.labels)
    reading = lexicon.read(entries, spot)
    if not eventless and _is_unsure(scene, lexicon, reading, i):
        anything = lexicon.verbs.get(ANY_VERB, ())
        other = lexicon.read(anything, spot)
        alone = reading is None or len(reading.tokens) > 1 or not _particle(scene, i)
        reading = other or (reading if alone else None)  # "rose up" is no "rose"
    if tree.lemma[i] == "be" and (reading is None or reading.rule.type is None):
        return None
    if reading is None:
        rest = _particle(scene, i)
        return None if eventless else Found(i, "verb", None, (i, *rest), frame)
    if i in scene.speaking and _only_says(scene, lexicon, reading, i):
        return Found(i, "verb", None, (i, *_particle(scene, i)), frame)
    tokens = reading.tokens if len(reading.tokens) > 1 else (i, *_particle(scene, i))
    return Found(i, "verb", reading.rule, tokens, frame)


def _only_says(scene: Scene, lexicon: Lexicon, reading: Reading, i: int) -> bool:
    """Whether a cue only reports: `called the vote "a disgrace"`, `"No," he recalled`.

    Unlike `called for`.
    """
    names = scene.is_listed(i, "naming") and i + 1 not in reading.tokens
    return (names and reading.rule.type is not None) or (
        lexicon.kinds[reading.rule.id] == "fallback"
    )


def _is_unsure(scene: Scene, lexicon: Lexicon, reading: Reading | None, i: int) -> bool:
    """Whether who takes part has a say: no rule reads the verb, or one that is asked last."""
    if reading is None:
        return not scene.is_listed(i, "occurring")
    return reading.rule.id in lexicon.last


def _frame(scene: Scene, i: int) -> Frame:
    """The places of a verb's clause; whether it is `negated` or `future`."""
    tree = scene.tree
    frame = verb_frame(tree, i)
    _resolve_subject(scene, frame, i)
    if is_negated(tree, i):
        frame["negated"] = [i]
    if is_future(tree, i):
        frame["future"] = [i]
    return frame


def _resolve_subject(scene: Scene, frame: Frame, i: int) -> None:
    """`Syria says it will withdraw`: the pronoun stands for the subject of the saying.

    Unless the entities room links the pronoun to somebody else.
    """
    tree = scene.tree
    for place in ("subject", "object"):
        tokens = frame.get(place, [])
        if len(tokens) != 1 or tree.word[tokens[0]] not in PRONOUNS:
            continue
        pronoun, verb = tokens[0], i
        while tree.dep[verb] in {"xcomp", "conj", "acomp"}:
            verb = tree.head[verb]
        if tree.dep[verb] != "ccomp" or tree.head[pronoun] != verb:
            continue
        teller = tree.kid(tree.head[verb], "nsubj")
        if teller is None or tree.pos[teller] == "PRON":
            continue
        if scene.entity[pronoun] in {None, scene.entity[teller]}:
            frame[place] = tree.conjuncts(teller)


def _particle(scene: Scene, i: int) -> tuple[int, ...]:
    k = scene.tree.kid(i, "prt")
    return (k,) if k == i + 1 else ()


def _read_noun(scene: Scene, lexicon: Lexicon, i: int) -> Found | None:
    tree = scene.tree
    entries = lexicon.nouns.get(tree.lemma[i])
    if not entries or scene.timex_of[i] is not None or tree.ent[i] == "DATE":
        return None
    if tree.dep[i] in {"compound", "nmod"} or tree.ent[i] in {"ORG", "PERSON", "GPE", "LAW"}:
        return None
    if tree.pos[i] == "PROPN" and scene.labels[i] in {
        "ORG",
        "PERSON",
        "GPE",
        "FAC",
        "WORK_OF_ART",
        "LAW",
    }:
        return None
    verb = _light_verb(scene, lexicon, i)
    frame = noun_frame(tree, i, verb)
    reading = lexicon.read(entries, Spot(tree, i, frame, scene.labels))
    return Found(i, "noun", reading.rule, reading.tokens, frame, verb) if reading else None


def _read_adjective(scene: Scene, lexicon: Lexicon, i: int) -> Found | None:
    tree = scene.tree
    entries = lexicon.adjectives.get(tree.lemma[i])
    if not entries or tree.dep[i] not in {"acomp", "ROOT", "oprd", "conj", "ccomp", "advcl"}:
        return None
    frame = verb_frame(tree, tree.head[i] if tree.dep[i] == "acomp" else i)
    for k in tree.kids[i]:
        if tree.dep[k] == "prep":
            frame.setdefault(tree.word[k], []).extend(tree.kids[k])
    reading = lexicon.read(entries, Spot(tree, i, frame, scene.labels))
    return Found(i, "adjective", reading.rule, reading.tokens, frame) if reading else None


def _light_verb(scene: Scene, lexicon: Lexicon, i: int) -> int | None:
    """The verb that carries an event noun: it governs the noun and means little itself."""
    tree = scene.tree
    if tree.dep[i] == "conj":
        return _light_verb(scene, lexicon, tree.head[i])
    if tree.dep[i] == "pobj" and tree.word[tree.head[i]] == "of":
        measure = tree.head[tree.head[i]]
        known = lexicon.lists.get("measures", frozenset())
        return _light_verb(scene, lexicon, measure) if tree.lemma[measure] in known else None
    head = tree.head[i]
    if tree.dep[i] not in {"dobj", "nsubjpass", "attr"} or tree.pos[head] not in {
        "VERB",
        "AUX",
    }:
        return None
    if head in scene.speaking and scene.is_listed(head, "naming"):
        return None
    if tree.lemma[head] == "be":
        return head if tree.dep[i] == "attr" and tree.kid(head, "expl") is not None else None
    return head if tree.lemma[head] in lexicon.carrying[LIGHT] else None


def _carry(scene: Scene, found: dict[int, Found], lexicon: Lexicon, one: Found) -> None:
    """Join an aspect verb to the event that it begins or ends."""
    tree = scene.tree
    if one.kind != "verb" or tree.lemma[one.i] not in lexicon.carrying[ASPECT]:
        return
    for k in tree.kids[one.i]:
        event = found.get(k)
        if event is None or event.type is None or tree.dep[k] not in {"xcomp", "dobj", "ccomp"}:
            continue
        if one.type is not None and event.kind == "noun":
            continue
        event.carrier = one.i
        event.joined = k - one.i == 1 or (k - one.i == 2 and tree.word[one.i + 1] == "to")
        if event.kind == "verb":
            event.frame = {**verb_frame(tree, one.i), **event.frame}
            event.frame.pop("xcomp", None)
        return


def _yield(scene: Scene, found: dict[int, Found], lexicon: Lexicon, one: Found) -> None:
    """Untype a verb that only its commonest sense types, where its noun tells the event.

    `launched a mediation effort` is no launch, `a strike closed the docks` tells of the strike.
    """
    if one.rule is None or one.rule.id not in lexicon.last:
        return
    for k in scene.tree.kids[one.i]:
        noun = found.get(k)
        if noun is not None and noun.kind == "noun" and noun.type and k != one.i:
            one.rule = None
            return


_READERS = {
    "VERB": _read_verb, "AUX": _read_verb, "NOUN": _read_noun, "PROPN": _read_noun,
    "ADJ": _read_adjective,
}  # fmt: skip
