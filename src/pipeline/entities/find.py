"""The entities component."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.annotations import set_entities

if TYPE_CHECKING:
    from spacy.tokens import Doc


@Language.factory("newsclaims_entities", default_config={"entities": ["en/entities"], "gazetteer": ["en/gazetteer"]})
def make_entities(nlp: Language, name: str, entities: list[str], gazetteer: list[str]) -> EntityFinder:
    """Build the finder."""
    return EntityFinder()


class EntityFinder:
    """Stub."""

    def __call__(self, doc: Doc) -> Doc:
        set_entities(doc, [], [])
        return doc
