"""Every rule of every built-in pack keeps its examples and counterexamples."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.paragraphs import LayoutPack, ParagraphFinder
from pipeline.roompacks import PACKS, SCHEMAS
from pipeline.rules.examples import read_example
from pipeline.rules.load import load_packs
from pipeline.tune.rulebook.examples import check_rule


def _rules():
    for by_kind in PACKS.values():
        for kind, names in by_kind.items():
            for pack in load_packs(names, SCHEMAS[kind]).packs:
                for rule in pack.rules:
                    if kind != "layout":
                        yield pytest.param(rule, pack.published, id=rule.id)


@cache
def _layout():
    return load_packs(PACKS["newsclaims_paragraphs"]["layout"], LayoutPack)


@pytest.mark.parametrize(("rule", "published"), list(_rules()))
def test_a_rule_keeps_its_examples(everything, rule, published):
    misses = check_rule(
        rule, published, lambda text, day: everything.extract(text, published=day)
    )
    assert not misses, "\n" + "\n".join(map(str, misses))


@pytest.mark.parametrize(
    "rule", [rule for pack in _layout().packs for rule in pack.rules], ids=lambda r: r.id
)
def test_a_layout_rule_keeps_its_examples(rule):
    finder = ParagraphFinder(_layout())
    for sentence in rule.examples:
        example = read_example(sentence)
        found = {(b.start, b.end) for b in finder.blocks(example.text) if b.rule == rule.id}
        assert {(tag.start, tag.end) for tag in example.tagged} <= found, sentence
    for sentence in rule.counterexamples:
        assert rule.id not in {b.rule for b in finder.blocks(sentence)}, sentence


def test_no_two_packs_share_a_rule_id():
    ids = [
        rule.id
        for by_kind in PACKS.values()
        for kind, names in by_kind.items()
        for pack in load_packs(names, SCHEMAS[kind]).packs
        for rule in pack.rules
    ]
    assert len(ids) == len(set(ids))
