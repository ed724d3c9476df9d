"""Paragraphs within a block of the layout: blank lines, and lines that end in a signature.

Where a text breaks its lines by hand, the layout may keep paragraphs together; an odd quotation
mark must not reach beyond its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.annotations import Block

_BLANK = r"(?P<blank>\n[ \t\r]*\n\s*)"
_SIGNED = r"[―—–-] ?[A-Z][^\n“”\"]{2,60}(?P<line>\n\s*)(?=[“\"])"  # `"..." — Anna Lind`
_CUT = re.compile(f"{_BLANK}|{_SIGNED}")


def parts(text: str, block: Block) -> Iterator[Block]:
    """A block, cut where a paragraph of its own begins."""
    start = block.start
    for cut in _CUT.finditer(text, block.start, block.end):
        end, following = cut.span("line" if cut["line"] else "blank")
        yield replace(block, start=start, end=end)
        start = following
    yield replace(block, start=start)
