"""Decisions from other logs: a union, in which each decision is itself wherever it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.decisions.model import read_decision
from pipeline.decisions.replay import replay
from pipeline.decisions.store import NAME, open_store, read_log
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.decisions.model import Decision


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking decisions in.

    Attributes:
        texts: sha256 of each text that they are about.
    """

    new: int
    known: int
    disputed: int
    texts: frozenset[str]

    def told(self) -> str:
        """In a line for people."""
        new = f"{self.new:,} new decision{'' if self.new == 1 else 's'}"
        known = f", {self.known:,} known already" if self.known else ""
        items = "item is" if self.disputed == 1 else "items are"
        disputed = f"; {self.disputed:,} {items} disputed" if self.disputed else ""
        return f"{new}{known}{disputed}"


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a run folder or of a file of `decisions export`.

    Raises:
        SettingsError: if there are none to read.
        RecordError: at the first line that is no decision.
    """
    if path.is_dir():
        if not (path / NAME).exists():
            raise SettingsError(
                "holds no decisions", where=str(path), fix="name a run folder that was reviewed"
            )
        return read_log(path)
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise SettingsError(
            f"cannot be read: {error.strerror}", where=str(path), fix="check the path"
        ) from None
    return [
        read_decision(line, where=f"{path}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def take_in(run: Path, other: Path) -> Taken:
    """Put another log's decisions into a run's, all or none. Raises as `read_decisions`."""
    decisions = read_decisions(other)
    with open_store(run) as store:
        new = store.extend(decisions)
        state = replay(decision for _, decision in store.read())
    disputed = sum(one.status == "disputed" for one in state.standings.values())
    texts = frozenset(one.item.article for one in decisions if one.item is not None)
    return Taken(new, len(decisions) - new, disputed, texts)
