"""Prepositions as cues, on the loaded pipeline: according to, in the words of, for."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def quotes(extractor):
    """Quotes of a text as (content pieces, cue, source)."""

    def find(text):
        return [
            ([piece.text for piece in quote.content], quote.cue.text, quote.source.text)
            for quote in extractor.extract(text, published="2024-03-07").quotes
        ]

    return find


@pytest.mark.parametrize(
    ("text", "pieces", "cue", "source"),
    [
        (
            "In the minister's words, the bank had no choice.",
            ["the bank had no choice"],
            "words",
            "the minister",
        ),
        (
            "The strike was followed, in Anna Lind's words, by a month of silence.",
            ["The strike was followed", "by a month of silence"],
            "words",
            "Anna Lind",
        ),
        (
            'The summit was, in the words of one diplomat, "a funeral with flags".',
            ["The summit was", '"a funeral with flags"'],
            "in the words of",
            "one diplomat",
        ),
        (
            "The road is safe; according to the mayor, Carla Ruiz, it will reopen in May.",
            ["it will reopen in May"],
            "according to",
            "the mayor, Carla Ruiz",
        ),
        (
            "The wind dropped before dawn; two thousand people fled, according to police.",
            ["two thousand people fled"],
            "according to",
            "police",
        ),
        (
            "According to Frank Osei, a former student who now runs the museum, "
            "the map was kept in a tin.",
            ["the map was kept in a tin"],
            "According to",
            "Frank Osei",
        ),
        (
            "According to the Ministry of Food, Forestry and Fisheries, the banks were empty.",
            ["the banks were empty"],
            "According to",
            "the Ministry of Food, Forestry and Fisheries",
        ),
        (
            "According to her website, Kennedy was compelled to keep the recipes.",
            ["Kennedy was compelled to keep the recipes"],
            "According to",
            "her website",
        ),
    ],
)
def test_a_preposition_reports_the_clause_it_stands_in(quotes, text, pieces, cue, source):
    assert quotes(text) == [(pieces, cue, source)]


def test_other_words_are_nobodys(quotes):
    assert quotes("In other words, the plan had failed.") == []
