"""What becomes of an article: a record as a line, a record that is there, or a failure."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.intake import Failure


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items a record holds."""

    entities: int = 0
    times: int = 0
    quotes: int = 0
    events: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.entities + other.entities,
            self.times + other.times,
            self.quotes + other.quotes,
            self.events + other.events,
        )


@dataclass(frozen=True, slots=True)
class Done:
    """A finished record: its line of records.jsonl, line feed included."""

    id: str
    line: bytes
    tally: Tally
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page whose article's record the run holds already."""

    id: str


Outcome = Done | Unchanged | Failure
