"""Positions in code points and in UTF-16 units, which JavaScript counts in."""

from __future__ import annotations

from bisect import bisect_left


class Units:
    """Where code points are in another count.

    Args:
        text: the article's.
        offsets: "utf16", or "codepoints" to leave positions as they are.
    """

    def __init__(self, text: str, offsets: str) -> None:
        wide = offsets == "utf16"
        self._wide = [i for i, char in enumerate(text) if char > "\uffff"] if wide else []

    def at(self, position: int) -> int:
        """A position in code points, in units: each character off the basic plane takes two."""
        return position + bisect_left(self._wide, position)

    def back(self, position: int) -> int:
        """A position in units, in code points; one inside a character is its end."""
        before = 0
        for i in self._wide:
            if i + before + 1 > position - 1:
                break
            before += 1
        return position - before
