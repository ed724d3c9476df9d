"""When a story plays whose publication day nobody knows: by the days stated in full. Pure.

"The union walked out on 5 June" and "will return on Monday, 14 June 2021": the fifth of June is
that of 2021.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.times.anchor import nearest
from pipeline.times.publication import TOP
from pipeline.times.years import frame_of, known_day, year_bounds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipeline.times.address import Address
    from pipeline.times.anchor import Direction
    from pipeline.times.calendar import Period
    from pipeline.times.years import Clue

AWAY = 1.5  # how much nearer a time on the far side of a stated day must be
APART = 370  # days; what is told of and what is planned seldom lie farther apart


@dataclass(frozen=True, slots=True)
class Story:
    """Bounds of the publication day, as far as known, both included.

    `start`: the first character of the stated day that they come from; None if from elsewhere.
    """

    first: date | None
    last: date | None
    start: int | None = None

    def nearest(self, candidates: Sequence[Period], tense: Direction) -> Period | None:
        """Of a time in several years, the one that is meant.

        What is past lies before the last day possible, what is coming after the first. Where
        only one bound is known, the time may lie on either side of it, sooner on that of
        publication: a writer states the years that are not the current one.
        """
        if tense == "past" and self.last is not None:
            return nearest(candidates, self.last, "past")
        if tense == "future" and self.first is not None and self.last is not None:
            return nearest(candidates, self.first, "future")
        return min(candidates, key=self._distance, default=None)

    def _distance(self, one: Period) -> float:
        bound = self.last or self.first
        if bound is None:
            return 0
        ahead, behind = (one.first - bound).days, (bound - one.last).days
        away = ahead if self.last is not None else behind
        return max(ahead, behind, 0) * (AWAY if away > 0 else 1)


def story_of(clues: Sequence[Clue], address: Address | None) -> Story | None:
    """The bounds that the page's address gives, else the days stated in the text; or None."""
    if address is not None:
        return Story(address.first, address.last)
    told = _days(clues, "past")
    planned = _days(clues, "future")
    coming = [one for one in planned if not one[1].limit or one[1].weekday is not None]
    latest = max(told, key=lambda one: one[0], default=None)
    ahead = [one for one in coming if latest is None or one[0] > latest[0]]
    soonest = min(ahead, key=lambda one: one[0], default=None)
    if latest and soonest and (soonest[0] - latest[0]).days > APART:
        latest, soonest = (None, soonest) if soonest[1].weekday is not None else (latest, None)
    if latest is None and soonest is None:
        return _undated_tense(clues)
    bound = latest or soonest
    if bound is None or _later_told(clues, bound[0]):
        return None
    if latest and soonest is None and _is_history(latest, planned):
        return None
    return Story(
        latest[0] if latest else None,
        soonest[0] - timedelta(days=1) if soonest else None,
        bound[1].start,
    )


def _days(clues: Sequence[Clue], tense: Direction) -> list[tuple[date, Clue]]:
    """The days known of a tense, with their clues."""
    frame = frame_of(clues)
    found = [(known_day(clue, frame), clue) for clue in clues if clue.tense == tense]
    return [(day, clue) for day, clue in found if day is not None]


def _is_history(latest: tuple[date, Clue], planned: Sequence[tuple[date, Clue]]) -> bool:
    """Whether the last day told of lies long before: far down, or years before a plan."""
    day, clue = latest
    if clue.weekday is None and clue.paragraph >= TOP:
        return True
    return any((one - day).days > APART for one, _ in planned)


def _undated_tense(clues: Sequence[Clue]) -> Story | None:
    """The only day stated where no tense tells its side, as in a heading."""
    days = dict(one for one in _days(clues, "open") if not one[1].limit)
    if len(days) != 1:
        return None
    ((day, clue),) = days.items()
    return None if _later_told(clues, day) else Story(day, None, clue.start)


def _later_told(clues: Sequence[Clue], day: date) -> bool:
    """Whether the text tells of a later year: then the day is history."""
    low, _ = year_bounds(clues, firm=False)
    return low is not None and low > day.year
