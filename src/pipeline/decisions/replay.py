"""Where each item stands, from the log alone.

Logs of several people and machines are joined as sets: a decision is itself wherever it was
made. So the outcome depends on what was decided and when, not on the order of the lines: what
is undone is taken out, and of what is left each reviewer's last verdict on an item counts.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.decisions.model import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.decisions.items import ItemKey
    from pipeline.decisions.model import Decision

Status = Literal["open", "accepted", "rejected", "edited", "added", "skipped", "disputed"]
_STATUS: dict[str, Status] = {
    "accept": "accepted",
    "reject": "rejected",
    "edit": "edited",
    "skip": "skipped",
    "add": "added",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What was decided of one item.

    Attributes:
        verdicts: the last live verdict of each reviewer, oldest first.
        notes: live notes, oldest first.
    """

    verdicts: tuple[Decision, ...] = ()
    notes: tuple[Decision, ...] = ()

    @property
    def latest(self) -> Decision | None:
        """The verdict that counts where all agree; None for an open item."""
        judging = [one for one in self.verdicts if one.action != "skip"]
        given = judging or list(self.verdicts)  # a skip is no opinion
        return given[-1] if given else None

    @property
    def status(self) -> Status:
        """`disputed` where reviewers' verdicts differ; a skip is no verdict beside another."""
        if self.latest is None:
            return "open"
        judging = {_meaning(one) for one in self.verdicts if one.action != "skip"}
        return "disputed" if len(judging) > 1 else _STATUS[self.latest.action]

    def as_of(self, seen: str) -> Standing:
        """Without the verdicts on an item that a re-run has changed since.

        `seen`: digest of the item as it is now (`items.judged`). A decision that has none, such
        as one to add an item, holds whatever became of it.
        """
        fresh = tuple(one for one in self.verdicts if one.seen in (None, seen))
        return self if len(fresh) == len(self.verdicts) else Standing(fresh, self.notes)

    @property
    def is_kept(self) -> bool:
        """Whether the item belongs into an export of accepted ones."""
        return self.status in ("accepted", "edited", "added")


def _meaning(decision: Decision) -> tuple[str, str]:
    """Two verdicts agree if they do the same: for what reason does not matter."""
    patch = decision.patch if decision.action in ("edit", "add") else None
    return decision.action, repr(sorted((patch or {}).items()))


OPEN = Standing()


@dataclass(slots=True)
class Replay:
    """The standings of all items, kept up to date as decisions come.

    Attributes:
        standings: by `str(ItemKey)`; an item that is not in it is open.
    """

    standings: dict[str, Standing] = field(default_factory=dict)
    _undone: set[str] = field(default_factory=set)
    _by_item: dict[str, dict[str, Decision]] = field(default_factory=dict)
    _by_id: dict[str, Decision] = field(default_factory=dict)
    _by_batch: dict[str, list[Decision]] = field(default_factory=dict)
    _by_reviewer: dict[str, list[Decision]] = field(default_factory=dict)

    def add(self, decision: Decision) -> list[str]:
        """Take in a decision; the keys of the items whose standing it may have changed."""
        if decision.id in self._by_id:
            return []
        self._by_id[decision.id] = decision
        if decision.action == "undo":
            self._undone.add(str(decision.undoes))
            touched = self._targets(str(decision.undoes))
        else:
            key = str(decision.item)
            self._by_item.setdefault(key, {})[decision.id] = decision
            insort(self._by_reviewer.setdefault(decision.reviewer, []), decision, key=_when)
            if decision.batch:
                self._by_batch.setdefault(decision.batch, []).append(decision)
            touched = [key]
        for key in touched:
            self._stand(key)
        return touched

    def standing(self, key: str) -> Standing:
        """Where an item stands."""
        return self.standings.get(key, OPEN)

    def is_live(self, decision: Decision) -> bool:
        """Whether a decision was not taken back."""
        return decision.id not in self._undone and decision.batch not in self._undone

    def last(self, reviewer: str) -> Decision | None:
        """A reviewer's last decision that an undo could take back."""
        mine = self._by_reviewer.get(reviewer, [])
        while mine and not self.is_live(mine[-1]):
            mine.pop()  # for good: nothing takes back an undo
        return mine[-1] if mine else None

    def key(self, text: str) -> ItemKey:
        """The key that was decided about, from its line; there must be one."""
        first = next(iter(self._by_item[text].values()))
        if first.item is None:
            raise KeyError(text)
        return first.item

    def batch_size(self, batch: str) -> int:
        """How many decisions were made in one go."""
        return len(self._by_batch.get(batch, ()))

    def _targets(self, undone: str) -> list[str]:
        one = self._by_id.get(undone)
        found = [one] if one else self._by_batch.get(undone, [])
        return list(dict.fromkeys(str(target.item) for target in found))

    def _stand(self, key: str) -> None:
        live = sorted(filter(self.is_live, self._by_item.get(key, {}).values()), key=_when)
        last = {one.reviewer: one for one in live if one.action in VERDICTS}
        verdicts = tuple(sorted(last.values(), key=_when))
        notes = tuple(one for one in live if one.action == "note")
        if verdicts or notes:
            self.standings[key] = Standing(verdicts, notes)
        else:
            self.standings.pop(key, None)


def replay(decisions: Iterable[Decision]) -> Replay:
    """The standings after a whole log, in whatever order its lines come."""
    state = Replay()
    for decision in decisions:
        state.add(decision)
    return state


def _when(decision: Decision) -> tuple[str, str]:
    return decision.at, decision.id
