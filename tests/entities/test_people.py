"""Which names are one person's."""

from __future__ import annotations

import pytest

from pipeline.entities.people import same_person, surname


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Anders Vik", "Vik"),
        ("Hanne van den Berg", "van den Berg"),
        ("Yahya al - Sharif", "al - Sharif"),
        ("Martin Vell Jr.", "Vell"),
        ("Vell", "Vell"),
    ],
)
def test_a_surname_has_its_particles(name, last):
    assert surname(name.split()) == tuple(last.split())


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Whitaker", "Ellen Whitaker", True),
        ("Ellen", "Ellen Whitaker", True),
        ("E. Whitaker", "Ellen Whitaker", True),
        ("Mark Whitaker", "Ellen Whitaker", False),
        ("Gloria Restrepo", "Gloria Inés Restrepo", True),
        ("Ivan Petrov", "Ivan Petkov", True),
        ("Ivan Vik", "Ivan Vig", False),
        ("van den Berg", "Hanne van den Berg", True),
        ("Whitaker", "Whitaker", True),
        ("Whitman", "Ellen Whitaker", False),
    ],
)
def test_two_names_may_be_one_persons(short, full, same):
    assert same_person(short.split(), full.split()) is same


def test_two_people_of_one_surname_stay_two(entity_of):
    found = entity_of(
        "Ellen Brannock won the seat on Tuesday. Her husband, Mark Brannock, stood behind her. "
        "Mark Brannock was mayor once. Ellen Brannock thanked him. Ms Brannock is a Democrat."
    )
    assert found["Mark Brannock", 2] == "Mark Brannock"
    assert found["Ellen Brannock", 2] == "Ellen Brannock"
    assert found["Brannock", 1] == "Ellen Brannock"


def test_a_namesake_who_comes_late_is_another_person(extractor):
    record = extractor.extract(
        "President Obama met reporters on Monday.\n\nMr Obama said that the talks had failed. "
        "Obama left at noon, and Obama did not return.\n\nMichelle Obama stayed at home."
    )
    assert {"Obama", "Michelle Obama"} <= {entity.name for entity in record.entities}


def test_acronym_and_long_form_are_one_entity(entity_of):
    found = entity_of(
        "The Coastal Fisheries Board (CFB) met on Monday. The CFB has nine members."
    )
    assert found["CFB", 1] == found["CFB", 2] == "Coastal Fisheries Board"


def test_a_short_form_is_the_company(entity_of):
    found = entity_of("Vestavell Foods Ltd cut jobs on Monday. Shares in Vestavell fell.")
    assert found["Vestavell", 1] == "Vestavell Foods Ltd"


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The U.S. voted. The United States lost.", "U.S.", "United States"),
        ("NATO met. The Atlantic Alliance agreed.", "NATO", "Atlantic Alliance"),
        ("Britain voted. The UK lost.", "Britain", "UK"),
    ],
)
def test_other_names_of_one_thing_are_one_entity(entity_of, text, one, other):
    found = entity_of(text)
    assert found[one, 1] == found[other, 1]


def test_a_capital_is_not_merged_with_its_country(extractor):
    record = extractor.extract(
        "Russia protested. Moscow recalled its envoy, a Russian admiral."
    )
    names = [(entity.name, entity.label) for entity in record.entities]
    assert names[:3] == [("Russia", "GPE"), ("Moscow", "GPE"), ("Russian", "NORP")]


def test_an_entity_in_capitals_is_named_in_usual_letters(extractor):
    record = extractor.extract("OSLO, Nov 24 (Nordwire) - Three ships left port on Monday.")
    assert record.entities[0].name == "Oslo"


def test_a_corrected_spelling_is_the_right_one(extractor):
    record = extractor.extract(
        "The deputy speaker, Ivan Petrov, sighed on Monday.\n\nIvan Petrov left.\n\n"
        "Correction: we called the deputy speaker Ivan Petrov. His name is Ivan Petkov."
    )
    assert [e.name for e in record.entities if e.label == "PERSON"] == ["Ivan Petkov"]


def test_a_state_in_a_dateline_has_its_full_name(extractor):
    record = extractor.extract("MOBILE, Ala. - Dockworkers walked out on Monday.")
    assert "Alabama" in {entity.name for entity in record.entities}


def test_a_name_of_a_thousand_words_is_none(extractor):
    record = extractor.extract("OSLO " * 1000)
    assert record.entities == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Oslo Deputy Mayor Ruda Vell spoke on Monday.", "Ruda Vell"),
        ('"We flew," said Tarvikland spokesperson Peter Ilunga.', "Peter Ilunga"),
        ("Attorney General Ines Peña Ojedar met reporters.", "Ines Peña Ojedar"),
    ],
)
def test_a_person_ends_where_the_name_ends(names, text, found):
    assert (found, "PERSON") in names(text)


def test_a_double_surname_means_who_has_it(entity_of):
    who = entity_of("Mr Nilo Remigan Tavela met reporters. On Monday Remigan Tavela denied it.")
    assert who["Remigan Tavela", 1] == "Nilo Remigan Tavela"


def test_a_forename_taken_for_a_place_is_part_of_the_name(names):
    found = names("Police held Altaf Hussain Darwan on Monday.")
    assert found == [("Altaf Hussain Darwan", "PERSON")]
