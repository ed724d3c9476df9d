from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SettingsError
from pipeline.readers.found import Places, find_places
from pipeline.readers.names import Names
from pipeline.readers.places import Place, metadata_beside


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A folder with articles and all that lies beside them."""
    for name in ("b.txt", "a.txt", "sub/c.TXT", "sub/d.jsonl", "run/run.json",
                 "run/records.jsonl", "metadata.csv", "metadata.jsonl", "a.gold.json",
                 ".hidden.txt", ".git/x.txt", "notes.md"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _names(*inputs):
    return [place.name for place in find_places(inputs)]


def test_a_folder_gives_its_articles_and_nothing_else(corpus):
    assert _names(".") == ["a.txt", "b.txt", "sub/c.TXT", "sub/d.jsonl"]


@pytest.mark.parametrize(
    ("inputs", "names"),
    [
        (["b.txt", "a.txt"], ["b.txt", "a.txt"]),
        (["a.txt", "a.txt", "./a.txt"], ["a.txt"]),
        (["*.txt"], ["a.txt", "b.txt"]),
        (["**/*.TXT"], ["sub/c.TXT"]),
        (["sub", "-"], ["sub/c.TXT", "sub/d.jsonl", "stdin"]),
        (["metadata.csv", "a.gold.json", "a.txt"], ["a.txt"]),
    ],
)
def test_inputs_are_files_folders_and_globs_each_file_once(corpus, inputs, names):
    assert _names(*inputs) == names


def test_a_list_names_files_from_here_or_from_beside_itself(corpus):
    (corpus / "sub" / "list.txt").write_text("# mine\na.txt\n\nd.jsonl\ngone.txt\n")
    places = list(find_places(["@sub/list.txt"]))
    assert [place.name for place in places] == ["a.txt", "sub/d.jsonl", "gone.txt"]
    assert places[2].fault == "no such file (listed in sub/list.txt)"


@pytest.mark.parametrize(
    ("one", "said"),
    [
        ("gone.txt", "gone.txt: no such file or folder"),
        ("gone*.txt", "gone*.txt: no file matches"),
        ("@gone", "@gone: the list cannot be read"),
        (".git", ".git: no article in this folder"),
    ],
)
def test_an_input_that_names_nothing_is_misuse(corpus, one, said):
    (corpus / ".git" / "x.txt").unlink()
    with pytest.raises(SettingsError) as caught:
        find_places([one])
    assert str(caught.value).startswith(said)


def test_a_loop_of_links_is_not_followed(corpus):
    (corpus / "sub" / "loop").symlink_to(corpus)
    assert _names("sub") == ["sub/c.TXT", "sub/d.jsonl"]


def test_a_file_of_another_kind_is_a_fault_of_its_own(corpus):
    (place,) = find_places(["notes.md"])
    assert place.fault == "not a kind of file that is read (.txt, .jsonl, .html and .warc are)"


def test_a_file_name_that_is_not_unicode_can_be_shown(corpus):
    (corpus / os.fsdecode(b"caf\xe9.txt")).write_text("text")
    assert "caf\\xe9.txt" in _names(".")


def test_metadata_beside_articles_is_noticed(corpus):
    assert str(metadata_beside([".", "a.txt"])) == "metadata.csv"


ODD = ["a-b/x.txt", "a/x.txt", "a/\udcff.txt", "a/\ue000.txt", "a/🙂.txt", "a.txt", "a/b/c.txt"]


@given(
    st.lists(st.sampled_from(ODD) | st.text(st.characters(exclude_characters="\0")), max_size=9)
)
def test_names_come_as_python_sorts_them(names):
    paths = {os.path.normpath(f"./{name.strip('/')}") for name in names} - {"."}
    assert list(map(Path, Names(paths))) == sorted(map(Path, paths))


def test_files_stand_before_those_of_the_folders_beside_them(corpus):
    for name in ("sub/b/x.txt", "sub/b-c/x.txt", "sub/b.txt", "z.txt"):
        (corpus / name).parent.mkdir(exist_ok=True)
        (corpus / name).write_text("text")
    assert _names(".") == [
        *("a.txt", "b.txt", "z.txt", "sub/b.txt", "sub/c.TXT", "sub/d.jsonl"),
        *("sub/b/x.txt", "sub/b-c/x.txt"),
    ]


def test_ten_times_as_many_files_take_no_more_memory():
    sizes = []
    for count in (2_000, 20_000):
        tracemalloc.start()
        places = Places(Place(Path(f"/x/{n}.txt"), f"x/{n}") for n in range(count))
        assert sum(places.is_alone(place) for place in places) == count
        held = tracemalloc.take_snapshot().filter_traces(
            [tracemalloc.Filter(inclusive=False, filename_pattern="*/pathlib.py")]  # interns
        )
        sizes.append(sum(one.size for one in held.statistics("filename")))
        tracemalloc.stop()
    assert sizes[1] < 1.1 * sizes[0]


def test_a_folder_that_cannot_be_listed_is_passed_over(corpus, monkeypatch):
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("sub"):
            raise PermissionError
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert _names(".") == ["a.txt", "b.txt"]
