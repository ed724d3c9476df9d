"""What the browser may send. Everything else is refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from pipeline.decisions.items import ItemKind
from pipeline.decisions.model import Id, Name, Reason
from pipeline.records import Strict

Handle = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Query = Annotated[str, StringConstraints(max_length=4000)]


class Verdict(Strict):
    """A decision on an item.

    Attributes:
        id: made by the browser: what is sent twice is written once.
        after: id of the last decision on the item that the reviewer saw.
        plain: the item as extracted is meant, not as corrected.
        view: query of the queue that the reviewer goes on in.
    """

    id: Id
    action: Literal["accept", "reject", "edit", "skip", "note"]
    item: Handle
    after: Id | None = None
    reviewer: Name
    reason: Reason | None = None
    note: Words | None = None
    patch: dict[str, Any] | None = None
    plain: bool = False
    view: Query = ""

    def fields(self) -> dict[str, Any]:
        """Those that go into the decision."""
        told = self.model_dump(exclude={"item", "after", "view"}, exclude_none=True)
        return {name: value for name, value in told.items() if value != ""}


class Missed(Strict):
    """An item that the run did not find.

    Attributes:
        beside: any item of the same article.
        spans: of the trigger, or of the pieces of content.
    """

    id: Id
    reviewer: Name
    beside: Handle
    kind: ItemKind
    spans: list[tuple[int, int]] = Field(min_length=1, max_length=50)
    type: str | None = Field(default=None, max_length=60)
    patch: dict[str, Any] = Field(min_length=1)
    note: Words | None = None
    view: Query = ""


class Undo(Strict):
    """The last decision is to be taken back."""

    reviewer: Name
    view: Query = ""


class AcceptAll(Strict):
    """Everything that a rule made and nobody judged is right."""

    rule: str = Field(max_length=200)
    reviewer: Name
    batch: Id
