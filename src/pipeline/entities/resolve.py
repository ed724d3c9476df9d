"""Who is meant by "the company" and "she": from left to right over all that refers."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.entities.antecedents import LINKED, Antecedents
from pipeline.entities.denote import INTRODUCED, Denoter
from pipeline.entities.group import Group
from pipeline.entities.introduced import introduced
from pipeline.entities.pronouns import FORMS, is_empty, pronoun_at
from pipeline.entities.salience import Seen, rank_of, read_story
from pipeline.entities.speakers import speakers
from pipeline.entities.things import REFERRING, SOMEONE, Things

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.entities.nominals import Nominal
    from pipeline.entities.nouns import Nouns
    from pipeline.entities.pack import StepRule
    from pipeline.entities.page import Page
    from pipeline.entities.pronouns import Pronoun

WINDOW = 60  # places looked back at: some eight sentences of dense news


@dataclass(frozen=True, slots=True)
class Link:
    """A nominal or pronoun that means a group: tokens, half-open."""

    start: int
    end: int
    kind: str
    group: Group
    rule: str


class Resolver:
    """Links the nominals and pronouns of one document to groups.

    Args:
        page: the document.
        on: rules that are on, by id.
        nouns: common nouns for people, organisations and places.
        countries: for groups of a nationality (by `id`), the group of its country.
        masked: one byte a token: words of titles and the like, which refer to nothing new.
    """

    def __init__(
        self,
        page: Page,
        on: Mapping[str, StepRule],
        nouns: Nouns,
        *,
        countries: Mapping[int, Group],
        masked: bytearray,
    ) -> None:
        self._page, self._on, self._nouns = page, on, nouns
        self._countries, self._masked = countries, masked
        self._story = read_story(page)
        it = on.get("pronoun.it")
        self._empty = frozenset(it.lists.get("empty", ())) if it else frozenset()
        self._unnamed_nouns = self._words("nominal.unnamed")
        speech = self._words("pronoun.he")
        self._antecedents = Antecedents(
            self._story, agents=self._words("pronoun.it"), speech=speech
        )
        self._speakers = speakers(page, self._story.quoted, speech)
        self._groups: Sequence[Group] = ()
        self._denoter = Denoter(self._story, self._antecedents, (), {}, ())
        self._newcomers: dict[int, tuple[int, Group]] = {}
        self._named: dict[int, tuple[int, Group]] = {}
        self._phrases: dict[int, Nominal] = {}
        self._pronouns: dict[int, Pronoun] = {}
        self._references: set[int] = set()  # where a phrase or pronoun may be linked
        self._meaning: dict[int, Group | None] = {}
        self._seen: deque[Seen] = deque(maxlen=WINDOW)
        self._known: deque[Seen] = deque(maxlen=WINDOW)  # those of groups
        self.unnamed: dict[str, Group] = {}
        self._things = Things(page, nouns, masked)

    def _words(self, rule: str) -> frozenset[str]:
        return frozenset(self._on[rule].words) if rule in self._on else frozenset()

    def links(self, groups: Sequence[Group], nominals: Sequence[Nominal]) -> list[Link]:
        """All links, in text order.

        A first pass learns from its pronouns who is he and who is she; the second one links.
        """
        self._groups = groups
        self._phrases = {n.head: n for n in nominals}
        self._named = {n.start: (n.end, g) for g in groups for n in g.names}
        self._denoter = self._read(groups)
        stops = self._stops()
        pronouns = (pronoun_at(self._page, i) for i in stops if self._page.lower[i] in FORMS)
        self._pronouns = {p.i: p for p in pronouns if p}
        self._references = {*self._newcomers, *self._phrases, *self._pronouns}
        unknown = [g for g in groups if g.label == "PERSON" and not g.gender]
        if unknown and any(p.form in {"he", "she"} for p in self._pronouns.values()):
            votes: dict[int, Counter[str]] = {id(g): Counter() for g in unknown}
            for link in self._pass([i for i in stops if self._is_human(i)]):
                if id(link.group) in votes and link.rule in {"pronoun.he", "pronoun.she"}:
                    votes[id(link.group)][link.rule.removeprefix("pronoun.")] += 1
            for group in unknown:
                group.gender = _majority(votes[id(group)])
        found = self._pass(stops)
        return [link for link in found if not self._is_passing(link)]

    def _read(self, groups: Sequence[Group]) -> Denoter:
        """Read from the lead whom the story is about, and who comes in without a name."""
        page, told = self._page, self._story.told
        nouns: dict[int, set[str]] = {}
        if INTRODUCED in self._on:
            nouns, self._newcomers = introduced(page, told, groups, self._nouns, self._masked)
        lead = frozenset(id(g) for g in groups if g.names and told[g.first] <= 1)
        return Denoter(self._story, self._antecedents, groups, nouns, lead)

    def _stops(self) -> list[int]:
        """The tokens where something is named or meant, in text order."""
        referring = [i for i, tag in enumerate(self._page.tags) if tag in REFERRING]
        inside = {i for start, (end, _) in self._named.items() for i in range(start + 1, end)}
        stops = {*referring, *self._named, *self._phrases, *self._page.standing(SOMEONE)}
        return sorted(stops - inside)

    def _is_human(self, i: int) -> bool:
        """Whether what stands at a stop may be he or she."""
        if i in self._named:
            return self._named[i][1].label == "PERSON"
        if i in self._pronouns:
            return self._pronouns[i].form in {"he", "she"}
        if i in self._phrases or i in self._newcomers:
            return i in self._newcomers or self._phrases[i].title is not None
        thing = self._things.at(i)
        return thing is not None and thing.person

    def _pass(self, stops: Sequence[int]) -> list[Link]:
        self._seen.clear()
        self._known.clear()
        self._denoter.restart()
        self.unnamed = {}
        for group in self._groups:
            group.count, group.last = 0, -1
        self._meaning = {i: g for i, (end, g) in self._named.items() for i in range(i, end)}
        out: list[Link] = []
        for i in stops:
            if i in self._named:
                end, group = self._named[i]
                self._note(group, i, end)
                continue
            if i not in self._references:
                self._note_thing(i)
                continue
            link = self._link(i)
            if link is not None:
                self._note(link.group, link.start, link.end)
                self._meaning[i] = link.group
                out.append(link)
        return out

    def _link(self, i: int) -> Link | None:
        """The link of the phrase or pronoun at `i`; what has none is noted as a thing."""
        if i in self._newcomers:
            start, group = self._newcomers[i]
            return Link(start, i + 1, "nominal", group, INTRODUCED)
        nominal = self._phrases.get(i)
        if nominal is not None:
            found = self._meant(nominal) or self._unnamed(nominal)
            if found:
                if nominal.age and not found[0].age:
                    found[0].age = nominal.age
                return Link(nominal.start, nominal.end, "nominal", *found)
        pronoun = self._pronouns.get(i)
        if pronoun is None or pronoun.rule not in self._on:
            self._note_thing(i)
            return None
        if is_empty(self._page, pronoun, self._empty):
            return None
        meant = self._antecedent(pronoun)
        linked = meant is not None and meant.label in LINKED
        return Link(i, i + 1, "pronoun", meant, pronoun.rule) if meant and linked else None

    def _meant(self, nominal: Nominal) -> tuple[Group, str] | None:
        return self._denoter.meant(nominal, self._known)

    def _antecedent(self, pronoun: Pronoun) -> Group | None:
        if pronoun.i in self._meaning:
            return self._meaning[pronoun.i]
        talking = self._talking(pronoun.i)
        seen = self._antecedents.antecedent(pronoun, self._seen, talking)
        if seen is None:
            self._note_thing(pronoun.i)
        elif seen.group is None:
            self._go_on(pronoun, seen)
        return seen.group if seen is not None else None

    def _talking(self, i: int) -> list[Group]:
        """Who says the quoted pronoun at `i`, and to whom: neither is "he"."""
        found = (self._who(at, i) for at in self._speakers.get(i, ()) if at >= 0)
        return [group for group in found if group is not None]

    def _who(self, at: int, i: int) -> Group | None:
        """Who is meant at token `at`: "he said" behind a quote is known before it."""
        if at not in self._meaning and at > i:
            nominal, pronoun = self._phrases.get(at), self._pronouns.get(at)
            if nominal is not None:
                found = self._meant(nominal)
                return found[0] if found else None
            if pronoun is not None and pronoun.rule in self._on:
                seen = self._antecedents.antecedent(pronoun, self._seen)
                self._meaning[at] = seen.group if seen is not None else None
        return self._meaning.get(at)

    def _go_on(self, pronoun: Pronoun, seen: Seen) -> None:
        """Note a pronoun for what is none of the groups: it goes on to be meant."""
        i = pronoun.i
        rank, subject = rank_of(self._page, i)
        gender = pronoun.form if pronoun.form in {"he", "she"} else ""
        again = Seen(
            None, i, i, i + 1, rank, subject, seen.plural,
            person=seen.person, gender=gender, form=pronoun.form, chain=seen.chain + 1,
        )  # fmt: skip
        self._seen.append(again)

    # -- what was seen ---------------------------------------------------------------------
    def _note(self, group: Group, start: int, end: int) -> None:
        page = self._page
        head = page.root(start, end)
        rank, subject = rank_of(page, head)
        plural = group.label == "NORP" or page.tags[head] == "NNPS"
        if subject and page.words[head].endswith("s") and _takes_plural(page, head):
            plural = group.plural = True
        if end < len(page) and page.words[end] == ":" and self._begins(start):
            rank, subject = 0.0, False  # the label of a turn in an interview
        form = FORMS.get(page.lower[start], "") if end - start == 1 else ""
        seen = Seen(group, head, start, end, rank, subject, plural, form=form)
        self._seen.append(seen)
        self._known.append(seen)
        group.count += 1
        group.last = start
        country = self._countries.get(id(group))
        if country is not None:
            self._known.append(Seen(country, head, start, end, 0.3, subject=False))

    def _begins(self, start: int) -> bool:
        return start == 0 or self._page.blocks[start - 1] != self._page.blocks[start]

    def _note_thing(self, i: int) -> None:
        """Note what is none of the groups, but may be what a pronoun means."""
        thing = self._things.at(i)
        if thing is not None:
            self._seen.append(thing)

    # -- what is never named ---------------------------------------------------------------
    def _unnamed(self, nominal: Nominal) -> tuple[Group, str] | None:
        """The group of "the government" and its like, which no name in the text stands for."""
        if nominal.noun not in self._unnamed_nouns or nominal.owner:
            return None
        if nominal.noun not in self.unnamed:
            self.unnamed[nominal.noun] = Group("ORG", words=(nominal.noun,))
        group = self.unnamed[nominal.noun]
        if rank_of(self._page, nominal.head)[1]:
            group.acts.add("acts")
        return group, "nominal.unnamed"

    def _is_passing(self, link: Link) -> bool:
        """Whether an unnamed thing is mentioned once and does nothing."""
        return not link.group.names and not link.group.acts and link.group.count < 2


def _majority(votes: Counter[str]) -> str:
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _takes_plural(page: Page, head: int) -> bool:
    """Whether a subject's verb is plural: "The Houthis see", "were"."""
    verb = page.heads[head]
    if page.tags[verb] == "VBP":
        return True
    return any(page.lower[c] in {"are", "were", "have"} for c in page.children[verb])
