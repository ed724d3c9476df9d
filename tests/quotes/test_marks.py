"""Quotation marks, on plain text."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes.marks import quoted_stretches


def stretches(text: str) -> list[str]:
    return [text[one.start : one.end] for one in quoted_stretches(text, 0, len(text))]


def outermost(text: str) -> list[str]:
    found = quoted_stretches(text, 0, len(text))
    return [text[one.start : one.end] for one in found if one.depth == 0]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We go," she said. "Now."', ["We go,", "Now."]),
        ("“We go,” she said. “Now.”", ["We go,", "Now."]),
        ("‘We go,’ she said. ‘Now.’", ["We go,", "Now."]),
        ("'We go,' she said. 'Now.'", ["We go,", "Now."]),
        ("``We go,'' she said.", ["We go,"]),
        ("''We go,'' she said.", ["We go,"]),
        ("«We go,» she said.", ["We go,"]),
        ("„We go,“ she said.", ["We go,"]),
        ("“We go,“ she said.", ["We go,"]),
    ],
)
def test_all_marks_of_the_trade_are_read(text, quoted):
    assert stretches(text) == quoted


@pytest.mark.parametrize(
    "text",
    [
        "The dogs’ owner said it’s fine.",
        "The '90s were the dogs' decade.",
        "A board of 5'10\" by 3'2\" fell.",
        "Rock 'n' roll isn't dead.",
        "Bring 'em home.",
    ],
)
def test_an_apostrophe_is_no_quotation_mark(text):
    assert stretches(text) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said ‘the boys’ boots were wet’ again.", ["the boys’ boots were wet"]),
        ("‘It’s the dogs’ day,’ he said.", ["It’s the dogs’ day,"]),
        ("'We can't lose,' he said.", ["We can't lose,"]),
    ],
)
def test_an_apostrophe_does_not_end_a_quotation(text, quoted):
    assert stretches(text) == quoted


def test_a_quotation_in_a_quotation_is_nested():
    text = "“He told me ‘stay here’ and left,” she said."
    found = [(text[s.start : s.end], s.depth) for s in quoted_stretches(text, 0, len(text))]
    assert found == [("He told me ‘stay here’ and left,", 0), ("stay here", 1)]


def test_an_open_quotation_runs_to_the_end_of_its_paragraph():
    (one,) = quoted_stretches("“We were told to wait.", 0, 22)
    assert (one.start, one.end, one.closed) == (1, 22, False)


def test_paragraphs_that_run_together_reopen_the_quotation():
    text = 'She said: "It was dark. We ran. "Then it fell." He left.'
    assert outermost(text) == ["It was dark. We ran.", "Then it fell."]


def test_an_odd_mark_costs_no_more_than_its_sentence():
    text = 'The "new road was shut. She said: "We had no map." He agreed.'
    assert outermost(text) == ["We had no map."]


LETTERS = string.ascii_letters[:6] + " .,\"'“”‘’«»`"


@given(st.text(LETTERS, max_size=60))
def test_stretches_lie_within_the_paragraph_and_do_not_cross(text):
    found = quoted_stretches(text, 0, len(text))
    for one in found:
        assert 0 <= one.before < one.start <= one.end <= one.after <= len(text)
    for one in found:
        for other in found:
            apart = one.after <= other.before or other.after <= one.before
            inside = (other.before <= one.before and one.after <= other.after) or (
                one.before <= other.before and other.after <= one.after
            )
            assert apart or inside


@given(st.text(LETTERS, max_size=40), st.text(LETTERS, max_size=40))
def test_a_paragraph_is_read_alike_wherever_it_stands(before, text):
    alone = quoted_stretches(text, 0, len(text))
    start = len(before)
    there = quoted_stretches(before + text + before, start, start + len(text))
    assert [(s.start + start, s.end + start, s.depth) for s in alone] == [
        (s.start, s.end, s.depth) for s in there
    ]
