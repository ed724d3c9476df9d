from __future__ import annotations

import csv
import hashlib
import json

from pipeline.evaluate.measures import values
from pipeline.evaluate.score import evaluate


def test_the_manifest_names_every_article_and_gold_record_with_its_sha256(corpus):
    paths = sorted([*corpus.glob("*.txt"), *corpus.glob("*.gold.json")])
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in paths]
    assert (corpus / "MANIFEST").read_bytes().decode() == "".join(lines)


def test_every_article_has_gold_of_exactly_its_text(corpus, golds):
    assert sorted(golds) == sorted(path.stem for path in corpus.glob("*.txt"))
    for name, gold in golds.items():
        raw = (corpus / f"{name}.txt").read_bytes()
        assert gold.text == raw.decode("utf-8"), name
        assert gold.article.sha256 == hashlib.sha256(raw).hexdigest(), name


def test_one_article_keeps_its_crlf_line_ends(corpus):
    assert b"\r\n" in (corpus / "dev21_mudslide.txt").read_bytes()
    assert "corpus/*.txt -text" in (corpus.parent / ".gitattributes").read_text(
        encoding="utf-8"
    )


def test_the_metadata_give_the_publication_day_that_gold_says_is_given(corpus, golds):
    with (corpus / "metadata.csv").open(encoding="utf-8", newline="") as lines:
        given = {row["id"]: row["published"] or None for row in csv.DictReader(lines)}
    assert given == {name: gold.input.published for name, gold in golds.items()}


def test_gold_scores_full_marks_against_itself(golds):
    result = evaluate(golds, golds)
    assert not result.slips
    numbers = values(result.total)
    rates = {key: n for key, n in numbers.items() if not isinstance(n, int)}
    assert set(rates.values()) == {1.0}
    assert (numbers["contract_errors"], numbers["event_duplicates"]) == (0, 0)


def test_gold_keeps_the_conventions_of_the_guidelines(golds):
    for name, gold in golds.items():
        for time in gold.times:
            dated = time.begin is not None and time.end_date is not None
            assert dated == (time.type in ("DATE", "TIME")), (name, time.text)
        for entity in gold.entities:
            spans = [(m.start, m.end) for m in entity.mentions]
            assert spans == sorted(set(spans)), (name, entity.name)
        for quote in gold.quotes:
            assert (quote.kind == "indirect") <= ("“" not in quote.content[0].text), name


def test_the_gold_files_are_written_alike(corpus):
    for path in corpus.glob("*.gold.json"):
        raw = json.loads(path.read_text(encoding="utf-8"))
        assert list(raw) == [
            "schema_version", "article", "input", "text",
            "entities", "times", "quotes", "events", "ignored_triggers",
        ], path.name  # fmt: skip
