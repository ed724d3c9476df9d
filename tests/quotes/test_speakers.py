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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Prosecutor Miriam Okoye said the case was simple. His barrister, Giles Penrose, "
            'said it was not. "She has no witness," the barrister said. "He was seen," the '
            "prosecutor said.",
            ["Miriam Okoye", "Giles Penrose", "Giles Penrose", "Miriam Okoye"],
        ),
        (
            "Senator Ruth Calloway questioned a banker, Howard Stent.\n\nStent replied that "
            'the fee was legal.\n\n"So is rain," the senator shot back.',
            ["Howard Stent", "Ruth Calloway"],
        ),
        (
            '"The tax is too low," said Aquanor spokesman Luis Prado.\n\nA spokesman for the '
            'farmers\' federation Agrounion called the idea "nonsense".\n\n"They leak," the '
            "spokesman said.",
            ["Luis Prado", "Agrounion", "Agrounion"],
        ),
    ],
)
def test_a_description_takes_up_who_was_called_so(speakers, text, expected):
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kelly Marsh begged thieves to return her dogs.\n\nThe Harbour Road star came home "
            'on Sunday.\n\n"I walked in and just screamed. They were gone."',
            ["Kelly Marsh"],
        ),
        (
            'Josh Reed had travelled from Cork.\n\n"I have got a tent and nowhere to put it."',
            ["Josh Reed"],
        ),
    ],
)
def test_a_quotation_alone_is_whose_story_it_is(speakers, text, expected):
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The airline, Norrair, said that nobody was hurt.", ["Norrair"]),
        (
            'Coach Paolo Neri said the result was fair.\n\n"We waited," said the Italian.',
            ["Paolo Neri", "Paolo Neri"],
        ),
    ],
)
def test_who_is_named_beside_a_description_speaks(speakers, text, expected):
    assert speakers(text) == expected


def test_a_third_party_in_a_quotation_is_not_its_speaker(extractor):
    record = extractor.extract('"She said I would thank her later," Halina Wojcik recalls.')
    names = {entity.id: entity.name for entity in record.entities}
    speakers = {quote.cue.text: names.get(quote.speaker) for quote in record.quotes}
    assert speakers == {"recalls": "Halina Wojcik", "said": None}
