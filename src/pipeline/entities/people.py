"""When two names are one person's: equal, a part of the other, an initial, or misspelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HYPHENS = frozenset({"-", "\u2011"})  # the second one does not break
PARTICLES = HYPHENS | {
    "al", "el", "bin", "ibn", "ben", "van", "von", "der", "den", "de", "del", "della",
    "da", "di", "dos", "du", "la", "le", "ter", "ten",
}  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_TYPO = 5  # letters: shorter surnames differ by one letter too often


def surname(words: Sequence[str]) -> tuple[str, ...]:
    """The last name with its particles: ("van", "den", "Berg"), ("al", "-", "Sharif")."""
    end = len(words)
    if end > 2 and words[-1].rstrip(".").lower() in _SUFFIXES:
        end -= 1
    at = end - 1
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
    return tuple(words[at:end])


def same_person(words: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name may be a form of another that is as full or fuller."""
    words, full = tuple(words), tuple(full)
    if words == full or words == surname(full):
        return True
    if len(words) == 1:
        return words[0] in {full[0], full[-1]}
    if len(full) == 1:
        return False
    if words == full[-len(words) :]:
        return True  # "Remigio Ferro" for "Rubén Remigio Ferro"
    last, other = surname(words)[-1], surname(full)[-1]
    if last == other:
        return _same_first(words[0], full[0])
    return words[0] == full[0] and (_misspelt(last, other) or words == full[: len(words)])


def _same_first(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(short) == 1 and long.startswith(short)


def _misspelt(one: str, other: str) -> bool:
    """Whether two words of five letters or more differ by one letter."""
    if (
        min(len(one), len(other)) < _TYPO
        or abs(len(one) - len(other)) > 1
        or one[0] != other[0]
    ):
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
