"""The entities component: names, who they are, and every mention of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.annotations import Entity, Mention, set_entities
from pipeline.entities.acronyms import introduced
from pipeline.entities.evidence import repeated, surnamed, voted
from pipeline.entities.gazetteer import corrected, read_gazetteer
from pipeline.entities.group import Group, Grouper, full_name
from pipeline.entities.names import Name, clean_names, model_names
from pipeline.entities.pack import GazetteerPack, StepPack, TitlePack
from pipeline.entities.page import Page, read_page
from pipeline.entities.titles import Titles, untitled
from pipeline.rules.load import load_packs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from pipeline.rules.load import Packs


@Language.factory(
    "newsclaims_entities",
    requires=["doc.ents", "token.dep"],
    assigns=["doc._.entities", "doc._.mentions"],
    default_config={
        "entities": ["en/entities"],
        "gazetteer": ["en/gazetteer"],
        "titles": ["en/titles"],
    },
)
def make_entities(
    nlp: Language, name: str, entities: list[str], gazetteer: list[str], titles: list[str]
) -> EntityFinder:
    """Build the finder from the packs that the config names."""
    return EntityFinder(
        load_packs(entities, StepPack),
        load_packs(gazetteer, GazetteerPack),
        load_packs(titles, TitlePack),
    )


class EntityFinder:
    """Writes `doc._.entities` and `doc._.mentions`."""

    def __init__(
        self, steps: Packs[StepPack], gazetteer: Packs[GazetteerPack], titles: Packs[TitlePack]
    ) -> None:
        self.fingerprint = {**steps.fingerprint, **gazetteer.fingerprint, **titles.fingerprint}
        self._steps = {
            rule.id: rule for pack in steps.packs for rule in steps.enabled(pack.rules)
        }
        self._gazetteer = read_gazetteer(gazetteer)
        self._titles = Titles(
            titles.enabled(rule for pack in titles.packs for rule in pack.rules)
        )

    def __call__(self, doc: Doc) -> Doc:
        """Find names, group them, find who else is meant; write once."""
        page = read_page(doc)
        groups = Grouper(page, self._gazetteer, self._titles).group(self.names(doc, page))
        entities = [Entity(full_name(page, group), group.label) for group in groups]
        set_entities(doc, entities, _name_mentions(page, groups))
        return doc

    def names(self, doc: Doc, page: Page) -> list[Name]:
        """The names of a document, corrected by all of it."""
        on = self._steps.keys()
        found = model_names(doc)
        found = clean_names(
            page,
            found,
            outer=frozenset(self._steps["names.trim"].words)
            if "names.trim" in on
            else frozenset(),
            trim="names.trim" if "names.trim" in on else "",
            split="names.split" if "names.split" in on else "",
        )
        if "names.title" in on:
            found = untitled(page, found, self._titles, "names.title")
        if "names.gazetteer" in on:
            found = corrected(page, found, self._gazetteer)
        for rule, step in (
            ("names.vote", voted),
            ("names.acronym", introduced),
            ("names.repeat", repeated),
            ("names.surname", surnamed),
        ):
            if rule in on:
                found = step(page, found, rule)
        return found


def _name_mentions(page: Page, groups: Sequence[Group]) -> list[Mention]:
    found = [
        Mention(page.starts[name.start], page.ends[name.end - 1], "name", number, name.rule)
        for number, group in enumerate(groups)
        for name in group.names
    ]
    return sorted(found, key=lambda mention: mention.start)
