"""What every rule and every pack has; rooms add their own fields.

`Rule` and `Pack` are inherited, against our habit: pydantic shares fields by inheritance only.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_-]+)+$")]


class Rule(BaseModel):
    """One rule: an id for ever, and sentences that it must and must not match."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: RuleId
    note: str = ""
    examples: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()  # known gaps: shown by `rules test`, not failed


class Pack(BaseModel):
    """One YAML file of rules of one kind.

    `disable` names rules of other packs, by id, that this one switches off. `published` is the
    publication day that examples are read with.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    note: str = ""
    published: str = "2024-03-07"
    disable: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
