"""How well a nominal describes a group: "the union" an organisation that is called one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.entities.group import Group
    from pipeline.entities.nominals import Nominal

IN_SO_MANY_WORDS = 2.5
BY_ROLE = 1.8
BY_SORT = 1.5
BY_GENDER = 0.8
GENERIC = frozenset({"titles.person-he", "titles.person-she"})
NAMED_BY_JOB = frozenset({"titles.sport", "titles.work", "titles.rank", "titles.case"})


def fitness(nominal: Nominal, group: Group) -> float:
    """How well a nominal describes a group: 0 for not at all, 2 and more for in so many words."""
    if group.label == "PERSON":
        return 0.0 if nominal.owner else _person_fit(nominal, group)
    if group.label not in {"ORG", "GPE"} or not group.names:
        return 0.0
    if nominal.owner:
        return _owned_fit(nominal, group)
    return _thing_fit(nominal, group)


def _thing_fit(nominal: Nominal, group: Group) -> float:
    rules = [rule for rule in nominal.rules if rule.label == group.label]
    if not rules or set(nominal.extra) - group.nouns:
        return 0.0
    own = {*group.nouns, *group.sorts, group.words[-1].lower() if group.words else ""}
    if nominal.noun in own:
        return IN_SO_MANY_WORDS
    return BY_SORT if any(not group.sorts.isdisjoint(rule.sorts) for rule in rules) else 0.0


def _owned_fit(nominal: Nominal, group: Group) -> float:
    """As in "his country": what belongs to somebody may be named too."""
    own = group.label == "GPE" and nominal.noun == "country" and "country" in group.sorts
    return BY_SORT if own and nominal.owner in {"his", "her", "their"} else 0.0


def _person_fit(nominal: Nominal, group: Group) -> float:
    title = nominal.title
    if title is None or (title.gender and group.gender not in {"", title.gender}):
        return 0.0
    head = nominal.noun.split()[-1]
    heads = {noun.split()[-1] for noun in group.nouns}
    if head in heads:
        words = set(nominal.extra) | set(nominal.noun.split())
        return IN_SO_MANY_WORDS if words <= group.nouns | group.described else 2.0
    if nominal.extra:
        return 0.0
    if set(title.fits.get(head, ())) & (heads | group.nouns | group.acts):
        return BY_ROLE
    return BY_GENDER if title.id in GENERIC and not group.nouns else 0.0


def may_be_first_called(nominal: Nominal, group: Group) -> bool:
    """Whether a noun may be the first to tell somebody's job: "The striker" after a name."""
    title = nominal.title
    if title is None or nominal.extra or nominal.owner or title.id not in NAMED_BY_JOB:
        return False
    return not group.nouns and (not title.gender or group.gender in {"", title.gender})
