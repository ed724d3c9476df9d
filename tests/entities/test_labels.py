"""What names are called."""

from __future__ import annotations

import pytest

from pipeline.entities.acronyms import initials, is_acronym, stands_for


@pytest.mark.parametrize(
    ("acronym", "words", "true"),
    [
        ("WHO", "World Health Organization", True),
        ("CAS", "Court of Arbitration for Sport", True),
        ("EAEU", "Eurasian Economic Union", True),
        ("ADoP", "Portuguese Anti - Doping Authority", False),
        ("FBI", "Environment Agency", False),
    ],
)
def test_an_acronym_stands_for_its_long_form(acronym, words, true):
    assert stands_for(acronym, words.split()) is true


@pytest.mark.parametrize(
    ("word", "true"),
    [("WHO", True), ("ADoP", True), ("Oslo", False), ("A", False), ("G7", False)],
)
def test_an_acronym_is_mostly_capitals(word, true):
    assert is_acronym(word) is true


def test_small_words_have_no_initial():
    assert initials(["Ministry", "of", "Health", "and", "Welfare"]) == "MHW"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Zelawi declined to comment.", ("Zelawi", "PERSON")),
        ('"Stay at home," Rubén Rocha said.', ("Rubén Rocha", "PERSON")),
        ("He said Labour had won.", ("Labour", "ORG")),
        ("The talks between Uganda and Kenya began.", ("Uganda", "GPE")),
        ("A Kenyan minister met reporters.", ("Kenyan", "NORP")),
        ("Atlantic Alliance ships left port.", ("Atlantic Alliance", "ORG")),
        ("Cyclone Imke flooded the south.", ("Cyclone Imke", "EVENT")),
        ("The Harbour Pilots Act was passed.", ("Harbour Pilots Act", "LAW")),
        ("The Tavela River burst its banks.", ("Tavela River", "LOC")),
        ("Vestavell Securities cut its forecast.", ("Vestavell Securities", "ORG")),
        ("The University of Dunmore closed.", ("University of Dunmore", "ORG")),
        ("The crash closed Tarvik airport.", ("Tarvik airport", "FAC")),
        ("Officials of the U.S. State Department left.", ("U.S. State Department", "ORG")),
    ],
)
def test_a_name_has_the_label_of_the_guidelines(names, text, expected):
    assert expected in names(text)


def test_one_string_has_one_label_in_a_text(names):
    text = (
        "Halmer cut jobs on Monday. Shares in Halmer fell. Analysts said that Halmer, "
        "a maker of valves, would sell a plant. Halmer denied it."
    )
    assert {label for words, label in names(text) if words == "Halmer"} == {"ORG"}


def test_a_language_is_no_name(names):
    assert names("She teaches Kazakh language courses.") == []


def test_a_day_is_no_name(names):
    assert names("He would miss Saturday's match.") == []


def test_a_dateline_gives_places_and_an_agency(names):
    found = names("TARVIK, Norway, Nov 24 (Nordwire) - Three ships left port on Monday.")
    assert found == [("TARVIK", "GPE"), ("Norway", "GPE"), ("Nordwire", "ORG")]


def test_a_headline_in_capitals_has_the_names_of_the_body(names):
    text = "ATAVELA FLOOD KILLS FIVE\n\nA flood in Atavela killed five people on Monday."
    assert names(text) == [("ATAVELA", "GPE"), ("Atavela", "GPE")]


def test_a_title_is_no_part_of_a_name(names):
    assert ("Jens Vellberg", "PERSON") in names("Secretary General Jens Vellberg spoke.")


def test_a_gazetteer_name_ends_before_the_line_does(names):
    text = "Voters in the United States\n\nPolls open at nine, officials said."
    assert ("United States", "GPE") in names(text)


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Solvik Construction won the contract. Solvik hired 90 people.", "Solvik", "ORG"),
        ("A group calling itself Gray Tavela took the blame.", "Gray Tavela", "ORG"),
        ("Police held a brother of Mbuse Ilunga.", "Mbuse Ilunga", "PERSON"),
        ("Water rose behind the Kumbara dam.", "Kumbara dam", "FAC"),
        ("Judges in The Hague met.", "The Hague", "GPE"),
        ("Trucks left Sikhan village on Monday.", "Sikhan", "GPE"),
        ("Alhaji Yakubu Osenwe spoke.", "Yakubu Osenwe", "PERSON"),
    ],
)
def test_one_clue_tells_the_label(names, text, name, label):
    assert (name, label) in names(text)


def test_a_form_of_address_ends_no_name(names):
    assert names("Will Mr Bell resign?") == [("Bell", "PERSON")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rules that the FMQA drafted will apply.", [("FMQA", "ORG")]),
        ("It was built in the XIX century.", []),
    ],
)
def test_an_acronym_among_small_letters_is_an_organisation(names, text, found):
    assert names(text) == found
