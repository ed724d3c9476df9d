"""Expressions, publication days and tenses, with the values that the calendar gives them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline import annotations as notes

TABLE = Path(__file__).with_name("expressions.txt")
MONTHS = calendar.month_name[1:]
WEEKDAYS = list(calendar.day_name)


def _rows():
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        published, sentence, *wanted = (part.strip() for part in line.lstrip("? ").split(" | "))
        known = pytest.mark.xfail(strict=True, reason="known miss")
        yield pytest.param(
            published,
            sentence,
            tuple(wanted),
            id=sentence,
            marks=[known] if line.startswith("?") else [],
        )


@pytest.mark.parametrize(("published", "sentence", "wanted"), list(_rows()))
def test_an_expression_has_its_value_and_interval(timed, published, sentence, wanted):
    start, end = sentence.index("["), sentence.index("]") - 1
    doc = timed(sentence.replace("[", "").replace("]", ""), published)
    times = {(time.start, time.end): time for time in notes.times(doc)}
    assert (start, end) in times, [doc.text[s:e] for s, e in times]
    time = times[start, end]
    assert (time.value, time.begin or "-", time.end_date or "-") == wanted


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize(
    "shape", ["{month} 9, 2019", "9 {month} 2019", "9th {month}, 2019", "{short} 9, 2019"]
)
def test_a_date_is_read_in_every_order(found, number, shape):
    month = MONTHS[number - 1]
    short = month if len(month) <= 5 else f"{'Sept' if number == 9 else month[:3]}."
    words = shape.format(month=month, short=short)
    ((text, time),) = found(f"The bridge was opened on {words} in the north.")
    assert (text, time.value) == (words, f"2019-{number:02}-09")


@pytest.mark.parametrize("published", ["2024-03-07", "2023-12-31", "2020-02-29"])
@pytest.mark.parametrize("number", range(7))
def test_a_bare_weekday_is_the_last_one_up_to_publication_or_the_next_one(
    found, number, published
):
    day = date.fromisoformat(published)
    last = day - timedelta(days=(day.weekday() - number) % 7)
    coming = last + timedelta(days=7)
    weekday = WEEKDAYS[number]
    ((_, past),) = found(f"The council met on {weekday}.", published)
    ((_, future),) = found(f"The council will meet on {weekday}.", published)
    assert (past.begin, future.begin) == (last.isoformat(), coming.isoformat())


@pytest.mark.parametrize("number", range(7))
def test_next_weekday_is_that_of_the_following_calendar_week(found, number):
    monday = date(2024, 3, 11)
    ((_, time),) = found(f"The council will meet next {WEEKDAYS[number]}.", "2024-03-07")
    assert time.begin == (monday + timedelta(days=number)).isoformat()


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("published", ["2024-03-07", "2024-11-20"])
def test_a_bare_month_lies_on_the_side_of_the_tense(found, number, published):
    here = date.fromisoformat(published)
    past_year = here.year if number <= here.month else here.year - 1
    future_year = here.year if number >= here.month else here.year + 1
    ((_, past),) = found(f"The mine was closed in {MONTHS[number - 1]}.", published)
    ((_, future),) = found(f"The mine will be closed in {MONTHS[number - 1]}.", published)
    assert (past.value, future.value) == (
        f"{past_year}-{number:02}",
        f"{future_year}-{number:02}",
    )


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("week", "2024-W{}"),
        ("month", "2024-{}"),
        ("year", "{}"),
    ],
)
@pytest.mark.parametrize(("rel", "step"), [("last", -1), ("this", 0), ("next", 1)])
def test_last_this_and_next_name_calendar_units(found, unit, value, rel, step):
    base = {"week": 10, "month": 3, "year": 2024}[unit] + step
    verb = "will reopen" if step > 0 else "reopened"
    ((_, time),) = found(f"The mine {verb} {rel} {unit}.", "2024-03-07")
    assert time.value == value.format(f"{base:02}")


@pytest.mark.parametrize("count", ["two", "5", "twelve", "20"])
@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_units_ago_are_a_day_a_month_or_a_year(found, count, unit):
    number = {"two": 2, "twelve": 12}.get(count) or int(count)
    day = date(2024, 3, 7)
    if unit in {"days", "weeks"}:
        wanted = (day - timedelta(days=number * (7 if unit == "weeks" else 1))).isoformat()
    elif unit == "months":
        at = 2024 * 12 + 2 - number
        wanted = f"{at // 12}-{at % 12 + 1:02}"
    else:
        wanted = str(2024 - number)
    ((_, time),) = found(f"The mine was closed {count} {unit} ago.", "2024-03-07")
    assert time.value == wanted


TRAPS = """
They may strike again.
May I speak, asked the judge.
Troops march towards the border.
She came second in the race.
We want a deal, a source said.
The price rose to 2,014 euros.
The vote was 301 to 288.
The score was 3-2 after extra time.
Call 020 7946 0018 for details.
Flight 1988 vanished from radar.
A Boeing 737 and an Airbus A320 collided.
The Sunday Times reported the deal.
Theresa May lost the vote.
Black Friday Ltd is bankrupt.
A 34-year-old man was arrested.
She is 71 years old.
The woman, 45, was released.
He scored in the tenth minute.
It was 1-0 at half-time.
Some 2014 people were hurt.
She lives at 1984 Orwell Street.
Resolution 1701 ended the war.
He cut the staff from 30 to 20.
The fall of the city shocked the world.
Water flows from a spring in the hills.
The second man was released.
The first quarter-final was close.
A quarter of voters stayed home.
Three quarters of the seats were empty.
The annual report was late.
The Easter Rising failed.
The Good Friday Agreement held.
She wrote a Christmas card.
The ratio is 16:9.
April Jones was found.
August Wilson wrote plays.
The paper USA Today said so.
They drove 20 miles a day.
The Second World War changed it.
The mission had a current of hope.
He has won the last three elections.
The rate was 12 per 100,000.
A man in his 80s was hurt.
The IP address 10.11.2012.1 was blocked.
The programme will cost 3 million euros a year.
It happened recently, and will soon happen again.
She won in the last two minutes.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", TRAPS)
def test_what_is_no_time_is_not_taken_for_one(found, sentence):
    assert [text for text, _ in found(sentence)] == []


@pytest.mark.parametrize(
    ("phrase", "mod"),
    [
        ("about", "APPROX"),
        ("more than", "MORE_THAN"),
        ("nearly", "LESS_THAN"),
        ("at least", "EQUAL_OR_MORE"),
        ("up to", "EQUAL_OR_LESS"),
        ("for", None),
    ],
)
def test_what_stands_before_an_expression_gives_its_mod(found, phrase, mod):
    ((text, time),) = found(f"The strike lasted {phrase} two weeks, the union said.")
    assert (text, time.mod) == ("two weeks", mod)


def test_over_the_weekend_is_no_more_than_the_weekend(found):
    ((_, time),) = found("Talks went on over the weekend in Oslo.")
    assert time.mod is None
