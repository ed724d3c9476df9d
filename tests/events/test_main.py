"""The main event: what the headline and the lead tell, on the day of the story."""

from __future__ import annotations

import pytest

HEADLINE = "Ferry sinks off Samar"


def _main(extractor, body, published="2024-03-07"):
    record = extractor.extract(f"{HEADLINE}\n\n{body}", published=published)
    (main,) = [event for event in record.events if event.main]
    return main


@pytest.mark.parametrize(
    ("body", "day", "how"),
    [
        # Its own day.
        ("A ferry sank off Samar on Tuesday, killing six people.", "2024-03-05", "explicit"),
        # The day that a later sentence gives to the same story.
        (
            "A ferry has sunk off Samar.\n\n"
            "The ferry hit a reef on Tuesday, and six people died.",
            "2024-03-05",
            "anchored",
        ),
        # Nothing dates it: it is the news of the day.
        ("A ferry has sunk off Samar, killing six people.", "2024-03-07", "document"),
    ],
)
def test_the_main_event_has_the_day_of_the_story(extractor, body, day, how):
    main = _main(extractor, body)
    assert (main.time.begin, main.time.end, main.time.how) == (day, day, how)


def test_a_day_in_its_own_sentence_that_is_not_its_own_is_left_alone(extractor):
    main = _main(
        extractor,
        "A ferry has sunk off Samar, three days after a strike at the port on Monday ended.",
    )
    assert (main.trigger.text, main.time.begin) != ("sunk", "2024-03-04")


def test_without_a_publication_day_nothing_is_guessed(extractor):
    main = _main(extractor, "A ferry has sunk off Samar, killing six people.", None)
    assert (main.time.begin, main.time.end) == (None, None)


def test_history_is_not_what_an_article_is_about(extractor):
    text = (
        "Votes and more votes\n\nThe town hall is an old house by the river.\n\n"
        "The country held three elections in 2021. Some 5,000 people have gathered there.\n"
    )
    record = extractor.extract(text, published="2024-03-07")
    assert [event.trigger.text for event in record.events if event.main] == ["gathered"]
