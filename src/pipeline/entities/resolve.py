"""Who is meant by "the company" and "she": from left to right over all that refers."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from pipeline.entities.antecedents import Antecedents
from pipeline.entities.fitness import BY_ROLE, BY_SORT, fitness, may_be_first_called
from pipeline.entities.group import Group
from pipeline.entities.pronouns import is_empty, pronoun_at
from pipeline.entities.salience import Seen, rank_of, read_story

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.entities.nominals import Nominal
    from pipeline.entities.nouns import Nouns
    from pipeline.entities.pack import StepRule
    from pipeline.entities.page import Page

WINDOW = 60  # places looked back at: some eight sentences of dense news
SENTENCE_BACK = 0.35  # that a nominal's antecedent loses by a sentence: nouns reach further
KNOWN_COUNTRY = 0.6  # "the country" is the one that the story is about
SPEAKER = 1.5
_REFERRING = frozenset({"NN", "NNS", "PRP", "PRP$"})


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
        self._antecedents = Antecedents(
            self._story, agents=self._words("pronoun.it"), speech=self._words("pronoun.he")
        )
        self._seen: deque[Seen] = deque(maxlen=WINDOW)
        self.unnamed: dict[str, Group] = {}
        self._things: dict[int, Seen | None] = {}

    def _words(self, rule: str) -> frozenset[str]:
        return frozenset(self._on[rule].words) if rule in self._on else frozenset()

    def links(self, groups: Sequence[Group], nominals: Sequence[Nominal]) -> list[Link]:
        """All links, in text order.

        A first pass learns from its pronouns who is he and who is she; the second one links.
        """
        unknown = [g for g in groups if g.label == "PERSON" and not g.gender]
        if unknown:
            votes: dict[int, Counter[str]] = {id(g): Counter() for g in unknown}
            for link in self._pass(groups, nominals, forms=frozenset({"he", "she"})):
                if id(link.group) in votes and link.rule in {"pronoun.he", "pronoun.she"}:
                    votes[id(link.group)][link.rule.removeprefix("pronoun.")] += 1
            for group in unknown:
                group.gender = _majority(votes[id(group)])
        found = self._pass(groups, nominals, forms=frozenset({"he", "she", "it", "they"}))
        return [link for link in found if not self._is_passing(link)]

    def _pass(
        self, groups: Sequence[Group], nominals: Sequence[Nominal], *, forms: frozenset[str]
    ) -> list[Link]:
        self._seen.clear()
        self.unnamed = {}
        for group in groups:
            group.count, group.last = 0, -1
        named = {n.start: (n.end, g) for g in groups for n in g.names}
        phrases = {n.head: n for n in nominals}
        out: list[Link] = []
        skip = 0
        for i, tag in enumerate(self._page.tags):
            if i < skip:
                continue
            if i in named:
                skip, group = named[i]
                self._note(group, i, skip)
            elif tag in _REFERRING or i in phrases:
                link = self._link(groups, phrases.get(i), i, forms)
                if link is not None:
                    self._note(link.group, link.start, link.end)
                    out.append(link)
                else:
                    self._note_thing(i, tag)
        return out

    def _link(
        self, groups: Sequence[Group], nominal: Nominal | None, i: int, forms: frozenset[str]
    ) -> Link | None:
        if nominal is not None:
            found = self._meant(groups, nominal) or self._unnamed(nominal)
            return Link(nominal.start, nominal.end, "nominal", *found) if found else None
        pronoun = pronoun_at(self._page, i)
        if pronoun is None or pronoun.form not in forms:
            return None
        if f"pronoun.{pronoun.form}" not in self._on:
            return None
        if is_empty(self._page, pronoun, self._empty):
            return None
        group = self._antecedents.antecedent(pronoun, self._seen)
        return Link(i, i + 1, "pronoun", group, f"pronoun.{pronoun.form}") if group else None

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
        self._seen.append(Seen(group, head, start, end, rank, subject, plural))
        group.count += 1
        group.last = start
        country = self._countries.get(id(group))
        if country is not None:
            self._seen.append(Seen(country, head, start, end, 0.3, subject=False, shadow=True))

    def _begins(self, start: int) -> bool:
        return start == 0 or self._page.blocks[start - 1] != self._page.blocks[start]

    def _note_thing(self, i: int, tag: str) -> None:
        """Note what is none of the groups, but may be what a pronoun means."""
        if i not in self._things:
            self._things[i] = self._thing(i, tag)
        thing = self._things[i]
        if thing is not None:
            self._seen.append(thing)

    def _thing(self, i: int, tag: str) -> Seen | None:
        page = self._page
        if tag == "PRP$" or self._masked[i] or page.deps[i] == "compound":
            return None
        if page.kinds[i] in {"furniture", "headline"}:
            return None
        rank, subject = rank_of(page, i)
        plural = tag == "NNS" or page.lower[i] in {"they", "them"}
        person = tag == "NN" and self._nouns.kind(page, i) == "person"
        gender = self._nouns.gender(page, i) if person else ""
        return Seen(None, i, i, i + 1, rank, subject, plural, person=person, gender=gender)

    # -- nominals --------------------------------------------------------------------------
    def _meant(self, groups: Sequence[Group], nominal: Nominal) -> tuple[Group, str] | None:
        """The group that a nominal means, and the rule of its noun."""
        best: tuple[float, Group, str] | None = None
        tried: set[int] = set()
        for seen in reversed(self._seen):
            group = seen.group
            if nominal.specified or group is None or id(group) in tried:
                continue
            tried.add(id(group))
            fit = fitness(nominal, group)
            if fit.weight <= 0:
                continue
            score = fit.weight + self._weight(seen, nominal)
            if best is None or score > best[0]:
                best = (score, group, fit.rule)
        if best is not None:
            return best[1:]
        if nominal.specified:
            return None
        return self._long_ago(groups, nominal) or self._first_called(nominal)

    def _weight(self, seen: Seen, nominal: Nominal) -> float:
        """How near to mind an antecedent is for a noun phrase."""
        score = 0.5 * seen.rank - SENTENCE_BACK * self._story.distance(seen, nominal.head)
        if seen.group is not None:
            known = KNOWN_COUNTRY if nominal.noun in {"country", "nation"} else 0.3
            score += known * log2(1 + seen.group.count)
        return score - SPEAKER * self._antecedents.is_speaker(seen, nominal.head)

    def _long_ago(self, groups: Sequence[Group], nominal: Nominal) -> tuple[Group, str] | None:
        """Out of the window: the last one named that fits well, or the only one that fits."""
        fits = [(g, fitness(nominal, g)) for g in groups if g.count]
        fits = [(g, fit) for g, fit in fits if fit.weight >= BY_SORT]
        if len(fits) > 1:
            fits = [(g, fit) for g, fit in fits if fit.weight > BY_ROLE]
        if not fits:
            return None
        group, fit = max(fits, key=lambda found: found[0].last)
        return group, fit.rule

    def _first_called(self, nominal: Nominal) -> tuple[Group, str] | None:
        """Somebody just named whose job only this noun tells: "The striker ..."."""
        page = self._page
        begins = (
            nominal.start == 0 or page.sents[nominal.start - 1] != page.sents[nominal.start]
        )
        if not begins or page.deps[nominal.head] not in {"nsubj", "nsubjpass"}:
            return None
        near = [
            seen.group
            for seen in self._seen
            if seen.group is not None
            and seen.group.label == "PERSON"
            and self._story.distance(seen, nominal.head) <= 1
        ]
        if not near or any(group is not near[0] for group in near) or nominal.title is None:
            return None
        return (near[0], nominal.title.id) if may_be_first_called(nominal, near[0]) else None

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
