"""Tagged example sentences."""

from __future__ import annotations

import pytest

from pipeline.rules.examples import read_example


def test_tags_become_spans_of_the_plain_text():
    example = read_example(
        '<source>The bank</source> <cue>warned</cue> on <time value="2024-03-05">Tuesday</time>.'  # noqa: E501  (one sentence)
    )
    assert example.text == "The bank warned on Tuesday."
    assert [(t.tag, example.text[t.start : t.end]) for t in example.tagged] == [
        ("source", "The bank"),
        ("cue", "warned"),
        ("time", "Tuesday"),
    ]
    assert example.tagged[2].attributes == {"value": "2024-03-05"}


@pytest.mark.parametrize("marked", ["<cue>said", "said</cue>", "<cue>said</source>"])
def test_a_tag_without_its_partner_is_refused(marked):
    with pytest.raises(ValueError, match=r"never closed|closes nothing"):
        read_example(marked)


def test_a_sign_that_opens_no_tag_is_text():
    assert read_example("Prices rose by <5%.").text == "Prices rose by <5%."
