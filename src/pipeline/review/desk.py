"""The reviewers' desk: a run, its queue, and the log of what was decided.

The log is the truth. Whatever the tables say of an item's standing is told by the replay of the
log, which takes in what other processes wrote before each answer.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from pipeline.decisions.items import ItemKey, items, judged
from pipeline.decisions.model import Decision
from pipeline.decisions.replay import Replay
from pipeline.decisions.reviewed import ADDED, added
from pipeline.errors import RecordError, SettingsError
from pipeline.records import Event
from pipeline.review.entries import Entry, entries, handle_of
from pipeline.review.looked import Looked, Placed, as_corrected, in_full, try_patch
from pipeline.review.queue import Queue
from pipeline.review.shelf import Shelf

if TYPE_CHECKING:
    from pipeline.decisions.items import Item
    from pipeline.decisions.store import Store
    from pipeline.records import Record
    from pipeline.review.index import Index, Row

_AT_ONCE = 100  # items that one request accepts, so that others are not kept waiting


class Desk:
    """A run under review. For one thread at a time.

    Attributes:
        seq: number of the last decision that was taken in.
    """

    def __init__(self, index: Index, store: Store) -> None:
        self.index = index
        self.queue = Queue(index)
        self._shelf = Shelf(index)
        self._store = store
        self._replay = Replay()
        self.seq = 0
        self._added: dict[str, ItemKey] = {}  # by handle
        self.catch_up()

    def catch_up(self) -> None:
        """Take in what was written since, by this process or another."""
        touched: dict[str, ItemKey] = {}
        for seq, decision in self._store.read(after=self.seq):
            self.seq = seq
            for key in self._replay.add(decision):
                touched[key] = self._replay.key(key)
        located = [(self._row(key), key) for key in touched.values()]
        located.sort(key=lambda pair: pair[0].n if pair[0] else 0)  # each record is read once
        for row, named in located:
            self._refresh(row, named)

    def look(self, handle: str) -> Looked:
        """An item with its record and its standing.

        Raises:
            SettingsError: if the run has none of this handle.
        """
        row = self.index.row(handle)
        if row is None:
            raise SettingsError(
                "this run has no such item",
                where="address",
                fix="choose another from the queue; a new run may have found something else",
            )
        return self._look(row)

    def decide(
        self, looked: Looked, fields: dict[str, Any], *, after: str | None
    ) -> tuple[int, Decision]:
        """Write a decision on an item; it is durable when this returns.

        Args:
            looked: the item.
            fields: of the decision, as the reviewer gives them.
            after: id of the last decision that the reviewer saw.

        Returns:
            Its number in the log, and the decision.

        Raises:
            RecordError: if a correction does not fit the article.
            Conflict: if somebody decided meanwhile.
        """
        told = in_full(fields, looked)
        if told["action"] in ("edit", "add"):
            try_patch(told.get("patch"), looked)
        decision = Decision(
            **told,
            at=self._store.now(),
            article_id=looked.record.article.id,
            item=looked.key,
            seen=looked.seen,
            rule=looked.row.rule,
            confidence=looked.row.confidence,
        )
        seq = self._store.append(decision, after=after)
        self.catch_up()
        return seq, decision

    def add(self, article: int, key: dict[str, Any], fields: dict[str, Any]) -> tuple[int, str]:
        """Write down an item that the run missed; its number in the log, and its handle.

        Raises:
            RecordError: if it does not fit the article, or is there already.
        """
        record = self._shelf.record(article)
        named = ItemKey(article=record.article.sha256, **key)
        patch = fields.get("patch") or {}
        added(named, patch, record)
        handle = handle_of(str(named))
        row = self.index.row(handle)
        if row is not None and row.status != "withdrawn":
            raise RecordError("it is in the queue already", where="added item", fix="edit that")
        decision = Decision(
            **fields,
            action="add",
            at=self._store.now(),
            article_id=record.article.id,
            item=named,
            rule=ADDED,
        )
        seq = self._store.append(decision)
        self.catch_up()
        return seq, handle

    def undo(self, reviewer: str) -> tuple[Decision, int] | None:
        """Take back a reviewer's last decision, or the batch that it was part of.

        Returns:
            What was taken back, and how many decisions; None if nothing was left.
        """
        last = self._replay.last(reviewer)
        if last is None:
            return None
        many = self._replay.batch_size(last.batch) if last.batch else 1
        undo = Decision(
            id=secrets.token_hex(16),
            at=self._store.now(),
            reviewer=reviewer,
            action="undo",
            undoes=last.batch or last.id,
        )
        self._store.append(undo)
        self.catch_up()
        return last, many

    def accept_all(self, rule: str, reviewer: str, batch: str) -> tuple[int, int]:
        """Accept items of a rule that nobody judged, some at a time.

        Returns:
            How many were accepted now, and how many are left.

        Raises:
            SettingsError: if the rule's sample was not judged.
        """
        if any(row.todo for row in self.queue.sample(rule)):
            raise SettingsError(
                "the sample of this rule is not judged yet",
                where=rule,
                fix="judge the ten items of the sample first",
            )
        decisions = [
            self._accepted(row, reviewer, batch)
            for row in self.queue.open_of(rule, limit=_AT_ONCE)
        ]
        self._store.extend(decisions)
        self.catch_up()
        return len(decisions), self.queue.open_count(rule)

    def _accepted(self, row: Row, reviewer: str, batch: str) -> Decision:
        looked = self._look(row)
        return Decision(
            id=secrets.token_hex(16),
            at=self._store.now(),
            reviewer=reviewer,
            action="accept",
            article_id=looked.record.article.id,
            item=looked.key,
            seen=looked.seen,
            batch=batch,
            rule=row.rule,
            confidence=row.confidence,
        )

    def places(self, article: int) -> list[Placed]:
        """Where the items of an article stand in its text."""
        record = self._shelf.record(article)
        spans = {item.id: key.spans for key, item in items(record)}
        return [
            Placed(
                row,
                self._added[row.handle].spans if row.handle in self._added else spans[row.name],
            )
            for row in self.queue.of_article(article)
        ]

    def handle(self, decision: Decision) -> str:
        """The handle of the item that a decision is about."""
        return handle_of(str(decision.item))

    def _look(self, row: Row) -> Looked:
        record = self._shelf.record(row.article)
        if row.handle in self._added:
            return self._look_added(row, self._added[row.handle], record)
        key, item = next(
            (key, item) for key, item in items(record) if item.id == row.name
        )  # the row was made from it
        seen = judged(item, record)
        whole = self._replay.standing(str(key))
        standing = whole.as_of(seen)
        outdated = tuple(one for one in whole.verdicts if one not in standing.verdicts)
        shown, problem = as_corrected(item, standing, record)
        return Looked(
            row, key, record, item, shown, standing, outdated, seen, self._after(key), problem
        )

    def _look_added(self, row: Row, key: ItemKey, record: Record) -> Looked:
        standing = self._replay.standing(str(key))
        patch = next((one.patch for one in reversed(standing.verdicts) if one.patch), None)
        shown = added(key, patch or {}, record)
        return Looked(row, key, record, None, shown, standing, (), None, self._after(key))

    def _after(self, key: ItemKey) -> str | None:
        last = self._store.last_on(str(key))
        return last.id if last else None

    def _row(self, key: ItemKey) -> Row | None:
        """The row of an item; a new one for an item that a reviewer added."""
        handle = handle_of(str(key))
        row = self.index.row(handle)
        if row is not None:
            return row
        article = self.index.article_of(key.article)
        latest = self._replay.standing(str(key)).latest
        if article is None or latest is None or latest.patch is None:
            return None
        return self._insert(article, key, handle)

    def _insert(self, article: int, key: ItemKey, handle: str) -> Row | None:
        record = self._shelf.record(article)
        patch = self._replay.standing(str(key)).latest
        try:
            item = added(key, (patch.patch if patch else None) or {}, record)
        except RecordError:
            return None  # made on another article text; exports tell of it
        self._added[handle] = key
        self.queue.recount()
        return self.index.insert(article, _entry_of(item, record, handle))

    def _refresh(self, row: Row | None, key: ItemKey) -> None:
        """Put an item's standing into the table."""
        if row is None:
            return
        standing = self._replay.standing(str(key))
        status: str = standing.status
        if row.handle in self._added:
            status = "withdrawn" if status == "open" else status
        elif any(one.seen is not None for one in standing.verdicts):
            looked = self._look(row)
            status = (
                "changed"
                if looked.outdated and not looked.standing.verdicts
                else (looked.standing.status)
            )
        if status != row.status:
            self.queue.moved(row, status)


def _entry_of(item: Item, record: Record, handle: str) -> Entry:
    """An added item as the queue has them."""
    told = {"events": [item]} if isinstance(item, Event) else {"events": [], "quotes": [item]}
    return next(entries(record.model_copy(update=told).model_dump()))._replace(handle=handle)
