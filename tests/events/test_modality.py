"""Polarity and modality, by words in scope."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "trigger", "polarity", "modality"),
    [
        ("The mayor resigned on Monday.", "resigned", "positive", "asserted"),
        ("The mayor did not resign.", "resign", "negative", "asserted"),
        ("No complaint was filed on Monday.", "filed", "negative", "asserted"),
        ("Nobody was arrested on Monday.", "arrested", "negative", "asserted"),
        ("Kenya will expel two diplomats.", "expel", "positive", "planned"),
        ("The company plans to sell the brewery.", "sell", "positive", "planned"),
        ("The company does not plan to sell the brewery.", "sell", "negative", "planned"),
        ("The club could sell the stadium in May.", "sell", "positive", "possible"),
        ("Officers believe that the gang robbed the shop.", "robbed", "positive", "possible"),
        ("The bank expects the economy to shrink this year.", "shrink", "positive", "possible"),
        (
            "If the dam failed, Chad would evacuate the town.",
            "evacuate",
            "positive",
            "hypothetical",
        ),
        ("The mayor denied that he had sold the depot.", "sold", "positive", "denied"),
        ("The company is due to close the plant in May.", "close", "positive", "planned"),
        ("The storm will strike the coast on Friday.", "strike", "positive", "possible"),
        (
            "Chad did not sign the treaty, nor did Sudan veto it.",
            "veto",
            "negative",
            "asserted",
        ),
        ("The plant left without a strike on Monday.", "strike", "negative", "asserted"),
    ],
)
def test_words_in_scope_shade_an_event(events, text, trigger, polarity, modality):
    event = events(text)[trigger]
    assert (event.polarity, event.modality) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Not only did the mayor resign on Monday, he apologised.", "resign"),
        ("The mayor managed to sell the depot on Monday.", "sell"),
        ("The firm failed to find a buyer and sold the depot on Monday.", "sold"),
    ],
)
def test_what_did_happen_is_asserted(events, text, trigger):
    event = events(text)[trigger]
    assert (event.polarity, event.modality) == ("positive", "asserted")


def test_an_event_told_in_the_present_for_a_day_to_come_is_planned(events):
    assert events("The hearing opens in court on March 20.")["hearing"].modality == "planned"


@pytest.mark.parametrize(
    ("text", "trigger", "polarity"),
    [
        ("The board has not begun talks.", "begun", "negative"),
        ("The board has not made a decision.", "decision", "positive"),
        ("The tool reflects no change.", "reflects", "negative"),
        ("The board has no plans.", "has", "positive"),
    ],
)
def test_what_all_writes_beside_is_negative_only_by_its_own_words(
    all_events, text, trigger, polarity
):
    assert all_events(text)[trigger].polarity == polarity


def test_not_one_is_none(events):
    assert events("Not one game was abandoned on Monday.")["abandoned"].polarity == "negative"
