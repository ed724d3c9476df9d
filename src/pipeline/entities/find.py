"""The entities component: names, who they are, and every mention of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.annotations import Entity, Mention, Role, set_entities
from pipeline.entities.contexts import Contexts
from pipeline.entities.fitness import head_noun
from pipeline.entities.gazetteer import Gazetteer, read_gazetteer
from pipeline.entities.group import Group, Grouper, full_name
from pipeline.entities.names import Name, covered, model_names
from pipeline.entities.nominals import NominalFinder
from pipeline.entities.nouns import Nouns
from pipeline.entities.pack import (
    ContextPack,
    FirstNamePack,
    FirstNameRule,
    GazetteerPack,
    NominalPack,
    StepPack,
    TitlePack,
)
from pipeline.entities.page import Page, read_page
from pipeline.entities.resolve import Link, Resolver
from pipeline.entities.roles import RoleFinder, acts_of, age_of, nouns_before
from pipeline.entities.sorts import sorts_of
from pipeline.entities.steps import Steps
from pipeline.entities.titles import Titles
from pipeline.rules.load import load_packs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc


@Language.factory(
    "newsclaims_entities",
    requires=["doc.ents", "token.dep"],
    assigns=["doc._.entities", "doc._.mentions"],
    default_config={
        "entities": ["en/entities"],
        "gazetteer": ["en/gazetteer"],
        "titles": ["en/titles"],
        "contexts": ["en/contexts"],
        "nominals": ["en/nominals"],
        "firstnames": ["en/firstnames"],
    },
)
def make_entities(  # noqa: PLR0913, PLR0917  (one argument for each kind of pack)
    nlp: Language,
    name: str,
    entities: list[str],
    gazetteer: list[str],
    titles: list[str],
    contexts: list[str],
    nominals: list[str],
    firstnames: list[str],
) -> EntityFinder:
    """Build the finder from the packs that the config names."""
    steps = load_packs(entities, StepPack)
    places = load_packs(gazetteer, GazetteerPack)
    people = load_packs(titles, TitlePack)
    around = load_packs(contexts, ContextPack)
    common = load_packs(nominals, NominalPack)
    given = load_packs(firstnames, FirstNamePack)
    told_by = reversed(given.enabled(rule for pack in given.packs for rule in pack.rules))
    genders = {word: rule for rule in told_by for word in rule.words}
    known = read_gazetteer(places)
    bearers = Titles(people.enabled(rule for pack in people.packs for rule in pack.rules))
    nouns = Nouns(common.enabled(rule for pack in common.packs for rule in pack.rules), bearers)
    told = around.enabled(rule for pack in around.packs for rule in pack.rules)
    on = {rule.id: rule for pack in steps.packs for rule in steps.enabled(pack.rules)}
    fingerprint: dict[str, str] = {}
    for packs in (steps, places, people, around, common, given):
        fingerprint.update(packs.fingerprint)
    on_steps = Steps(on, known, bearers, Contexts(told, nouns, known, genders))
    modifiers = frozenset(word for pack in common.packs for word in pack.modifiers)
    telling = frozenset(word for pack in common.packs for word in pack.telling)
    nominals_of = NominalFinder(bearers, nouns, modifiers, telling)
    return EntityFinder(on_steps, nouns, genders, nominals_of, fingerprint)


class EntityFinder:
    """Writes `doc._.entities` and `doc._.mentions`."""

    def __init__(
        self,
        steps: Steps,
        nouns: Nouns,
        first_names: Mapping[str, FirstNameRule],
        nominals: NominalFinder,
        fingerprint: dict[str, str],
    ) -> None:
        self.fingerprint = fingerprint
        self._steps, self._nouns, self._first_names = steps, nouns, first_names
        titles = steps.titles
        self._roles = RoleFinder(titles, nouns, steps.on.keys(), steps.words("roles.relative"))
        self._nominals = nominals

    def __call__(self, doc: Doc) -> Doc:
        """Find names, group them, find who else is meant; write once."""
        page = read_page(doc)
        names = self._steps.corrected(page, model_names(doc))
        known = self._steps.gazetteer
        grouper = Grouper(page, known, self._steps.titles, self._first_names)
        groups = grouper.group(names)
        self._describe(page, groups)
        links = self._links(page, names, groups)
        groups = _in_order([*groups, *{id(k.group): k.group for k in links}.values()], links)
        entities = [
            Entity(full_name(page, group, known), group.label, tuple(_roles(page, group)))
            for group in groups
        ]
        set_entities(doc, entities, _mentions(page, groups, links))
        return doc

    def _describe(self, page: Page, groups: Sequence[Group]) -> None:
        """Note what the text says that each one is."""
        institutions = self._steps.contexts.institutions
        people = covered(page, [n for g in groups if g.label == "PERSON" for n in g.names])
        for group in groups:
            if group.label not in {"PERSON", "ORG", "GPE"}:
                continue
            group.roles = self._roles.roles(page, group, people)
            for role in group.roles:
                group.nouns |= {role.noun, head_noun(role.noun)}
                group.described.update(page.lower[role.start : role.end])
            group.nouns |= nouns_before(page, group, self._nouns)
            group.acts = acts_of(page, group)
            group.age = age_of(page, group)
            if group.label != "PERSON":
                group.sorts = sorts_of(page, group, self._nouns, institutions)

    def _links(self, page: Page, names: Sequence[Name], groups: Sequence[Group]) -> list[Link]:
        taken = covered(page, names)
        for group in groups:
            for role in group.roles:
                taken[role.start : role.head + 1] = b"\1" * (role.head + 1 - role.start)
        nominals = self._nominals.nominals(page, taken)
        resolver = Resolver(
            page,
            self._steps.on,
            self._nouns,
            countries=_countries(groups, self._steps.gazetteer),
            masked=taken,
        )
        return resolver.links(groups, nominals)


def _countries(groups: Sequence[Group], gazetteer: Gazetteer) -> dict[int, Group]:
    """For groups of a nationality, the group of its country where the text has one."""
    by_name = {group.thing: group for group in groups if group.label == "GPE" and group.thing}
    out = {}
    for group in groups:
        known = gazetteer.known.get(group.thing) if group.label == "NORP" else None
        if known is not None and known.of in by_name:
            out[id(group)] = by_name[known.of]
    return out


def _in_order(groups: Sequence[Group], links: Sequence[Link]) -> list[Group]:
    """Groups, each once, in order of their first mention."""
    first: dict[int, int] = {
        id(group): name.start for group in groups for name in group.names[:1]
    }
    for link in links:
        first[id(link.group)] = min(link.start, first.get(id(link.group), link.start))
    once = {id(group): group for group in groups}
    return sorted(once.values(), key=lambda group: first[id(group)])


def _roles(page: Page, group: Group) -> Iterator[Role]:
    """A group's roles, each wording once."""
    seen: set[str] = set()
    for role in group.roles:
        start, end = page.starts[role.start], page.ends[role.end - 1]
        text = page.text[start:end].lower()
        if text not in seen:
            seen.add(text)
            yield Role(start, end, role.rule)


def _mentions(page: Page, groups: Sequence[Group], links: Sequence[Link]) -> list[Mention]:
    """All mentions in text order."""
    number = {id(group): i for i, group in enumerate(groups)}
    found = [
        Mention(page.starts[name.start], page.ends[name.end - 1], "name", i, name.rule)
        for i, group in enumerate(groups)
        for name in group.names
    ]
    for link in links:
        start, end = page.starts[link.start], page.ends[link.end - 1]
        found.append(Mention(start, end, link.kind, number[id(link.group)], link.rule))
    return sorted(found, key=lambda mention: (mention.start, -mention.end))
