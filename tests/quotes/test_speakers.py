"""Whose words they are, on the loaded pipeline."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def speakers(extractor):
    """Names of the speakers of a text's quotes; None where nobody is known."""

    def find(text):
        record = extractor.extract(text, published="2024-03-07")
        names = {entity.id: entity.name for entity in record.entities}
        return [names.get(quote.speaker) for quote in record.quotes]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'A police officer said that the man, Karl Berg, had died. "He farmed," he said.',
            [None, None],
        ),
        (
            'An official said the body lay in a field. "Karl Berg was shot twice," the '
            'official said. "His family was told," he added.',
            [None, None, None],
        ),
        (
            "Senator Carl Berg met the union on Monday. A critic said the deal was bad. "
            "Berg was tired. He said he would go on.",
            [None, "Carl Berg"],
        ),
        (
            'A neighbour said Karl Berg had left at dawn. "He never came back."',
            [None, None],
        ),
    ],
)
def test_who_is_only_spoken_of_does_not_speak(speakers, text, expected):
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'The Ministry of Health closed two schools. "Nobody knew," a spokeswoman said.',
            ["Ministry of Health"],
        ),
        (
            'The Ministry of Health closed two schools. "Nobody knew," a town spokesman said.',
            [None],
        ),
        (
            "The senator, her spokeswoman, Maria Olsen, said, would not resign.",
            ["Maria Olsen"],
        ),
    ],
)
def test_a_spokesperson_speaks_for_the_body_named_last(speakers, text, expected):
    assert speakers(text) == expected
