"""The lists that all rooms read say what the Doc says."""

from __future__ import annotations

import pytest

from pipeline.parse import parse_of

TEXTS = [
    "Ministers met on Tuesday.\n\nThey didn't say why — “no comment”, one said.",
    "Zażółć 🙂 \u202eabc\u202c e\u0301.  Two  spaces\tand tabs",
    "x",
]


@pytest.fixture(params=TEXTS)
def doc(request, extractor):
    return extractor.nlp(request.param)


def test_each_token_has_the_labels_and_the_place_that_the_doc_gives_it(doc):
    parse = parse_of(doc)
    assert parse.text == doc.text
    for i, token in enumerate(doc):
        assert parse.text[parse.starts[i] : parse.ends[i]] == token.text == parse.words[i]
        assert (parse.lower[i], parse.lemmas[i]) == (token.lower_, token.lemma_.lower())
        assert (parse.tags[i], parse.pos[i], parse.deps[i]) == (
            token.tag_,
            token.pos_,
            token.dep_,
        )
        assert parse.ents[i] == token.ent_type_
        assert parse.heads[i] == token.head.i
        assert parse.kids[i] == [child.i for child in token.children]


def test_sentences_are_those_of_the_doc(doc):
    parse = parse_of(doc)
    assert parse.sent_starts == [sent.start for sent in doc.sents]
    assert [parse.sents[i] for i in parse.sent_starts] == list(range(len(parse.sent_starts)))


def test_an_empty_doc_has_no_sentence(extractor):
    parse = parse_of(extractor.nlp.make_doc(""))
    assert (parse.text, parse.words, parse.sents, parse.sent_starts) == ("", [], [], [])


def test_one_doc_is_read_once_and_the_next_anew(extractor):
    one, other = extractor.nlp("A court ruled."), extractor.nlp("A court sat.")
    assert parse_of(one) is parse_of(one)
    assert parse_of(other).words == ["A", "court", "sat", "."]
