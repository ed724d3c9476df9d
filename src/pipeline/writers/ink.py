"""Styled text for a terminal: pieces, wrapped to a width, in colour or without.

Colours are those of the user's own palette, and none is used for plain text, so that light and
dark terminals both stay readable.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.writers.visible import visible, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Piece = tuple[str, str]  # text, and the name of its style
Line = list[Piece]
BRACKET = "bracket"  # style of what stands in for colour, and goes where there is colour
_SGR = {
    "": "",
    "title": "1",
    "head": "1;4",
    "strong": "1",
    "faint": "2",
    "type": "35",
    "time": "36",
    "trigger": "1;7",
    "warn": "33",
    "bad": "31",
    "good": "32",
    "name": "1",
}
_WORDS = re.compile(r"\S+|\s+")


def wrapped(pieces: Iterable[Piece], columns: int) -> list[Line]:
    """Pieces as lines of at most so many columns; what is longer than a line is broken."""
    lines: list[Line] = [[]]
    for word in _words(pieces):
        needed = _columns(word)
        space = _columns(lines[-1])
        if space + needed > columns and space:
            lines.append([])
            word = word[1:] if word[0][0] == " " else word  # noqa: PLW2901
        for text, style in word:
            for part in _broken(text, columns - _columns(lines[-1]), columns):
                if _columns(lines[-1]) + width(part) > columns:
                    lines.append([])
                lines[-1].append((part, style))
    return [line for line in lines if line]


def _words(pieces: Iterable[Piece]) -> Iterator[Line]:
    """Words, each with the space before it; one word may change its style in the middle."""
    word: Line = []
    for text, style in pieces:
        for part in _WORDS.findall(visible(text)):
            if not part.isspace():
                word.append((part, style))
                continue
            if any(part != " " for part, _ in word):
                yield word
                word = [(" ", style)]
    if any(part != " " for part, _ in word):
        yield word


def _columns(line: Line) -> int:
    return sum(width(text) for text, _ in line)


def _broken(word: str, first: int, columns: int) -> list[str]:
    """A word in parts: the first fits into what is left of a line, the others into lines."""
    if width(word) <= columns:
        return [word]
    parts, part, room = [], "", max(first, 1)
    for char in word:
        if width(part) + width(char) > room:
            parts.append(part)
            part, room = "", columns
        part += char
    return [*parts, part]


def render(line: Sequence[Piece], *, colour: bool) -> str:
    """A line as a string, in colour or with brackets where colour would tell."""
    if colour:
        return "".join(_sgr(text, style) for text, style in _joined(line) if style != BRACKET)
    return "".join(text for text, _ in line)


def _sgr(text: str, style: str) -> str:
    code = _SGR[style]
    return f"\x1b[{code}m{text}\x1b[0m" if code else text


def _joined(line: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one style as one piece."""
    out: list[Piece] = []
    for text, style in line:
        if out and out[-1][1] == style:
            out[-1] = (out[-1][0] + text, style)
        else:
            out.append((text, style))
    return out


def cut(text: str, columns: int) -> str:
    """One line that fits, with an ellipsis where it was cut, filled up with spaces."""
    text = visible(text)
    if width(text) > columns:
        while text and width(text) > columns - 1:
            text = text[:-1]
        text = text.rstrip() + "…"
    return text + " " * (columns - width(text))
