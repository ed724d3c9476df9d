"""What a time is counted from: publication day, tense, and the time the story is at. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from pipeline.times import calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.times.calendar import Period
    from pipeline.times.story import Story

Direction = Literal["past", "future", "open"]
REPORTING = frozenset({"quarter", "half", "range", "fiscal_year", "fiscal_quarter"})
NEAR = 320  # days; a stated date farther from publication than this makes a flashback
# A year against the tense must be so much nearer: a day may be a deadline that the past tense
# tells of ("was extended to Nov. 16"), a month hardly ever. Best on TimeBank, flat nearby.
AGAINST_TENSE = {"day": 6, "month": 400, "season": 400}
OPENING = 3  # paragraphs
MEMORY = 200  # times that are looked back on; no article's reader holds more
FLASHBACK_REACH = 370  # days; "until 2 September" after "14 August 2017" stays in 2017


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an expression stands.

    Attributes:
        tense: direction of the verb that governs it; "open" where none tells.
        backshifted: told in the past perfect, before the time the story is at.
        attributive: part of a noun's name ("a June agreement"); the verb's tense is not its.
        paragraph, sentence: numbers.
        block: kind of the block.
        verbless: without a verb above it: a caption, a table, a warning's heading.
        limit: whether `until`, `by` or the like stand before it.
        later: whether `later` stands before it: later on Thursday.
        ahead: whether what stands before it may point ahead in a past tense ("postponed to").
        opens: whether the expression opens its block, like the years of a timeline.
        before: the word before the expression, lower-case ("by", "since", "last", ...).
        after: the word after it.
        business: whether its sentence speaks of a company's figures.
    """

    tense: Direction = "open"
    backshifted: bool = False
    attributive: bool = False
    verbless: bool = False
    paragraph: int = 0
    sentence: int = 0
    block: str = "body"
    opens: bool = False
    limit: bool = False
    later: bool = False
    ahead: bool = False
    before: str = ""
    after: str = ""
    business: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A time that the text has named; `index` is its position among the article's times."""

    index: int
    period: Period
    setting: Setting
    explicit: bool
    part: str | None = None
    compared: bool = False  # what a figure is compared with: "from 40% a year earlier"


@dataclass(frozen=True, slots=True)
class Context:
    """All that an expression may be counted from.

    Attributes:
        dct: document creation time: the publication day, or None.
        story: where no day is known, its bounds, or None.
        known: times named before, in text order.
        setting: of the expression at hand.
        fiscal_start: first month of the fiscal year the article speaks of, or None.
        day_first: whether the text writes days before months (4 March, 4/3/2024).
    """

    dct: date | None
    known: Sequence[Known] = ()
    setting: Setting = field(default_factory=Setting)
    fiscal_start: int | None = None
    day_first: bool = False
    story: Story | None = None

    def placed(self, setting: Setting, known: Sequence[Known]) -> Context:
        """The same article, at another expression; `known` is looked at, not copied."""
        return replace(self, setting=setting, known=known)

    def latest(self, *grains: str, sentence: bool = False, future: bool = True) -> Known | None:
        """The time named last, of the grains given (any where none is)."""
        for one in reversed(self.known[-MEMORY:]):
            if grains and one.period.grain not in grains:
                continue
            if sentence and one.setting.sentence != self.setting.sentence:
                continue
            if not future and self.dct is not None and one.period.first > self.dct:
                continue
            if one.setting.block in {"byline", "dateline"}:
                continue
            return one
        return None

    def running(self, unit: str) -> tuple[Period | None, str | None]:
        """The week, month, year of publication, and its anchor; None where it is not known.

        Without a publication day, that of the story, if both its bounds lie in one.
        """
        if self.dct is not None:
            return calendar.holding(unit, self.dct), "dct"
        story = self.story
        if story is None or story.first is None or story.last is None:
            return None, None
        first = calendar.holding(unit, story.first)
        known = first == calendar.holding(unit, story.last)
        return (first, story_anchor(story)) if known else (None, None)

    def first_day(self) -> Known | None:
        """The day the story tells of: the first day named in the body that is no future."""
        for one in self.known[:MEMORY]:
            if self.dct is None:
                past = one.setting.paragraph <= OPENING  # farther down it is history
            else:
                past = one.period.last <= self.dct
            if one.period.grain == "day" and past and one.setting.block in {"body", "heading"}:
                return one
        return None

    def report(self, *grains: str) -> Known | None:
        """The reporting period in focus: the quarter, half or months of a results story.

        The one that ends nearest to publication, rather than the one named last, which may be
        the one it is compared with.
        """
        return self._newest(
            [one for one in self.known[-MEMORY:] if one.period.grain in (grains or REPORTING)]
        )

    def comparison(self) -> Known | None:
        """What "a year earlier" is a year before.

        A month or quarter of the same sentence; else, where the sentence gives a company's
        figures, the reporting period in focus.
        """
        here = [
            one for one in self.known[-MEMORY:] if one.setting.sentence == self.setting.sentence
        ]
        same = self._newest([one for one in here if one.period.grain in {*REPORTING, "month"}])
        if same is not None:
            return same
        return self.report() if self.setting.business else None

    def _newest(self, found: Sequence[Known]) -> Known | None:
        def distance(one: Known) -> tuple[int, int]:
            days = (
                abs((one.period.last - self.dct).days)
                if self.dct
                else -one.period.last.toordinal()
            )
            return days, -one.index

        begun = [one for one in found if self.dct is None or one.period.first <= self.dct]
        return min(begun, key=distance, default=None)


def nearest(candidates: Iterable[Period], dct: date, direction: Direction) -> Period | None:
    """The candidate nearest to publication day; one against the tense must be much nearer.

    A period that holds the publication day lies on both sides.
    """

    def distance(one: Period) -> tuple[int, date]:
        if one.first <= dct <= one.last:
            return 0, one.first
        against = one.first > dct if direction == "past" else one.last < dct
        days = min(abs((one.first - dct).days), abs((one.last - dct).days))
        factor = AGAINST_TENSE.get(one.grain, 1) if against and direction != "open" else 1
        return days * factor, one.first

    return min(candidates, key=distance, default=None)


def weekday(number: int, dct: date, direction: Direction | Literal["nearest"]) -> date:
    """The day that a bare weekday names in a news sentence.

    Args:
        number: 0 is Monday.
        dct: document creation time.
        direction: "future" for the first such day after it, "nearest" for the nearest; else
            the last one up to and including it: wire copy names its own day.
    """
    ahead = dct + timedelta(days=(number - dct.weekday()) % 7 or 7)
    last = dct - timedelta(days=(dct.weekday() - number) % 7)
    if direction == "nearest":
        return min(last, ahead, key=lambda one: abs((one - dct).days))
    return ahead if direction == "future" else last


def weekday_in_week(number: int, dct: date, weeks: int) -> date:
    """The weekday of the ISO week that lies `weeks` after that of the publication day."""
    return dct + timedelta(days=number - dct.weekday() + 7 * weeks)


def yearless(
    make: Callable[[int], Period | None], context: Context
) -> tuple[Period | None, str | None]:
    """A period that wants a year ("29 August", "October", "the summer"), and its anchor.

    The year nearest to publication unless the tense says otherwise; in a flashback, the time
    told of just before, in the same paragraph.
    """
    heading = _heading(context)
    if heading is not None and (period := make(heading.period.first.year)) is not None:
        return period, f"time:{heading.index}"
    flash = _flashback(context)
    if flash is not None:
        near = (make(flash.period.first.year + step) for step in (0, 1))
        after = [p for p in near if p is not None and p.last >= flash.period.first]
        reach = [p for p in after if (p.first - flash.period.last).days <= FLASHBACK_REACH]
        if reach:
            return reach[0], f"time:{flash.index}"
    setting = context.setting
    loose = setting.attributive or (setting.tense == "past" and setting.limit)
    tense: Direction = "open" if loose else setting.tense
    if context.dct is not None:
        return nearest(_around(make, context.dct), context.dct, tense), "dct"
    story = context.story
    if story is None or (base := story.last or story.first) is None:
        return None, None
    return story.nearest(_around(make, base), tense), story_anchor(story)


def _around(make: Callable[[int], Period | None], day: date) -> list[Period]:
    """A period in the year of a day, and in those beside it."""
    return [p for step in (-1, 0, 1) if (p := make(day.year + step)) is not None]


def story_anchor(story: Story) -> str:
    """The anchor that names the stated day that a story's bounds come from."""
    return f"start:{story.start}" if story.start is not None else "dct"


def _heading(context: Context) -> Known | None:
    """The year that opens the paragraph, as in a timeline: `2020 - It closes in March`."""
    for one in reversed(context.known[-MEMORY:]):
        if one.setting.paragraph != context.setting.paragraph:
            break
        if (
            one.setting.opens
            and one.explicit
            and one.period.grain == "year"
            and not one.setting.before
        ):
            return one
    return None


def _flashback(context: Context) -> Known | None:
    """The time last named, if it lies far back, was stated in full, and the story is there."""
    setting = context.setting
    last = context.known[-1] if context.known else None
    if last is None or setting.tense == "future" or setting.paragraph != last.setting.paragraph:
        return None
    month = last.period.grain == "month" and setting.sentence == last.setting.sentence
    if not last.explicit or not (month or last.period.grain == "day"):
        return None
    if context.dct is None and last.setting.tense == "future":
        return None  # a plan
    return last if _is_far(last.period.last, context) else None


def _is_far(day: date, context: Context) -> bool:
    """Whether a day lies long before publication, as far as that is known."""
    now = context.dct
    if now is None and context.story is not None:
        now = context.story.last or context.story.first
    return now is None or (now - day).days > NEAR


def started(make: Callable[[int], Period], context: Context) -> Period | None:
    """The latest such period that has begun by publication ("the third quarter").

    Under a future tense, the nearest one.
    """
    if context.dct is None:
        return None
    options = [make(context.dct.year + step) for step in (-1, 0, 1)]
    if context.setting.tense == "future":
        return nearest(options, context.dct, "open")
    return next(one for one in reversed(options) if one.first <= context.dct)


def counted(one: Period, number: int, unit: str) -> Period | None:
    """The period `number` units from another, as coarse as the unit; None outside the calendar.

    Days and weeks give days where the start is a day; months give months, years years.
    """
    grain = {"week": "day", "weekend": "day", "fortnight": "day"}.get(unit, unit)
    grain = {"decade": "year", "century": "year", "season": "month"}.get(grain, grain)
    try:
        if unit == "week" and one.grain == "week":
            return calendar.moved(one, number)
        moved = calendar.later(one.first, number, unit)
        return calendar.holding(grain, moved)
    except ValueError:
        return None
