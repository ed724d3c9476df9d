from __future__ import annotations

import io
import json
import os

import pytest

from pipeline.intake import Failure
from pipeline.readers.articles import Reading, read_articles
from pipeline.readers.found import Places, find_places
from pipeline.readers.lines import MAX_BYTES
from pipeline.readers.metadata import read_metadata
from pipeline.readers.places import Place


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read files, given as name -> content, as `newsclaims run .` would."""
    monkeypatch.chdir(tmp_path)

    def reader(files, **how):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read_articles(find_places(["."]), Reading(**how)))

    return reader


def _line(**fields):
    return json.dumps(fields) + "\n"


def test_the_id_of_a_text_file_is_its_stem_or_its_path_where_stems_repeat(read):
    items = read({"a.txt": "x", "2021/b.txt": "x", "2022/b.txt": "x"})
    assert sorted(item.article.id for item in items) == ["2021/b", "2022/b", "a"]


def test_a_jsonl_line_gives_an_article_with_what_is_known_of_it(read):
    (item,) = read({"a.jsonl": _line(id=7, text="Hello.", published="2024-03-07T10:00:00Z",
                                     title=" T ", source="S", url="u", other=[1])})  # fmt: skip
    article = item.article
    assert (article.id, article.text, article.title) == ("7", "Hello.", "T")
    assert (article.published, article.published_from) == ("2024-03-07", "given")
    assert (article.source, article.url, item.where) == ("S", "u", "a.jsonl:1")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('{"id"\n', "not JSON: Expecting ':' delimiter at column 6"),
        ("[1]\n", "not a JSON object"),
        ("[" * 100_000 + "\n", "JSON nested too deep"),
        (_line(text="x"), "no id"),
        (_line(id="", text="x"), "no id"),
        (_line(id=True, text="x"), "no id"),
        (_line(id="a", body="x"), "no 'text'; the fields are body, id"),
        (_line(id="a", text=3), "'text' is not text"),
        (_line(id="a", text="x", title=[1]), "title is not text: [1]"),
        (_line(id="a", text="x", published="2024-13"), "published '2024-13' is not a date"),
        (_line(id="a", text="x\ud83d"), "text holds half a surrogate pair"),
        (_line(id="a", text="x\0y"), "text holds a NUL character at offset 1"),
    ],
)  # fmt: skip
def test_a_bad_line_costs_only_itself(read, line, error):
    items = read({"a.jsonl": _line(id="first", text="x") + line + _line(id="last", text="x")})
    assert [isinstance(item, Failure) for item in items] == [False, True, False]
    assert items[1].error == error
    assert items[1].where == "a.jsonl:2"
    assert items[1].fix


def test_a_line_without_end_is_not_loaded(read):
    head = b'{"id": "a", "text": "'
    content = head + b"x" * (2 * MAX_BYTES) + b'"}\n' + _line(id="b", text="x").encode()
    first, second = read({"a.jsonl": content})
    assert first.error == f"a line of over {MAX_BYTES:,} bytes"
    assert second.article.id == "b"


def test_a_utf16_jsonl_file_is_read(read):
    (item,) = read({"a.jsonl": _line(id="a", text="x").encode("utf-16")})
    assert item.article.text == "x"


def test_another_field_can_hold_the_text(read):
    (item,) = read({"a.jsonl": _line(id="a", body="x")}, text_key="body")
    assert item.article.text == "x"


def test_an_id_is_used_once(read):
    _, second = read({"a.jsonl": _line(id="a", text="x"), "a.txt": "y"})
    assert second.error == "id 'a' is that of a.jsonl:1 too"


def test_a_day_for_all_gives_way_to_an_articles_own(read):
    lines = _line(id="a", text="x") + _line(id="b", text="x", published="2020-01-01")
    first, second = read({"a.jsonl": lines}, published="2024-03-07")
    assert first.article.published == "2024-03-07"
    assert second.article.published == "2020-01-01"


def test_what_is_no_ordinary_file_fails_and_nothing_hangs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.txt")
    (tmp_path / "dangling.txt").symlink_to("gone")
    (tmp_path / "good.txt").write_text("x")
    items = list(read_articles(find_places(["."]), Reading()))
    assert [getattr(item, "error", "") for item in items] == [
        "cannot be read: No such file or directory",
        "",
        "not an ordinary file",
    ]


@pytest.mark.parametrize(
    ("raw", "ids"),
    [
        (b'\n{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n', ["a", "b"]),
        (b'\xef\xbb\xbf{ "id": "a", "text": "x"}', ["a"]),
        (b"{Not JSON}, the minister said.", ["stdin"]),
        (b"Ministers met.\n", ["stdin"]),
        (b"", ["stdin"]),
    ],
)
def test_stdin_is_one_text_or_jsonl(raw, ids):
    items = read_articles(Places([Place(None, "stdin")]), Reading(stdin=io.BytesIO(raw)))
    assert [item.article.id for item in items] == ids


def test_metadata_overrules_the_file(read, tmp_path):
    table = tmp_path / "known.csv"
    table.write_text('id,published,title,source\na,2024-03-07,"One, two",\nz,,,\n')
    metadata = read_metadata(table)
    (item,) = read({"a.jsonl": _line(id="a", text="x", published="2020-01-01", source="S")},
                   metadata=metadata)  # fmt: skip
    assert (item.article.published, item.article.title) == ("2024-03-07", "One, two")
    assert item.article.source == "S"
    assert metadata.unknown() == ["z"]


def test_an_impossible_date_in_metadata_names_the_line(read, tmp_path):
    table = tmp_path / "known.csv"
    table.write_text("id,published\na,2024-03-07\nb,2023-02-29\n")
    first, second = read({"a.txt": "x", "b.txt": "x"}, metadata=read_metadata(table))
    assert first.article.published == "2024-03-07"
    assert second.error == "published '2023-02-29' is not a date"
    assert second.where.endswith("known.csv:3")
