"""In which year a day and month lie, by weekday and the years that the text tells of. Pure.

A weekday returns to a date after five, six or eleven years: "Tuesday 9 July" and a text that
tells of March 2022 make 2024; where nothing but 1983 is told they make nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.times import calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.times.anchor import Direction

YEAR = timedelta(days=365)
ONE_DAY = timedelta(days=1)
REACH_YEARS = 4.0  # from the latest year told of: the next such date is five or six later
BETWEEN_YEARS = 6  # from the latest told of, where the text has a deadline as well
AHEAD = 2 * YEAR  # from a day to the first planned one
RECENT = 10 * YEAR  # a month told with its year that is older says nothing of the present
BEFORE = timedelta(days=60)  # weekdays are told of days that are not older


@dataclass(frozen=True, slots=True)
class Clue:
    """A time expression that says something of the publication day.

    `month`, `day`, `year` and `weekday` (0 is Monday) as far as stated. `week`: 0
    for "this week". `limit`: after `by`, `until`. `start`: its first character in the text.
    `over`: a year of which nobody speaks so while it lasts: it failed in 2019. `background`:
    told of a founding or a birth.
    """

    tense: Direction
    block: str
    month: int | None = None
    day: int | None = None
    year: int | None = None
    weekday: int | None = None
    week: int | None = None
    paragraph: int = 0
    limit: bool = False
    start: int = 0
    over: bool = False
    background: bool = False

    @property
    def whole(self) -> bool:
        """Whether day and month are stated."""
        return self.month is not None and self.day is not None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Within which publication lies by what a text tells as past and as coming.

    `months`: beginnings of the months told of with their years; `years`: those told of, a
    founding's and a birth's left out; `planned`: whether `last` is no mere deadline;
    `other`: years that are not the current one.
    """

    first: date | None
    last: date | None
    months: tuple[date, ...] = ()
    years: frozenset[int] = frozenset()
    planned: bool = False
    other: frozenset[int] = frozenset()

    def allow(self, day: date, reach: float, *, filed: bool) -> bool:
        """Whether a day can be one of the news.

        Args:
            day: with a weekday that fits.
            reach: how many years after the latest told of.
            filed: whether it is publication day, as of a dateline; else it is just told of.
        """
        if day.year in self.other or (self.last is not None and day > self.last):
            return False
        if self.first is None:
            return self.is_near_plan(day)
        if day < (self.first if filed else self.first - BEFORE):
            return False
        if day <= self.first + reach * YEAR and self._is_supported(day, filed=filed):
            return True
        return self.is_near_plan(day) or self._is_between(day)

    def _is_between(self, day: date) -> bool:
        """Whether a day lies soon before a deadline, and not long after what is past."""
        if self.first is None or self.last is None or not self.years:
            return False
        return self.last - day <= AHEAD and day <= self.first + BETWEEN_YEARS * YEAR

    def is_near_plan(self, day: date) -> bool:
        """Whether a plan with its month lies soon after; what is past lies any time before."""
        return self.planned and self.last is not None and self.last - day <= AHEAD

    def distance(self, day: date) -> tuple[bool, int]:
        """What makes one day less likely than another."""
        edge = self.first or self.last or day
        return not self.is_near_plan(day), abs((day - edge).days)

    def _is_supported(self, day: date, *, filed: bool) -> bool:
        """Whether what the text tells of is recent enough to speak for a day."""
        since = day - RECENT
        told = (*self.months, *(date(year, 1, 1) for year in self.years))
        return any(one >= since for one in told) or (filed and len(self.years) > 1)


Frame = tuple[Bounds, Bounds]


def bounds_of(clues: Iterable[Clue], *, firm: bool) -> Bounds:
    """The bounds that the years in the text set.

    `firm`: years that no tense places say nothing; else they count as past.
    """
    known = [clue for clue in clues if calendar.MIN_YEAR < (clue.year or 0) < calendar.MAX_YEAR]
    told = ("past",) if firm else ("past", "open")
    past = [clue for clue in known if clue.tense in told]
    first = max((_earliest(clue) for clue in past), default=None)
    coming = [
        (day, clue.month is not None or not clue.limit)  # by 2030: any number of years off
        for clue in known
        if clue.tense == "future"
        for day in [_latest(clue)]
        if first is None or day >= first
    ]
    last, planned = min(coming, default=(None, False))
    news = [clue for clue in past if not clue.background]
    return Bounds(
        first,
        last,
        tuple(_earliest(clue) for clue in news if clue.month is not None),
        frozenset(clue.year for clue in news if clue.year is not None),
        planned,
        frozenset(clue.year for clue in known if clue.over and clue.year is not None),
    )


def _earliest(clue: Clue) -> date:
    """The first day on which a time that is told as past can be told of."""
    year = clue.year or date.min.year
    day = stated_day(clue)
    if clue.tense == "past" and day is not None:
        return day
    month = clue.month if clue.tense == "past" and clue.month is not None else 1
    return date(year + 1 if clue.over else year, month, 1)


def _latest(clue: Clue) -> date:
    """The last day on which a time that is told as coming can be told of."""
    day = stated_day(clue)
    if day is not None:
        return day
    year = clue.year or date.min.year
    return calendar.month(year, clue.month).last if clue.month else date(year, 12, 31)


def stated_day(clue: Clue) -> date | None:
    """The day that a clue states in full, or None."""
    return day_in(clue, clue.year)


def day_in(clue: Clue, year: int | None) -> date | None:
    """A clue's day and month in a year, or None."""
    if year is None or clue.month is None or clue.day is None:
        return None
    return calendar.real_day(year, clue.month, clue.day)


def frame_of(clues: Sequence[Clue]) -> Frame:
    """The bounds that a text sets: with years that no tense places, and without them."""
    return bounds_of(clues, firm=False), bounds_of(clues, firm=True)


def known_day(clue: Clue, frame: Frame) -> date | None:
    """The day that a clue states in full, or that its weekday fixes; else None."""
    if clue.year is not None or not clue.whole:
        return stated_day(clue)
    if clue.weekday is None:
        return None
    return dated(clue, clue.weekday, frame, reach=REACH_YEARS, filed=False)


def dated(
    clue: Clue, weekday: int, frame: Frame, *, reach: float, filed: bool = True
) -> date | None:
    """A day and month in the year that a weekday and the years of the text point to, or None.

    `reach` and `filed` as for `Bounds.allow`.
    """
    for bounds in frame:
        edges = [edge for edge in (bounds.first, bounds.last) if edge is not None]
        width = int(reach) + 1
        years = {edge.year + step for edge in edges for step in range(-width, width + 1)}
        days = [day for year in sorted(years) if (day := day_in(clue, year)) is not None]
        fits = [
            one
            for one in days
            if one.weekday() == weekday and bounds.allow(one, reach, filed=filed)
        ]
        if fits:
            return min(fits, key=bounds.distance)
    return None


def year_bounds(clues: Iterable[Clue], *, firm: bool) -> tuple[int | None, int | None]:
    """The last year told as past, and the first told as coming that is not before it."""
    told = ("past",) if firm else ("past", "open")
    known = [clue for clue in clues if clue.year is not None]
    low = max((clue.year or 0 for clue in known if clue.tense in told), default=None)
    future = [clue.year or 0 for clue in known if clue.tense == "future"]
    return low, min((year for year in future if low is None or year >= low), default=None)
