"""Feasts of the lunar calendars, and the order of dates in figures."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.times.holidays import holiday, holiday_days
from pipeline.times.order import day_first


@pytest.mark.parametrize(
    ("on", "day"),
    [
        ("orthodox easter", "2005-05-01"),
        ("orthodox easter", "2010-04-04"),
        ("orthodox easter", "2021-05-02"),
        ("orthodox easter", "2024-05-05"),
        ("rosh hashanah", "2006-09-23"),
        ("rosh hashanah", "2013-09-05"),
        ("rosh hashanah", "2023-09-16"),
        ("rosh hashanah", "2024-10-03"),
        ("rosh hashanah+9", "2020-09-28"),
        ("passover", "2002-03-28"),
        ("passover", "2014-04-15"),
        ("passover", "2024-04-23"),
        ("hanukkah", "2013-11-28"),
        ("hanukkah", "2016-12-25"),
        ("hanukkah", "2023-12-08"),
        ("islamic 9-1", "2024-03-11"),
        ("islamic 9-1", "2023-03-23"),
        ("islamic 1-1", "2021-08-10"),
        ("2023-11-12 2024-10-31", "2024-10-31"),
    ],
)
def test_a_movable_feast_falls_on_its_day(on, day):
    one = date.fromisoformat(day)
    assert holiday(on, one.year) == one


def test_a_feast_of_several_days_has_its_last_day():
    assert holiday_days("passover for 8", 2024) == (date(2024, 4, 23), date(2024, 4, 30))


def test_a_list_of_days_says_nothing_of_other_years():
    assert holiday_days("2023-11-12 2024-10-31", 1985) is None


DAYS, MONTHS = {"labour", "nairobi"}, {"labor", "chicago"}


@pytest.mark.parametrize(
    ("items", "text", "wanted"),
    [
        ([("time.slash", "13/11/2023"), ("time.slash", "10/12/2023")], "", True),
        ([("time.slash", "11/13/2023"), ("time.slash", "10/12/2023")], "", False),
        ([("time.slash", "10/12/2023"), ("time.day_month", "5 May")], "", True),
        ([("time.slash", "10/12/2023"), ("time.month_day", "May 5")], "", False),
        ([("time.slash", "10/12/2023")], "The Labour party met in Nairobi.", True),
        ([("time.slash", "10/12/2023")], "The labor board met in Chicago.", False),
        ([("time.slash", "10/12/2023")], "They met.", False),
    ],
)
def test_the_text_tells_whether_days_come_first(items, text, wanted):
    assert day_first(items, text, DAYS, MONTHS) is wanted
