"""spaCy's DocBin and CoNLL columns, with the base model's own tokens."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import DocBin
from spacy.training import Corpus

from pipeline.docbin import BaseTokenizer


@pytest.fixture(scope="session")
def tokenizer():
    """The base model's."""
    return BaseTokenizer()


@pytest.fixture
def docs(export, record, other, tokenizer):
    """The records as spaCy reads them back."""
    data = export("docbin", record, other, tokenizer=tokenizer)["docs-00001.spacy"]
    return list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))


def test_tokens_are_slices_that_leave_nothing_out(tokenizer, record):
    tokens = tokenizer.tokens(record.text)
    whole = "".join(
        record.text[one.start : one.end] + (" " if one.space else "") for one in tokens
    )
    assert whole == record.text
    assert [one.sentence for one in tokens] == sorted(one.sentence for one in tokens)
    assert tokens[-1].sentence >= 3


def test_spacy_loads_the_texts_with_names_and_groups(docs, record):
    strike, dull = docs
    assert strike.text == record.text
    assert dull.text == "Nothing here."
    assert {(ent.text, ent.label_) for ent in strike.ents} >= {("Levy", "PERSON")}
    assert [(one.text, one.label_, one.id_) for one in strike.spans["triggers"]] == [
        ("shut", "LABOR", "ev1"), ("march", "PROTEST", "ev2")
    ]  # fmt: skip
    assert [one.id_ for one in strike.spans["content"]] == ["q1", "q1", "q2"]


def test_exact_offsets_are_in_the_docs_user_data(docs, record):
    data = docs[0].user_data["newsclaims"]
    for event in data["events"]:
        trigger = event["trigger"]
        assert docs[0].text[trigger["start"] : trigger["end"]] == trigger["text"]
    assert data["article"]["id"] == "strike"


def test_spacys_training_reads_the_folder(export, record, other, tokenizer, tmp_path):
    for name, data in export("docbin", record, other, tokenizer=tokenizer).items():
        if name:
            (tmp_path / name).write_bytes(data)
    examples = list(Corpus(tmp_path)(spacy.blank("en")))
    assert [len(one.reference.ents) > 0 for one in examples] == [True, False]


def test_conll_has_a_tag_for_each_token_and_a_blank_line_after_each_sentence(
    text, record, other, tokenizer
):
    body = text("conll", record, other, tokenizer=tokenizer)
    assert body.count("-DOCSTART- -X- _ O\n\n") == 2
    sentences = body.split("-DOCSTART- -X- _ O\n\n")[1].strip("\n").split("\n\n")
    rows = [line.split(" ") for one in sentences for line in one.split("\n")]
    assert all(len(row) == 4 for row in rows)
    assert "".join(row[0] for row in rows) == "".join(record.text.split())
    tags = [(row[0], row[3]) for row in rows if row[3] != "O"]
    assert ("Levy", "B-PERSON") in tags
    assert len(sentences) >= 4


def test_a_format_that_needs_tokens_says_so(text, record):
    with pytest.raises(ValueError, match=r"needs Options\.tokenizer"):
        text("conll", record)
