"""Feasts of the Orthodox, the Jewish and the Muslim calendar on the civil one. Pure.

The Muslim calendar is the tabular one: where a month begins by the sight of the moon, it may
begin a day earlier or later, and the packs give a window of days.
"""

from __future__ import annotations

from datetime import date, timedelta

RATA_DIE_HEBREW = -1_373_427  # day 1 of the Hebrew calendar, counted from 1 January of year 1
RATA_DIE_ISLAMIC = 227_015
HEBREW_AHEAD = 3761  # the Hebrew year that begins in a civil year's autumn
TO_PASSOVER = 163  # days from the first day of Passover to the New Year, in every year
FULL_YEARS = {355, 385}  # days; Heshvan has 30 days in these alone


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox churches, 1900 to 2099.

    References:
        The Julian computus of Meeus, Astronomical Algorithms, 1991, chapter 8.
    """
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, last = divmod(d + e + 114, 31)
    return date(year, month, last + 1) + timedelta(days=13)


def rosh_hashanah(year: int) -> date:
    """The Hebrew New Year that begins in a civil year's autumn (its first full day).

    References:
        Dershowitz and Reingold, Calendrical Calculations, 2008, chapter 7.
    """
    return date.fromordinal(_hebrew_new_year(year + HEBREW_AHEAD))


def _hebrew_new_year(hebrew: int) -> int:
    before, this, after = (_elapsed(hebrew + step) for step in (-1, 0, 1))
    if after - this == 356:
        return RATA_DIE_HEBREW + this + 2
    return RATA_DIE_HEBREW + this + (1 if this - before == 382 else 0)


def _elapsed(hebrew: int) -> int:
    """Days to the new moon of a Hebrew year, moved off the weekdays where it may not fall."""
    months = (235 * hebrew - 234) // 19
    day = 29 * months + (12_084 + 13_753 * months) // 25_920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day


def passover(year: int) -> date:
    """The first full day of Passover in a civil year."""
    return rosh_hashanah(year) - timedelta(days=TO_PASSOVER)


def hanukkah(year: int) -> date:
    """The first full day of Hanukkah that begins in a civil year's winter."""
    first = rosh_hashanah(year)
    full = (rosh_hashanah(year + 1) - first).days in FULL_YEARS
    return first + timedelta(days=84 if full else 83)


def islamic_days(month: int, one: int, year: int) -> list[date]:
    """The days of a civil year that are a day of the tabular Muslim calendar: one, or two.

    References:
        Dershowitz and Reingold, Calendrical Calculations, 2008, chapter 6.
    """
    near = (year - 622) * 33 // 32
    days = [_islamic(near + step, month, one) for step in range(-1, 4)]
    return [found for found in days if found.year == year]


def _islamic(year: int, month: int, one: int) -> date:
    return date.fromordinal(
        RATA_DIE_ISLAMIC
        - 1
        + one
        + 29 * (month - 1)
        + (6 * month - 1) // 11
        + (year - 1) * 354
        + (3 + 11 * year) // 30
    )
