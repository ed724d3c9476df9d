from __future__ import annotations

import errno
import json

import pytest

from pipeline.article import Article
from pipeline.batch.folder import run_folder
from pipeline.batch.index import is_of
from pipeline.batch.outcome import Done, Tally
from pipeline.batch.run import Counts
from pipeline.errors import RunError, SettingsError
from pipeline.intake import Failure

TOLD = {
    "newsclaims": "1",
    "model": {"sha256": "a" * 64},
    "packs": {},
    "options": {"all": False},
}


def _done(one: str, text: str = "text") -> Done:
    """A record as its line, as far as the folder looks at it."""
    article = Article(one, text)
    told = {
        "article": {"id": one, "source": None, "url": None, "title": None, "published": None,
                    "published_from": "none", "sha256": article.sha256, "encoding": "utf-8"},
        "entities": [1], "times": [], "quotes": [], "events": [1, 2],
    }  # fmt: skip
    return Done(one, json.dumps(told).encode() + b"\n", Tally(1, 0, 0, 2))


def _run(path, done, order, told=TOLD, **how):
    """A run that makes some records of articles in some order."""
    with run_folder(path) as folder:
        folder.begin(told, fresh=how.get("fresh", False))
        for one in done:
            folder.write(_done(*one) if isinstance(one, tuple) else _done(one))
        if how.get("finish", True):
            folder.finish(order, told, Counts(records=len(done)))
        return folder


def _ids(path):
    lines = (path / "records.jsonl").read_bytes().splitlines()
    return [json.loads(line)["article"]["id"] for line in lines]


def test_a_run_that_was_broken_off_goes_on(tmp_path):
    _run(tmp_path, ["a", "b"], [], finish=False)
    with run_folder(tmp_path) as folder:
        folder.begin(TOLD, fresh=False)
        assert is_of(folder.known("a"), Article("a", "text"))
        assert folder.known("c") is None
        assert folder.total() == Tally(2, 0, 0, 4)


def test_a_changed_article_is_done_again_and_keeps_its_place(tmp_path):
    _run(tmp_path, ["a", "b"], ["a", "b"])
    with run_folder(tmp_path) as folder:
        folder.begin(TOLD, fresh=False)
        assert not is_of(folder.known("a"), Article("a", "changed"))
        assert not is_of(folder.known("b"), Article("b", "text", published="2024-03-07"))
        assert not is_of(folder.known("b"), Article("b", "text", title="New"))
        folder.write(_done("a", "changed"))
        folder.finish(["a", "b"], TOLD, Counts())
    assert _ids(tmp_path) == ["a", "b"]
    assert Article("x", "changed").sha256.encode() in (tmp_path / "records.jsonl").read_bytes()


def test_records_stand_in_the_order_of_the_articles(tmp_path):
    _run(tmp_path, ["b", "d"], ["b", "d"])
    _run(tmp_path, ["a", "c"], ["a", "b", "c", "d"])
    assert _ids(tmp_path) == ["a", "b", "c", "d"]


def test_records_of_other_articles_are_kept(tmp_path):
    _run(tmp_path, ["a"], ["a"])
    _run(tmp_path, ["b"], ["b"])
    assert _ids(tmp_path) == ["a", "b"]


def test_wherever_the_last_line_was_torn_every_whole_line_is_kept(tmp_path):
    _run(tmp_path, ["a", "b"], ["a", "b"])
    records = tmp_path / "records.jsonl"
    whole = records.read_bytes()
    first = whole.index(b"\n") + 1
    for size in range(first + 1, len(whole), 5):
        records.write_bytes(whole[:size])
        with run_folder(tmp_path) as folder:
            folder.begin(TOLD, fresh=False)
            assert [kept.entry.id for kept in folder.kept] == ["a"]
            assert folder.notes == [f"{records}: cut off a torn last line"]
        assert records.read_bytes() == whole[:first]


def test_damage_in_the_middle_is_an_error_and_nothing_is_touched(tmp_path):
    _run(tmp_path, ["a", "b"], ["a", "b"])
    records = tmp_path / "records.jsonl"
    damaged = records.read_bytes().replace(b'"article"', b'"artikle"', 1)
    records.write_bytes(damaged)
    with pytest.raises(RunError, match="damaged at byte 0"):
        _run(tmp_path, [], [])
    assert records.read_bytes() == damaged


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"newsclaims": "2"}, "newsclaims: 1 then, 2 now"),
        ({"model": {"sha256": "b" * 64}}, "model sha256: its content has changed"),
        ({"packs": {"en/cues": "c" * 64}}, "packs en/cues: none then, given now"),
        ({"options": {"all": True}}, "options all: False then, True now"),
    ],
)  # fmt: skip
def test_a_run_made_in_another_way_is_refused_unless_fresh(tmp_path, change, said):
    _run(tmp_path, ["a"], ["a"])
    with pytest.raises(RunError) as caught:
        _run(tmp_path, ["b"], ["b"], {**TOLD, **change})
    assert said in str(caught.value)
    assert "--fresh" in caught.value.fix
    assert _ids(tmp_path) == ["a"]
    _run(tmp_path, ["b"], ["b"], {**TOLD, **change}, fresh=True)
    assert _ids(tmp_path) == ["b"]


def test_records_of_somebody_else_are_not_overwritten(tmp_path):
    (tmp_path / "records.jsonl").write_text("mine\n")
    with pytest.raises(RunError, match=r"holds records.jsonl but no run.json"):
        _run(tmp_path, ["a"], ["a"])
    assert (tmp_path / "records.jsonl").read_text() == "mine\n"


def test_a_second_run_is_told_who_holds_the_folder(tmp_path):
    with run_folder(tmp_path), pytest.raises(RunError, match=r"in use by process \d+ on "):
        _run(tmp_path, [], [])
    _run(tmp_path, ["a"], ["a"])


def test_a_folder_that_cannot_be_made_is_misuse(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        _run(tmp_path / "file" / "run", [], [])


def test_failures_and_counts_are_written(tmp_path):
    with run_folder(tmp_path) as folder:
        folder.begin(TOLD, fresh=False)
        folder.write(_done("a"))
        folder.write(Failure("b\ud800", "b.txt", "the article is empty", "leave it out"))
        folder.finish(["a", "b"], TOLD, Counts(records=1, failed=1))
    (line,) = (tmp_path / "failed.jsonl").read_text().splitlines()
    assert json.loads(line)["error"] == "the article is empty"
    told = json.loads((tmp_path / "run.json").read_text())
    assert told["complete"] is True
    assert told["counts"] == {"articles": 2, "failed": 1, "records": 1,
                              "entities": 1, "times": 0, "quotes": 0, "events": 2}  # fmt: skip


def test_a_full_disk_keeps_whole_lines_and_can_be_resumed(tmp_path, monkeypatch):
    """A disk that takes half of the third line, then refuses."""
    room = [2 * len(_done("a").line) + 10]

    def write(stream, line):
        taken = stream.write(line[: room[0]])
        room[0] -= taken
        if taken < len(line):
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.batch.folder._write", write)
        with pytest.raises(OSError, match="No space left"):
            _run(tmp_path, ["a", "b", "c"], ["a", "b", "c"])
    _run(tmp_path, ["c"], ["a", "b", "c"])
    assert _ids(tmp_path) == ["a", "b", "c"]
