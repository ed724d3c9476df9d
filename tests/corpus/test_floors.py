from __future__ import annotations

from pipeline.article import Article
from pipeline.evaluate.gate import check_corpus, missed_floors, read_gate
from pipeline.evaluate.gold import GoldRecord
from pipeline.evaluate.measures import values
from pipeline.evaluate.score import evaluate


def test_the_pipeline_reaches_its_floors_on_the_corpus(extractor, corpus, golds):
    gate = read_gate(corpus / "floors.toml")
    check_corpus(gate, corpus)
    found = {
        record.article.id: GoldRecord.model_validate(record.model_dump())
        for record in extractor.pipe(_article(gold) for gold in golds.values())
    }
    numbers = values(evaluate(golds, found).total)
    assert missed_floors(gate, numbers) == []


def _article(gold: GoldRecord) -> Article:
    """The article as the pipeline is given it."""
    day = gold.input.published
    return Article(gold.article.id, gold.text, day, "given" if day else "none")
