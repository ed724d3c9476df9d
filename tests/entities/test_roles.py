"""What the text says that somebody is."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "role", "rule"),
    [
        ("Kremlin spokesman Anders Vik spoke.", "Kremlin spokesman", "titles.man"),
        ("Foreign Minister Anders Vik spoke.", "Foreign Minister", "titles.office"),
        ("The former Oslo mayor Anders Vik spoke.", "former Oslo mayor", "titles.office"),
        (
            "Anders Vik, a law professor at Oslo University, spoke.",
            "law professor at Oslo University",
            "roles.apposition",
        ),
        ("Anders Vik, 44, a baker, spoke.", "baker", "roles.apposition"),
        ("Its policy chief, Anders Vik, spoke.", "policy chief", "roles.apposition-before"),
        (
            "Anders Vik, who leads the inquiry, spoke.",
            "who leads the inquiry",
            "roles.relative",
        ),
    ],
)
def test_a_role_is_kept_with_its_words_and_rule(extractor, text, role, rule):
    record = extractor.extract(text)
    roles = [
        (one.text, one.rule)
        for entity in record.entities
        if entity.name == "Anders Vik"
        for one in entity.roles
    ]
    assert (role, rule) in roles


@pytest.mark.parametrize(
    "text",
    [
        "Mr Anders Vik spoke.",
        "Anders Vik, who was late, spoke.",
        "Anders Vik, and others, spoke.",
    ],
)
def test_a_form_of_address_or_a_passing_clause_is_no_role(extractor, text):
    (vik,) = [e for e in extractor.extract(text).entities if e.name == "Anders Vik"]
    assert vik.roles == []


def test_a_role_is_no_mention(extractor):
    record = extractor.extract(
        "The coach, Ilse Maranta, spoke. Its owner, Anders Vik, did not."
    )
    kinds = {m.kind for entity in record.entities for m in entity.mentions}
    assert "nominal" not in kinds
