"""When things happened in one article: each dated event with its days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pipeline.review import svg
from pipeline.review.timeline import WIDE, By, Timeline, called
from pipeline.writers.words import day, interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.review.index import Row

_ROW = 25
_LEFT, _RIGHT = 470, 1140  # of the axis


def of_article(rows: Sequence[Row], by: By) -> Timeline:
    """The dated events of one article, each with its days, grouped by type or speaker."""
    events = [row for row in rows if row.kind == "event"]
    dated = [(_lane(row, by), row.day, row.until or row.day, row) for row in events if row.day]
    dated.sort(key=lambda one: (one[0], one[1], one[3].n))
    undated = len(events) - len(dated)
    if not dated:
        return Timeline("", [], (), undated)
    first, last = min(one[1] for one in dated), max(one[2] for one in dated)
    parts = list(_axis(first, last))
    y, group = 34.0, None
    for lane, begin, until, row in dated:
        if lane != group:
            parts.append(svg.words(svg.cut(lane, 60), 14, y + 12, font_weight="600"))
            y, group = y + 12 + _ROW, lane
        ends = _x(begin, first, last), _x(until, first, last)
        parts.append(_event(row, interval(begin, until), ends, y))
        y += _ROW
    told = [(lane, interval(begin, until), row.label) for lane, begin, until, row in dated]
    picture = svg.picture(WIDE, y, f"Dated events of this article by {by}", parts)
    return Timeline(picture, told, (by, "when", "what"), undated)


def _lane(row: Row, by: By) -> str:
    return called(row.type if by == "type" else row.speaker or "", by)


def _x(iso: str, first: str, last: str) -> float:
    """Where a day stands on the axis."""
    begin = date.fromisoformat(first)
    days = max(1, (date.fromisoformat(last) - begin).days)
    return _LEFT + (_RIGHT - _LEFT) * (date.fromisoformat(iso) - begin).days / days


def _axis(first: str, last: str) -> Iterator[str]:
    yield svg.words(day(first), _LEFT, 20, size=11, soft=True)
    yield svg.words(day(last), _RIGHT, 20, size=11, soft=True, text_anchor="end")
    yield svg.tag("line", x1=_LEFT, x2=_RIGHT, y1=27, y2=27, stroke=svg.LINE, class_="line")


def _event(row: Row, when: str, ends: tuple[float, float], y: float) -> str:
    """An event's line: its words, and a bar over its days."""
    is_hollow = row.modality != "asserted" or row.polarity == "negative"
    begin, end = ends
    bar = svg.tag(
        "rect", x=begin - 5, y=y - 10, width=end - begin + 10, height=10, rx=5,
        fill=svg.PAPER if is_hollow else svg.ACCENT, stroke=svg.ACCENT, stroke_width=1.5,
        stroke_dasharray="3 2" if is_hollow else None,
        class_="hollow" if is_hollow else "dot-fill",
    )  # fmt: skip
    rail = svg.tag(
        "line", x1=_LEFT, x2=_RIGHT, y1=y - 5, y2=y - 5, stroke=svg.LINE, class_="line"
    )
    told = f"{row.label}: {when}" + (f", {row.modality}" if is_hollow else "")
    return svg.link(
        f"/?status=all&item={row.handle}",
        rail,
        svg.words(svg.cut(when, 25), 14, y, size=12, soft=True),
        svg.words(svg.cut(row.label, 40), 176, y, size=13),
        bar,
        label=told,
    )
