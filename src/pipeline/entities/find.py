"""The entities component: names, who they are, and every mention of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.annotations import Entity, Mention, set_entities
from pipeline.entities.contexts import Contexts
from pipeline.entities.gazetteer import read_gazetteer
from pipeline.entities.group import Group, Grouper, full_name
from pipeline.entities.names import model_names
from pipeline.entities.nouns import Nouns
from pipeline.entities.pack import (
    ContextPack,
    FirstNamePack,
    GazetteerPack,
    NominalPack,
    StepPack,
    TitlePack,
)
from pipeline.entities.page import Page, read_page
from pipeline.entities.steps import Steps
from pipeline.entities.titles import Titles
from pipeline.rules.load import load_packs

if TYPE_CHECKING:
    from collections.abc import Sequence

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
def make_entities(  # noqa: PLR0913  (one argument for each kind of pack)
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
    genders = {
        word: rule
        for rule in reversed(given.enabled(rule for pack in given.packs for rule in pack.rules))
        for word in rule.words
    }
    known = read_gazetteer(places)
    bearers = Titles(people.enabled(rule for pack in people.packs for rule in pack.rules))
    nouns = Nouns(common.enabled(rule for pack in common.packs for rule in pack.rules), bearers)
    told = around.enabled(rule for pack in around.packs for rule in pack.rules)
    on = {rule.id: rule for pack in steps.packs for rule in steps.enabled(pack.rules)}
    fingerprint: dict[str, str] = {}
    for packs in (steps, places, people, around, common, given):
        fingerprint.update(packs.fingerprint)
    return EntityFinder(
        Steps(on, known, bearers, Contexts(told, nouns, known, genders)), fingerprint
    )


class EntityFinder:
    """Writes `doc._.entities` and `doc._.mentions`."""

    def __init__(self, steps: Steps, fingerprint: dict[str, str]) -> None:
        self.fingerprint = fingerprint
        self._steps = steps

    def __call__(self, doc: Doc) -> Doc:
        """Find names, group them, find who else is meant; write once."""
        page = read_page(doc)
        names = self._steps.corrected(page, model_names(doc))
        groups = Grouper(page, self._steps.gazetteer, self._steps.titles).group(names)
        entities = [Entity(full_name(page, group), group.label) for group in groups]
        set_entities(doc, entities, _name_mentions(page, groups))
        return doc


def _name_mentions(page: Page, groups: Sequence[Group]) -> list[Mention]:
    found = [
        Mention(page.starts[name.start], page.ends[name.end - 1], "name", number, name.rule)
        for number, group in enumerate(groups)
        for name in group.names
    ]
    return sorted(found, key=lambda mention: mention.start)
