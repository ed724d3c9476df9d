"""Text made safe and honest to look at: what a terminal obeys or an eye misses is shown.

Control characters can move a cursor or retitle a window; bidirectional marks can reorder what
is read; zero-width characters can hide in a name.
"""

from __future__ import annotations

import unicodedata

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}  # Unicode categories
_SPACES = {
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "\v": " ",
    "\f": " ",
    "\x85": " ",
    "\u2028": " ",
    "\u2029": " ",
}


def is_hidden(char: str) -> bool:
    """Whether a character cannot be seen: control, format, private or unassigned."""
    return not char.isprintable() and unicodedata.category(char) in _INVISIBLE


def codepoint(char: str) -> str:
    """The name of a hidden character: U+202E."""
    return f"U+{ord(char):04X}"


def visible(text: str) -> str:
    """One line for a terminal: line breaks become spaces, hidden characters <U+202E>."""
    if text.isprintable():
        return text
    out = []
    for char in text:
        if char in _SPACES:
            out.append(" ")
        elif is_hidden(char):
            out.append(f"<{codepoint(char)}>")
        else:
            out.append(char)
    return "".join(out)


def width(text: str) -> int:
    """Columns that a text takes in a terminal: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(char)
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )
