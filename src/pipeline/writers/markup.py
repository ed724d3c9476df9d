"""Small pieces of HTML: escaped text, attributes, and an article's text with its marks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pipeline.layout import cut_blocks
from pipeline.writers.segments import Mark, Segment, marks_of, segments
from pipeline.writers.visible import codepoint, is_hidden, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.records import Record

# Which item a click means where several lie over each other.
_FIRST = (
    "trigger",
    "time",
    "cue",
    "name",
    "mention",
    "source",
    "content",
    "argument",
    "sentence",
)
_LINE_ENDS = "\n\r\t\x0b\x0c\x85\u2028\u2029"


def text(value: str) -> str:
    """Text for an element: escaped, hidden characters as chips, line breaks kept."""
    if value.isprintable():
        return escape(value)
    out = []
    for char in value.replace("\r\n", "\n"):
        if char in _LINE_ENDS:
            out.append(" " if char == "\t" else "\n")
        elif is_hidden(char):
            out.append(
                f'<span class="hidden" title="a hidden character">{codepoint(char)}</span>'
            )
        else:
            out.append(escape(char))
    return "".join(out)


def attribute(value: str) -> str:
    """Text for an attribute in double quotes: escaped, on one line, hidden characters named."""
    return escape(visible(value), quote=True)


def all_marks(record: Record) -> list[Mark]:
    """Marks of the record's spans, and those that show only when their event is chosen."""
    out = marks_of(record)
    for event in record.events:
        out.append(Mark(event.sentence.start, event.sentence.end, "sentence", event.id))
        out += [Mark(one.start, one.end, "argument", event.id) for one in event.arguments]
    timed = {event.time.timex: event.id for event in record.events if event.time.timex}
    out += [
        Mark(t.start, t.end, "argument", timed[t.id]) for t in record.times if t.id in timed
    ]
    return out


def article_text(record: Record, *, prefix: str, title_inside: bool) -> Iterator[str]:
    """The article's blocks with everything marked.

    Args:
        record: of the article.
        prefix: of element ids: each item's first mark gets `PREFIX-at-ITEM`.
        title_inside: whether the first block is the title, to be set as a heading.
    """
    marks = all_marks(record)
    anchored: set[str] = set()
    for number, block in enumerate(cut_blocks(record.text)):
        inner = "".join(
            _segment(part, record.text, prefix, anchored)
            for part in segments(block.start, block.end, marks)
        )
        tag = "h2" if title_inside and number == 0 else "p"
        yield f'<{tag} dir="auto">{inner}</{tag}>\n'


def _segment(part: Segment, whole: str, prefix: str, anchored: set[str]) -> str:
    shown = text(whole[part.start : part.end])
    if not part.marks:
        return shown
    marks = sorted(part.marks, key=lambda mark: _FIRST.index(mark.kind))
    kinds = " ".join(dict.fromkeys(mark.kind for mark in marks))
    own = " ".join(dict.fromkeys(mark.owner for mark in marks if mark.kind != "sentence"))
    near = " ".join(mark.owner for mark in marks if mark.kind == "sentence")
    told = f' data-ids="{attribute(own)}"' if own else ""
    told += f' data-near="{attribute(near)}"' if near else ""
    return f'<mark class="{kinds}"{told}{_anchor(marks, prefix, anchored)}>{shown}</mark>'


def _anchor(marks: Sequence[Mark], prefix: str, anchored: set[str]) -> str:
    """An element id for the first item that has none yet; an event's is its trigger's."""
    for mark in marks:
        if mark.kind in {"sentence", "argument"} or mark.owner in anchored:
            continue
        anchored.add(mark.owner)
        return f' id="{prefix}-at-{attribute(mark.owner)}"'
    return ""
