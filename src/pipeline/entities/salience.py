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
WEAK_BLOCKS = frozenset({"headline", "byline", "caption", "furniture", "dateline", "stamp"})

SENTENCE_BACK = 0.75
PARAGRAPH_BACK = 0.15
REPEATED = 0.3
SAME_GENDER = 0.8
PARALLEL = 0.4
OTHER_SIDE_OF_QUOTE = 0.8
CLAUSE_SUBJECT = 0.8


@dataclass(frozen=True, slots=True)
class Seen:
    """A place that named or meant something: `group` is None for what is no entity of ours."""

    group: Group | None
    head: int
    start: int
    end: int
    rank: float
    subject: bool
    plural: bool = False
    noun: str = ""


def rank_of(page: Page, head: int) -> tuple[float, bool]:
    """How prominent a phrase is by its place in the clause, and whether it is a subject."""
    if page.kinds[head] in WEAK_BLOCKS:
        return 0.1, False
    dep = page.deps[head]
    while dep in {"conj", "appos"} and page.heads[head] != head:
        head = page.heads[head]
        dep = page.deps[head]
    if dep in SUBJECTS:
        return 1.0, True
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
    """The subject's head of a verb, its own or its conjunct's; -1 for none."""
    for _ in range(4):
        for child in page.children[verb]:
            if page.deps[child] in SUBJECTS:
                return child
        if page.deps[verb] not in {"conj", "xcomp", "advcl"} or page.heads[verb] == verb:
            return -1
        verb = page.heads[verb]
    return -1


def distance(page: Page, seen: Seen, at: int) -> float:
    """What an antecedent loses by the sentences and paragraphs in between."""
    sentences = page.sents[at] - page.sents[seen.head]
    blocks = page.blocks[at] != page.blocks[seen.head]
    return SENTENCE_BACK * sentences + PARAGRAPH_BACK * blocks


def salience(page: Page, seen: Seen, at: int, *, subject: bool, quoted: bytearray) -> float:
    """How near to mind an antecedent is at token `at`; a `subject` there looks for subjects."""
    score = seen.rank - distance(page, seen, at)
    if seen.group is not None:
        score += REPEATED * log2(1 + seen.group.count)
    if subject and seen.subject:
        score += PARALLEL
    if quoted[seen.head] != quoted[at]:
        score -= OTHER_SIDE_OF_QUOTE
    return score
