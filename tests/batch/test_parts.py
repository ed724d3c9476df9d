from __future__ import annotations

import pytest

from pipeline.article import Article
from pipeline.batch.outcome import Done, Tally, Unchanged
from pipeline.batch.parts import (
    PartsFolder,
    clear_folder,
    left_behind,
    make_folder,
    packed,
    unpacked,
    work_key,
    write_part,
)
from pipeline.intake import Failure, Intake, Unread

ITEMS = [
    Intake("a.txt", Article("a", "One — two.", title="\ud83d")),
    Failure("b", "b.txt", "not text", "leave it out", "binary"),
    Intake("c.txt", Article("c", "Three.")),
    Unread("d.html", "d", "key of d", Article),
    Unread("e.html", "e", "key of e", Article),
]
OUTCOMES = [
    Done("a", "{“a”}\n".encode(), Tally(1, 2, 3, 4), ("a warning",)),
    ITEMS[1],
    Done("c", b"{}\n", Tally()),
    Done("d", b"{}\n", Tally()),
    Unchanged("e"),
]


def test_a_part_comes_back_as_it_went_out():
    made_by, outcomes, keys = unpacked(packed("maker", ITEMS, OUTCOMES))
    assert (made_by, outcomes) == ("maker", OUTCOMES)
    assert [bool(key) for key in keys] == [True, False, True, True, False]
    assert keys[3] == work_key(ITEMS[3]) == "key of d"


@pytest.mark.parametrize("at", [5, -1, -4])
def test_a_changed_part_is_not_read(at):
    part = bytearray(packed("maker", ITEMS, OUTCOMES))
    part[at] ^= 1
    with pytest.raises((ValueError, KeyError)):
        unpacked(bytes(part))


def test_a_later_run_finds_what_an_earlier_one_left(tmp_path):
    folder = make_folder(tmp_path / "parts")
    write_part(folder, ITEMS, packed("maker", ITEMS, OUTCOMES))
    (tmp_path / "parts" / "torn.part").write_bytes(packed("maker", ITEMS, OUTCOMES)[:-1])
    assert [one.id for _, one in left_behind(tmp_path / "parts", "maker")] == ["a", "c", "d"]
    assert not list(left_behind(tmp_path / "parts", "another"))
    clear_folder(tmp_path / "parts")
    assert not (tmp_path / "parts").exists()


def test_a_folder_of_the_same_name_on_another_machine_is_told_apart(tmp_path):
    folder = make_folder(tmp_path / "parts")
    assert folder.is_seen()
    assert not PartsFolder(folder.path, "another run's").is_seen()
    assert not PartsFolder(str(tmp_path / "none"), folder.mark).is_seen()
