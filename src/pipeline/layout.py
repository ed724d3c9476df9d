"""Where a page's blocks begin and end, and which of them are headlines: on plain text.

A blank line always ends a block. A single line break ends one too, unless the text is wrapped
by hand at a fixed width, as wire copy often is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_HEADLINE = 200  # characters; the longest on our corpus is 141
MAX_HEADING = 70
_LINE = re.compile(r"[^\r\n]+")
_FINAL = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Lines:
    """A block: code points, without the white space around it."""

    start: int
    end: int


def cut_blocks(text: str) -> list[Lines]:
    """The blocks of a text, in order; together they hold all that is not white space."""
    lines = [_stripped(text, m.start(), m.end()) for m in _LINE.finditer(text)]
    lines = [line for line in lines if line.start < line.end]
    if not lines:
        return []
    wrapped = _is_wrapped(text, lines)
    out = [lines[0]]
    for before, line in pairwise(lines):
        blank = len(text[before.end : line.start].splitlines()) > 2
        if wrapped and not blank:
            out[-1] = Lines(out[-1].start, line.end)
        else:
            out.append(line)
    return out


def is_headline(text: str, blocks: Sequence[Lines], number: int, *, first: int = 0) -> bool:
    """Whether block `number` is the headline: first, short, no full stop, not alone.

    `first`: number of the first block that is no furniture.
    """
    block = blocks[number]
    words = text[block.start : block.end]
    if number > first or len(blocks) < first + 2 or len(words) > MAX_HEADLINE:
        return False
    return not _SENTENCE_END.search(words) or words.endswith("?") or words.isupper()


def is_heading(text: str, blocks: Sequence[Lines], number: int, *, first: int = 0) -> bool:
    """Whether block `number` is a heading within the text: a few words, nothing at the end."""
    words = text[blocks[number].start : blocks[number].end]
    short = len(words) <= MAX_HEADING and len(words.split()) <= 10
    return number > first and short and not _FINAL.search(words) and words[:1] not in "-•*–—"


def _stripped(text: str, start: int, end: int) -> Lines:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return Lines(start + left, start + max(left, len(inner.rstrip())))


def _is_wrapped(text: str, lines: Sequence[Lines]) -> bool:
    """Whether line breaks stand inside sentences: many full-width lines go on in lower case."""
    pairs = [
        (text[a.start : a.end], text[b.start])
        for a, b in pairwise(lines)
        if text[a.end : b.start].count("\n") == 1 and 40 <= a.end - a.start <= 120
    ]
    goes_on = sum(
        1 for line, after in pairs if after.islower() and not _SENTENCE_END.search(line)
    )
    return len(pairs) >= 3 and goes_on >= len(pairs) / 4
