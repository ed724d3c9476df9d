"""Which items of a run are right: by what reviewers decided, else by gold.

An item that a reviewer accepted is right; one that was edited or rejected is not, for something
in it was wrong. Where reviewers differ, and where a re-run changed the item since, nothing is
known. Gold judges events as whole records, quotes by content and speaker, times by interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.decisions.items import items, judged
from pipeline.evaluate.events import right_events
from pipeline.evaluate.gold import GoldRecord
from pipeline.evaluate.matching import compared
from pipeline.evaluate.quotes import right_quotes
from pipeline.evaluate.times import right_times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.decisions.items import ItemKey
    from pipeline.decisions.replay import Standing, Status
    from pipeline.records import Record

_RIGHT: dict[str, bool] = {"accepted": True, "edited": False, "rejected": False}


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of the items of one record, by their ids.

    Attributes:
        status: of those that a reviewer decided about.
        right: of all that somebody judged, reviewers before gold.
        missed: how many items reviewers added that are still not found.
    """

    status: dict[str, Status]
    right: dict[str, bool]
    missed: int = 0


def truth(
    record: Record,
    standings: Mapping[str, Standing],
    gold: GoldRecord | None = None,
    *,
    added: Sequence[ItemKey] = (),
) -> Truth:
    """What reviewers and gold say of a record's items.

    Args:
        record: as extracted.
        standings: what was decided, by `str(ItemKey)`.
        gold: of the same article.
        added: keys of items that reviewers added to the article.
    """
    status = _decided(record, standings)
    right = _by_gold(record, gold) if gold is not None else {}
    right |= {one: _RIGHT[told] for one, told in status.items() if told in _RIGHT}
    present = {str(key) for key, _ in items(record)} if added else set()
    missing = [str(key) for key in added if str(key) not in present]
    return Truth(
        status, right, sum(standings[key].is_kept for key in missing if key in standings)
    )


def _decided(record: Record, standings: Mapping[str, Standing]) -> dict[str, Status]:
    out: dict[str, Status] = {}
    if not standings:
        return out
    for key, item in items(record):
        standing = standings.get(str(key))
        if standing is not None:
            now = standing.as_of(judged(item, record))
            if now.status != "open":
                out[item.id] = now.status
    return out


def _by_gold(record: Record, gold: GoldRecord) -> dict[str, bool]:
    pair = compared(gold, GoldRecord.model_validate(record.model_dump()))
    return {**right_events(pair), **right_quotes(pair), **right_times(pair)}
