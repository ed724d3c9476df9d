from __future__ import annotations

import pytest

from pipeline.records import EventTime
from pipeline.writers import words


@pytest.mark.parametrize(
    ("begin", "end", "told"),
    [
        ("2024-03-07", "2024-03-07", "7 Mar 2024"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2024-02-01", "2024-02-28", "1–28 Feb 2024"),
        ("2024-01-01", "2024-03-31", "Jan–Mar 2024"),
        ("2023-12-01", "2024-02-29", "Dec 2023 – Feb 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("1990-01-01", "1999-12-31", "1990–1999"),
        ("2024-08-06", "2024-08-20", "6–20 Aug 2024"),
        ("2024-08-30", "2024-09-02", "30 Aug – 2 Sep 2024"),
        ("2023-12-30", "2024-01-02", "30 Dec 2023 – 2 Jan 2024"),
    ],
)
def test_an_interval_is_told_as_shortly_as_it_can_be(begin, end, told):
    assert words.interval(begin, end) == told


@pytest.mark.parametrize(
    ("time", "told"),
    [
        ({"begin": "2024-03-07", "end": "2024-03-07", "relation": "on"}, "7 Mar 2024"),
        ({"begin": "2024-03-07", "end": None, "relation": "on"}, "from 7 Mar 2024"),
        ({"begin": None, "end": "2024-03-07", "relation": "on"}, "by 7 Mar 2024"),
        ({"begin": "2014-01-01", "value": "2014", "relation": "on"}, "from 2014"),
        ({"end": "2024-03-31", "value": "2024-03", "relation": "on"}, "by Mar 2024"),
        (
            {"begin": "2024-03-07", "end": "2024-03-07", "relation": "includes"},
            "around 7 Mar 2024",
        ),
        (
            {"begin": "2024-03-01", "end": "2024-03-07", "relation": "between"},
            "within 1–7 Mar 2024",
        ),
        ({"value": "2024-03", "relation": "before"}, "before Mar 2024"),
        ({"value": "2024-03-07", "relation": "before"}, "before 7 Mar 2024"),
        ({"value": "2024-W10", "relation": "after"}, "after 2024-W10"),
        ({}, ""),
    ],
)
def test_the_time_of_an_event_is_told_in_a_few_words(time, told):
    assert words.when(EventTime(how="none", **time)) == told


def test_how_a_date_was_come_by_is_told(record, plain):
    look = words.Lookup(record)
    first, second = record.events
    assert words.how_dated(first, look) == "“Monday”, counted from publication on 7 Mar 2024"
    assert words.how_dated(second, look) == "“1 May”"

    def told(**time):
        return words.how_dated(first.model_copy(update={"time": EventTime(**time)}), look)

    assert (
        told(how="document", begin="2024-03-07", end="2024-03-07") == "the day of publication"
    )
    assert told(how="anchored", anchor="ev2") == "the time of “close” (ev2)"
    assert told(how="anchored", anchor="t2") == "the time of “1 May” (t2)"
    # What is carried over is the expression, whatever that is counted from.
    assert told(how="anchored", timex="t2", anchor="dct") == "the time of “1 May” (t2)"
    assert told(how="none") == "the text gives no date"
    assert told(how="document", relation="before", value="2024-03-07", anchor="dct") == (
        "no date but before publication on 7 Mar 2024"
    )
    assert told(how="explicit", relation="after", value="2024-05-01", timex="t2") == (
        "no date but after “1 May” (t2)"
    )


def test_events_are_ordered_by_date_and_the_undated_come_last(record):
    first, second = record.events
    undated = first.model_copy(update={"id": "ev0", "time": EventTime(how="none")})
    early = second.model_copy(
        update={"id": "ev9", "time": EventTime(how="none", value="1999", relation="before")}
    )
    several = record.model_copy(update={"events": [undated, second, first, early]})
    assert [one.id for one in words.ordered(several)] == ["ev9", "ev1", "ev2", "ev0"]


@pytest.mark.parametrize(
    ("article", "told"),
    [
        ({}, "published 7 Mar 2024, by its dateline"),
        ({"published_from": "inferred"}, "published 7 Mar 2024, inferred from the text"),
        (
            {"published": None, "published_window": ("2024-03-01", "2024-03-31")},
            "published Mar 2024, inferred from the text",
        ),
        ({"published": None}, "publication day unknown"),
    ],
)
def test_publication_is_told_with_how_it_is_known(plain, article, told):
    assert words.published(plain("x", article=article).article) == told
