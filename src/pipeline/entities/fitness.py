"""How well a nominal describes a group: "the union" an organisation that is called one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.entities.sorts import PLAIN

if TYPE_CHECKING:
    from pipeline.entities.group import Group
    from pipeline.entities.nominals import Nominal
    from pipeline.entities.pack import NominalRule, TitleRule

IN_SO_MANY_WORDS = 2.5
BY_ROLE = 1.8
BY_SORT = 1.5
BY_PLAIN = 1.3  # nothing tells what it is
OTHER_WORDS = 0.2  # that a nationality or the like loses which the text has not told before
BY_GENDER = 0.8
BY_AGE = "nominal.age"  # the rule


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a nominal describes a group, and by which rule."""

    weight: float
    rule: str


NONE = Fit(0.0, "")


def fitness(nominal: Nominal, group: Group) -> Fit:
    """How well a nominal describes a group: 0 for not, 2 and more for in so many words."""
    if group.label == "PERSON":
        if nominal.age:
            return _age_fit(nominal, group)
        return _kin_fit(nominal, group) if nominal.owner else _person_fit(nominal, group)
    if group.label not in {"ORG", "GPE"} or not group.names:
        return NONE
    if nominal.owner and not _may_be_owned(nominal, group):
        return NONE
    return _thing_fit(nominal, group)


def _thing_fit(nominal: Nominal, group: Group) -> Fit:
    rules = [rule for rule in nominal.rules if rule.label == group.label]
    if not rules or (nominal.extra and _tells_another(nominal, group)):
        return NONE
    strange = not group.described.issuperset(nominal.named)
    if strange and not nominal.descriptive:
        return NONE
    off = OTHER_WORDS * strange
    by_sort = next((r.id for r in rules if _is_sort(r, group)), "")
    last = group.words[-1].lower() if group.words else ""
    if nominal.noun in group.nouns or nominal.noun in group.sorts or nominal.noun == last:
        own = next((r.id for r in rules if "own" in r.sorts), "")
        return Fit(IN_SO_MANY_WORDS - off, by_sort or own or rules[0].id)
    if not by_sort:
        return NONE
    plain = all(group.sorts & set(r.sorts) <= {PLAIN} for r in rules) and not group.nouns
    return Fit((BY_PLAIN if plain else BY_SORT) - off, by_sort)


def _tells_another(nominal: Nominal, group: Group) -> bool:
    """Whether a modifier is none of a group's words: not "the county government"."""
    called = {word.lower() for word in group.words}
    return bool(set(nominal.extra) - group.nouns - called)


def _is_sort(rule: NominalRule, group: Group) -> bool:
    """Whether a group is of a noun's sort, or is called by another noun of the same rule."""
    if not group.sorts.isdisjoint(rule.sorts):
        return True
    return "own" not in rule.sorts and not group.nouns.isdisjoint(rule.words)


def _may_be_owned(nominal: Nominal, group: Group) -> bool:
    """As in "his country": what belongs to somebody may be named too."""
    if nominal.owner not in {"his", "her", "their"}:
        return False
    if group.label == "GPE":
        return nominal.noun == "country" and "country" in group.sorts
    return (
        nominal.noun in group.nouns
        or nominal.noun == group.words[0].lower()
        or (len(group.words) > 1 and nominal.noun == group.words[-1].lower())
    )


def head_noun(title: str) -> str:
    """The noun of a title: "commissioner" of "deputy commissioner of police"."""
    return title.partition(" of ")[0].split()[-1]


def _age_fit(nominal: Nominal, group: Group) -> Fit:
    """As in "the 34-year-old": whoever is said to be of that age, else whoever is near."""
    if group.age:
        return Fit(IN_SO_MANY_WORDS, BY_AGE) if group.age == nominal.age else NONE
    return Fit(BY_GENDER, BY_AGE)


def _person_fit(nominal: Nominal, group: Group) -> Fit:
    title = nominal.title
    if title is None or (title.gender and group.gender not in {"", title.gender}):
        return NONE
    if not group.described.issuperset(nominal.named) and (
        group.nouns or not nominal.descriptive
    ):
        return NONE  # "the French president" is not the Russian one
    head = head_noun(nominal.noun)
    if head in group.nouns:  # which has the heads of its titles too
        words = set(nominal.extra) | set(nominal.noun.split())
        same = words <= group.nouns | group.described
        return Fit(IN_SO_MANY_WORDS if same else 2.0, title.id)
    if nominal.extra:
        return NONE
    fits = title.fits.get(head, ())
    if group.age in fits or not group.nouns.isdisjoint(fits) or not group.acts.isdisjoint(fits):
        return Fit(BY_ROLE, title.id)
    anybody = title.generic and not group.nouns and _is_of_age(title, head, group.age)
    return Fit(BY_GENDER, title.id) if anybody else NONE


def _is_of_age(title: TitleRule, noun: str, age: str) -> bool:
    """Whether an age, where one is told, fits a noun: nobody of 16 is "the man"."""
    if not age or noun in title.fits:
        return not age or age in title.fits[noun]
    return all(age not in ages for ages in title.fits.values())


def _kin_fit(nominal: Nominal, group: Group) -> Fit:
    """As in "her daughter", of somebody who is said to be one."""
    title = nominal.title
    if title is None or not title.kin or nominal.extra or nominal.noun not in group.nouns:
        return NONE
    return Fit(BY_ROLE, title.id)


def may_be_first_called(nominal: Nominal, group: Group) -> bool:
    """Whether a noun may be the first to tell somebody's job: "The striker" after a name."""
    title = nominal.title
    if title is None or nominal.extra or nominal.owner or not title.job:
        return False
    return not group.nouns and (not title.gender or group.gender in {"", title.gender})
