"""A decision as it is stored and exchanged: one row of the log, one line of JSON."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import Field, StringConstraints, ValidationError

from pipeline.decisions.items import ItemKey
from pipeline.errors import RecordError, first_fault
from pipeline.records import Strict

Verdict = Literal["accept", "reject", "edit", "skip", "add"]
Action = Literal["accept", "reject", "edit", "skip", "add", "note", "undo"]
Reason = Literal[
    "wrong span", "wrong type", "wrong actor", "wrong date", "wrong speaker", "not an event",
    "duplicate", "other",
]  # fmt: skip
VERDICTS: tuple[Verdict, ...] = ("accept", "reject", "edit", "skip", "add")
REASONS: tuple[Reason, ...] = get_args(Reason)

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class Decision(Strict):
    """What a reviewer decided of one item, or that an earlier decision is taken back.

    Attributes:
        id: 128 random bits in hex, made by whoever decides: the same decision, sent or
            imported twice, is one.
        at: UTC, to the microsecond ("2026-03-07T10:00:00.000000Z").
        action: `accept`, `reject`, `skip`; `edit`, the item is right as `patch` changes it;
            `add`, a missed item, whole in `patch`; `note`, words only; `undo`, takes back the
            decisions that `undoes` names and changes nothing else.
        article_id: of the article in the run, for people; the key holds without it.
        item: None for an undo.
        reason: of a rejection.
        patch: fields as in the record, by their names there; see `reviewed`.
        seen: digest of the item as judged (`items.judged`); None for an added one.
        undoes: id of a decision, or the `batch` of many.
        batch: shared by decisions that were made in one go, such as accept-all-like-this.
        rule: that made the item, so that verdicts can be counted by rule after the run is gone.
        confidence: of the item as judged.
        note: anything that the reviewer wrote.
    """

    id: Id
    at: Moment
    reviewer: Name
    action: Action
    article_id: str = ""
    item: ItemKey | None = None
    reason: Reason | None = None
    patch: dict[str, Any] | None = None
    seen: str | None = None
    undoes: Id | None = None
    batch: Id | None = None
    rule: str | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    note: str | None = Field(default=None, max_length=4000)

    def model_post_init(self, _context: object) -> None:
        """Refuse a decision that lacks what its action needs."""
        lacks = {
            "undo": self.undoes is None,
            "edit": not self.patch,
            "add": not self.patch,
            "note": not self.note,
        }.get(self.action, False)
        if lacks or (self.item is None) != (self.action == "undo"):
            msg = f"a decision to {self.action} lacks what it is about"
            raise ValueError(msg)

    def line(self) -> str:
        """One line of JSON, with its line feed."""
        return self.model_dump_json(exclude_none=True) + "\n"


def read_decision(line: str | bytes, *, where: str) -> Decision:
    """A decision from a line of JSON. Raises RecordError."""
    try:
        return Decision.model_validate_json(line)
    except ValidationError as error:
        raise RecordError(
            f"not a decision: {first_fault(error)}",
            where=where,
            fix="give decisions as `newsclaims decisions export` writes them",
        ) from None
