"""Hostile text neither stalls the tokenizer nor changes."""

from __future__ import annotations

import pytest

from pipeline.guard import MAX_MARKS, MAX_WORD, GuardedTokenizer, hostile_runs


@pytest.mark.parametrize(
    "text",
    ['"' * 50_000, "(" * 3_000 + " end", "a" * 5_000 + " b", "He said " + "“" * 900 + "x"],
)
def test_a_hostile_run_is_tokenized_in_pieces_and_the_text_is_kept(extractor, text):
    doc = extractor.nlp.tokenizer(text)
    assert doc.text == text
    assert len(doc) < len(text) / 20


def test_ordinary_text_is_given_to_the_inner_tokenizer_as_it_is(extractor):
    tokenizer = extractor.nlp.tokenizer
    assert isinstance(tokenizer, GuardedTokenizer)
    text = "“We didn't,” she said — see https://example.org/a?b=c ... (really)."
    assert [t.text for t in tokenizer(text)] == [t.text for t in tokenizer.inner(text)]


def test_the_limits_are_where_they_are_said_to_be():
    assert hostile_runs("-" * (MAX_MARKS - 1)) == []
    assert hostile_runs("-" * MAX_MARKS) == [(0, MAX_MARKS)]
    assert hostile_runs("a" * (MAX_WORD - 1)) == []


def test_a_record_says_that_a_run_was_not_analysed(extractor):
    record = extractor.extract('The minister resigned. "' + '"' * 500)
    assert any("not analysed" in said for said in record.provenance.warnings)
