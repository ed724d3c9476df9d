"""Where names begin and end."""

from __future__ import annotations

import pytest

from pipeline.entities.forenames import with_particles
from pipeline.entities.glued import unglued
from pipeline.entities.names import Name, clean_names, merged
from pipeline.entities.tidy import with_generic, with_hyphens

OUTER = frozenset({"the", "a", "in", "and", "his"})


@pytest.mark.parametrize(
    ("words", "label", "left"),
    [
        ("the Norwegian Refugee Council", "ORG", ["Norwegian Refugee Council"]),
        ("Anders Vik 's", "PERSON", ["Anders Vik"]),
        ("World Health Organization ( WHO )", "ORG", ["World Health Organization", "WHO"]),
        ("San Francisco , California", "GPE", ["San Francisco", "California"]),
        ("Vell , Dorn & Co", "ORG", ["Vell , Dorn & Co"]),
        ("SEOUL 1996-08-30", "GPE", ["SEOUL"]),
        ("Channel 4", "ORG", ["Channel 4"]),
        ("Pacific coast", "LOC", ["Pacific"]),
        ("Group of 20", "ORG", ["Group of 20"]),
        ("Romania - Cosmin Vell", "PERSON", ["Romania", "Cosmin Vell"]),
        ("the", "ORG", []),
    ],
)
def test_a_name_is_cut_to_what_is_named(make_page, words, label, left):
    page = make_page(words)
    name = Name(0, len(page), label, "names.model")
    found = clean_names(page, [name], outer=OUTER, trim="names.trim", split="names.split")
    assert [page.span(one.start, one.end) for one in found] == left


def test_a_line_break_ends_a_name(make_page):
    page = make_page(["Ruda", "Vell", "\n\n", "Oslo"])
    found = clean_names(
        page, [Name(0, 4, "PERSON", "x")], outer=OUTER, trim="names.trim", split="names.split"
    )
    assert [(one.start, one.end) for one in found] == [(0, 2), (3, 4)]


def test_a_name_without_a_capital_is_none(make_page):
    page = make_page("many years")
    found = clean_names(page, [Name(0, 2, "ORG", "x")], outer=OUTER, trim="t", split="s")
    assert found == []


def test_steps_that_are_off_change_nothing(make_page):
    page = make_page("the Vell ( CFB )")
    name = Name(0, 5, "ORG", "names.model")
    assert clean_names(page, [name], outer=frozenset(), trim="", split="") == [name]


def test_the_longer_of_two_overlapping_names_stays():
    short, long = Name(1, 2, "ORG", "a"), Name(0, 3, "PERSON", "b")
    assert merged([short, long]) == [long]


def test_a_common_noun_belongs_to_the_facility_before_it(make_page):
    page = make_page("at Flesland airport today", deps="prep pobj pobj npadvmod")
    (name,) = with_generic(page, [Name(1, 2, "GPE", "x")], {"airport"}, "FAC", "names.facility")
    assert (name.start, name.end, name.label) == (1, 3, "FAC")


def test_a_noun_that_only_modifies_another_does_not(make_page):
    page = make_page(
        "at Flesland airport security",
        tags="IN NNP NN NN",
        deps="prep compound compound pobj",
    )
    (name,) = with_generic(page, [Name(1, 2, "GPE", "x")], {"airport"}, "FAC", "names.facility")
    assert (name.start, name.end, name.label) == (1, 2, "GPE")


def test_particles_join_the_parts_of_a_surname(make_page):
    page = make_page("Hanne van den Berg spoke")
    pair = [Name(0, 3, "PERSON", "x"), Name(3, 4, "PERSON", "x")]
    (name,) = with_particles(page, pair, {"van", "den"}, "names.particle")
    assert (name.start, name.end) == (0, 4)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wang Mei-yu met reporters in Oslo.", "Wang Mei-yu"),
        ("An Oslo-based firm won.", "Oslo"),
        ("Fighting near Mazar-i-Sharif went on.", "Mazar-i-Sharif"),
    ],
)
def test_a_hyphen_ties_a_name_but_not_an_adjective(names, text, found):
    assert found in [words for words, _ in names(text)]


def test_a_hyphen_between_two_names_joins_nothing(make_page):
    page = make_page(["NATO", "-", "Russia", "talks"])
    page.starts[:] = [0, 4, 5, 12]
    page.ends[:] = [4, 5, 11, 17]
    pair = [Name(0, 1, "ORG", "x"), Name(2, 3, "GPE", "x")]
    assert with_hyphens(page, pair, frozenset(), "names.hyphen") == pair


@pytest.mark.parametrize(
    ("words", "spans", "left"),
    [
        (
            "Tarvik Ruda Vell | Tarvik | Tarvik | Ruda Vell",
            [(0, 3, "PERSON"), (4, 5, "GPE"), (6, 7, "GPE"), (8, 10, "PERSON")],
            ["Tarvik", "Ruda Vell"],
        ),
        ("Ruda Vell Click", [(0, 3, "PERSON")], ["Ruda Vell"]),
        ("Invalid Email Ruda Vell", [(0, 4, "PERSON")], ["Ruda Vell"]),
        (
            "TRUSK Ruda Vell | Ruda Vell",
            [(0, 3, "PERSON"), (4, 6, "PERSON")],
            ["Ruda Vell"],
        ),
        (
            "Corvell 's Tavela | Corvell",
            [(0, 3, "ORG"), (4, 5, "ORG")],
            ["Corvell", "Tavela"],
        ),
        ("Tarvik WHO IS | Tarvik", [(0, 3, "ORG"), (4, 5, "GPE")], ["Tarvik"]),
        ("Tarvik Times | Tarvik", [(0, 2, "ORG"), (3, 4, "GPE")], ["Tarvik Times"]),
        ("St George 's Hospital", [(0, 4, "ORG")], ["St George 's Hospital"]),
    ],
)
def test_names_that_ran_together_are_cut_where_the_text_has_their_parts(
    make_page, words, spans, left
):
    page = make_page(words)
    found = unglued(
        page,
        [Name(start, end, label, "names.model") for start, end, label in spans],
        furniture={"click", "invalid email"},
        whole={"Times", "Hospital"},
        rule="names.glued",
    )
    assert [page.span(one.start, one.end) for one in found][: len(left)] == left


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Oxygen, food and water were sent to Norway.", [("Norway", "GPE")]),
        ("Emergency services left at one. More emergency services came.", []),
        ("The Supreme Court of Ghana ruled.", [("Supreme Court of Ghana", "ORG")]),
        (
            "Typhoon Krathel hit on Monday. Krathel cut power to the south.",
            [("Typhoon Krathel", "EVENT"), ("Krathel", "EVENT")],
        ),
        ("The crowd after the storm Ruda Vell/EPA", [("Ruda Vell", "PERSON"), ("EPA", "ORG")]),
    ],
)
def test_names_of_a_text_have_these_bounds(names, text, wanted):
    assert names(text) == wanted


def test_a_score_is_no_part_of_a_name(extractor):
    text = "Rovers came from behind to beat champions Northgate 3-2 on Saturday."
    assert "Northgate" in [entity.name for entity in extractor.extract(text).entities]
