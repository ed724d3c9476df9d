"""What an organisation or a place may be called: a company, a court, a town."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.entities.group import Group
    from pipeline.entities.names import Name
    from pipeline.entities.nouns import Nouns
    from pipeline.entities.page import Page

PLAIN = "plain"


def sorts_of(page: Page, group: Group, nouns: Nouns, institutions: Collection[str]) -> set[str]:
    """Sorts of an organisation or place, as the nominals packs name them.

    `plain` is what nothing tells: an organisation that is no institution by its name, a place
    that no gazetteer knows.
    """
    out = {group.sort} - {""}
    own = _own_words(group) if group.label == "ORG" else set()
    out |= own
    if group.label == "ORG":
        if group.words[0].lower() in {"radio", "tv", "television"}:
            out |= {"media", "station"}
        if len(group.whole) > len(group.words):
            out.add("company")
    told = {noun for name in group.names for noun in _neighbours(page, name, nouns)}
    told |= group.nouns
    out |= told
    ends = {*group.words[:1], *group.words[-1:]}
    institution = not ends.isdisjoint(institutions)
    if not out or (group.label == "ORG" and not group.sort and not institution and not told):
        out.add(PLAIN)
    if group.words and group.words[-1].lower() in _TRADES:
        out.add("company")
    return out


_TRADES = frozenset(
    {"bank", "airlines", "airways", "hotel", "exchange", "network", "capital", "securities"}
)


def _own_words(group: Group) -> set[str]:
    words = [word.lower() for word in group.words]
    if len(words) > 2 and words[1] in {"of", "for"}:
        return {words[0]}
    return {words[-1]}


def _neighbours(page: Page, name: Name, nouns: Nouns) -> Iterator[str]:
    """Nouns next to a name: "the newspaper X", "the town of X", "X province"."""
    if name.rule == "names.dateline" and name.label == "GPE":
        yield "city"
    before = name.start - 1
    if before > 0 and page.lower[before] == "of" and nouns.kind(page, before - 1) == "place":
        yield page.lower[before - 1]
    elif before >= 0 and nouns.kind(page, before) in {"org", "place"}:
        yield page.lower[before]
    if name.end < len(page) and name.label == "GPE" and nouns.kind(page, name.end) == "place":
        yield page.lower[name.end]
