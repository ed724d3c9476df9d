"""A reviewed article made gold: what reviewers kept, as they corrected it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.decisions.items import items, judged
from pipeline.errors import RecordError
from pipeline.evaluate.gold import GoldRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.decisions.replay import Standing, Status
    from pipeline.decisions.verdicts import Verdicts
    from pipeline.records import Record

SETTLED: frozenset[Status] = frozenset({"accepted", "edited", "added", "rejected"})
_NOT_GOLD = frozenset({"rule", "confidence", "review", "provenance"})
_GIVEN = ("given", "metadata")  # what the pipeline is told; it must find out any other day


@dataclass(frozen=True, slots=True)
class Promoted:
    """A gold record, and what of the article nobody has settled.

    Attributes:
        unsettled: items without a verdict that counts, by status.
    """

    gold: GoldRecord
    fields: dict[str, Any]
    unsettled: Mapping[str, list[str]]


def promoted(record: Record, verdicts: Verdicts) -> Promoted:
    """The gold record of an article.

    Entities and times are as extracted: reviewers judge events and quotes. Triggers of events
    that nobody settled are among `ignored_triggers`, so that finding them is neither right nor
    wrong.

    Raises:
        RecordError: if a correction cannot be applied.
    """
    applied = verdicts.applied(record, _is_kept)
    if applied.problems:
        raise RecordError(
            applied.problems[0],
            where=record.article.id,
            fix="judge the item again: `newsclaims review RUN`",
        )
    unsettled = _unsettled(record, verdicts)
    names = {name for many in unsettled.values() for name in many}
    article = record.article
    known = article.published if article.published_from in _GIVEN else None
    fields: dict[str, Any] = {
        **_pruned(applied.record.model_dump(mode="json")),
        "input": {"published": known},
        "ignored_triggers": [
            one.trigger.model_dump(include={"start", "end", "text"})
            for one in record.events
            if one.id in names
        ],
    }
    return Promoted(GoldRecord.model_validate(fields), fields, unsettled)


def _is_kept(standing: Standing | None) -> bool:
    return standing is not None and standing.is_kept


def _unsettled(record: Record, verdicts: Verdicts) -> dict[str, list[str]]:
    """Ids of items that are open, skipped or disputed, by status; added ones by their place."""
    out: dict[str, list[str]] = {}
    seen: set[str] = set()
    for key, item in items(record):
        seen.add(str(key))
        status = verdicts.state.standing(str(key)).as_of(judged(item, record)).status
        if status not in SETTLED:
            out.setdefault(status, []).append(item.id)
    for key in verdicts.added(record.article.sha256):
        status = verdicts.state.standing(str(key)).status
        if str(key) not in seen and status in ("disputed", "skipped"):
            place = "+".join(f"{start}-{end}" for start, end in key.spans)
            out.setdefault(status, []).append(f"added {key.kind} at {place}")
    return out


def _pruned(value: Any) -> Any:  # noqa: ANN401  (JSON)
    """A record's fields without those that say how it was made."""
    if isinstance(value, dict):
        return {name: _pruned(one) for name, one in value.items() if name not in _NOT_GOLD}
    return [_pruned(one) for one in value] if isinstance(value, list) else value
