"""Who did it, to whom, where: places of the frame turned into participants."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.annotations import Argument
from pipeline.events.frames import verb_frame
from pipeline.events.parties import ACTORS, PLACES, Parties
from pipeline.events.possessives import with_owners

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.events.lexicon import Lexicon
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

WHERE = (
    "in", "at", "near", "outside", "inside", "across", "throughout", "around", "off", "along",
    "on", "from", "into", "to",
)  # fmt: skip
_NOMINAL = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "poss", "compound", "amod", "nmod", "conj", "dative"}
)
_MAX_PEOPLE = 4


class Caster:
    """Fills the roles of events in one document."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self._scene = scene
        self.lexicon = lexicon
        self._parties = Parties(scene, lexicon)

    def arguments(self, one: Found, name: str | None) -> tuple[Argument, ...]:
        """All participants of an event of the type so named, actors first."""
        if name is None:
            return ()
        kind, scene = self.lexicon.types[name], self._scene
        if not one.frame and one.kind == "verb":
            one.frame = verb_frame(self._scene.tree, one.i)
        rule = one.rule
        actor_places = rule.actor if rule is not None and rule.actor is not None else kind.actor
        actors = [
            (i, place)
            for i, place in self._first(one, actor_places, self._actors)
            if self._in_same_speech(one.i, i)
        ]
        taken = {i for i, _ in actors}
        recipient_places = kind.recipient
        if rule is not None and rule.recipient is not None:
            recipient_places = rule.recipient
        things = "things" in kind.traits
        recipients = self._first(
            one, recipient_places, lambda o, p: self._recipients(o, p, taken, things=things)
        )
        recipients = [
            (i, place)
            for i, place in recipients
            if self._in_same_speech(one.i, i) and not self._is_same(i, taken)
        ]
        actors, recipients = with_owners(scene, actors), with_owners(scene, recipients)
        taken |= {i for i, _ in recipients}
        places = self._locations(one, taken)
        mutual = "mutual" in kind.traits
        out = self._joined("actor", [i for i, _ in actors], mutual=mutual)
        out += self._joined("recipient", [i for i, _ in recipients])
        out += [self._argument("location", i) for i in places]
        out += self._themes(one, {*taken, *places, *one.tokens})
        filled = {(a.start, a.end) for a in out if a.role in {"actor", "recipient"}}
        return tuple(a for a in out if a.role != "location" or (a.start, a.end) not in filled)

    def _themes(self, one: Found, taken: set[int]) -> list[Argument]:
        """The thing that an event is done to or happens to, where it is no participant.

        `raised [its key rate]`, `[the ban] was lifted`, `[prices] fell` (VerbNet's Theme); it
        ends before a participant that hangs on it: `had [a meeting] with the minister`.
        """
        if one.kind != "verb":
            return []
        things = one.frame.get("object") or one.frame.get("subject") or []
        i = next((i for i in things if i not in taken and self._is_thing(i)), None)
        if i is None:
            return []
        theme, tree = self._argument("theme", i), self._scene.tree
        behind = [tree.start[tree.head[k]] for k in taken if tree.dep[k] == "pobj"]
        end = min((at for at in behind if tree.end[i] < at < theme.end), default=theme.end)
        text = self._scene.text[theme.start : end].rstrip()
        return [replace(theme, end=theme.start + len(text))]

    def _is_thing(self, i: int) -> bool:
        """Whether a noun phrase names no person, place or time."""
        scene, tree = self._scene, self._scene.tree
        if scene.labels[i] == "DATE" or tree.pos[i] not in {"NOUN", "PROPN", "NUM"}:
            return False
        return not self._parties.is_actor(i)

    def _in_same_speech(self, trigger: int, i: int) -> bool:
        """Whether a participant stands in the quotation that tells the event, if any.

        `"They were recruiting drivers," Lee said`: Lee recruits nobody.
        """
        number = self._scene.quoted[trigger]
        if number is None or self._scene.quotes[number].kind != "direct":
            return True
        return self._scene.quoted[i] is not None

    def _is_same(self, i: int, taken: set[int]) -> bool:
        """Whether a pronoun means one of the actors, as `its` in `recalled its ambassador`."""
        scene = self._scene
        known = {scene.entity[k] for k in taken} - {None}
        reflexive = scene.tree.word[i].endswith(("self", "selves"))
        return scene.tree.pos[i] == "PRON" and scene.entity[i] in known and not reflexive

    def _first(self, one: Found, places: Iterable[str], cast: object) -> list[tuple[int, str]]:
        for place in places:
            found = cast(one, place)  # type: ignore[operator]
            if found:
                return [(i, place) for i in found][:_MAX_PEOPLE]
        return []

    def _actors(self, one: Found, place: str) -> list[int]:
        if place == "owner":
            return [i for at in one.frame.get("subject", ()) for i in self._parties.owners(at)]
        out = []
        for at in one.frame.get(place, ()):
            i = self._teller(one, at) if place == "subject" else at
            named = place != "modifier" or self._scene.labels[i] in ACTORS
            if named and self._parties.is_actor(i):
                out.append(i)
            elif place == "subject" and self._scene.is_listed(i, "governed"):
                out.append(i)  # the city laid off 60 caretakers
            elif place == "subject":
                out += self._parties.owners(i, compounds_only=True)
        return out

    def _teller(self, one: Found, i: int) -> int:
        """The source of a quote that ends before a verb which the parser joined to it.

        `Bak said Holm had lied and accused Lund`: Bak did.
        """
        scene = self._scene
        number = scene.quoted[i]
        if number is None or one.kind != "verb" or scene.quoted[one.i] == number:
            return i
        piece, tree = scene.quotes[number].source, scene.tree
        if piece is None or tree.dep[one.i] != "conj":
            return i
        starts = (bisect_left(tree.start, at) for at in (piece.start, piece.end))
        source = range(*starts)
        if not source or source.start < tree.sentence(one.i)[0] or source.stop > one.i:
            return i
        return next(k for k in source if tree.head[k] not in source)

    def _recipients(
        self, one: Found, place: str, taken: set[int], *, things: bool
    ) -> list[int]:
        if place == "deep":
            return self._deep(one, taken)
        if place == "owner":
            out = [
                i
                for at in one.frame.get("object", ())
                if at not in taken
                for i in self._parties.owners(at)
            ]
            return [i for i in out if i not in taken]
        out = []
        tokens = one.frame.get(place, [])
        for i in tokens:
            if i in taken or i in one.tokens or self._scene.labels[i] == "DATE":
                continue
            if self._scene.tree.dep[i] == "oprd" and len(tokens) > 1:
                continue  # elected him president
            label = self._scene.labels[i]
            named = label in PLACES
            counted = things and self._scene.tree.pos[i] == "NUM" and label in {"", "CARDINAL"}
            if self._parties.is_actor(i) or named or counted or (things and place == "object"):
                out.append(i)
        return out

    def _deep(self, one: Found, taken: set[int]) -> list[int]:
        """The first entity in the clause that says what is refused, threatened or demanded."""
        tree = self._scene.tree
        clauses = [*one.frame.get("infinitive", []), *one.frame.get("content", [])]
        clauses += [
            k for k in tree.kids[one.head] if tree.dep[k] in {"advcl", "prep"} and k > one.i
        ]
        clauses = [k for k in clauses if not self._is_where(k)]
        inside = (i for clause in clauses for i in sorted(tree.below(clause)))
        found = next((i for i in inside if self._is_other_party(i, taken)), None)
        return [] if found is None else [found]

    def _is_where(self, i: int) -> bool:
        """Whether a clause is but a place: `in Jakarta`."""
        tree = self._scene.tree
        return tree.dep[i] == "prep" and any(self._parties.is_place(k) for k in tree.kids[i])

    def _is_other_party(self, i: int, taken: set[int]) -> bool:
        scene = self._scene
        if scene.labels[i] not in ACTORS or scene.timex_of[i] is not None or i in taken:
            return False
        if scene.tree.pos[i] == "PRON":
            return False
        known = {scene.entity[k] for k in taken} - {None}
        return scene.entity[i] not in known and scene.tree.dep[i] in _NOMINAL

    def _locations(self, one: Found, taken: set[int]) -> list[int]:
        for place in (place for place in WHERE if place in one.frame):
            for i in one.frame[place]:
                if i in taken or self._scene.labels[i] == "DATE":
                    continue
                if self._parties.is_place(i) and (
                    place not in {"from", "into", "to", "on"} or self._scene.labels[i] in PLACES
                ):
                    return [i]
        return self._nested_location(one, taken)

    def _nested_location(self, one: Found, taken: set[int]) -> list[int]:
        tree = self._scene.tree
        for at in one.frame.get("object", []) + one.frame.get("subject", []):
            for k in tree.kids[at]:
                if tree.dep[k] == "prep" and tree.word[k] in {
                    "in",
                    "at",
                    "near",
                    "outside",
                    "off",
                }:
                    for n in tree.kids[k]:
                        if n not in taken and self._scene.labels[n] in PLACES:
                            return [n]
        return []

    def _joined(self, role: str, tokens: list[int], *, mutual: bool = False) -> list[Argument]:
        """Arguments, with unnamed conjuncts as one: `some 200 players and coaches`."""
        tree, scene = self._scene.tree, self._scene
        out: list[Argument] = []
        for i in tokens:
            peers = self._peers(i) if mutual else []
            if len(peers) > 1:
                out += [self._argument(role, k) for k in peers]
                continue
            joined = (
                tree.dep[i] == "conj" and tree.head[i] in tokens and scene.entity[i] is None
            )
            if joined and out and out[-1].entity is None and tree.pos[i] == "NOUN":
                out[-1] = Argument(role, out[-1].start, tree.phrase(i)[1], None)
            else:
                out.append(self._argument(role, i))
        return out

    def _peers(self, i: int) -> list[int]:
        """Nations that share a noun: `Hungarian and Romanian officials` are two parties."""
        tree, scene = self._scene.tree, self._scene
        for k in tree.kids[i]:
            if tree.dep[k] in {"amod", "nmod", "compound"} and scene.labels[k] in {
                "NORP",
                "GPE",
            }:
                peers = [n for n in tree.conjuncts(k) if scene.labels[n] in {"NORP", "GPE"}]
                if len(peers) > 1:
                    return peers
        return []

    def _named(self, i: int) -> int | None:
        """The name that stands beside a noun: `the president of Chile, [Ana Ruiz],`."""
        tree, labels = self._scene.tree, self._scene.labels
        beside = [k for k in tree.kids[i] if tree.dep[k] == "appos" and labels[k] in ACTORS]
        if beside or labels[i] not in {"", "HUMAN", "PERSON"}:
            return beside[0] if beside else None
        inner = [n for k in tree.kids[i] if tree.word[k] == "of" for n in tree.kids[k]]
        for n in inner:  # the parser hangs the name on the country
            for k in tree.kids[n]:
                if tree.dep[k] == "appos" and labels[k] == "PERSON":
                    return k
        return None

    def _argument(self, role: str, i: int) -> Argument:
        """The noun phrase of token `i`; a name keeps its mention, a place its name alone."""
        scene, tree = self._scene, self._scene.tree
        number, entity = scene.mention[i], scene.entity[i]
        start, end = tree.phrase(i)
        if number is not None:
            mention = scene.mentions[number]
            if (
                role == "location"
                or tree.dep[i] in {"poss", "compound", "amod", "nmod"}
                or mention.end > end
                or mention.start < start
            ):
                start, end = mention.start, mention.end
            elif scene.labels[i] == "PERSON" and mention.kind == "name":
                end = mention.end  # stripped [Moses Okara] of the whip
        elif tree.dep[i] in {"poss", "compound", "amod", "nmod"}:
            end = min(end, tree.end[i])
        if entity is None:
            named = self._named(i)
            entity = scene.entity[named] if named is not None else None
        text = scene.text[start:end]
        if "(" in text and ")" not in text:  # a short form in brackets that the phrase cut off
            end = start + len(text[: text.index("(")].rstrip())
        return Argument(role, start, end, entity)
