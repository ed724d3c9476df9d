"""Entities: names, links of pronouns and nominals, and mentions grouped into entities."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.evaluate.matching import length, overlap, paired, same_span
from pipeline.evaluate.tally import Slip, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.evaluate.gold import GoldEntity, GoldMention, GoldRecord
    from pipeline.evaluate.matching import Compared

    Held = tuple[GoldMention, GoldEntity]  # a mention and the entity that it refers to
    Place = tuple[int, int]


def score_entities(pair: Compared) -> tuple[Tally, list[Slip]]:
    """Names (strict, relaxed, span), links and B-cubed of one article; and the names missed."""
    tally = Tally()
    slips = _score_names(tally, pair)
    _score_links(tally, pair, "pronoun")
    _score_links(tally, pair, "nominal")
    _score_groups(tally, pair)
    return tally, slips


def _held(record: GoldRecord, kind: str) -> list[Held]:
    return [(m, e) for e in record.entities for m in e.mentions if m.kind == kind]


def _score_names(tally: Tally, pair: Compared) -> list[Slip]:
    gold = _held(pair.gold, "name")
    once = {(m.start, m.end, e.label): (m, e) for m, e in reversed(_held(pair.found, "name"))}
    found = list(reversed(once.values()))
    strict: dict[int, int] = {}
    for measure, fits in _FITS.items():

        def likeness(a: Held, b: Held, fits: Callable[[Held, Held], bool] = fits) -> float:
            return 1 + overlap(a[0], b[0]) if fits(a, b) else 0

        hits = paired(gold, found, likeness)
        strict = strict or hits
        tally.add_found(measure, len(hits), found=len(found), gold=len(gold))
    return list(_name_slips(pair.gold.article.id, gold, found, strict))


def _same_label(a: Held, b: Held) -> bool:
    return a[1].label == b[1].label


_FITS: dict[str, Callable[[Held, Held], bool]] = {
    "ent_strict": lambda a, b: same_span(a[0], b[0]) and _same_label(a, b),
    "ent_relaxed": lambda a, b: overlap(a[0], b[0]) > 0 and _same_label(a, b),
    "ent_span": lambda a, b: same_span(a[0], b[0]),
}


def _score_links(tally: Tally, pair: Compared, kind: str) -> None:
    """The right mention with the right entity."""

    def likeness(gold: Held, found: Held) -> float:
        shared = overlap(gold[0], found[0])
        near = shared * 2 >= max(length(gold[0]), length(found[0]))
        return shared if near and pair.is_entity(gold[1].id, found[1].id) else 0

    gold, found = _held(pair.gold, kind), _held(pair.found, kind)
    hits = paired(gold, found, likeness)
    tally.add_found(f"link_{kind}", len(hits), found=len(found), gold=len(gold))


def _score_groups(tally: Tally, pair: Compared) -> None:
    """B-cubed over all mentions; a mention counts as found where its span is the same.

    References:
        Bagga and Baldwin 1998, Algorithms for scoring coreference chains.
    """
    gold, found = _groups(pair.gold), _groups(pair.found)
    for place, group in found.items():
        shared = len(group & gold.get(place, frozenset()))
        tally.add("coref_b3_p", shared / len(group))
    for place, group in gold.items():
        shared = len(group & found.get(place, frozenset()))
        tally.add("coref_b3_r", shared / len(group))


def _groups(record: GoldRecord) -> dict[Place, frozenset[Place]]:
    """Each mention's place, with the places of all mentions of its entity."""
    owner = {(m.start, m.end): e.id for e in record.entities for m in e.mentions}
    members: dict[str, set[Place]] = defaultdict(set)
    for place, entity in owner.items():
        members[entity].add(place)
    return {place: frozenset(members[entity]) for place, entity in owner.items()}


def _name_slips(
    article: str, gold: list[Held], found: list[Held], strict: dict[int, int]
) -> Iterator[Slip]:
    for i, (mention, entity) in enumerate(gold):
        if i not in strict:
            near = [b for b in found if overlap(mention, b[0])]
            instead = f"{near[0][1].label} {near[0][0].text!r}" if near else "nothing"
            yield Slip(article, "name", mention.text, (f"{entity.label}, found {instead}",))
    taken = set(strict.values())
    for j, (mention, entity) in enumerate(found):
        if j not in taken and not any(overlap(mention, a[0]) for a in gold):
            yield Slip(article, "name", mention.text, (f"spurious {entity.label}",))
