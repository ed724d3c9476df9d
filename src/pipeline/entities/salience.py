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
REPEATED = 0.12
OFTEN = 6
NEARER = 0.01  # by a token within the sentence
SAME_GENDER = 0.35
PARALLEL = 0.4
OTHER_SIDE_OF_QUOTE = 1.2
CLAUSE_SUBJECT = 0.8
CENTRE = 0.3  # what a pronoun meant goes on to be meant by pronouns
CENTRE_NEAR = 0.6  # in the same sentence


@dataclass(slots=True)  # not frozen, which would double the cost of making one
class Seen:
    """A place that named or meant something: `group` is None for what is no entity of ours.

    `person` and `gender` tell of a common noun. `form` is the pronoun that stands there, if one
    does, and `chain` how often something without a name was meant.
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
    form: str = ""
    chain: int = 1


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
        object_ = _object_above(page, verb)
        if object_ >= 0:
            return object_
        if page.deps[verb] == "pcomp":
            verb = page.heads[verb]
        elif page.deps[verb] not in {"conj", "xcomp", "advcl"}:
            return -1
        if page.heads[verb] == verb:
            return -1
        verb = page.heads[verb]
    return -1


def _object_above(page: Page, verb: int) -> int:
    """The governor's object where it does it: "asked the union to end its strike"; else -1."""
    above = page.heads[verb]
    if page.deps[verb] == "pcomp":
        if page.lower[above] not in {"of", "from", "into"}:
            return -1  # unlike "accused her of saving her own skin"
        above = page.heads[above]
    elif page.deps[verb] != "xcomp":
        return -1
    held = (c for c in page.children[above] if page.deps[c] == "dobj" and c < verb)
    return next(held, -1)


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
            score += REPEATED * log2(1 + min(seen.group.count, OFTEN))
        elif seen.chain > 1:
            score += REPEATED * log2(1 + min(seen.chain, OFTEN))
        if subject and seen.subject:
            score += PARALLEL
        if self.page.sents[seen.head] == self.page.sents[at]:
            score -= NEARER * min(at - seen.head, 30)
        if self.quoted[seen.head] != self.quoted[at]:
            score -= OTHER_SIDE_OF_QUOTE
        return score


CLOSERS = {"“": "”", "‘": "’", "``": "''", '"': '"'}


def read_story(page: Page) -> Story:
    """The story's sentences, and its direct speech; a paragraph ends a quote.

    What is quoted inside a reported clause is seen from outside: 'she would "sell her house"'.
    """
    quoted = bytearray(len(page))
    told: list[int] = []
    closer, count, direct = "", 0, False
    block = sent = 0
    stands = zip(page.words, page.blocks, page.sents, strict=True)
    for i, (word, in_block, in_sent) in enumerate(stands):
        if in_block != block:
            block, closer, direct = in_block, "", False
        if in_sent != sent:
            sent = in_sent
            count += not closer
        if closer:
            if word == closer and page.tags[i] != "POS":
                closer = ""
            direct = direct and bool(closer)
        elif word in CLOSERS:
            closer, direct = CLOSERS[word], _opens_speech(page, i)
        if direct:
            quoted[i] = 1
        told.append(count)
    return Story(page, quoted, told)


def _opens_speech(page: Page, i: int) -> bool:
    """Whether a quotation mark opens direct speech, not some words of a clause."""
    if i + 1 >= len(page):
        return False
    if i == 0 or page.blocks[i] != page.blocks[i - 1] or page.sents[i] != page.sents[i - 1]:
        return True
    if page.words[i - 1] in {",", ":", ".", "!", "?", "—", "–"}:
        return True
    return page.words[i + 1][:1].isupper() and not page.tags[i + 1].startswith("NNP")
