from __future__ import annotations

import pytest

from pipeline.article import Article
from pipeline.batch.index import made
from pipeline.batch.outcome import Done, Unchanged
from pipeline.batch.work import CHUNK, extract_chunk
from pipeline.batch.workers import InProcess, chunks
from pipeline.errors import ArticleError
from pipeline.intake import Failure, Intake, Unread


class Fussy:
    """An extractor that cannot bear some texts."""

    def __init__(self, extractor):
        self.inner = extractor
        self.model, self.fingerprints = extractor.model, extractor.fingerprints

    def record(self, article):
        if "bug" in article.text:
            raise ZeroDivisionError("by zero")
        if "empty" in article.text:
            raise ArticleError("the article is empty", where=article.id, fix="leave it out")
        return self.inner.record(article)

    def pipe(self, articles):
        return map(self.record, articles)


@pytest.fixture
def items():
    texts = ["Ministers met.", "a bug", "empty", "The bank warned of risks."]
    return [Intake(f"{n}.txt", Article(f"a{n}", text)) for n, text in enumerate(texts)]


def test_a_fault_costs_the_article_that_has_it_and_no_other(extractor, items):
    unread = Failure("x", "x.txt", "not text", "leave it out")
    first, bug, empty, last, passed = extract_chunk(Fussy(extractor), [*items, unread])
    assert (first.id, last.id) == ("a0", "a3")
    assert bug.error.startswith(
        "could not be processed: ZeroDivisionError: by zero (test_work.py"
    )
    assert bug.where == "1.txt"
    assert (empty.error, empty.fix) == ("the article is empty", "leave it out")
    assert passed is unread


def _page(read, known=None):
    return Unread("p.html", "p", "key", read, known)


def _raise(error):
    raise error


def test_a_page_is_read_where_its_article_is_worked_on(extractor, items):
    article = Article("p", "Ministers met.")
    (read,) = extract_chunk(extractor, [_page(lambda: article)])
    assert read == extract_chunk(extractor, [Intake("p.html", article)])[0]


@pytest.mark.parametrize(
    ("error", "reason", "where"),
    [
        (ArticleError("bad", where="t.csv:2", fix="mend it"), "input", "t.csv:2"),
        (ArticleError("bad", where="", fix="mend it"), "input", "p.html"),
        (MemoryError(), "memory", "p.html"),
        (ZeroDivisionError("by zero"), "bug", "p.html"),
    ],
)
def test_a_page_that_cannot_be_read_costs_only_itself(extractor, items, error, reason, where):
    page = _page(lambda: _raise(error))
    first, lost, last = extract_chunk(extractor, [items[0], page, items[3]])
    assert (first.id, last.id) == ("a0", "a3")
    assert (lost.id, lost.reason, lost.where) == ("p", reason, where)


def test_a_page_whose_record_is_there_is_not_worked_on():
    article = Article("p", "Ministers met.", published="2024-03-07", title="Talks")
    made_of = made(article.sha256, None, None, "utf-8", "2024-03-07")
    outcomes = extract_chunk(_Idle(), [_page(lambda: article, (made_of, "Talks"))])
    assert outcomes == [Unchanged("p")]


class _Idle:
    """An extractor that is given nothing to do."""

    def pipe(self, articles):
        assert not articles
        return iter(())


def test_a_record_is_the_same_alone_and_among_others(extractor, items):
    good = [items[0], items[3]]
    together = extract_chunk(extractor, good)
    assert together == [
        outcome for item in good for outcome in extract_chunk(extractor, [item])
    ]
    assert all(isinstance(outcome, Done) for outcome in together)


def test_outcomes_come_in_the_order_of_the_items(extractor, items):
    outcomes = list(InProcess(Fussy(extractor)).outcomes(items * 5))
    assert [outcome.id for outcome in outcomes] == [f"a{n}" for n in range(4)] * 5


def test_chunks_hold_everything_once():
    cut = list(chunks(range(2 * CHUNK + 1)))
    assert [len(one) for one in cut] == [CHUNK, CHUNK, 1]
    assert [one for chunk in cut for one in chunk] == list(range(2 * CHUNK + 1))
