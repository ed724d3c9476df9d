"""When: each rule that dates an event, in the order in which they are asked."""

from __future__ import annotations

import pytest

from pipeline.annotations import Timex
from pipeline.events.intervals import explicit, granularity


def _timex(value, begin, end, kind="DATE"):
    return Timex(0, 1, kind, value, None, begin, end, None, "times.test")


def test_a_clock_time_gives_its_day_whether_before_or_after_it():
    three = _timex("2024-03-05T03:00", "2024-03-05", "2024-03-05", kind="TIME")
    assert explicit(three, 0, "after").begin == explicit(three, 0, "before").end == "2024-03-05"


@pytest.mark.parametrize(
    ("preposition", "begin", "end"),
    [
        ("on", "2024-03-05", "2024-03-05"),
        ("since", "2024-03-05", None),
        ("from", "2024-03-05", None),
        ("by", None, "2024-03-05"),
        ("until", None, "2024-03-05"),
        ("as", None, "2024-03-05"),  # as of
        ("before", None, "2024-03-04"),
        ("after", None, None),
    ],
)
def test_a_preposition_opens_or_closes_the_interval(preposition, begin, end):
    time = explicit(_timex("2024-03-05", "2024-03-05", "2024-03-05"), 0, preposition)
    assert (time.begin, time.end) == (begin, end)


def test_a_duration_dates_nothing():
    assert explicit(_timex("P3W", None, None, "DURATION"), 0, "for") is None


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("2024-03-05", "day"),
        ("2024-03-05T10:30", "time"),
        ("2024-03", "month"),
        ("2024-W10", "week"),
        ("2024-Q1", "quarter"),
        ("2024", "year"),
        ("199", "decade"),
        ("2024-03-05/2024-03-07", "interval"),
        ("2024-SP", "other"),
    ],
)
def test_a_value_tells_how_fine_it_is(value, name):
    assert granularity(value) == name


@pytest.mark.parametrize(
    ("text", "trigger", "dated"),
    [
        # a time of its own
        (
            "The bank fired 30 workers on Monday.",
            "fired",
            ("2024-03-04", "2024-03-04", "explicit"),
        ),
        (
            "Kenya expelled two diplomats in 2019.",
            "expelled",
            ("2019-01-01", "2019-12-31", "explicit"),
        ),
        # the governor's, inherited
        (
            "A storm struck Samar on Monday, killing nine people.",
            "killing",
            ("2024-03-04", "2024-03-04", "anchored"),
        ),
        # of a clause that says when
        (
            "Seven people were hurt when a bus left the road on Tuesday.",
            "hurt",
            ("2024-03-05", "2024-03-05", "anchored"),
        ),
        # the day that the story is at
        (
            "Villagers marched to the dam on Monday. Police arrested four of them.",
            "arrested",
            ("2024-03-04", "2024-03-04", "anchored"),
        ),
        # news of the day
        (
            "Two men have been charged with robbery.",
            "charged",
            ("2024-03-07", "2024-03-07", "document"),
        ),
        (
            "Chad accused Sudan of arming the rebels.",
            "accused",
            ("2024-03-07", "2024-03-07", "document"),
        ),
        # the day of saying is not the day of what is said
        (
            "Officials said on Monday that Kenya would expel two diplomats.",
            "expel",
            (None, None, "document"),
        ),
        # an occasion's day is the day of what was done at it
        (
            "The coach stood by the striker at a press conference on Monday morning.",
            "stood by",
            ("2024-03-04", "2024-03-04", "anchored"),
        ),
        # a day gone by dates what was done, not what was meant to come of it
        (
            "The firm suspended two guards to restore calm on Monday.",
            "suspended",
            ("2024-03-04", "2024-03-04", "explicit"),
        ),
        # it was X that
        (
            "In January it was Chad that deployed 900 soldiers.",
            "deployed",
            ("2024-01-01", "2024-01-31", "explicit"),
        ),
        # a clause right behind its time
        (
            "In January, when 200 people were killed in riots, nobody was surprised.",
            "killed",
            ("2024-01-01", "2024-01-31", "explicit"),
        ),
        # figures: what they are compared with does not date them
        (
            "Acme reported its third quarter. Sales in the third quarter of 2023 were flat. "
            "Profit fell 9 percent from a year earlier.",
            "fell",
            ("2023-07-01", "2023-09-30", "anchored"),
        ),
        (
            "Acme shares rose 3 percent on Monday. Ford shares fell 2 percent.",
            "fell",
            ("2024-03-04", "2024-03-04", "anchored"),
        ),
        # a toll is of its calamity's day, told before or soon behind it, not of the day it rose
        (
            "Nine people were killed in Samar. The blast, on Monday, broke every window.",
            "killed",
            ("2024-03-04", "2024-03-04", "anchored"),
        ),
        (
            "A bomb exploded in Samar on Monday. "
            "The toll rose to six on Wednesday, with nine wounded.",
            "wounded",
            ("2024-03-04", "2024-03-04", "anchored"),
        ),
        # another time than the main clause's
        (
            "The union walked out on Monday after talks had collapsed.",
            "collapsed",
            (None, None, "document"),
        ),
        # a day to come, `as of`
        (
            "As of November 1, 2024, Russia will suspend its mission to NATO.",
            "suspend",
            ("2024-11-01", None, "explicit"),
        ),
    ],
)
def test_an_event_is_dated_by_the_first_rule_that_applies(events, text, trigger, dated):
    time = events(text)[trigger].time
    assert (time.begin, time.end, time.how) == dated


@pytest.mark.parametrize(
    ("text", "trigger", "dated"),
    [
        # what begins, begins then
        ("The firm began to mail forms in January.", "began", ("2024-01-01", "2024-01-31")),
        (
            "The firm will begin to mail forms on March 20.",
            "begin",
            ("2024-03-20", "2024-03-20"),
        ),
        # a noun with a clause, or a time, right behind it
        ("It recalls remarks made in January.", "remarks", ("2024-01-01", "2024-01-31")),
        ("Nobody recalls his capture on March 1.", "capture", ("2024-03-01", "2024-03-01")),
        # and one that takes up what was told
        (
            "The board decided on March 1 to go. It stood by the decision.",
            "decision",
            ("2024-03-01", "2024-03-01"),
        ),
        # figures of the period reported
        ("Third-quarter results included a loss.", "loss", ("2023-07-01", "2023-09-30")),
        # the same source, speaking on
        (
            "Ann Moore said on Monday that it was fine. Moore said it was late.",
            "said",
            ("2024-03-04", "2024-03-04"),
        ),
        # sayings: on publication day, but for those told in the perfect
        (
            "The roof is safe, according to the council.",
            "according to",
            ("2024-03-07", "2024-03-07"),
        ),
        ("Neighbours have said it was fine.", "said", (None, None)),
        # no guess where the days of a time are not known
        ("Sales fell in the third quarter. In fiscal 2023 it had a loss.", "had", (None, None)),
        # the calamity that an article tells
        (
            "A bomb killed nine people on Monday. Some of the others hid under a table.",
            "hid",
            ("2024-03-04", "2024-03-04"),
        ),
    ],
)
def test_what_all_writes_beside_is_dated_too(all_events, text, trigger, dated):
    time = all_events(text)[trigger].time
    assert (time.begin, time.end) == dated


@pytest.mark.parametrize(
    ("text", "trigger", "relation"),
    [
        (
            "Gabon deported 90 migrants. Gabon had nationalised the bank.",
            "nationalised",
            "before",
        ),
        ("The company said it would sell the brewery.", "sell", "after"),
    ],
)
def test_an_undated_event_keeps_no_interval_but_its_side(events, text, trigger, relation):
    time = events(text)[trigger].time
    assert (time.begin, time.end) == (None, None)
    assert (time.relation, time.value, time.anchor) == (relation, "2024-03-07", "dct")


def test_a_chronology_dates_its_entries_in_front(events):
    text = "How the bridge was built\n\n2011 – The government signs a contract with a builder."
    time = events(text)["signs"].time
    assert (time.begin, time.end) == ("2011-01-01", "2011-12-31")


def test_without_a_publication_day_nothing_is_dated_by_it(extractor):
    record = extractor.extract("Chad accused Sudan of arming the rebels.")
    assert [event.time.begin for event in record.events] == [None]


def test_since_when_something_is_the_first_of_its_kind_does_not_date_it(all_events):
    text = "Dockers walked out on Monday, the first stoppage there since 1977."
    assert all_events(text)["stoppage"].time.begin != "1977-01-01"


def test_the_dead_of_a_raid_died_on_the_day_of_the_raid(events):
    text = (
        "Gunmen abducted 14 travellers on the road on Friday, police said.\n\n"
        "Officers stormed a camp near Osara on Sunday. Two of the kidnappers were killed."
    )
    assert events(text)["killed"].time.begin == "2024-03-03"


def test_a_clause_aside_in_the_lead_is_not_of_the_day(events):
    text = "The court has fined the firm over a fire which burned for 19 days."
    assert events(text)["burned"].time.begin is None


def test_a_year_within_a_noun_told_beside_dates_no_other_event(events):
    text = (
        "While some 20 years ago the two presidents discussed Russia's entry into NATO, the "
        "2014 annexation of Crimea ended all that."
    )
    assert events(text)["discussed"].time.begin != "2014-01-01"


@pytest.mark.parametrize(
    ("text", "trigger", "relation"),
    [
        # an infinitive under a past is past, unless its verb looks ahead
        ("She failed to report the leak.", "report", "before"),
        ("The trust decided to sell the brewery.", "sell", "after"),
        ("The trust will try to sell the brewery.", "sell", "after"),
        # what somebody says that somebody told
        ("She acknowledged that she told detectives everything.", "told", "before"),
        # what is looked back on
        ("She regretted calling him a traitor.", "calling", "before"),
        # what lasts
        ("Farmers talk of a crisis.", "crisis", "includes"),
    ],
)
def test_with_all_the_undated_keep_to_their_side_of_publication(
    all_events, text, trigger, relation
):
    assert all_events(text)[trigger].time.relation == relation


def test_a_victim_is_killed_once(all_events):
    text = (
        "Karl Lind was murdered in May 2019. Anna Voss told the court of a plan to kill Lind."
    )
    time = all_events(text)["kill"].time
    assert (time.begin, time.end) == ("2019-05-01", "2019-05-31")


def test_a_run_of_pasts_carries_the_day_through_a_paragraph(events):
    text = (
        "Ministers meet often.\n\nThe jet slid off the runway on Tuesday. Nobody was hurt. "
        "The airport was closed for five hours."
    )
    assert events(text)["closed"].time.begin == "2024-03-05"


def test_a_perfect_does_not_take_the_day_of_the_past_it_is_joined_to(events):
    text = "The chain shut the plant on Monday and has hired guards."
    assert events(text)["hired"].time.begin != "2024-03-04"


def test_a_time_at_the_end_of_what_stands_in_front_dates_the_clause(events):
    text = "At the seat of the bank in Geneva in May, eleven governments pledged aid."
    assert events(text)["pledged"].time.begin == "2023-05-01"


def test_a_year_deep_in_what_is_said_dates_nothing(extractor):
    text = "The opposition accused the government of having learned nothing from the 2018 fire."
    (accused, *_) = extractor.extract(text, published="2024-03-07").events
    assert (accused.trigger.text, accused.time.begin) == ("accused", "2024-03-07")


def test_who_calls_a_thing_something_does_nothing_to_it(extractor):
    text = 'The president called the vote "a disgrace" on Monday.'
    assert extractor.extract(text, published="2024-03-07").events == []
