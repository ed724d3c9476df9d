"""Which rule packs each room reads: the built-in ones, and the user's by their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

import pipeline.entities.find
import pipeline.events.find
import pipeline.quotes.find
import pipeline.times.find  # noqa: F401  (these four register the components)
from pipeline.entities.pack import (
    ContextPack,
    FirstNamePack,
    GazetteerPack,
    NominalPack,
    StepPack,
    TitlePack,
)
from pipeline.errors import PackError
from pipeline.events.pack import EventPack
from pipeline.paragraphs import LayoutPack
from pipeline.quotes.pack import CuePack
from pipeline.rules.faults import near
from pipeline.rules.load import load_packs, pack_files, read_source, rule_ids, told
from pipeline.rules.source import Fault, Mark
from pipeline.times.pack import HolidayPack, TimePack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline.rules.inherit import Source
    from pipeline.rules.schema import Pack

ROOMS = tuple(
    f"newsclaims_{room}" for room in ("paragraphs", "entities", "times", "quotes", "events")
)
# Packs by the component that reads them (its config) and by the `kind` that a pack states.
PackFiles = dict[str, dict[str, list[str]]]
PACKS: PackFiles = {
    name: {
        kind: files
        for kind, files in (Language.get_factory_meta(name).default_config or {}).items()
        if isinstance(files, list)
    }
    for name in ROOMS
}
SCHEMAS: dict[str, type[Pack]] = {
    "layout": LayoutPack,
    "entities": StepPack,
    "gazetteer": GazetteerPack,
    "titles": TitlePack,
    "contexts": ContextPack,
    "nominals": NominalPack,
    "firstnames": FirstNamePack,
    "times": TimePack,
    "holidays": HolidayPack,
    "cues": CuePack,
    "events": EventPack,
}


def pack_table(rules: Sequence[str | Path] = ()) -> PackFiles:
    """The packs that each component reads: the built-in ones, then the user's own.

    Raises:
        PackError: if a pack is not there, or no room reads its kind.
    """
    packs = {
        name: {kind: list(files) for kind, files in by.items()} for name, by in PACKS.items()
    }
    for kind, names in own_packs(rules).items():
        next(by for by in packs.values() if kind in by)[kind] += names
    return packs


def own_packs(places: Sequence[str | Path]) -> dict[str, list[str]]:
    """The user's pack files by kind; `-ID` of a rule that is to be off, by that rule's kind.

    Raises:
        PackError: if a pack is not there, or one is of no kind that a room reads.
    """
    faults: list[Fault] = []
    own = own_packs_by_kind(places, faults)
    if faults:
        raise PackError(told(faults))
    for place in map(str, places):
        if place.startswith("-"):
            own.setdefault(_kind_of(place[1:], own), []).append(place)
    return own


def own_packs_by_kind(
    places: Sequence[str | Path], faults: list[Fault]
) -> dict[str, list[str]]:
    """The user's pack files by kind; notes those that cannot be read or are of no kind."""
    own: dict[str, list[str]] = {}
    for file in pack_files(places):
        source = read_source(str(file), faults)
        if source.tree is None:
            continue
        kind = source.tree.get("kind") if isinstance(source.tree, dict) else None
        if isinstance(kind, str) and kind in SCHEMAS:
            own.setdefault(kind, []).append(str(file))
        else:
            faults.append(_kindless(source, kind))
    return own


def _kindless(source: Source, kind: object) -> Fault:
    """The fault of a pack that no room reads."""
    mark = source.marks.get(("kind",), Mark(1, 1))
    what = f"no room reads packs of kind {kind!r}" if kind else "the pack has no `kind`"
    fix = near(str(kind), list(SCHEMAS), "write `kind:` and one of")
    return Fault(source.file, mark, what, fix)


def _kind_of(rule: str, own: Mapping[str, Sequence[str]]) -> str:
    """The kind of the packs that have a rule. Raises PackError if none has."""
    known: list[str] = []
    for by_kind in PACKS.values():
        for kind, names in by_kind.items():
            for name in (*names, *own.get(kind, ())):
                ids = rule_ids(name)
                if rule in ids:
                    return kind
                known += ids
    fix = near(rule, known, "`newsclaims rules list` shows all; there are")[:200]
    raise PackError(f"`disable` names {rule!r}, which is no rule", where="[rules]", fix=fix)


def declared_types(names: Sequence[str]) -> frozenset[str]:
    """Event types that packs declare."""
    return frozenset(kind for pack in load_packs(names, EventPack).packs for kind in pack.types)
