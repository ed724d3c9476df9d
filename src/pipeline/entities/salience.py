"""How near to mind an antecedent is: recency, grammatical role, agreement, quotation marks.

The weights follow Lappin and Leass (1994) in kind; they were set by hand on the gold articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.entities.group import Group
    from pipeline.entities.page import Page

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "pobj", "dative", "agent", "attr", "oprd", "obj", "iobj"})
SUBORDINATE = frozenset({"advcl", "relcl", "acl"})
WEAK_BLOCKS = frozenset({"headline", "byline", "caption", "furniture", "dateline", "stamp"})

SENTENCE_BACK = 0.75
PARAGRAPH_BACK = 0.15
REPEATED = 0.25
NEARER = 0.01  # by a token within the sentence
SAME_GENDER = 0.35
PARALLEL = 0.4
OTHER_SIDE_OF_QUOTE = 0.8
CLAUSE_SUBJECT = 0.8


@dataclass(frozen=True, slots=True)
class Seen:
    """A place that named or meant something: `group` is None for what is no entity of ours.

    `person` and `gender` tell of a common noun; a `shadow` is a country that only its
    nationality names: a noun may mean it, a pronoun does not.
    """

    group: Group | None
    head: int
    start: int
    end: int
    rank: float
    subject: bool
    plural: bool = False
    person: bool = False
    gender: str = ""
    shadow: bool = False


def rank_of(page: Page, head: int) -> tuple[float, bool]:
    """How prominent a phrase is by its place in the clause, and whether it is a subject."""
    if page.kinds[head] in WEAK_BLOCKS:
        return 0.1, False
    dep = page.deps[head]
    while dep in {"conj", "appos"} and page.heads[head] != head:
        head = page.heads[head]
        dep = page.deps[head]
    if dep in SUBJECTS:
        return (0.75 if page.deps[page.heads[head]] in SUBORDINATE else 1.0), True
    if dep in OBJECTS:
        return 0.5, False
    if dep in {"poss", "nmod"}:
        return 0.5, False
    return (0.15, False) if dep in {"compound", "amod"} else (0.4, False)


def clause_of(page: Page, i: int) -> int:
    """The verb above a token, or the root of its sentence."""
    while page.heads[i] != i:
        i = page.heads[i]
        if page.pos[i] in {"VERB", "AUX"}:
            break
    return i


def subject_of(page: Page, verb: int) -> int:
    """The subject's head of a verb: its own, its conjunct's, or its governor's; -1 for none."""
    for _ in range(4):
        for child in page.children[verb]:
            if page.deps[child] in SUBJECTS:
                return child
        dep = page.deps[verb]
        if dep == "pcomp":
            preposition, verb = page.heads[verb], page.heads[page.heads[verb]]
            held = [c for c in page.children[verb] if page.deps[c] == "dobj"]
            if held and page.lower[preposition] in {"of", "from", "into"}:
                return held[0]  # "accused her of saving her own skin"
        elif dep in {"conj", "xcomp", "advcl"} and page.heads[verb] != verb:
            verb = page.heads[verb]
        else:
            return -1
    return -1


@dataclass(frozen=True, slots=True)
class Story:
    """Which tokens are quoted, and how many sentences of the story are before each token."""

    page: Page
    quoted: bytearray
    told: list[int]

    def distance(self, seen: Seen, at: int) -> int:
        """Sentences back to an antecedent; those that only go on with a quote do not count."""
        return self.told[at] - self.told[seen.head]

    def salience(self, seen: Seen, at: int, *, subject: bool) -> float:
        """How near to mind an antecedent is at token `at`; a `subject` there likes subjects."""
        score = seen.rank - SENTENCE_BACK * self.distance(seen, at)
        score -= PARAGRAPH_BACK * (self.page.blocks[at] != self.page.blocks[seen.head])
        if seen.group is not None:
            score += REPEATED * log2(1 + seen.group.count)
        if subject and seen.subject:
            score += PARALLEL
        if self.page.sents[seen.head] == self.page.sents[at]:
            score -= NEARER * min(at - seen.head, 30)
        if self.quoted[seen.head] != self.quoted[at]:
            score -= OTHER_SIDE_OF_QUOTE
        return score


CLOSERS = {"“": "”", "‘": "’", "``": "''", '"': '"'}


def read_story(page: Page) -> Story:
    """The story's quotation marks and sentences; a paragraph ends a quote."""
    quoted = bytearray(len(page))
    told: list[int] = []
    closer, count = "", 0
    for i, word in enumerate(page.words):
        if i and page.blocks[i] != page.blocks[i - 1]:
            closer = ""
        if i and page.sents[i] != page.sents[i - 1] and not closer:
            count += 1
        if closer:
            if word == closer and page.tags[i] != "POS":
                closer = ""
        elif word in CLOSERS:
            closer = CLOSERS[word]
        quoted[i] = bool(closer)
        told.append(count)
    return Story(page, quoted, told)
