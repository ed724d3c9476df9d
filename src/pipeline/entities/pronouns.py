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
    """Whether an "it" stands for nothing: "it is clear that", "it rained", "it was in May that".

    Args:
        page: the document.
        pronoun: to judge.
        verbs: forms of verbs whose subject "it" is empty as a rule (seems, rained).
    """
    if pronoun.form != "it" or pronoun.possessive or pronoun.reflexive:
        return False
    head = page.heads[pronoun.i]
    if page.deps[pronoun.i] == "expl":
        return True
    if pronoun.subject and page.lower[head] in verbs:
        return not any(
            page.deps[c] == "xcomp" and page.pos[c] == "VERB" for c in page.children[head]
        )
    if not pronoun.subject:
        return False
    if page.pos[head] not in {"AUX", "VERB"}:
        return True
    children = [c for c in page.children[head] if c > pronoun.i]
    if page.lower[head] in {"is", "was", "be", "been", "'s", "’s", "has"}:
        return (
            any(_is_clause(page, c) for c in children)
            or any(
                _is_clause(page, d)
                for c in children
                if page.deps[c] in _ADJECTIVE_CLAUSE
                for d in page.children[c]
            )
            or any(page.deps[c] in {"attr"} and page.tags[c] == "NN" for c in children)
        )
    return any(
        page.deps[c] in {"ccomp"} and page.deps[pronoun.i] == "nsubjpass" for c in children
    )


def _is_clause(page: Page, i: int) -> bool:
    return page.deps[i] in {"ccomp", "xcomp", "csubj", "advcl", "relcl", "acl"}
