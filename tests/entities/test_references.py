"""Whom "she" and "the company" mean."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Maria Vik said that she would resign.", "she", "Maria Vik"),
        ("Maria Vik met Anders Dorn. She left early.", "She", "Maria Vik"),
        ("Maria Vik met Anders Dorn. He left early.", "He", "Anders Dorn"),
        ("Norway recalled its ambassador from Peru.", "its", "Norway"),
        ("Norway said it would close the border.", "it", "Norway"),
        ("Anders Vik blamed himself.", "himself", "Anders Vik"),
        (
            "Foreign Minister Anders Vik met Maria Dorn. The minister took no questions.",
            "The minister",
            "Anders Vik",
        ),
        (
            "Vestavell Foods Ltd cut 200 jobs. The company blamed costs.",
            "The company",
            "Vestavell Foods Ltd",
        ),
        ("Kenya held a vote. The country has 27 million voters.", "The country", "Kenya"),
        ("The train to Bilbao was late. The city has two stations.", "The city", "Bilbao"),
        (
            "The European Union met. The bloc has 27 members.",
            "The bloc",
            "European Union",
        ),
        (
            "The Harbour Workers Union called a strike. The union has 900 members.",
            "The union",
            "Harbour Workers Union",
        ),
        (
            "Kremlin spokesman Anders Vik spoke. The Kremlin's spokesman was late.",
            "The Kremlin's spokesman",
            "Anders Vik",
        ),
        (
            "The striker Ruda Vell scored. The player was cheered.",
            "The player",
            "Ruda Vell",
        ),
        (
            "Russian President Oleg Vell met Maria Dorn. The Russian president smiled.",
            "The Russian president",
            "Oleg Vell",
        ),
        (
            "Oskar Vell, 34, and Maria Dorn, 51, fell. The 51-year-old was unhurt.",
            "The 51-year-old",
            "Maria Dorn",
        ),
        ("Oskar Vell was arrested on Monday. The suspect is 40.", "The suspect", "Oskar Vell"),
        (
            "The Houthis see things otherwise. Their envoy left.",
            "Their",
            "Houthis",
        ),
    ],
)
def test_a_reference_means_the_entity(entity_of, text, mention, name):
    assert entity_of(text)[mention, 1] == name


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Norway voted on Monday. It is clear that the vote was close.", "It"),
        ("Norway voted on Monday. It rained.", "It"),
        ("Norway voted on Monday. She left.", "She"),
        ("Anders Vik spoke. The company blamed costs.", "The company"),
        ("Norway voted. The president of the club resigned.", "The president"),
        ("Maria Vik left. I told her sister, he said.", "he"),
        ("Anders Vik spoke. The minister who resigned did not.", "The minister"),
        (
            "Russian President Oleg Vell met Maria Dorn. The French president smiled.",
            "The French president",
        ),
        ("Oskar Vell, 34, fell. The 51-year-old was unhurt.", "The 51-year-old"),
        ("Norway and Peru signed. They met again.", "They"),
    ],
)
def test_no_link_rather_than_a_wild_one(entity_of, text, mention):
    assert (mention, 1) not in entity_of(text)


def test_who_speaks_is_not_he_in_the_quote(entity_of):
    found = entity_of(
        "Anders Vik met Oskar Dorn on Monday.\n\n"
        '"He was late," Vik told reporters. "I was not."'
    )
    assert found.get(("He", 1)) != "Anders Vik"


def test_first_and_second_person_are_no_mentions(extractor):
    record = extractor.extract('"I told you so. We won," Anders Vik said.')
    assert [m.text for e in record.entities for m in e.mentions] == ["Anders Vik"]


def test_gender_is_learnt_from_the_text(entity_of):
    found = entity_of(
        "Ruda Vell won the race on Sunday. She had trained for a year. "
        "Aksana Dorn came second. Vell thanked her team, and she wept."
    )
    assert found["she", 1] == "Ruda Vell"


def test_a_government_that_is_never_named_is_an_organisation(extractor):
    record = extractor.extract(
        "The government raised taxes on Monday, and the government fell."
    )
    assert [(e.name, e.label, len(e.mentions)) for e in record.entities] == [
        ("government", "ORG", 2)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NATO met on Monday. The Alliance has 32 members, and the Alliance grows.", "NATO"),
        ("The EU met. The Union, said the Union's envoy, would wait.", "EU"),
    ],
)
def test_an_entity_has_the_name_that_the_gazetteer_knows(extractor, text, name):
    assert extractor.extract(text).entities[0].name == name


def test_a_body_is_one_with_its_acronym_in_another_language(extractor):
    text = "The Supreme Harbour Court (THM) met on Monday. The THM heard a witness."
    (court,) = (e for e in extractor.extract(text).entities if e.label == "ORG")
    assert court.name == "Supreme Harbour Court"
    assert [m.text for m in court.mentions] == ["Supreme Harbour Court", "THM", "THM"]


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        (
            "The Kumbara State Government met on Monday. The state government said no.",
            "The state government",
            "Kumbara State Government",
        ),
        (
            "The Union of Tavela Crews called a strike. Dockers said that their union had won.",
            "their union",
            "Union of Tavela Crews",
        ),
        (
            "Commissioner of Police Ruda Vell spoke. The commissioner denied the claim.",
            "The commissioner",
            "Ruda Vell",
        ),
    ],
)
def test_a_nominal_means_who_is_called_so(entity_of, text, phrase, name):
    assert entity_of(text)[phrase, 1] == name


def test_a_port_is_no_city_that_is_not_called_one(entity_of):
    who = entity_of("Talks in Bilbao failed. Some 400 people marched to the port.")
    assert ("the port", 1) not in who
