"""A sentence with spans drawn under it, as a compiler points at code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.writers.visible import visible, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.writers.ink import Line

GUTTER = 11  # columns of the words before a line: "expected"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A span to draw: code points, what to write behind it, and the style of both."""

    start: int
    end: int
    label: str
    style: str = ""


def pointed(
    text: str, groups: Sequence[tuple[str, Sequence[Drawn]]], *, columns: int
) -> list[Line]:
    """A text, and under each of its lines the spans that reach into it.

    Args:
        text: one sentence, as it is in the article.
        groups: spans by the word that stands before them: "expected", "found".
        columns: to break the text at.
    """
    out: list[Line] = []
    for first, last in _lines(text, max(20, columns - GUTTER)):
        out.append([(" " * GUTTER, ""), (visible(text[first:last].rstrip()), "")])
        for name, spans in groups:
            head = name
            for span in sorted(spans, key=lambda one: (one.start, one.end)):
                if span.start < last and span.end > first:
                    out.append(_row(text, (first, last), span, head))
                    head = ""
    return out


def _row(text: str, line: tuple[int, int], span: Drawn, head: str) -> Line:
    first, last = line
    before = width(visible(text[first : max(first, span.start)]))
    under = width(visible(text[max(first, span.start) : min(last, span.end)].rstrip()))
    return [
        (f"  {head:<{GUTTER - 2}}", "faint"),
        (" " * before, ""),
        ("^" * max(1, under), span.style or "strong"),
        (f" {visible(span.label)}" if span.label else "", span.style),
    ]


def _lines(text: str, columns: int) -> Iterator[tuple[int, int]]:
    """Where a text is broken: behind a space, before it gets too wide."""
    first = 0
    while first < len(text):
        last, room = first, columns
        while last < len(text) and room > 0:
            room -= width(text[last])
            last += 1
        if last < len(text):
            space = text.rfind(" ", first, last)
            last = space + 1 if space > first else last
        yield first, last
        first = last
