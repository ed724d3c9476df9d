"""Judgements made elsewhere become decisions in a run's log."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.decisions.items import every, judged
from pipeline.decisions.model import Decision
from pipeline.decisions.reviewed import added, corrected
from pipeline.errors import RecordError

if TYPE_CHECKING:
    from typing import Any

    from pipeline.decisions.compare import Judgement
    from pipeline.decisions.items import Item
    from pipeline.decisions.model import Action
    from pipeline.decisions.replay import Standing
    from pipeline.decisions.store import Store
    from pipeline.decisions.verdicts import Verdicts
    from pipeline.records import Record

    Patch = dict[str, Any]  # JSON

_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(slots=True)
class Taking:
    """Decisions in the making, all of one import, which one undo takes back.

    Args:
        verdicts: the log as it is.
        reviewer: whose decisions they are, where the program does not say.

    Attributes:
        made: decisions so far; those without a moment of their own get one at the end.
        known: how many were in the log already.
        problems: what could not be taken, and why.
    """

    verdicts: Verdicts
    reviewer: str
    made: list[tuple[Decision, bool]] = field(default_factory=list)
    known: int = 0
    problems: list[str] = field(default_factory=list)
    _batch: str = field(default_factory=lambda: secrets.token_hex(16))

    def take(
        self,
        one: Judgement,
        record: Record,
        *,
        reviewer: str | None = None,
        at: str | None = None,
    ) -> None:
        """Take a judgement on an item of a record as extracted, unless it is known."""
        items = {item.id: item for item in every(record)}
        item = items.get(one.item or "")
        standing = self.verdicts.state.standing(str(one.key))
        if item is not None:
            standing = standing.as_of(judged(item, record))
        who = reviewer or self.reviewer
        try:
            action, patch = _meant(one, item, record, standing)
        except RecordError as error:
            name = one.item or f"the added {one.key.kind} at {_places(one)}"
            self.problems.append(f"{record.article.id}, {name}: {error.what}")
            return
        before = [v for v in standing.verdicts if v.reviewer == who]
        if any(_is_same(v, action, patch, one) for v in before):
            self.known += 1
            return
        decision = Decision(
            id=secrets.token_hex(16),
            at=at or "0001-01-01T00:00:00.000000Z",
            reviewer=who,
            action=action,
            article_id=record.article.id,
            item=one.key,
            reason=one.reason if action == "reject" else None,
            patch=patch,
            seen=judged(item, record) if item is not None else None,
            batch=self._batch,
            rule=item.rule if item is not None else None,
            confidence=getattr(item, "confidence", None),
            note=one.note,
        )
        self.made.append((decision, at is not None))

    def write(self, store: Store) -> int:
        """Put the decisions into the log, all or none; how many there are."""
        clock = datetime.strptime(store.now(), _FORMAT).replace(tzinfo=UTC)
        ready: list[Decision] = []
        for decision, has_moment in self.made:
            if not has_moment:
                decision = decision.model_copy(update={"at": clock.strftime(_FORMAT)})  # noqa: PLW2901
                clock += timedelta(microseconds=1)
            ready.append(decision)
        return store.extend(ready)


def _meant(
    one: Judgement, item: Item | None, record: Record, standing: Standing
) -> tuple[Action, Patch | None]:
    """The action and the whole patch, which holds earlier corrections too.

    Who leaves an item as somebody corrected it agrees with the correction.

    Raises:
        RecordError: if the patch cannot be applied.
    """
    latest = standing.latest  # what `reviewed` shows, disputed or not
    earlier = latest.patch if latest is not None and latest.action in ("edit", "add") else None
    if one.action not in ("accept", "edit", "add"):
        return one.action, None
    patch = {**(earlier or {}), **(one.patch or {})} or None
    if item is None:
        added(one.key, patch or {}, record)
        return "add", patch
    if patch is None:
        return "accept", None
    corrected(item, patch, record)
    return "edit", patch


def _is_same(known: Decision, action: Action, patch: Patch | None, one: Judgement) -> bool:
    return (known.action, known.patch, known.note) == (action, patch, one.note)


def _places(one: Judgement) -> str:
    return "+".join(f"{start}-{end}" for start, end in one.key.spans)
