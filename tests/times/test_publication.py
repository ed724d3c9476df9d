"""Where the publication day comes from."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import annotations as notes
from pipeline.article import Article
from pipeline.rules.examples import read_example
from pipeline.rules.load import load_packs
from pipeline.times.clues import stamped_day
from pipeline.times.find import TimeFinder
from pipeline.times.pack import HolidayPack, TimePack
from pipeline.times.publication import STEPS, THIS_WEEK, WEEKDAY_DATE, Settled, settle
from pipeline.times.years import Clue


def clue(**known):
    return Clue(**({"tense": "past", "block": "body"} | known))


def test_the_given_day_wins(timed):
    doc = timed("OSLO, March 3 (Northwire) - Talks failed on Monday.", "2024-03-07")
    assert notes.publication(doc) == notes.Publication("2024-03-07", "given")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Talks fail\n\nOSLO, 27 October 2023 (Northwire) - Talks failed.", "2023-10-27"),
        ("Talks fail\n\nPublished: 12. March 2024 10:30 CET\n\nTalks failed.", "2024-03-12"),
        ("Talks fail\n\nUpdated 12 October 2022, 14:32\n\nTalks failed again.", "2022-10-12"),
        (
            "Talks fail\n\nOSLO, Nov 24 (Northwire) - Talks failed on Thursday. They began in "
            "August 2020.",
            "2022-11-24",
        ),
    ],
)
def test_a_dateline_or_stamp_is_read(timed, text, day):
    assert notes.publication(timed(text)) == notes.Publication(day, "dateline")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Rosk agreed on Tuesday, Feb. 6, to buy Corvane. It went public in May 2021.",
            "2024-02-06",
        ),
        (
            "The strike began on Tuesday, July 5, 2022. On Friday, July 8, it ended.",
            "2022-07-08",
        ),
        (
            "As of November 1, 2021, the office will be shut, he said on Monday, October 18.",
            "2021-10-18",
        ),
        (
            "The launch on Monday, Oct. 21, was put off to Nov. 14. It was due in May 2023.",
            "2024-10-21",
        ),
    ],
)
def test_weekday_day_and_month_fix_the_year_with_the_years_of_the_text(timed, text, day):
    publication = notes.publication(timed(text))
    assert (publication.day, publication.source) == (day, "inferred")


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://example.org/2022/07/22/two-bodies-found/", "2022-07-22"),
        (
            "https://www.example.org/n/2022-07-22-two-bodies.html?from=home",
            "2022-07-22",
        ),
        ("https://example.org/world/2022/jul/22/two-bodies-found", "2022-07-22"),
        ("https://example.org/news/two-bodies-found-2022-07-22", "2022-07-22"),
        ("https://example.org/a/20220722/two-bodies", "2022-07-22"),
        ("https://example.org/a/202207/22/WS1.html", "2022-07-22"),
        ("http://example.org/english/2022-07/22/c_1310645.htm", "2022-07-22"),
        ("www.example.org/2022/7/2/two-bodies-found", "2022-07-02"),
        ("URL: https://example.org/2022/07/22/two-bodies-found/", "2022-07-22"),
        ("https://example.org/2022/02/31/two-bodies-found/", None),
        ("https://example.org/2022/13/22/two-bodies-found/", None),
        ("https://example.org/1822/07/22/two-bodies-found/", None),
        ("https://example.org/news/world-europe-20121105", None),
        ("https://example.org/two-bodies-found?date=2022-07-22", None),
    ],
)
def test_the_address_of_the_page_tells_the_day(timed, address, day):
    doc = timed(f"{address}\n\nTwo bodies found\n\nTwo bodies were found on Thursday.")
    publication = notes.publication(doc)
    assert (publication.day, publication.source) == (day, "metadata" if day else "none")
    thursday = {"2022-07-22": "2022-07-21", "2022-07-02": "2022-06-30", None: "XXXX-WXX-4"}
    assert notes.times(doc)[-1].value == thursday[day]


@pytest.mark.parametrize(
    ("text", "publication"),
    [
        (
            "https://example.org/2022/07/22/a/\n\nPublished: 25 July 2022\n\nTalks failed.",
            notes.Publication("2022-07-22", "metadata"),
        ),
        (
            "Talks fail\n\nhttps://example.org/2022/07/22/a/\n\nTalks failed on Thursday.",
            notes.Publication("2022-07-22", "metadata"),
        ),
        (  # below the body: of another page
            "Talks failed.\n\nThey failed.\n\nhttps://example.org/2022/07/22/a/",
            notes.Publication(None, "none"),
        ),
        (  # the page has been rewritten since
            "https://example.org/2022/07/22/a/\n\nTalks began on 2 August 2022.",
            notes.Publication(None, "none"),
        ),
        (
            "https://example.org/2022/07/a/\n\nTalks failed on Thursday.",
            notes.Publication(None, "none", "2022-07-01", "2022-07-31"),
        ),
        (
            "https://example.org/2022/07/a/\n\nTalks failed on Thursday, July 21.",
            notes.Publication("2022-07-21", "inferred", "2022-07-21", "2022-07-27"),
        ),
    ],
)
def test_an_address_stands_above_what_the_text_says_of_its_day(timed, text, publication):
    assert notes.publication(timed(text)) == publication


def test_a_given_day_stands_above_the_address(timed):
    doc = timed("https://example.org/2022/07/22/a/\n\nTalks failed.", "2022-07-23")
    assert notes.publication(doc) == notes.Publication("2022-07-23", "given")


def test_this_week_narrows_the_window():
    clues = [
        clue(month=10, day=18, weekday=0),
        clue(year=2021, month=11, day=1, tense="future"),
        clue(week=0),
    ]
    assert settle(clues) == Settled(
        date(2021, 10, 18), "inferred", date(2021, 10, 18), date(2021, 10, 24), WEEKDAY_DATE
    )


@pytest.mark.parametrize(
    "clues",
    [
        [],
        [clue(weekday=0)],
        [clue(month=10, day=18)],
        [clue(month=10, day=18, weekday=0)],  # no year in the text: every sixth would do
    ],
)
def test_too_little_is_no_day(clues):
    assert settle(clues).day is None


def test_without_a_day_relative_expressions_are_not_guessed(found):
    values = {
        text: (time.value, time.begin)
        for text, time in found(
            "Talks failed on Monday. He left yesterday. They met last year and in March.", None
        )
    }
    assert values == {
        "Monday": ("XXXX-WXX-1", None),
        "yesterday": ("XXXX-XX-XX", None),
        "last year": ("XXXX", None),
        "March": ("XXXX-03", None),
    }


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("12. March 2024 10:30 CET", date(2024, 3, 12)),
        ("Tue, 12 Mar 2024 10:30:00 +0100", date(2024, 3, 12)),
        ("2024/03/12 at 14:00", date(2024, 3, 12)),
        ("we", None),
        ("March", None),
    ],
)
def test_a_stamp_is_read_in_any_common_spelling(line, day):
    assert stamped_day(line) == day


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "The union walked out on 5 June. It will return to work on Monday, 14 June 2021.",
            {"5 June": "2021-06-05"},
        ),
        (
            "Staff will return on Monday, 14 June 2021.\n\nThe union walked out on 5 June, "
            "and talks had failed in December. It will vote in July.",
            {"5 June": "2021-06-05", "December": "2020-12", "July": "2021-07"},
        ),
        (
            "The fire broke out on 28 December 2019. It was put out on 3 January.",
            {"3 January": "2020-01-03"},
        ),
        (
            "The mill was founded on 3 June 1994. Its staff walked out on 5 June.\n\nThey will "
            "return on Monday, 14 June 2021. Talks began on May 20.",
            {"May 20": "2021-05-20"},
        ),
        (  # its weekday says the year
            "Councillors will vote on Tuesday 9 July. An inquiry ended on 20 June.\n\nThe plan "
            "was turned down in March 2022.",
            {"Tuesday 9 July": "2024-07-09", "20 June": "2024-06-20"},
        ),
        (  # years lie between what is told and what is planned
            "The trial of a pilot over a crash on 24 August 2018 has opened.\n\nIt will last "
            "until 16 December 2022. He was charged in May.",
            {"May": "XXXX-05"},
        ),
        (  # the year that is told last is later: 1994 is history
            "The mill was founded on 3 June 1994.\n\nIt grew until 2019. Staff left on 5 May.",
            {"5 May": "XXXX-05-05"},
        ),
        (  # weekdays are not guessed
            "Staff will return on Monday, 14 June 2021. They left on Friday.",
            {"Friday": "XXXX-WXX-5"},
        ),
        (
            "https://example.org/2022/07/a/\n\nStaff left on 21 July. They met in December.",
            {"21 July": "2022-07-21", "December": "2021-12"},
        ),
        (  # the address gives the month: this week is not known
            "https://example.org/2022/07/a/\n\nIt was founded two years ago. Last year and "
            "last month it grew; this week it shut.",
            {
                "two years ago": "2020",
                "Last year": "2021",
                "last month": "2022-06",
                "this week": "XXXX-WXX",
            },
        ),
    ],
)
def test_a_day_without_a_year_is_of_the_year_that_the_text_states(timed, text, values):
    times = {text[time.start : time.end]: time.value for time in notes.times(timed(text))}
    assert {words: times[words] for words in values} == values


def test_the_anchor_is_the_day_stated(timed):
    walked, back = notes.times(
        timed("The union walked out on 5 June. It will return on Monday, 14 June 2021.")
    )
    assert (walked.anchor, walked.begin) == ("time:1", "2021-06-05")
    assert back.anchor is None


def test_no_time_is_its_own_anchor(timed):
    text = "Councillors will vote on Tuesday 9 July.\n\nThe plan failed in March 2022."
    assert notes.times(timed(text))[0].anchor is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Staff will return to work on Monday, 14 June 2021.", "2020-06-13", "2021-06-13"),
        (
            "Staff walked out on 5 June. They will return on Monday, 14 June 2021.",
            "2021-06-05",
            "2021-06-13",
        ),
        (
            "It was founded in 2021. Staff will return on Monday, 14 June 2021.",
            "2021-01-01",
            "2021-06-13",
        ),
        ("The plant must close by 31 December 2035.", None, None),
    ],
)
def test_a_text_is_older_than_the_days_that_it_plans(timed, text, first, last):
    assert notes.publication(timed(text)) == notes.Publication(None, "none", first, last)


def test_a_dateline_takes_the_year_of_a_day_stated_beside_it(timed):
    text = "Staff strike\n\nOSLO, June 8 (Northwire) - Staff will return on 14 June 2021."
    assert notes.publication(timed(text)) == notes.Publication("2021-06-08", "dateline")


def _finder(*disabled, tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(f"kind: times\ndisable: [{', '.join(disabled)}]\n", encoding="utf-8")
    times = load_packs(["en/times", str(own)], TimePack)
    return TimeFinder(times, load_packs(["en/holidays"], HolidayPack))


RULES = load_packs(["en/times"], TimePack).rules


@pytest.mark.parametrize("step", sorted(STEPS))
def test_a_step_is_a_rule_that_can_be_switched_off(timed, tmp_path, step):
    doc = timed(read_example(RULES[step].examples[0]).text)
    settled = notes.publication(doc)
    assert settled.rule == (WEEKDAY_DATE if step == THIS_WEEK else step)
    _finder(step, tmp_path=tmp_path)(doc)
    other = notes.publication(doc)
    assert other.rule != step
    assert (other, other.rule) != (settled, settled.rule)


def test_all_steps_off_leave_the_day_unknown(timed, tmp_path):
    finder = _finder(*sorted(STEPS), tmp_path=tmp_path)
    for step in sorted(STEPS):
        doc = finder(timed(read_example(RULES[step].examples[0]).text))
        assert notes.publication(doc) == notes.Publication(None, "none")


@pytest.mark.parametrize(
    "text",
    [
        # Nothing but one old year: the weekday fits 1990, which is too far from it.
        "The mayor resigned on Tuesday, Feb. 6. She was first elected in 1983.",
        "The mayor resigned on Tuesday, Feb. 6. The mill was built in May 1911.",
        # Other weekdays lie nearer, and there is no plan to end the window.
        "Two were held on Tuesday over a raid on Saturday 13 March, the third since May 2019.",
        # A year that is over is not the current one.
        "The union left on Monday 5 September. It lost in 2004, in 2009 and in 2011.",
        # A weekday with its year is history.
        "The strike began on Tuesday, July 5, 2022.",
        # Far down.
        "\n\n".join(["The strike began in May 2022."] * 6) + "\n\nIt ended on Friday, July 8.",
        # The day before, or years before: both fit.
        "Quake\n\nQUITO, Aug 6 (Northwire) - A quake hit on Thursday. One hit in April 2016.",
        # An interview is printed later.
        "Hiwot spoke to us on Friday 26 February.\n\n"
        + "\n\n".join(["Review: Why?", "Hiwot: It ended in May 2020."] * 3),
    ],
)
def test_a_day_that_is_not_singled_out_is_not_guessed(timed, text):
    assert notes.publication(timed(text)) == notes.Publication(None, "none")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "The mayor resigned on Tuesday, Feb. 6. She was elected in May 2022 and in 2018.",
            "2024-02-06",
        ),
        (  # a plan says more of the present than what is past
            "Talks end\n\nOSLO, 18 November (Northwire) - Talks ended on Friday. They followed "
            "those of December 2015. The next will be held from 30 November 2023.",
            "2022-11-18",
        ),
        (
            "Good morning. It is Thursday, February 8.\n\nProfit fell in December 2023. On "
            "Wednesday the bank cut its rate.",
            "2024-02-08",
        ),
        (
            "The jet slid off on Tuesday evening. The airport opened on Wednesday 5 July.\n\n"
            "The last accident was in April 2020.",
            "2023-07-05",
        ),
    ],
)
def test_a_day_that_is_singled_out_is_given(timed, text, day):
    assert notes.publication(timed(text)).day == day


@pytest.mark.xfail(
    strict=True, reason="one month long past, and a weekday that fits soon after"
)
def test_a_lone_month_of_long_ago_is_not_taken_for_the_latest(timed):
    text = "KYIV, March 18 (Northwire) - A shell hit a school on Friday. War came in May 2014."
    assert notes.publication(timed(text)).day is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2022/07/22/two-bodies-found/", "2022-07-22"),
        ("https://example.org/two-bodies-found", None),
        (None, None),
    ],
)
def test_an_address_that_comes_with_the_article_tells_the_day(extractor, url, day):
    article = Article("a", "Two bodies were found on Thursday.", url=url)
    told = extractor.record(article).article
    assert (told.published, told.published_from) == (day, "metadata" if day else "none")


def test_a_given_day_stands_above_the_address_that_comes_with_the_article(extractor):
    url = "https://example.org/2022/07/22/two-bodies-found/"
    article = Article("a", "Two fell.", published="2022-07-23", published_from="given", url=url)
    assert extractor.record(article).article.published == "2022-07-23"
