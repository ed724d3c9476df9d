"""The publication day of an article that came without one. Pure.

From the page's address or the dateline; else inferred from what the text says of its own time:
weekdays with day and month, years, tense. Where that leaves several days open, it is a window
that holds them, or nothing. Each step has a rule in the pack, by which it can be switched off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from pipeline.times.years import (
    ONE_DAY,
    REACH_YEARS,
    YEAR,
    Clue,
    dated,
    day_in,
    frame_of,
    known_day,
    stated_day,
    year_bounds,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pipeline.times.address import Address

Source = Literal["given", "metadata", "dateline", "inferred", "none"]
ADDRESS = "publication.address"
ADDRESS_MONTH = "publication.address_month"
STAMP = "publication.stamp"
STAMP_WEEKDAY = "publication.stamp_weekday"
LEAD_WEEKDAY = "publication.lead_weekday"
DAY_BEFORE = "publication.day_before"
STATED_YEAR = "publication.stated_year"
WEEKDAY_DATE = "publication.weekday_date"
THIS_WEEK = "publication.this_week"
BETWEEN = "publication.between"
PLANS = "publication.plans"
STEPS = frozenset(
    [
        *(ADDRESS, ADDRESS_MONTH, STAMP, STAMP_WEEKDAY, LEAD_WEEKDAY, DAY_BEFORE, STATED_YEAR),
        *(WEEKDAY_DATE, THIS_WEEK, BETWEEN, PLANS),
    ]
)

STAMPED = frozenset({"dateline", "byline"})
TOP = 3  # paragraphs
SOON = frozenset({1, 2, 3})  # days: a bare weekday so far on is rather after than before
NEAR = 31  # days within which an undated "4 November" is taken to follow
PLANNED = 200  # days within which a coming "8 April" is taken to follow the last day told of
BESIDE = 60  # days between a dateline and a day that the text states in full
MORNING_YEARS = 1.5  # from the years told of: a year on, the weekday itself may fit as well
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Settled:
    """The day, or the window that it lies in, both ends included; `rule` is the step."""

    day: date | None
    source: Source
    first: date | None = None
    last: date | None = None
    rule: str | None = None


UNKNOWN = Settled(None, "none")


def settle(
    clues: Sequence[Clue],
    address: Address | None = None,
    *,
    steps: Collection[str] = STEPS,
    interview: bool = False,
) -> Settled:
    """The publication day of a text.

    Args:
        clues: in text order.
        address: of the page. One with a day settles it, unless the text tells of later days.
            One with a month says what the year is, and where no day comes of that, it is the
            window.
        steps: ids of the rules that are on.
        interview: whether the text is one, printed some time after it was held.
    """
    if address is None or _outlived(address, clues):
        return _settled(clues, steps, interview=interview)
    if address.day is not None and ADDRESS in steps:
        return Settled(address.day, "metadata", rule=ADDRESS)
    if ADDRESS_MONTH not in steps:
        return _settled(clues, steps, interview=interview)
    year, month = address.first.year, address.first.month
    frame = [Clue(tense, "address", year=year, month=month) for tense in ("past", "future")]
    found = _settled([*clues, *frame], steps, interview=interview)
    if found.day is not None and address.first <= found.day <= address.last:
        return found
    return Settled(None, "none", address.first, address.last, ADDRESS_MONTH)


def _outlived(address: Address, clues: Iterable[Clue]) -> bool:
    """Whether a text tells of days after its address: that of a page since rewritten."""
    told = [stated_day(clue) for clue in clues if clue.tense == "past"]
    return any(one is not None and one > address.last + ONE_DAY for one in told)


def _settled(clues: Sequence[Clue], steps: Collection[str], *, interview: bool) -> Settled:
    for rule, day in _stamped([c for c in clues if c.block in STAMPED and c.whole], clues):
        if day is not None and rule in steps:
            return Settled(day, "dateline", rule=rule)
    told = [clue for clue in clues if clue.block not in STAMPED]
    return _inferred(told, steps, interview=interview)


def _stamped(
    stamps: Sequence[Clue], clues: Sequence[Clue]
) -> Iterable[tuple[str, date | None]]:
    """What each step makes of the dateline and the lines above a story, the surest first.

    Wire copy is filed on the day that its lead names, or on the morning after.
    """
    if not stamps:
        return
    stated = [day for stamp in stamps if (day := stated_day(stamp)) is not None]
    yield STAMP, max(stated, default=None)
    if stated:
        return
    stamp, frame = stamps[-1], frame_of(clues)
    if stamp.weekday is not None:
        yield STAMP_WEEKDAY, dated(stamp, stamp.weekday, frame, reach=REACH_YEARS)
        return
    past = _bare_weekdays(clues)
    if past and (past[0] + 1) % 7 not in past:  # else neither is the day of filing
        lead = dated(stamp, past[0], frame, reach=REACH_YEARS)
        yield LEAD_WEEKDAY, lead
        morning = dated(stamp, (past[0] + 1) % 7, frame, reach=MORNING_YEARS)
        yield DAY_BEFORE, morning if lead is None else None
    yield STATED_YEAR, _beside(stamp, clues)


def _bare_weekdays(clues: Iterable[Clue]) -> list[int]:
    """Weekdays that are not told as coming, and have no date."""
    named = [clue for clue in clues if clue.weekday is not None and not clue.whole]
    return [
        clue.weekday for clue in named if clue.weekday is not None and clue.tense != "future"
    ]


def _beside(stamp: Clue, clues: Sequence[Clue]) -> date | None:
    """A dateline's day in the year of a day that the text states, shortly before or after."""
    told = [(one, clue.tense) for clue in clues if (one := stated_day(clue)) is not None]
    days = {day_in(stamp, one.year + step) for one, _ in told for step in (-1, 0, 1)}
    fits = [
        day
        for day in sorted(day for day in days if day is not None)
        if all((one <= day) if tense == "past" else (one >= day) for one, tense in told)
        and any(abs((one - day).days) <= BESIDE for one, _ in told)
    ]
    return fits[0] if len(fits) == 1 else None


def _inferred(clues: Sequence[Clue], steps: Collection[str], *, interview: bool) -> Settled:
    """The latest past day with weekday, day and month; else the window known."""
    frame = frame_of(clues)
    told = [(clue, known_day(clue, frame)) for clue in clues if clue.whole]
    fixed = [(clue, one) for clue, one in told if one is not None and _is_told(clue)]
    if not fixed:
        return _before_plans(clues) if PLANS in steps else UNKNOWN
    latest = max(one for _, one in fixed)
    after = [(clue, later) for clue, _ in told if (later := _after(clue, latest))]
    coming = [
        one
        for clue, one in after
        if clue.tense == "future" and (clue.year or (one - latest).days <= PLANNED)
    ]
    near = [
        one
        for clue, one in after
        if clue.tense == "past" and clue.year is None and (one - latest).days <= NEAR
    ]
    past = [clue for clue in clues if clue.tense == "past"]
    named = [clue for clue, one in fixed if one == latest and _is_of_the_day(clue, past)]
    if named and not near and not interview and WEEKDAY_DATE in steps:
        return _of_the_day(latest, coming, narrow=THIS_WEEK in steps and _says_week(clues))
    low, _ = year_bounds(clues, firm=True)
    if BETWEEN not in steps or (low is not None and low > latest.year):
        return UNKNOWN  # the latest day is history
    return _window(max([latest, *near]), coming)


def _says_week(clues: Iterable[Clue]) -> bool:
    return any(clue.week == 0 for clue in clues)


def _of_the_day(day: date, coming: Iterable[date], *, narrow: bool) -> Settled:
    """A day, with the window of a week after it; `narrow`: the text says "this week"."""
    ends = [day + WEEK, *(one - ONE_DAY for one in coming)]
    if narrow:
        ends.append(day + timedelta(days=6 - day.weekday()))
    last = min(ends)
    first, last_day = (day, last) if last > day else (None, None)
    return Settled(day, "inferred", first, last_day, WEEKDAY_DATE)


def _is_of_the_day(clue: Clue, past: Sequence[Clue]) -> bool:
    """Whether a writer tells a day so on that day: "agreed on Tuesday, Feb. 6".

    Not far down; not with its year, which everybody knows on that day; not where a weekday
    without a date may come after it among what is told as past.
    """
    if clue.weekday is None or clue.year is not None:
        return False
    if clue.tense == "open":
        return True
    ahead = {(weekday - clue.weekday) % 7 for weekday in _bare_weekdays(past)}
    return clue.paragraph <= TOP and ahead.isdisjoint(SOON)


def _before_plans(clues: Sequence[Clue]) -> Settled:
    """The window that ends before the first day told as coming.

    It begins with the last day without a year that is told as past, else a year earlier: a plan
    that names its weekday is no older.
    """
    near = [clue for clue in clues if clue.tense == "future" and _is_plan(clue)]
    frame = frame_of(clues)
    coming = [one for clue in near if (one := known_day(clue, frame)) is not None]
    if not coming:
        return UNKNOWN
    last = min(coming) - ONE_DAY
    bare = [clue for clue in clues if clue.tense == "past" and clue.whole and not clue.year]
    days = [day_in(clue, year) for clue in bare for year in (last.year - 1, last.year)]
    told = [one for one in days if one is not None and one <= last]
    named = any(c.weekday is not None and known_day(c, frame) == min(coming) for c in near)
    if not told and not named:
        return UNKNOWN
    low, _ = year_bounds(clues, firm=True)
    if low is not None and low > last.year:
        return UNKNOWN
    first = max([*told, last - YEAR, *([date(low, 1, 1)] if low else [])])
    return Settled(None, "none", first, last, PLANS)


def _is_plan(clue: Clue) -> bool:
    """Whether a coming day is of the news: with its weekday, or at the top and no deadline.

    A deadline may be any number of years off, and what stands far down may be of old plans.
    """
    return clue.weekday is not None or (clue.paragraph <= TOP and not clue.limit)


def _is_told(clue: Clue) -> bool:
    """Whether a day is over: told in the past, or set over the text like a newsletter's."""
    if clue.tense == "open" and clue.paragraph <= TOP:
        return clue.year is None or clue.block in {"heading", "headline"}
    return clue.tense == "past"


def _window(first: date, coming: Sequence[date]) -> Settled:
    """From the last day told as past to the day before the first told as coming.

    One of more than a year tells nothing: what it ends with is a far plan.
    """
    last = min((one - ONE_DAY for one in coming if one > first), default=None)
    if last is None or last - first > YEAR:
        return UNKNOWN
    return Settled(None, "none", first, last, BETWEEN)


def _after(clue: Clue, latest: date) -> date | None:
    """The first such day after another."""
    years = [clue.year] if clue.year is not None else [latest.year, latest.year + 1]
    days = [day_in(clue, year) for year in years]
    return next((one for one in days if one and one > latest), None)
