"""The publication day of an article that came without one. Pure.

From its dateline; else inferred from what the text says of its own time: weekdays with day and
month, years, tense. A year is taken where weekday, day and month fit it, and the years that the
text mentions allow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from pipeline.times.calendar import real_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.times.anchor import Direction

Source = Literal["dateline", "inferred", "none"]
CYCLE = 28  # years after which weekdays fall on the same dates again
YEARS_BACK = 30  # without any year in the text, no year is taken
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Clue:
    """A time expression that says something of the publication day.

    `month`, `day`, `year` and `weekday` (0 is Monday) as far as stated. `week`: 0
    for "this week".
    """

    tense: Direction
    block: str
    month: int | None = None
    day: int | None = None
    year: int | None = None
    weekday: int | None = None
    week: int | None = None
    position: int = 0

    @property
    def whole(self) -> bool:
        """Whether day and month are stated."""
        return self.month is not None and self.day is not None


@dataclass(frozen=True, slots=True)
class Settled:
    """The day, or the window that it lies in, both ends included."""

    day: date | None
    source: Source
    first: date | None = None
    last: date | None = None


def settle(clues: Sequence[Clue]) -> Settled:
    """The publication day of a text, by its clues in text order."""
    stamped = [clue for clue in clues if clue.block in {"dateline", "byline"} and clue.whole]
    if stamped:
        one = _stamped_day(stamped, clues)
        if one is not None:
            return Settled(one, "dateline")
    return _inferred([clue for clue in clues if clue.block not in {"dateline", "byline"}])


def _stamped_day(stamped: Sequence[Clue], clues: Sequence[Clue]) -> date | None:
    full = [_day(clue, clue.year) for clue in stamped if clue.year is not None]
    known = [one for one in full if one is not None]
    if known:
        return max(known)
    bare = [
        c.weekday
        for c in clues
        if c.weekday is not None and not c.whole and c.tense != "future"
    ]
    hints = [stamped[-1].weekday] if stamped[-1].weekday is not None else bare[:1]
    return _dated(stamped[-1], hints, clues)


def _day(clue: Clue, year: int | None) -> date | None:
    if year is None or clue.month is None or clue.day is None:
        return None
    return real_day(year, clue.month, clue.day)


def _dated(clue: Clue, weekdays: Iterable[int | None], clues: Sequence[Clue]) -> date | None:
    """A day and month in the year that weekday and the years of the text allow, or None."""
    for firm in (False, True):
        found = _in_bounds(clue, weekdays, *year_bounds(clues, firm=firm))
        if found is not None:
            return found
    return None


def _in_bounds(
    clue: Clue, weekdays: Iterable[int | None], low: int | None, high: int | None
) -> date | None:
    if low is None and high is None:
        return None
    first = low if low is not None else (high or 0) - YEARS_BACK
    last = high if high is not None else first + CYCLE
    wanted = {one for one in weekdays if one is not None}
    days = [_day(clue, year) for year in range(first, last + 1)]
    fits = [one for one in days if one and (not wanted or one.weekday() in wanted)]
    if not fits:
        return None
    if not wanted and low != high:
        return None
    return fits[-1] if high is not None else fits[0]


def year_bounds(clues: Iterable[Clue], *, firm: bool) -> tuple[int | None, int | None]:
    """First and last year of publication that the years in the text allow.

    What is told as past has happened; what is told as coming has not. `firm`: years that no
    tense places say nothing; else they count as past.
    """
    told = ("past",) if firm else ("past", "open")
    past = [c.year for c in clues if c.year is not None and c.tense in told]
    future = [c.year for c in clues if c.year is not None and c.tense == "future"]
    low = max(past, default=None)
    high = min((year for year in future if low is None or year >= low), default=None)
    return low, high


def _inferred(clues: Sequence[Clue]) -> Settled:
    """The latest past day with weekday, day and month; else the window known."""
    told = [
        (clue, _dated(clue, [clue.weekday], clues))
        for clue in clues
        if clue.whole and clue.weekday is not None and clue.year is None
    ]
    told += [
        (clue, _day(clue, clue.year)) for clue in clues if clue.whole and clue.year is not None
    ]
    fixed = [(clue, one) for clue, one in told if one is not None and clue.tense != "future"]
    if not fixed:
        return Settled(None, "none")
    latest = max(one for _, one in fixed)
    named = any(one == latest and clue.weekday is not None for clue, one in fixed)
    coming = [_after(clue, latest) for clue in clues if clue.whole and clue.tense == "future"]
    last = min(
        [latest + WEEK, *(one - timedelta(days=1) for one in coming if one)], default=latest
    )
    later = [
        _after(clue, latest)
        for clue in clues
        if clue.whole and clue.tense == "past" and clue.year is None and clue.weekday is None
    ]
    near = [one for one in later if one is not None and (one - latest).days <= 31]
    if not named or near:
        first = max([latest, *near])
        bounds = [one for one in coming if one and one > first]
        return (
            Settled(None, "none", first, min(bounds) - timedelta(days=1))
            if bounds
            else Settled(None, "none")
        )
    if any(clue.week == 0 for clue in clues):
        last = min(last, latest + timedelta(days=6 - latest.weekday()))
    return Settled(latest, "inferred", *((latest, last) if last > latest else (None, None)))


def _after(clue: Clue, latest: date) -> date | None:
    """The first such day after another."""
    years = [clue.year] if clue.year is not None else [latest.year, latest.year + 1]
    days = [_day(clue, year) for year in years]
    return next((one for one in days if one and one > latest), None)
