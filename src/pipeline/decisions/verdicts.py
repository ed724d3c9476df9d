"""A run's log made ready to be put into its records, one article at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.decisions.items import every, items, key_of
from pipeline.decisions.replay import replay
from pipeline.decisions.reviewed import reviewed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.decisions.items import ItemKey
    from pipeline.decisions.model import Decision
    from pipeline.decisions.replay import Standing
    from pipeline.records import Record

KEPT = frozenset({"accepted", "edited", "added"})  # what `review.verdict` says of a kept item


def is_not_rejected(standing: Standing | None) -> bool:
    """Whether nobody, or not everybody, wants the item away."""
    return standing is None or standing.status != "rejected"


def is_anything(_standing: Standing | None) -> bool:
    """True of every item."""
    return True


@dataclass(frozen=True, slots=True)
class Applied:
    """A record as reviewed.

    Attributes:
        record: with corrections and verdicts.
        keys: of its items by id, as extracted: what decisions about them are to cite.
        problems: corrections that no longer fit; such an item is as extracted.
    """

    record: Record
    keys: Mapping[str, ItemKey]
    problems: list[str]


class Verdicts:
    """What was decided in a run, by item.

    Attributes:
        state: the log, replayed.
    """

    def __init__(self, log: Iterable[Decision]) -> None:
        log = list(log)
        self.state = replay(log)
        self._added: dict[str, dict[str, ItemKey]] = {}
        for decision in log:
            if decision.action == "add" and decision.item is not None:
                added = self._added.setdefault(decision.item.article, {})
                added[str(decision.item)] = decision.item

    def added(self, article: str) -> list[ItemKey]:
        """Items that somebody added to the article of this sha256, undone ones too."""
        return [key for _, key in sorted(self._added.get(article, {}).items())]

    def applied(
        self, record: Record, keep: Callable[[Standing | None], bool] = is_anything
    ) -> Applied:
        """A record with the items to keep, as they were corrected.

        Where nothing was decided in the whole run, it is the record as it was.
        """
        sha256 = record.article.sha256
        keys = {item.id: key for key, item in items(record)}
        read, problems = record, list[str]()
        if self.state.standings:
            extra = self.added(sha256)
            read, problems = reviewed(record, self.state.standings, keep=keep, extra=extra)
        for item in every(read):
            keys.setdefault(item.id, key_of(item, sha256))
        return Applied(read, keys, problems)
