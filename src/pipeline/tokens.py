"""Tokens and marked texts as plain data: what exports ask of a tokenizer, without spaCy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Token(NamedTuple):
    """A token: code points into the text, whether a space follows, number of its sentence."""

    start: int
    end: int
    space: bool
    sentence: int


class Mark(NamedTuple):
    """A labelled stretch of a text, with the id of what it marks."""

    start: int
    end: int
    label: str
    id: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with what is to be seen in it.

    Attributes:
        names: that do not overlap.
        groups: marks that may overlap, by the name of their group.
        data: whatever else is to travel along; JSON.
    """

    text: str
    names: list[Mark] = field(default_factory=list)
    groups: dict[str, list[Mark]] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


class Tokenizer(Protocol):
    """Cuts texts into tokens, and packs marked texts for spaCy."""

    def tokens(self, text: str) -> list[Token]:
        """The tokens of a text, among them white space that is more than a space."""
        ...

    def pack(self, texts: Iterable[MarkedText]) -> bytes:
        """Marked texts as the bytes of a spaCy DocBin."""
        ...


def covering(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """First and last token (both included) that a span touches; None where it touches none."""
    touched = [i for i, one in enumerate(tokens) if one.start < end and start < one.end]
    return (touched[0], touched[-1]) if touched else None
