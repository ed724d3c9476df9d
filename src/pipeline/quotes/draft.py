"""A quote in the making, before its speaker is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.quotes.pack import CueRule

Bounds = tuple[int, int]  # code points, half-open


@dataclass
class Draft:
    """What one cue, or one stretch without a cue, reports.

    `subject` is the head token of the source; `first` and `last` are tokens of the content.
    """

    rule: CueRule
    pieces: list[Bounds]
    cue: Token | None = None
    particle: Token | None = None
    subject: Token | None = None
    source: Bounds | None = None
    recorded: bool = True
    clause: Bounds | None = None  # characters of the cue clause
    speaker: int | None = None
    stance: str = ""  # of the cue's own rule, where `rule` is a step
    unit: int = -1  # position of the unit that holds the cue, or the first words

    @property
    def start(self) -> int:
        """Code point at which the content begins."""
        return min(start for start, _ in self.pieces)

    @property
    def end(self) -> int:
        """Code point behind the content."""
        return max(end for _, end in self.pieces)

    @property
    def start_of_subject(self) -> int:
        """Code point of the source's head; of the content where there is none."""
        return self.subject.idx if self.subject is not None else self.start
