"""`newsclaims decisions export|import|merge`: logs carried between runs."""

from __future__ import annotations

import shutil

import pytest

from pipeline.decisions.items import items
from pipeline.decisions.model import Decision
from pipeline.decisions.store import open_store, read_log


@pytest.fixture
def other_run(run, tmp_path):
    """The same run in another folder."""
    return shutil.copytree(run, tmp_path / "other")


def _decide(folder, record, reviewer, action):
    key, _ = next(items(record))
    with open_store(folder) as store:
        number = sum(map(ord, f"{folder.name}{reviewer}"))
        store.append(
            Decision(
                id=f"{number:032x}", at=store.now(), reviewer=reviewer, action=action, item=key
            )
        )


def test_logs_are_joined_and_a_second_time_changes_nothing(newsclaims, run, other_run, record):
    _decide(run, record, "ann", "accept")
    _decide(other_run, record, "bo", "reject")
    assert newsclaims("decisions", "merge", run, other_run).stderr == (
        f"{other_run}: 1 new decision; 1 item is disputed\n"
    )
    before = newsclaims("decisions", "export", run).stdout
    again = newsclaims("decisions", "merge", run, other_run)
    assert "0 new decisions, 1 known already" in again.stderr
    assert newsclaims("decisions", "export", run).stdout == before
    newsclaims("decisions", "merge", other_run, run)
    there = {decision.id for decision in read_log(other_run)}
    assert there == {decision.id for decision in read_log(run)}


def test_a_log_goes_out_as_a_file_and_into_another_run(newsclaims, run, other_run, record):
    _decide(run, record, "ann", "accept")
    done = newsclaims("decisions", "export", run, "--out", "log.jsonl")
    assert done.stderr == "log.jsonl: 1 decisions\n"
    assert newsclaims("decisions", "import", other_run, "log.jsonl").exit_code == 0
    assert read_log(other_run) == read_log(run)
    assert newsclaims("decisions", "merge", other_run, "log.jsonl").exit_code == 0


def test_a_line_that_is_no_decision_is_named_and_nothing_is_taken(
    newsclaims, run, record, tmp_path
):
    _decide(run, record, "ann", "accept")
    good = newsclaims("decisions", "export", run).stdout
    (tmp_path / "log.jsonl").write_text(good.replace("ann", "bo").replace("1", "2", 1) + "{}\n")
    done = newsclaims("decisions", "import", run, "log.jsonl")
    assert done.exit_code == 1
    assert "log.jsonl:2: not a decision" in done.stderr
    assert len(read_log(run)) == 1


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("export", "nowhere"), "no records here"),
        (("merge", "run", "nowhere"), "cannot be read"),
        (("merge", "run", "run"), "holds no decisions"),
    ],
)
def test_misuse_is_told(newsclaims, run, args, told):
    done = newsclaims("decisions", *args)
    assert done.exit_code == 2
    assert told in done.stderr


def test_decisions_about_other_texts_are_kept_and_told(
    newsclaims, run, other_run, record, other
):
    _decide(run, record, "ann", "accept")
    (other_run / "records.jsonl").write_text(other.model_dump_json() + "\n", encoding="utf-8")
    done = newsclaims("decisions", "merge", other_run, run)
    assert done.exit_code == 0
    assert f"note: some are about 1 article whose text is not in {other_run}" in done.stderr
    assert len(read_log(other_run)) == 1
