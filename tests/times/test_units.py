"""The pure parts: calendar, intervals, holidays, numbers, templates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from pipeline.times import calendar
from pipeline.times.calendar import fiscal_quarter, fiscal_year, later, moved, span
from pipeline.times.holidays import easter, holiday
from pipeline.times.interval import interval, third
from pipeline.times.numbers import joined_number, spoken_year
from pipeline.times.template import expand
from pipeline.times.value import duration


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-03-07", "2024-03-07", "2024-03-07"),
        ("2024-03-07TNI", "2024-03-07", "2024-03-07"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2024-W10-WE", "2024-03-09", "2024-03-10"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("2023-H2", "2023-07-01", "2023-12-31"),
        ("2023-WI", "2023-12-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
        ("2023-01/2023-09", "2023-01-01", "2023-09-30"),
    ],
)
def test_a_value_names_its_days(value, first, last):
    assert interval(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value", ["P3W", "XXXX-03", "FY2023", "2023-13", "2023-02-30", "PAST_REF"]
)
def test_other_values_name_none(value):
    assert interval(value) is None


@pytest.mark.parametrize(
    ("mod", "first", "last"),
    [("START", 1, 10), ("MID", 11, 20), ("END", 21, 29), (None, 1, 29)],
)
def test_parts_of_a_month_are_thirds(mod, first, last):
    days = third(calendar.month(2024, 2), mod)
    assert [day.day for day in days] == [first, last]


@pytest.mark.parametrize(
    ("mod", "months"), [("START", (1, 4)), ("MID", (5, 8)), ("END", (9, 12))]
)
def test_parts_of_a_year_are_thirds(mod, months):
    first, last = third(calendar.year_of(2023), mod)
    assert (first.month, last.month) == months


@pytest.mark.parametrize(
    ("on", "year", "day"),
    [
        ("12-25", 2023, "2023-12-25"),
        ("4th thursday of 11", 2023, "2023-11-23"),
        ("4th thursday of 11 +1", 2023, "2023-11-24"),
        ("last monday of 5", 2024, "2024-05-27"),
        ("tuesday from 11-2", 2024, "2024-11-05"),
        ("monday before 5-25", 2024, "2024-05-20"),
        ("easter", 2024, "2024-03-31"),
        ("easter-2", 2024, "2024-03-29"),
        ("easter+49", 2024, "2024-05-19"),
    ],
)
def test_a_holiday_falls_on_its_day(on, year, day):
    assert holiday(on, year) == date.fromisoformat(day)


def test_easter_is_that_of_the_almanac():
    assert [easter(year).isoformat() for year in (1961, 2000, 2019, 2038)] == [
        "1961-04-02",
        "2000-04-23",
        "2019-04-21",
        "2038-04-25",
    ]


def test_an_unknown_holiday_formula_is_refused():
    with pytest.raises(ValueError, match="cannot read the day 'someday'"):
        holiday("someday", 2024)


@pytest.mark.parametrize(
    ("start", "first", "last"),
    [
        (10, "2022-10-01", "2023-09-30"),
        (4, "2023-04-01", "2024-03-31"),
        (1, "2023-01-01", "2023-12-31"),
    ],
)
def test_a_fiscal_year_is_named_by_the_year_that_holds_most_of_it(start, first, last):
    _, period = fiscal_year(2023, start)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


def test_a_fiscal_quarter_is_counted_from_its_year():
    value, period = fiscal_year(2024, 10)
    first = fiscal_quarter(1, period)
    assert (value, first.value, first.first, first.last) == (
        "FY2024",
        "FY2024-Q1",
        date(2023, 10, 1),
        date(2023, 12, 31),
    )


@pytest.mark.parametrize(
    ("unit", "number", "day"),
    [
        ("month", 1, "2024-02-29"),
        ("month", -2, "2023-11-30"),
        ("year", -4, "2020-01-31"),
        ("week", 1, "2024-02-07"),
    ],
)
def test_the_day_of_the_month_is_cut_to_the_month(unit, number, day):
    assert later(date(2024, 1, 31), number, unit).isoformat() == day


def test_nothing_leaves_the_calendar():
    with pytest.raises(ValueError, match="outside the calendar"):
        later(date(2024, 1, 31), 100_000, "year")


def test_a_range_moves_by_whole_years():
    months = span(calendar.month(2023, 1), calendar.month(2023, 9))
    assert moved(months, -1).value == "2022-01/2022-09"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ([20, 3], 23),
        ([2, 100, 5], 205),
        ([1000], 1000),
        ([2, 1000, 14], 2014),
        ([3, 20], None),
        ([5, 5], None),
    ],
)
def test_number_words_join(words, number):
    assert joined_number(words) == number


@pytest.mark.parametrize(
    ("words", "year"), [([19, 90, 7], 1997), ([20, 20], 2020), ([19, 7], None)]
)
def test_years_are_spoken(words, year):
    assert spoken_year(words) == year


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [
        (Fraction(3), "week", "P3W"),
        (Fraction(5, 2), "year", "P2Y6M"),
        (Fraction(3, 2), "hour", "PT1H30M"),
        (Fraction(1, 2), "hour", "PT30M"),
        (Fraction(2), "decade", "P20Y"),
        (Fraction(2), "night", "P2D"),
        (None, "month", "PXM"),
    ],
)
def test_a_duration_is_spelt(number, unit, value):
    assert duration(number, unit) == value


def test_a_template_stands_for_its_sequences():
    found = {
        " ".join(step.literal or f"<{step.slot}>" for step in one)
        for one in expand("[the] {part} of (a|b {x:y})")
    }
    assert found == {"<part> of a", "<part> of b <x>", "the <part> of a", "the <part> of b <x>"}


@pytest.mark.parametrize("template", ["[the", "the]", "(a|b", "{unclosed"])
def test_a_broken_template_is_refused(template):
    with pytest.raises(ValueError, match="template"):
        expand(template)
