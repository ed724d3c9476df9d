"""docs/packs.md names every kind of pack, every field, and every word that a field may be."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from pydantic import BaseModel

from pipeline.events.lint import LABELS, PLACES
from pipeline.events.pack import Trait
from pipeline.quotes.pack import STEPS, Frame, Stance
from pipeline.roompacks import SCHEMAS
from pipeline.rules.examples import TAGS
from pipeline.rules.schema import Pack, Rule
from pipeline.times.guards import GUARDS
from pipeline.times.readings import READINGS


@pytest.fixture(scope="module")
def sections(root):
    """The page by heading."""
    text = (root / "docs" / "packs.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _models(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def _fields(schema):
    """Names of a pack's fields, as in YAML, with those of its parts."""
    waiting, seen = [schema], set()
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen.add(model)
            for name, info in model.model_fields.items():
                yield info.alias or name
                waiting += _models(info.annotation)


COMMON = {*Pack.model_fields, *Rule.model_fields}


def test_the_fields_of_every_pack_and_rule_are_named(sections):
    assert {name for name in COMMON if f"| `{name}` |" not in sections["Every pack"]} == set()


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_field_of_a_kind_is_named_in_its_section(sections, kind):
    told = sections[f"`{kind}`"]
    own = set(_fields(SCHEMAS[kind])) - (COMMON - {"kind", "note"})
    needed = {name for name in own if name not in {"kind", "note"} or kind == "times"}
    assert {name for name in needed - {"note"} if f"| `{name}` |" not in told} == set()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("cues", [*get_args(Frame), *get_args(Stance), *STEPS]),
        ("times", [*GUARDS, *READINGS]),
        ("events", [*PLACES, *LABELS, *get_args(Trait)]),
    ],
)
def test_every_word_that_a_field_may_be_is_named(sections, kind, words):
    told = sections[f"`{kind}`"]
    assert [word for word in words if f"`{word}`" not in told] == []


def test_every_tag_of_an_example_is_named(sections):
    told = sections["Every pack"]
    tags = {tag for by_tag in TAGS.values() for tag in by_tag}
    assert {tag for tag in tags if f"<{tag}" not in told} == set()


def test_the_page_names_nothing_that_is_not_there(sections):
    for kind, schema in SCHEMAS.items():
        named = set(re.findall(r"^\| `(\w+)` \|", sections[f"`{kind}`"], re.MULTILINE))
        assert (
            named - set(_fields(schema)) - (set(GUARDS) if kind == "times" else set()) == set()
        )
