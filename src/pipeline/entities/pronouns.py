"""Third-person pronouns: what they agree with, and which of them stand for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.entities.page import Page

FORMS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
}  # fmt: skip
_ADJECTIVE_CLAUSE = frozenset({"acomp", "attr", "oprd"})


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun at token `i`: "he", "she", "it" or "they", and how it stands."""

    i: int
    form: str
    possessive: bool
    reflexive: bool
    subject: bool

    @property
    def rule(self) -> str:
        """The id of the rule that links it."""
        return f"pronoun.{self.form}"


def pronoun_at(page: Page, i: int) -> Pronoun | None:
    """The third-person pronoun at a token; None for other words."""
    form = FORMS.get(page.lower[i])
    if form is None or page.tags[i] not in {"PRP", "PRP$"}:
        return None
    return Pronoun(
        i,
        form,
        possessive=page.tags[i] == "PRP$",
        reflexive=page.lower[i].endswith(("self", "selves")),
        subject=page.deps[i] in {"nsubj", "nsubjpass"},
    )


def is_empty(page: Page, pronoun: Pronoun, verbs: Collection[str]) -> bool:
    """Whether an "it" stands for nothing: "it is clear that", "it rained", "it was in May".

    Args:
        page: the document.
        pronoun: to judge.
        verbs: forms of verbs whose subject "it" is empty as a rule (seems, rained).
    """
    if pronoun.form != "it" or pronoun.possessive or pronoun.reflexive:
        return False
    if not pronoun.subject:
        return page.deps[pronoun.i] == "expl"
    head = page.heads[pronoun.i]
    if page.lower[head] in verbs:
        acts = (c for c in page.children[head] if page.deps[c] == "xcomp")
        told = page.lower[head].endswith("ing")  # "it was saddening to read"
        return told or not any(page.pos[c] == "VERB" for c in acts)
    return page.pos[head] not in {"AUX", "VERB"} or _announces(page, pronoun.i, head)


def _announces(page: Page, it: int, verb: int) -> bool:
    """Whether "it" only announces what stands behind its verb: "it took two hours to"."""
    after = [c for c in page.children[verb] if c > it]
    if page.lower[verb] in _TAKE:
        return any(page.deps[c] in {"xcomp", "advcl"} or page.lower[c] in _UNITS for c in after)
    if page.lower[verb] in _BE:
        return any(_says_itself(page, c) for c in after)
    return page.deps[it] == "nsubjpass" and any(page.deps[c] == "ccomp" for c in after)


_TAKE = frozenset({"take", "takes", "took", "taken", "cost", "costs"})
_UNITS = frozenset(
    {"time", "seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades"}
    | {"minute", "hour", "day", "week", "month", "year", "decade", "while"}
)
_BE = frozenset({"is", "was", "be", "been", "'s", "’s", "has"})


def _says_itself(page: Page, i: int) -> bool:
    """Whether a part of "it is ..." is what "it" announces: a clause, or a noun."""
    if _is_clause(page, i) or (page.deps[i] == "attr" and page.tags[i] == "NN"):
        return True
    held = page.children[i] if page.deps[i] in _ADJECTIVE_CLAUSE else ()
    return any(_is_clause(page, c) for c in held)


def _is_clause(page: Page, i: int) -> bool:
    return page.deps[i] in {"ccomp", "xcomp", "csubj", "advcl", "relcl", "acl"}
