"""Whatever bytes come: an article, or a failure that says what to do; never a crash."""

from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ArticleError
from pipeline.intake import Failure
from pipeline.readers.articles import Reading, read_articles
from pipeline.readers.decode import decode
from pipeline.readers.found import Places
from pipeline.readers.lines import read_lines
from pipeline.readers.places import Place

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.binary())
def test_bytes_are_text_or_an_error(raw):
    told = ""
    try:
        told = decode(raw, where="a.txt").text
    except ArticleError as error:
        told = error.fix
    assert told.encode("utf-8") or not raw.strip(b"\xef\xbb\xbf\xfe\xff\0")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_sound_utf8_is_read_as_it_is_whatever_it_holds(text):
    raw = text.encode()
    if raw.startswith((b"%PDF-", b"PK\x03\x04", b"\xef\xbb\xbf")):
        return
    assert decode(raw, where="a.txt").text == text


_LINES = st.lists(_JSON, max_size=4).map(lambda rows: "\n".join(map(json.dumps, rows)).encode())


@given(st.binary() | _LINES)
def test_lines_are_articles_or_failures(raw):
    for item in read_lines(io.BytesIO(raw), name="a.jsonl", text_key="text"):
        assert not isinstance(item, Failure) or (item.error and item.fix and item.where)


@given(
    st.fixed_dictionaries(
        {"id": st.text(min_size=1) | st.integers(), "text": st.text()},
        optional={name: st.none() | st.text() for name in ("title", "source", "url")},
    )
)
def test_an_article_that_is_read_can_be_written(row):
    stdin = io.BytesIO(json.dumps(row).encode())
    (item,) = read_articles(Places([Place(None, "stdin")]), Reading(stdin=stdin))
    if isinstance(item, Failure):
        assert item.line().endswith(b"\n")
    else:
        json.dumps(row["text"]).encode()
        item.article.id.encode("utf-8")
        assert item.article.text == row["text"]
