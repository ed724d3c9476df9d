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

    from pipeline.times.address import Address
    from pipeline.times.anchor import Direction

Source = Literal["given", "metadata", "dateline", "inferred", "none"]
REACH = 5  # years from those mentioned: a weekday returns to a date after five or six
DAY_BEFORE = 3  # what a weekday of the day before costs, in years
NEVER = 1_000
TOP = 3  # paragraphs
NEAR = 31  # days within which an undated "4 November" is taken to follow
PLANNED = 200  # days within which a coming "8 April" is taken to follow the last day told of
BESIDE = 60  # days between a dateline and a day that the text states in full
YEAR = timedelta(days=365)
ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Clue:
    """A time expression that says something of the publication day.

    `month`, `day`, `year` and `weekday` (0 is Monday) as far as stated. `week`: 0
    for "this week". `limit`: after `by`, `until`. `start`: its first character in the text.
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


def settle(clues: Sequence[Clue], address: Address | None = None) -> Settled:
    """The publication day of a text, by its clues in text order and the page's address.

    An address with a day settles it, unless the text tells of later days. An address with a
    month says what the year is, and where no day comes of that, it is the window.
    """
    if address is None or _outlived(address, clues):
        return _settled(clues)
    if address.day is not None:
        return Settled(address.day, "metadata")
    year = address.first.year
    frame = [Clue(tense, "address", year=year) for tense in ("past", "future")]
    found = _settled([*clues, *frame])
    if found.day is not None and address.first <= found.day <= address.last:
        return found
    return Settled(None, "none", address.first, address.last)


def _outlived(address: Address, clues: Iterable[Clue]) -> bool:
    """Whether a text tells of days after its address: that of a page since rewritten."""
    told = [stated_day(clue) for clue in clues if clue.tense == "past"]
    return any(one is not None and one > address.last + ONE_DAY for one in told)


def _settled(clues: Sequence[Clue]) -> Settled:
    stamped = [clue for clue in clues if clue.block in {"dateline", "byline"} and clue.whole]
    if stamped:
        one = _stamped_day(stamped, clues)
        if one is not None:
            return Settled(one, "dateline")
    return _inferred([clue for clue in clues if clue.block not in {"dateline", "byline"}])


def _stamped_day(stamped: Sequence[Clue], clues: Sequence[Clue]) -> date | None:
    full = [stated_day(clue) for clue in stamped]
    known = [one for one in full if one is not None]
    if known:
        return max(known)
    stamp = stamped[-1]
    if stamp.weekday is not None:
        return _dated(stamp, stamp.weekday, clues)
    told = [c.weekday for c in clues if c.weekday is not None and not c.whole]
    past = [
        c.weekday for c in clues if c.weekday in told and not c.whole and c.tense != "future"
    ]
    if past and (found := _dated(stamp, past[0], clues, yesterday=True)) is not None:
        return found
    return _beside(stamp, clues)


def _beside(stamp: Clue, clues: Sequence[Clue]) -> date | None:
    """A dateline's day in the year of a day that the text states, shortly before or after."""
    told = [(one, clue.tense) for clue in clues if (one := stated_day(clue)) is not None]
    days = {_day(stamp, one.year + step) for one, _ in told for step in (-1, 0, 1)}
    fits = [
        day
        for day in sorted(day for day in days if day is not None)
        if all((one <= day) if tense == "past" else (one >= day) for one, tense in told)
        and any(abs((one - day).days) <= BESIDE for one, _ in told)
    ]
    return fits[0] if len(fits) == 1 else None


def stated_day(clue: Clue) -> date | None:
    """The day that a clue states in full, or None."""
    return _day(clue, clue.year)


def _day(clue: Clue, year: int | None) -> date | None:
    if year is None or clue.month is None or clue.day is None:
        return None
    return real_day(year, clue.month, clue.day)


def _dated(
    clue: Clue, weekday: int, clues: Sequence[Clue], *, yesterday: bool = False
) -> date | None:
    """A day and month in the year that a weekday and the years of the text point to, or None.

    `yesterday`: the weekday may be that of the day before: wire copy is filed on the day or the
    morning after.
    """
    for firm in (False, True):
        low, high = year_bounds(clues, firm=firm)
        if low is None and high is None:
            continue
        first = low if low is not None else (high or 0) - REACH
        last = high if high is not None else first + REACH
        days = [one for year in range(first, last + 1) if (one := _day(clue, year))]
        costs = {one: _cost(one, weekday, low, high, yesterday=yesterday) for one in days}
        near = [one for one in days if costs[one] <= REACH]
        if near:
            return min(near, key=lambda one: costs[one])
    return None


def _cost(
    one: date, weekday: int, low: int | None, high: int | None, *, yesterday: bool
) -> int:
    """Years from those that the text mentions; more for the weekday of the day before."""
    ahead = (one.weekday() - weekday) % 7
    if ahead and not (yesterday and ahead == 1):
        return NEVER
    years = high - one.year if high is not None else one.year - (low or one.year)
    return years + (DAY_BEFORE if ahead else 0)


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
    told = [(clue, known_day(clue, clues)) for clue in clues if clue.whole]
    fixed = [(clue, one) for clue, one in told if one is not None and _is_told(clue)]
    if not fixed:
        return _before_plans(clues)
    latest = max(one for _, one in fixed)
    after = [(clue, later) for clue, _ in told if (later := _after(clue, latest))]
    coming = [
        one
        for clue, one in after
        if clue.tense == "future" and (clue.year or (one - latest).days <= PLANNED)
    ]
    bare = [one for clue, one in after if clue.tense == "past" and clue.year is None]
    near = [one for one in bare if (one - latest).days <= NEAR]
    named = any(one == latest and clue.weekday is not None for clue, one in fixed)
    if not named or near:
        low, _ = year_bounds(clues, firm=True)
        known = low is None or low <= latest.year  # else the latest day is history
        return _window(max([latest, *near]), coming) if known else Settled(None, "none")
    ends = [latest + WEEK, *(one - ONE_DAY for one in coming)]
    if any(clue.week == 0 for clue in clues):
        ends.append(latest + timedelta(days=6 - latest.weekday()))
    last = min(ends)
    return Settled(latest, "inferred", *((latest, last) if last > latest else (None, None)))


def _before_plans(clues: Sequence[Clue]) -> Settled:
    """The window that ends before the first day told as coming.

    It begins with the last day without a year that is told as past, else a year earlier: a plan
    that names its weekday is no older. A deadline without one may be any number of years off.
    """
    near = [c for c in clues if c.tense == "future" and (not c.limit or c.weekday is not None)]
    coming = [one for clue in near if (one := known_day(clue, clues)) is not None]
    if not coming:
        return Settled(None, "none")
    last = min(coming) - ONE_DAY
    bare = [clue for clue in clues if clue.tense == "past" and clue.whole and not clue.year]
    days = [_day(clue, year) for clue in bare for year in (last.year - 1, last.year)]
    told = [one for one in days if one is not None and one <= last]
    named = any(known_day(c, clues) == min(coming) and c.weekday is not None for c in near)
    if not told and not named:
        return Settled(None, "none")
    low, _ = year_bounds(clues, firm=True)
    if low is not None and low > last.year:
        return Settled(None, "none")
    first = max([*told, last - YEAR, *([date(low, 1, 1)] if low else [])])
    return Settled(None, "none", first, last)


def _is_told(clue: Clue) -> bool:
    """Whether a day is over: told in the past, or set over the text like a newsletter's."""
    if clue.tense == "open" and clue.paragraph <= TOP:
        return clue.year is None or clue.block in {"heading", "headline"}
    return clue.tense == "past"


def known_day(clue: Clue, clues: Sequence[Clue]) -> date | None:
    """The day that a clue states in full, or that its weekday fixes; else None."""
    if clue.year is not None or not clue.whole:
        return stated_day(clue)
    return _dated(clue, clue.weekday, clues) if clue.weekday is not None else None


def _window(first: date, coming: Sequence[date]) -> Settled:
    """From the last day told as past to the day before the first told as coming."""
    ends = [one - ONE_DAY for one in coming if one > first]
    return Settled(None, "none", first, min(ends)) if ends else Settled(None, "none")


def _after(clue: Clue, latest: date) -> date | None:
    """The first such day after another."""
    years = [clue.year] if clue.year is not None else [latest.year, latest.year + 1]
    days = [_day(clue, year) for year in years]
    return next((one for one in days if one and one > latest), None)
