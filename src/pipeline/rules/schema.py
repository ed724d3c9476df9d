"""What every rule and every pack has; rooms add their own fields.

`Rule` and `Pack` are inherited, against our habit: pydantic shares fields by inheritance only.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

RULE_ID = r"^[a-z][a-z0-9_]*(\.[a-z0-9_-]+)+$"
RuleId = Annotated[str, StringConstraints(pattern=RULE_ID)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]


class Rule(BaseModel):
    """One rule: an id for ever, and sentences that it must and must not match.

    A rule with the id of a built-in one takes its place. `extends` names a rule of the same
    kind whose fields this one has where it gives none of its own; its sentences only where
    both have the same id.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: RuleId
    extends: str = ""
    note: str = ""
    examples: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()  # known gaps: shown by `rules test`, not failed


class Pack(BaseModel):
    """One YAML file of rules of one kind.

    `disable` names rules of other packs, by id, that this one switches off; `replaces` a
    built-in pack that is not read where this one is. `published` is the publication day that
    examples are read with.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    note: str = ""
    published: Day = "2024-03-07"
    replaces: str = ""
    disable: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
