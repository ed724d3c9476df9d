"""Who comes in as a common noun and is named after: "A harbour pilot ... Donal Reavy, 58,"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.entities.salience import rank_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.entities.group import Group
    from pipeline.entities.nouns import Nouns
    from pipeline.entities.page import Page

LEAD = 3  # sentences from the first: where a story introduces whom it is about
GAP = 4  # sentences from the noun to the name


Newcomers = dict[int, tuple[int, "Group"]]


def introduced(
    page: Page, told: Sequence[int], groups: Sequence[Group], nouns: Nouns, taken: bytearray
) -> tuple[dict[int, set[str]], Newcomers]:
    """For people (by `id` of their group), the nouns that introduced them.

    And where they did: for a noun's token, the phrase's first one, and whom it means.

    The subject of the lead is whoever is named first behind it; an object is the next one.
    """
    people = sorted(
        (g for g in groups if g.label == "PERSON" and g.names), key=lambda group: group.first
    )
    out: dict[int, set[str]] = {}
    places: Newcomers = {}
    called = set().union(*(group.nouns for group in people)) if people else set()
    newcomers = [new for new in _newcomers(page, told, nouns) if new.noun not in called]
    if len({new.noun for new in newcomers}) > 1:
        return out, places  # which is which is not told
    for new in newcomers:
        later = [g for g in people if g.first > new.i and told[g.first] - told[new.i] <= GAP]
        later = [g for g in later if g.gender in {"", new.gender or g.gender}]
        later = [g for g in later if not g.nouns or (new.title and told[g.first] <= 1)]
        earlier = any(g.first < new.i and page.kinds[g.first] != "headline" for g in people)
        if earlier or len(later) <= new.rank:
            continue
        group = later[new.rank]
        out.setdefault(id(group), set()).add(new.noun)
        start = _start(page, new.i)
        if not any(taken[start : new.i + 1]):
            places[new.i] = (start, group)
    return out, places


def _start(page: Page, i: int) -> int:
    """First token of a noun's phrase."""
    within = _WITHIN - {"amod"} if page.kinds[i] == "headline" else _WITHIN
    return min([i, *(c for c in page.children[i] if page.deps[c] in within and c < i)])


_WITHIN = frozenset({"det", "compound", "amod", "nmod"})


@dataclass(frozen=True, slots=True)
class _New:
    """A noun that introduces somebody; `rank` 0 is whoever is named first, 1 the next one.

    `title`: in the headline, which may mean who has a title in the lead.
    """

    i: int
    noun: str
    gender: str
    rank: int
    title: bool


def _newcomers(page: Page, told: Sequence[int], nouns: Nouns) -> list[_New]:
    """Indefinite nouns for people in the lead."""
    out = []
    for i, tag in enumerate(page.tags):
        if told[i] > LEAD:
            break
        if tag != "NN" or page.kinds[i] not in {"headline", "body"}:
            continue
        if nouns.kind(page, i) == "person" and _is_new(page, i):
            title = page.kinds[i] == "headline"
            rank = 0 if title or rank_of(page, i)[1] else 1
            out.append(_New(i, page.lower[i], nouns.gender(page, i), rank, title))
    return out


def _is_new(page: Page, i: int) -> bool:
    """Whether a noun has "a", or no article in a headline."""
    if page.deps[i] in {"compound", "appos", "poss"} or page.lower[i + 1 : i + 2] == ["of"]:
        return False
    articles = {page.lower[c] for c in page.children[i] if page.deps[c] == "det"}
    return articles <= {"a", "an"} and bool(articles or page.kinds[i] == "headline")
