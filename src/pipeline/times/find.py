"""The times component."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline.annotations import set_times

if TYPE_CHECKING:
    from spacy.tokens import Doc


@Language.factory("newsclaims_times", default_config={"times": ["en/times"]})
def make_times(nlp: Language, name: str, times: list[str]) -> TimeFinder:
    """Build the finder."""
    return TimeFinder()


class TimeFinder:
    """Stub."""

    def __call__(self, doc: Doc) -> Doc:
        set_times(doc, [])
        return doc
