"""What holds for every text: order, overlap, citations, switches, cost."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
import yaml

import pipeline
from pipeline.roompacks import PACKS, SCHEMAS
from pipeline.rules.load import load_packs

TEXT = (
    "OSLO, Nov 24 (Nordwire) - Norway's Foreign Minister Anders Vik met Maria Dorn, a law "
    "professor, on Monday. The minister said that he would resign.\n\n"
    "The Coastal Fisheries Board (CFB) cut 200 jobs. The CFB blamed its costs. Vestavell Foods "
    "Ltd, which left Bergen airport in May, denied it. Shares in Vestavell fell.\n"
)


def _mentions(record):
    return [m for entity in record.entities for m in entity.mentions]


def test_entities_stand_in_order_of_their_first_mention(extractor):
    record = extractor.extract(TEXT)
    first = [min(m.start for m in entity.mentions) for entity in record.entities]
    assert first == sorted(first)


def test_no_two_names_overlap(extractor):
    spans = sorted(
        (m.start, m.end) for m in _mentions(extractor.extract(TEXT)) if m.kind == "name"
    )
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_every_item_cites_a_rule_of_a_pack(extractor):
    ids = {
        rule.id
        for kind, names in PACKS["newsclaims_entities"].items()
        for pack in load_packs(names, SCHEMAS[kind]).packs
        for rule in pack.rules
    }
    record = extractor.extract(TEXT)
    cited = {m.rule for m in _mentions(record)} | {
        r.rule for e in record.entities for r in e.roles
    }
    assert cited <= ids


@pytest.mark.parametrize(
    ("rule", "kind", "text"),
    [
        ("names.dateline", "entities", "TARVIK, Nov 24 (Nordwire) - Three ships left port."),
        ("names.facility", "entities", "The crash closed Tarvik airport."),
        ("names.short", "entities", "Tavela Foods Ltd cut jobs. Tavela fell 3%."),
        ("names.surname", "entities", "Wirimu Tane won. Tane cut taxes."),
        ("names.acronym", "entities", "The Coastal Fisheries Board (CFB) met."),
        ("pronoun.she", "entities", "Maria Vik said that she would resign."),
        ("roles.apposition", "entities", "Maria Vik, a law professor, spoke."),
        ("titles.office", "titles", "Foreign Minister Anders Vik spoke."),
        ("nominals.company", "nominals", "Vestavell Foods Ltd fell. The company cut jobs."),
        ("gazetteer.country", "gazetteer", "Norway voted on Monday."),
        ("context.kin", "contexts", "Ilunga's husband met reporters."),
    ],
)
def test_a_rule_that_is_switched_off_is_off(extractor, switched_off, rule, kind, text):
    def cited(record):
        return {m.rule for m in _mentions(record)} | {
            r.rule for e in record.entities for r in e.roles
        }

    assert rule in cited(extractor.extract(text))
    assert rule not in cited(switched_off.extract(text))


@pytest.fixture(scope="module")
def switched_off(tmp_path_factory):
    """A pipeline with one rule of each of some kinds switched off."""
    off = {
        "entities": ["names.dateline", "names.facility", "names.short", "names.surname",
                     "names.acronym", "pronoun.she", "roles.apposition"],
        "titles": ["titles.office"],
        "nominals": ["nominals.company"],
        "gazetteer": ["gazetteer.country"],
        "contexts": ["context.kin"],
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("off")
    for kind, ids in off.items():
        pack = yaml.safe_dump({"kind": kind, "disable": ids})
        (folder / f"{kind}.yaml").write_text(pack, encoding="utf-8")
    return pipeline.load(rules=[folder])


def test_a_user_adds_names_and_titles(tmp_path):
    pack = {
        "kind": "gazetteer",
        "rules": [
            {
                "id": "mine.body",
                "label": "ORG",
                "names": [{"name": "Wobble Pact", "also": ["WBPT"]}],
                "examples": ["The <name>Wobble Pact</name> met."],
            }
        ],
    }
    file = tmp_path / "mine.yaml"
    file.write_text(yaml.safe_dump(pack), encoding="utf-8")
    record = pipeline.load(rules=[file]).extract("The Wobble Pact met. WBPT agreed.")
    assert [(e.name, e.label, len(e.mentions)) for e in record.entities] == [
        ("Wobble Pact", "ORG", 2)
    ]


def test_the_cost_grows_with_the_text_and_no_faster(extractor):
    finder = extractor.nlp.get_pipe("newsclaims_entities")
    triples = zip("ABCDEFGHIJ" * 3, "KLMNOPQRST" * 3, "UVWXYZKLMN" * 3, strict=True)
    text = " ".join(
        f"{a}{i}ovic {b}dal met {c}ora Ltd in {a}stad. He said that the company had left."
        for i, (a, b, c) in enumerate(triples)
    )  # fmt: skip

    def cost(times):
        doc = extractor.nlp(" ".join([text] * times))
        began = time.process_time()
        finder(doc)
        return time.process_time() - began

    cost(1)
    small = min(cost(2) for _ in range(3))
    assert cost(16) < small * 8 * 4  # linear is 8 times; a quadratic step would be 64


@pytest.mark.parametrize("text", ["/", "x /", "/ (", "(/)", ") ( x /", "(A/"])
def test_a_slash_at_the_edge_of_a_text_is_no_photo_credit(extractor, text):
    assert not _mentions(extractor.extract(text))
