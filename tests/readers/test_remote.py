from __future__ import annotations

import pytest

from pipeline.errors import SettingsError
from pipeline.intake import Failure
from pipeline.readers.articles import Reading, read_articles
from pipeline.readers.found import find_places

fsspec = pytest.importorskip(
    "fsspec", reason="needs the dask extra: pip install 'newsclaims[dask]'"
)


@pytest.fixture
def store():
    memory = fsspec.filesystem("memory")
    memory.pipe("/news/a.txt", b"One.")
    memory.pipe("/news/deep/a.txt", b"Two.")
    memory.pipe("/news/b.jsonl", b'{"id": "x", "text": "Three."}\n')
    memory.pipe("/news/metadata.csv", b"id\n")
    memory.pipe("/news/.hidden.txt", b"No.")
    yield memory
    memory.rm("/news", recursive=True)


@pytest.mark.parametrize(
    ("url", "ids"),
    [
        ("memory://news/a.txt", ["a"]),
        ("memory://news", ["a", "x", "deep/a"]),
        ("memory://news/*.txt", ["a"]),
        ("memory://news/**/*.txt", ["/news/a", "/news/deep/a"]),
    ],
)
def test_articles_are_read_from_a_store(store, url, ids):
    found = list(read_articles(find_places([url]), Reading()))
    assert [one.article.id for one in found] == ids
    assert all(one.where.startswith("memory://") for one in found)


def test_a_list_may_name_addresses(store, tmp_path):
    (tmp_path / "list").write_text("memory://news/a.txt\n")
    (one,) = read_articles(find_places([f"@{tmp_path}/list"]), Reading())
    assert one.article.text == "One."


def test_a_file_that_is_gone_when_its_turn_comes_costs_only_itself(store):
    places = find_places(["memory://news/a.txt", "memory://news/b.jsonl"])
    store.rm("/news/a.txt")
    gone, there = read_articles(places, Reading())
    assert isinstance(gone, Failure)
    assert gone.error.startswith("cannot be fetched: FileNotFoundError")
    assert there.article.id == "x"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("memory://none/a.txt", "cannot be listed: FileNotFoundError"),
        ("nosuch://a", "Protocol not known: nosuch"),
        ("memory://news/*.pdf", "no article there"),
    ],
)
def test_an_address_that_names_nothing_is_refused(store, url, said):
    with pytest.raises(SettingsError, match=said):
        find_places([url])
