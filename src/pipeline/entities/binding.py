"""What the clause says of a pronoun: who is asked, who reports, whom grammar forbids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.entities.salience import CLAUSE_SUBJECT, SUBJECTS, clause_of, subject_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.entities.pronouns import Pronoun
    from pipeline.entities.salience import Seen, Story

ASKED = 1.2  # for whoever is asked whether she ...
ABOVE = 0.5  # for the subject of the verb that reports the pronoun's clause
TOLD_OF = 0.4  # for the subject of what the sentence before reports
SPEECH = 0.4  # "X confirmed ... He said": who spoke before speaks on
JOINED = 1.0  # "Vik and his wife"
_UNDER = frozenset({"ccomp", "conj"})
_ASK = frozenset({"asked", "asks", "ask", "asking"})


@dataclass(frozen=True, slots=True)
class Binding:
    """Weighs and forbids antecedents by their clause; `speech` are verb forms of saying."""

    story: Story
    speech: Collection[str]

    def weight(self, pronoun: Pronoun, seen: Seen) -> float:
        """What an antecedent gains by its place in the clauses."""
        page = self.story.page
        if page.sents[seen.head] == page.sents[pronoun.i]:
            asked = self._asked(pronoun)
            if asked >= 0:
                return ASKED if asked == seen.head else 0.0
            if self._above(pronoun) == seen.head:
                return ABOVE
            if pronoun.possessive or pronoun.reflexive:
                return self._owner(pronoun, seen)
        if pronoun.subject and seen.subject:
            return self._goes_on(pronoun, seen)
        return 0.0

    def _owner(self, pronoun: Pronoun, seen: Seen) -> float:
        """As in "Vik lost his hat" and "Vik and his wife"."""
        page = self.story.page
        owned = page.heads[pronoun.i]
        if page.deps[owned] == "conj" and page.heads[owned] == seen.head:
            return JOINED
        verb = clause_of(page, pronoun.i)
        subject = subject_of(page, verb)
        if subject >= 0 and page.tags[subject] in {"WDT", "WP"}:
            subject = page.heads[verb]  # "a tram, which is on its side"
        return CLAUSE_SUBJECT if subject == seen.head else 0.0

    def _goes_on(self, pronoun: Pronoun, seen: Seen) -> float:
        """Who spoke speaks on; who is told of, does something: "... his client was ill. He"."""
        page = self.story.page
        verb, before = page.heads[pronoun.i], page.heads[seen.head]
        if page.lower[verb] in self.speech:
            return SPEECH if page.lower[before] in self.speech else 0.0
        reported = (
            page.deps[before] == "ccomp" and page.lower[page.heads[before]] in self.speech
        )
        near = self.story.distance(seen, pronoun.i) == 1
        return TOLD_OF if reported and near and pronoun.form in {"he", "she"} else 0.0

    def _asked(self, pronoun: Pronoun) -> int:
        """Who is asked: "asked Vik whether she had read it"; -1 for nobody."""
        page = self.story.page
        clause = page.heads[pronoun.i]
        asking = page.heads[clause]
        if not pronoun.subject or page.lower[asking] not in _ASK:
            return -1
        if not any(page.lower[c] in {"whether", "if"} for c in page.children[clause]):
            return -1
        objects = (c for c in page.children[asking] if page.deps[c] in {"dobj", "dative"})
        return next(objects, -1)

    def _above(self, pronoun: Pronoun) -> int:
        """The subject that says what the pronoun's clause tells, or of the clause before.

        As in "Vik said she" and "Vik left, and she"; -1 for none.
        """
        page = self.story.page
        clause = clause_of(page, pronoun.i)
        if page.deps[clause] not in _UNDER or page.heads[clause] == clause:
            return -1
        if pronoun.subject or (pronoun.possessive and self._in_subject(pronoun.i)):
            return subject_of(page, page.heads[clause])
        return -1

    def _in_subject(self, i: int) -> bool:
        """Whether a token stands in its clause's subject: "said two of its ships sank"."""
        page = self.story.page
        for _ in range(4):
            i = page.heads[i]
            if page.deps[i] in SUBJECTS:
                return True
            if page.pos[i] in {"VERB", "AUX"} or page.heads[i] == i:
                break
        return False

    def forbids(self, pronoun: Pronoun, seen: Seen) -> bool:
        """Whether grammar or quotation marks forbid an antecedent."""
        page, i = self.story.page, pronoun.i
        if pronoun.reflexive and i and page.tags[i - 1] in {"NN", "NNS", "NNP", "NNPS"}:
            return seen.end != i  # "Peskov himself", "nature herself"
        if page.sents[seen.head] != page.sents[i]:
            return False
        quoted = self.story.quoted
        if quoted[i] and not quoted[seen.head] and seen.subject:
            return True  # who speaks does not say "he" of himself
        if pronoun.possessive:
            return self._is_owned(pronoun, seen)
        if pronoun.subject or pronoun.reflexive:
            return False
        return subject_of(page, clause_of(page, i)) == seen.head

    def _is_owned(self, pronoun: Pronoun, seen: Seen) -> bool:
        """As in "Vik, his wife" and "Vik became her champion"."""
        page = self.story.page
        owned = page.heads[pronoun.i]
        if page.deps[owned] == "appos":
            return page.heads[owned] == seen.head
        is_it = page.deps[owned] == "attr" and pronoun.form != "it"
        return is_it and subject_of(page, page.heads[owned]) == seen.head
