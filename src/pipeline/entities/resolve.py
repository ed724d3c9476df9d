"""Who is meant by "the company" and "she": one pass from left to right over all that refers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.entities.pronouns import is_empty, pronoun_at
from pipeline.entities.salience import (
    CLAUSE_SUBJECT,
    SAME_GENDER,
    Seen,
    clause_of,
    rank_of,
    read_story,
    subject_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.entities.group import Group
    from pipeline.entities.nominals import Nominal
    from pipeline.entities.pack import StepRule
    from pipeline.entities.page import Page
    from pipeline.entities.pronouns import Pronoun

WINDOW = 60  # places looked back at: some eight sentences of dense news
ENOUGH = -1.6
FAR = 4  # sentences: a pronoun reaches no further
_THINGS = frozenset({"NN", "NNP"})


@dataclass(frozen=True, slots=True)
class Link:
    """A nominal or pronoun that means a group: tokens, half-open."""

    start: int
    end: int
    kind: str
    group: Group
    rule: str


class Resolver:
    """Links the nominals and pronouns of one document to groups."""

    def __init__(self, page: Page, on: Mapping[str, StepRule]) -> None:
        self._page, self._on = page, on
        self._story = read_story(page)
        self._quoted = self._story.quoted
        self._seen: deque[Seen] = deque(maxlen=WINDOW)
        self._last: dict[int, int] = {}
        self._agents = frozenset(on["pronoun.it"].words) if "pronoun.it" in on else frozenset()
        self._empty = (
            frozenset(on["pronoun.empty"].words) if "pronoun.empty" in on else frozenset()
        )
        self._times = (
            frozenset(on["nominal.link"].words) if "nominal.link" in on else frozenset()
        )

    def links(self, groups: Sequence[Group], nominals: Sequence[Nominal]) -> list[Link]:
        """All links, in text order."""
        named = {n.start: (n.end, g) for g in groups for n in g.names}
        phrases = {n.head: n for n in nominals}
        inside = {i for n in nominals for i in range(n.start, n.end)}
        out: list[Link] = []
        i = 0
        while i < len(self._page):
            if i in named:
                end, group = named[i]
                self._note(group, i, end)
                i = end
                continue
            link = self._link(groups, phrases.get(i), i)
            if link is not None:
                self._note(link.group, link.start, link.end)
                out.append(link)
            elif self._page.tags[i] in {"NN", "NNS", "PRP"} and self._counts(i, inside):
                self._note_thing(i)
            i += 1
        return out

    def _link(self, groups: Sequence[Group], nominal: Nominal | None, i: int) -> Link | None:
        if nominal is not None and "nominal.link" in self._on:
            group = self._meant(groups, nominal)
            if group is not None:
                cited = nominal.title.id if nominal.title and group.label == "PERSON" else ""
                cited = cited or next(
                    (r.id for r in nominal.rules if r.label == group.label), ""
                )
                return Link(
                    nominal.start, nominal.end, "nominal", group, cited or "nominal.link"
                )
            return None
        pronoun = pronoun_at(self._page, i)
        rule = f"pronoun.{pronoun.form}" if pronoun else ""
        if (
            pronoun is None
            or rule not in self._on
            or is_empty(self._page, pronoun, self._empty)
        ):
            return None
        group = self._antecedent(pronoun)
        if group is None:
            return None
        if pronoun.form in {"he", "she"}:
            group.gender = pronoun.form
        return Link(i, i + 1, "pronoun", group, rule)

    # -- what was seen ---------------------------------------------------------------------
    def _note(self, group: Group, start: int, end: int) -> None:
        head = self._page.root(start, end)
        rank, subject = rank_of(self._page, head)
        plural = group.label == "NORP" or self._page.tags[head] == "NNPS"
        if end < len(self._page) and self._page.words[end] == ":" and self._begins(start):
            rank, subject = 0.0, False  # the label of a turn in an interview
        self._seen.append(Seen(group, head, start, end, rank, subject, plural))
        group.count += 1
        group.last = start

    def _begins(self, start: int) -> bool:
        return start == 0 or self._page.blocks[start - 1] != self._page.blocks[start]

    def _counts(self, i: int, inside: set[int]) -> bool:
        page = self._page
        if page.deps[i] == "compound" or page.kinds[i] in {"furniture", "headline"}:
            return False
        return page.lower[i] not in self._times

    def _note_thing(self, i: int) -> None:
        rank, subject = rank_of(self._page, i)
        plural = self._page.tags[i] == "NNS" or self._page.lower[i] in {"they", "them"}
        self._seen.append(Seen(None, i, i, i + 1, rank, subject, plural, self._page.lower[i]))

    # -- pronouns --------------------------------------------------------------------------
    def _antecedent(self, pronoun: Pronoun) -> Group | None:
        best: tuple[float, Seen] | None = None
        for seen in self._candidates(pronoun.i):
            score = self._score(pronoun, seen)
            if score is not None and (best is None or score >= best[0]):
                best = (score, seen)
        if best is None or best[0] < ENOUGH:
            return None
        group = best[1].group
        return group if group is not None and group.label in {"PERSON", "ORG", "GPE"} else None

    def _candidates(self, at: int) -> Iterator[Seen]:
        for seen in self._seen:
            if self._story.distance(seen, at) <= FAR:
                yield seen

    def _score(self, pronoun: Pronoun, seen: Seen) -> float | None:
        """How well an antecedent fits a pronoun; None where it cannot be meant."""
        bonus = self._agrees(pronoun, seen)
        if bonus is None or self._is_barred(pronoun, seen):
            return None
        page = self._page
        score = bonus + self._story.salience(seen, pronoun.i, subject=pronoun.subject)
        if (pronoun.possessive or pronoun.reflexive) and page.sents[seen.head] == page.sents[
            pronoun.i
        ]:
            if subject_of(page, clause_of(page, pronoun.i)) == seen.head:
                score += CLAUSE_SUBJECT
        return score

    def _agrees(self, pronoun: Pronoun, seen: Seen) -> float | None:
        group = seen.group
        if pronoun.form in {"he", "she"}:
            if group is None or group.label != "PERSON":
                return None
            if not group.gender:
                return 0.0
            return SAME_GENDER if group.gender == pronoun.form else None
        if pronoun.form == "it":
            return self._agrees_it(pronoun, seen)
        return self._agrees_they(pronoun, seen)

    def _agrees_it(self, pronoun: Pronoun, seen: Seen) -> float | None:
        if seen.plural or (seen.group is not None and seen.group.label in {"PERSON", "NORP"}):
            return None
        acts = pronoun.subject and self._page.lower[self._page.heads[pronoun.i]] in self._agents
        if seen.group is None:
            return -1.0 if acts else -0.1
        if seen.group.label not in {"ORG", "GPE"}:
            return -1.0 if acts else 0.0
        return 0.3 if acts or pronoun.possessive or pronoun.reflexive else -0.3

    def _agrees_they(self, pronoun: Pronoun, seen: Seen) -> float | None:
        if seen.group is None:
            return 0.3 if seen.plural else None
        if seen.group.label != "ORG":
            return 0.0 if seen.plural else None
        if seen.plural:
            return 0.5
        near = self._page.sents[seen.head] == self._page.sents[pronoun.i]
        return -0.5 if near and seen.subject and not pronoun.subject else None

    def _is_barred(self, pronoun: Pronoun, seen: Seen) -> bool:
        """Whether grammar or quotation marks forbid an antecedent."""
        page, i = self._page, pronoun.i
        if pronoun.reflexive or page.sents[seen.head] != page.sents[i]:
            return bool(self._quoted[i]) and self._speaks(seen, i)
        if self._quoted[i] and not self._quoted[seen.head] and seen.subject:
            return True
        if pronoun.possessive:
            return (
                page.heads[page.heads[i]] == seen.head and page.deps[page.heads[i]] == "appos"
            )
        if pronoun.subject:
            return False
        verb = clause_of(page, i)
        return subject_of(page, verb) == seen.head

    def _speaks(self, seen: Seen, i: int) -> bool:
        """Whether an antecedent outside a quote is likely to be speaking it."""
        page = self._page
        same = page.blocks[seen.head] == page.blocks[i]
        return same and seen.subject and not self._quoted[seen.head]

    # -- nominals --------------------------------------------------------------------------
    def _meant(self, groups: Sequence[Group], nominal: Nominal) -> Group | None:
        best: tuple[float, Group] | None = None
        tried: set[int] = set()
        for seen in reversed(self._seen):
            group = seen.group
            if group is None or id(group) in tried:
                continue
            tried.add(id(group))
            fit = fitness(nominal, group)
            if fit <= 0:
                continue
            score = fit + self._story.salience(seen, nominal.head, subject=False)
            if best is None or score > best[0]:
                best = (score, group)
        if best is None:
            return self._long_ago(groups, nominal)
        return best[1]

    def _long_ago(self, groups: Sequence[Group], nominal: Nominal) -> Group | None:
        """The last one named that fits well, if it is out of the window."""
        fits = [g for g in groups if g.count and fitness(nominal, g) >= 2]
        return max(fits, key=lambda g: g.last, default=None)


def fitness(nominal: Nominal, group: Group) -> float:
    """How well a nominal describes a group: 0 for not, 2 and more for in so many words."""
    if group.label == "PERSON":
        return _person_fit(nominal, group)
    if nominal.owner or group.label not in {"ORG", "GPE"}:
        return _owned_fit(nominal, group)
    rules = [rule for rule in nominal.rules if rule.label == group.label]
    if not rules:
        return 0.0
    if set(nominal.extra) - group.nouns:
        return 0.0
    if nominal.noun in group.nouns or nominal.noun in group.sorts:
        return 2.5
    if group.words and group.words[-1].lower() == nominal.noun:
        return 2.5
    for rule in rules:
        if group.sorts & set(rule.sorts):
            return 1.5
    return 0.0


def _owned_fit(nominal: Nominal, group: Group) -> float:
    """As in "his country": what belongs to somebody may be named too."""
    own = group.label == "GPE" and nominal.noun == "country" and "country" in group.sorts
    return 1.5 if own and nominal.owner in {"his", "her", "their"} else 0.0


def _person_fit(nominal: Nominal, group: Group) -> float:
    if nominal.title is None and not nominal.noun.endswith("old"):
        return 0.0
    if nominal.owner:
        return 0.0
    gender = nominal.title.gender if nominal.title else ""
    if gender and group.gender and gender != group.gender:
        return 0.0
    head = nominal.noun.split()[-1]
    words = set(nominal.extra) | set(nominal.noun.split())
    heads = {noun.split()[-1] for noun in group.nouns}
    if head in heads:
        return 2.5 if words <= group.nouns | group.described else 2.0
    if nominal.title is None or nominal.extra:
        return 0.0
    if set(nominal.title.fits.get(head, ())) & (heads | group.nouns):
        return 1.8
    return 0.8 if nominal.title.id in GENERIC and not group.nouns & OFFICES else 0.0


GENERIC = frozenset({"titles.person-he", "titles.person-she"})
OFFICES = frozenset({"president", "prime minister", "minister", "spokesman", "spokeswoman"})
