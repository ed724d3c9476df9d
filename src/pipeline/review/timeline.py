"""When things happened: the dated events of a run by type or speaker, and by time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING, Literal

from pipeline.review import svg
from pipeline.writers.words import counted, day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.review.index import Index
    from pipeline.review.queue import Queue
    from pipeline.review.views import View

By = Literal["type", "speaker"]
_LANES = 14  # the others go into one lane
WIDE, _LEFT, _RIGHT, _TOP = 1160, 200, 70, 118
_LANE, _BARS = 34, 60  # heights
_TAIL = 0.05  # of the events lie before the axis, and after it
_NOBODY = "the article itself"
_UNTYPED = "untyped"


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture, and the same as rows of words."""

    picture: str
    rows: Sequence[tuple[str, ...]]
    heads: tuple[str, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days as steps of a year, a month or a day: `size` letters of an ISO day."""

    size: int
    steps: tuple[str, ...]

    def x(self, step: str) -> float:
        """The middle of a step."""
        width = (WIDE - _LEFT - _RIGHT) / len(self.steps)
        return _LEFT + (self.steps.index(step) + 0.5) * width

    @property
    def width(self) -> float:
        """Of a step."""
        return (WIDE - _LEFT - _RIGHT) / len(self.steps)


def of_run(queue: Queue, view: View, by: By) -> Timeline:
    """The dated events of a view, counted by type or speaker and by day, month or year."""
    view = view.having(kind="event")
    months = queue.tally(view, by, 7)
    undated = queue.undated(view)
    if not months:
        return Timeline("", [], (), undated)
    axis = _axis(months)
    if axis.size == 10:
        steps = queue.tally(view.having(since=axis.steps[0], until=axis.steps[-1]), by, 10)
        outside = Counter({key: n for key, n in months.items() if key[1] not in _months(axis)})
        steps = Counter({key: n for key, n in steps.items() if key[1] in set(axis.steps)})
    else:
        steps, outside = Counter(), Counter()
        for (lane, month), count in months.items():
            into = steps if month[: axis.size] in axis.steps else outside
            into[lane, month[: axis.size]] += count
    drawn = _drawn(axis, steps, outside, view, by)
    rows = [
        (called(lane, by), day(step), f"{n:,}") for (lane, step), n in sorted(steps.items())
    ]
    return Timeline(drawn, rows, (by, "when", "events"), undated)


def _months(axis: _Axis) -> set[str]:
    return {step[:7] for step in axis.steps}


def _axis(months: Counter[tuple[str, str]]) -> _Axis:
    """The years, months or days that hold nearly all events."""
    totals: Counter[str] = Counter()
    for (_, month), count in months.items():
        totals[month] += count
    every = sorted(totals)
    edge, seen, first, last = sum(totals.values()) * _TAIL, 0, every[0], every[-1]
    for month in every:
        if seen <= edge:
            first = month
        seen += totals[month]
        if seen >= sum(totals.values()) - edge:
            last = month
            break
    first_year, last_year = int(first[:4]), int(last[:4])
    span = (last_year - first_year) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    if span > 60:
        return _Axis(4, tuple(f"{year:04}" for year in range(first_year, last_year + 1)))
    if span > 2:
        start = first_year * 12 + int(first[5:7]) - 1
        steps = (divmod(start + one, 12) for one in range(span))
        return _Axis(7, tuple(f"{year:04}-{month + 1:02}" for year, month in steps))
    begin = date.fromisoformat(f"{first}-01")
    ends = date.fromisoformat(f"{last}-01") + timedelta(days=31)
    days = ((begin + timedelta(days=one)).isoformat() for one in range((ends - begin).days))
    return _Axis(10, tuple(one for one in days if one[:7] <= last))


def _drawn(
    axis: _Axis,
    steps: Counter[tuple[str, str]],
    outside: Counter[tuple[str, str]],
    view: View,
    by: By,
) -> str:
    lanes: Counter[str] = Counter()
    for (lane, _), count in [*steps.items(), *outside.items()]:
        lanes[lane] += count
    shown = [lane for lane, _ in lanes.most_common(_LANES)]
    height = _TOP + _LANE * (len(shown) + (len(lanes) > len(shown))) + 24
    parts = [*_head(axis, steps, height)]
    for number, lane in enumerate(shown):
        y = _TOP + _LANE * (number + 0.5)
        parts += _lane(axis, lane, y, steps, outside, view, by)
    if len(lanes) > len(shown):
        y = _TOP + _LANE * (len(shown) + 0.5)
        rest = sum(count for lane, count in lanes.items() if lane not in shown)
        told = f"{len(lanes) - len(shown):,} other {by}s: {counted(rest, 'event')}"
        parts.append(svg.words(told, 14, y + 4, soft=True))
    return svg.picture(WIDE, height, f"Dated events by {by}", parts)


def _head(axis: _Axis, steps: Counter[tuple[str, str]], height: int) -> Iterator[str]:
    """Bars of all events, and the names of the steps."""
    totals: Counter[str] = Counter()
    for (_, step), count in steps.items():
        totals[step] += count
    top = max(totals.values(), default=1)
    every = max(1, round(58 / axis.width))
    for number, step in enumerate(axis.steps):
        x, count = axis.x(step), totals[step]
        if count:
            tall = max(2.0, _BARS * count / top)
            yield svg.tag(
                "rect",
                svg.title(f"{_step(step)}: {counted(count, 'event')}"),
                x=x - min(axis.width * 0.4, 16), y=20 + _BARS - tall,
                width=min(axis.width * 0.8, 32), height=tall, rx=1.5,
                fill=svg.ACCENT, class_="fill",
            )  # fmt: skip
        if number % every == 0:
            yield svg.tag(
                "line", x1=x, x2=x, y1=104, y2=height - 12, stroke=svg.LINE, class_="line"
            )
            yield svg.words(_step(step), x, 98, size=11, soft=True, text_anchor="middle")
    yield svg.words(f"most at once: {top:,}", 14, 34, size=11, soft=True)


def _lane(  # noqa: PLR0913, PLR0917  (a table's)
    axis: _Axis,
    lane: str,
    y: float,
    steps: Counter[tuple[str, str]],
    outside: Counter[tuple[str, str]],
    view: View,
    by: By,
) -> Iterator[str]:
    name = called(lane, by)
    yield svg.words(svg.cut(name, 26), 14, y + 4)
    yield svg.tag(
        "line", x1=_LEFT, x2=WIDE - _RIGHT, y1=y, y2=y, stroke=svg.LINE, class_="line"
    )
    value = lane or (_UNTYPED if by == "type" else "")
    own = view.having(**{by: value}, status="all", order="article")
    for step in axis.steps:
        count = steps[lane, step]
        if not count:
            continue
        radius = min(3 + 1.9 * sqrt(count), _LANE / 2 - 1, max(4.0, axis.width))
        first, last = _bounds(step)
        dot = svg.tag(
            "circle", cx=axis.x(step), cy=y, r=radius, fill=svg.ACCENT, class_="dot-fill"
        )
        told = f"{name}, {_step(step)}: {counted(count, 'event')}"
        asked = own.having(since=first, until=last)
        yield (
            svg.link(f"/?{asked.query()}", dot, label=told)
            if lane or by == "type"
            else (svg.tag("g", svg.title(told), dot))
        )
    before = sum(
        n for (one, step), n in outside.items() if one == lane and step < axis.steps[0]
    )
    after = sum(
        n for (one, step), n in outside.items() if one == lane and step > axis.steps[-1]
    )
    if before:
        yield svg.words(
            f"{before:,} before", _LEFT - 6, y + 4, size=11, soft=True, text_anchor="end"
        )
    if after:
        yield svg.words(f"{after:,} later", WIDE - _RIGHT + 8, y + 4, size=11, soft=True)


def called(lane: str, by: By) -> str:
    """The name of a type or a speaker."""
    return lane or (_UNTYPED if by == "type" else _NOBODY)


def _step(step: str) -> str:
    return day(step)


def _bounds(step: str) -> tuple[str, str]:
    """First and last day of a year, a month or a day."""
    if len(step) == 4:
        return f"{step}-01-01", f"{step}-12-31"
    if len(step) == 10:
        return step, step
    first = date.fromisoformat(f"{step}-01")
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.isoformat(), (after - timedelta(days=1)).isoformat()


def article_number(index: Index, name: str) -> int | None:
    """The number of the article with this id."""
    found = list(index.rows("SELECT n FROM articles WHERE id = ?", (name,)))
    return found[0][0] if found else None
