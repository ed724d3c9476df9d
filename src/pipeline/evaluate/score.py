"""Scores of all articles, summed and one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.evaluate.contract import contract_faults
from pipeline.evaluate.entities import score_entities
from pipeline.evaluate.events import score_events
from pipeline.evaluate.gold import GoldRecord
from pipeline.evaluate.matching import compared
from pipeline.evaluate.quotes import paired_quotes, score_quotes
from pipeline.evaluate.tally import Slip, Tally
from pipeline.evaluate.times import score_times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.evaluate.matching import Compared


@dataclass(slots=True)
class Evaluation:
    """What records are worth, measured against gold.

    Attributes:
        total: sums over all gold articles.
        articles: sums of each, by id.
        slips: everything that was not right.
        missing: ids of gold articles without a record, which count as empty records.
        unmatched: ids of records without gold, which do not count.
        broken: what breaks the contract in each record, by article id.
    """

    total: Tally = field(default_factory=Tally)
    articles: dict[str, Tally] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    broken: dict[str, list[str]] = field(default_factory=dict)


def evaluate(golds: Mapping[str, GoldRecord], found: Mapping[str, GoldRecord]) -> Evaluation:
    """Score the records found against gold, article by article, in the order of their ids."""
    result = Evaluation(
        missing=sorted(set(golds) - set(found)), unmatched=sorted(set(found) - set(golds))
    )
    for name, gold in sorted(golds.items()):
        record = found.get(name)
        faults = _faults(gold, record)
        tally, slips = _score_article(compared(gold, record or _empty(gold)))
        tally.add("contract_errors", len(faults), 0)
        result.total.merge(tally)
        result.articles[name] = tally
        result.slips += slips
        if record is not None and faults:
            result.broken[name] = faults
    return result


def _empty(gold: GoldRecord) -> GoldRecord:
    """The record that stands in for one that is not there; its day is unknown as well."""
    article = gold.article.model_copy(update={"published": None, "published_from": "none"})
    return GoldRecord(article=article, text=gold.text)


def _faults(gold: GoldRecord, record: GoldRecord | None) -> list[str]:
    return contract_faults(record, gold.text) if record is not None else ["no record"]


def _score_article(pair: Compared) -> tuple[Tally, list[Slip]]:
    tally, slips = _score_published(pair)
    quotes = paired_quotes(pair)
    quote_of = {pair.gold.quotes[i].id: pair.found.quotes[j].id for i, j in quotes.items()}
    for layer, found in (
        score_entities(pair),
        score_times(pair),
        score_quotes(pair, quotes),
        score_events(pair, quote_of),
    ):
        tally.merge(layer)
        slips += found
    return tally, slips


def _score_published(pair: Compared) -> tuple[Tally, list[Slip]]:
    """The publication day, and apart those that had to be worked out from the text."""
    tally = Tally()
    wanted, got = pair.gold.article.published, pair.found.article.published
    tally.add("published", wanted == got)
    if pair.gold.input.published is None:
        tally.add("published_inferred", wanted == got)
    if wanted == got:
        return tally, []
    return tally, [Slip(pair.gold.article.id, "day", str(wanted), (f"found {got}",))]
