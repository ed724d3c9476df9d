"""The table that stands for the attribute ruler sets what the ruler sets, at every token."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.basemodel import load_base
from pipeline.ruler import NAME, TableRuler, rules_of, tabled

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
ATTRIBUTES = [
    "TAG",
    "POS",
    "MORPH",
    "LEMMA",
    "DEP",
    "HEAD",
    "ENT_TYPE",
    "ENT_IOB",
    "SENT_START",
]
ODD = [
    # every pattern of more than one token, and those on words
    "I ain't gonna go. Let's go! Y'all c'mon. You gotta try. 'Nuff said. There's one.",
    "Nothin' is goin' on, somethin' is doin'. The ol' man got it and gets 'em. I'll, she'd.",
    "He himself did not. This is that, and those were these. She may and could have been.",
    "  \n\n \t Spaces  \n at  both ends  \n",
    "",
    "Zażółć 🙂 e\u0301 a\u200bb \u202eabc\u202c ....... ''''",
]


@pytest.fixture(scope="module")
def pipelines():
    stock, table = load_base().nlp, load_base().nlp
    assert tabled(table)
    assert isinstance(table.get_pipe(NAME), TableRuler)
    return stock, table


def _rows(nlp, texts):
    return [doc.to_array(ATTRIBUTES).tolist() for doc in nlp.pipe(texts, batch_size=8)]


def test_whole_articles_have_the_same_labels_with_the_table(pipelines):
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    stock, table = pipelines
    assert _rows(table, texts) == _rows(stock, texts)


@pytest.mark.parametrize("text", ODD)
def test_odd_text_has_the_same_labels_with_the_table(pipelines, text):
    stock, table = pipelines
    assert _rows(table, [text]) == _rows(stock, [text])


@pytest.mark.parametrize(
    ("patterns", "attrs", "index"),
    [
        ([[{"SHAPE": "XX"}]], {"POS": "PROPN"}, 0),
        ([[{"LOWER": {"FUZZY": "colour"}}]], {"POS": "NOUN"}, 0),
        ([[{"LOWER": "a"}, {"LOWER": "b", "OP": "+"}]], {"POS": "NOUN"}, 0),
        ([[{"LOWER": "a"}]], {"NORM": "an"}, 0),
        ([[{"LOWER": "a"}, {"LOWER": "b"}]], {"POS": "NOUN"}, -1),
    ],
)
def test_a_ruler_that_asks_for_more_is_left_as_it_is(patterns, attrs, index):
    nlp = load_base().nlp
    ruler = nlp.get_pipe(NAME)
    ruler.add(patterns, attrs, index)
    assert rules_of(ruler) is None
    assert not tabled(nlp)
    assert nlp.get_pipe(NAME) is ruler


def test_the_later_of_two_rules_wins_as_in_the_ruler():
    stock, table = load_base().nlp, load_base().nlp
    for nlp in (stock, table):
        ruler = nlp.get_pipe(NAME)
        ruler.add([[{"LOWER": "gavel"}, {"LOWER": "fell"}]], {"LEMMA": "hammer"}, 0)
        ruler.add([[{"LOWER": "gavel"}]], {"LEMMA": "mallet", "POS": "X"}, 0)
    assert tabled(table)
    text = "The gavel fell. A gavel rose."
    assert _rows(table, [text]) == _rows(stock, [text])
    assert [token.lemma_ for token in table(text)][1] == "mallet"
