"""What an events pack holds."""

from __future__ import annotations

from typing import Literal

from pipeline.rules.schema import Pack, Rule


class EventRule(Rule):
    """Triggers of one type."""


class EventPack(Pack):
    """Kind `events`."""

    kind: Literal["events"]
    types: tuple[str, ...] = ()
    rules: tuple[EventRule, ...] = ()
