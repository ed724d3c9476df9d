"""What holds for every text: spans slice, the same text, the same bytes, JSON comes back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.article import Article
from pipeline.errors import ArticleError
from pipeline.records import Record, faults

PIECES = st.sampled_from(
    [
        *("Ann Lee", "the minister", "NATO", "Moscow’s", "he", "the company", "according to"),
        *(
            "said on Monday",
            "“We will not go,”",
            '"No"',
            "warned that",
            "resigned",
            "was killed",
        ),
        *(
            "in March 2021",
            "the day after",
            "a year earlier",
            "12/13/14",
            "99:99",
            "31 February",
        ),
        *("\n\n", "\r\n", "(AP)", "😀", "é", "مرحبا", "\u200b", "...", "--", "500"),
        *(",", ".", "?", "’", "‘", "«", "»", "``", "''"),
    ]
)
ANY = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200)
TEXTS = st.lists(PIECES, min_size=1, max_size=30).map(" ".join) | ANY


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from([None, "2024-03-07", "2024-02-29", "1999-12-31"]))
def test_any_text_gives_a_sound_record_or_a_clear_error(everything, text, day):
    if not text.strip():
        with pytest.raises(ArticleError, match="empty"):
            everything.extract(text, published=day)
        return
    record = everything.extract(text, published=day)
    assert faults(record) == []
    assert record.text == text
    assert everything.extract(text, published=day).model_dump_json() == record.model_dump_json()
    assert Record.model_validate_json(record.model_dump_json()) == record


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=5))
def test_articles_in_a_batch_are_read_as_if_alone(extractor, texts):
    articles = [Article(str(number), text) for number, text in enumerate(texts)]
    together = [record.model_dump_json() for record in extractor.pipe(articles)]
    assert together == [extractor.record(article).model_dump_json() for article in articles]


@pytest.mark.parametrize("text", ["It ended.\x00", "It ended.\ud800"])
def test_what_no_text_holds_is_refused(extractor, text):
    with pytest.raises(ArticleError, match="NUL character or half a surrogate pair"):
        extractor.extract(text)


@pytest.mark.parametrize(
    "text",
    ["Ministers met, according to Ann Lee ,", "according to Ann Lee ,", "“Yes,” said Lee ,"],
)
def test_a_text_that_breaks_off_behind_a_comma_is_read(extractor, text):
    assert faults(extractor.extract(text)) == []
