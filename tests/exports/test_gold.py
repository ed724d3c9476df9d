"""`newsclaims gold add`: a reviewed article becomes a yardstick that evaluation reads."""

from __future__ import annotations

import csv
import io
import json

import pytest

from pipeline.evaluate.sources import read_gold


@pytest.fixture
def judge(newsclaims, run, tmp_path):
    """Give verdicts on items, by their ids, in two sheets."""

    def write(cells, *, reviewer="ann"):
        for items in ("events", "quotes"):
            path = tmp_path / f"{items}.csv"
            newsclaims("export", run, "--to", "csv", "--items", items, "--out", path)
            read = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
            out = io.StringIO()
            writer = csv.DictWriter(out, read[0])
            writer.writeheader()
            writer.writerows(row | cells.get(row["id"], {}) for row in read)
            path.write_bytes(out.getvalue().encode())
            newsclaims(
                "decisions", "import", run, path, "--from", "csv", "--reviewer", reviewer
            )

    return write


YES, NO = {"verdict": "accept"}, {"verdict": "reject"}
ALL = {"ev1": YES, "ev2": {"polarity": "positive"}, "q1": NO, "q2": YES}


def test_gold_is_what_reviewers_kept_as_they_corrected_it(newsclaims, run, judge, tmp_path):
    judge(ALL)
    done = newsclaims("gold", "add", run, "strike", "--to", "gold")
    assert done.exit_code == 0
    assert done.stderr == (
        "gold/strike.gold.json: 2 events, 1 quote; entities and times as extracted\n"
    )
    gold = read_gold(tmp_path / "gold")["strike"]
    assert [(one.type, one.polarity) for one in gold.events] == [
        ("LABOR", "positive"), ("PROTEST", "positive")
    ]  # fmt: skip
    assert [one.id for one in gold.quotes] == ["q2"]
    assert gold.input.published == "2024-03-07"
    assert (tmp_path / "gold" / "strike.txt").read_bytes().decode() == gold.text
    raw = json.loads((tmp_path / "gold" / "strike.gold.json").read_text(encoding="utf-8"))
    assert not {"review", "rule", "confidence"} & set(raw["events"][0])


def test_evaluation_scores_a_run_against_it(newsclaims, run, judge):
    judge(ALL)
    newsclaims("gold", "add", run, "strike", "--to", "gold")
    done = newsclaims("evaluate", "gold", run, "--json")
    assert done.exit_code == 0
    assert "strike" not in done.stderr, "its record is sound and was found"
    assert json.loads(done.stdout)["measures"]["ent_strict_f1"] == 1


def test_an_article_with_open_or_disputed_items_is_refused(newsclaims, run, judge, tmp_path):
    judge({"ev1": YES, "ev2": YES, "q1": {"verdict": "skip"}})
    judge({"ev1": NO}, reviewer="bo")
    done = newsclaims("gold", "add", run, "strike", "--to", "gold")
    assert done.exit_code == 1
    assert "1 item is disputed (ev1)" in done.stderr
    assert "1 item is skipped (q1)" in done.stderr
    assert "1 item is open (q2)" in done.stderr
    assert "or leave them out with --partial" in done.stderr
    assert not (tmp_path / "gold").exists()


def test_a_partial_article_ignores_what_is_not_settled(newsclaims, run, judge, tmp_path):
    judge({"ev2": YES, "q1": YES, "q2": YES})
    done = newsclaims("gold", "add", run, "strike", "--to", "gold", "--partial")
    assert done.exit_code == 0
    assert "note: left out: 1 item is open (ev1)" in done.stderr
    gold = read_gold(tmp_path / "gold")["strike"]
    assert [one.id for one in gold.events] == ["ev2"]
    assert [one.text for one in gold.ignored_triggers] == ["shut"]


def test_what_the_pipeline_was_told_is_noted_once(newsclaims, run, judge, tmp_path):
    judge(ALL)
    metadata = tmp_path / "gold" / "metadata.csv"
    for _ in range(2):
        assert newsclaims("gold", "add", run, "strike", "--to", "gold").exit_code == 0
    assert metadata.read_text(encoding="utf-8") == (
        "id,published,source,url,title\n"
        "strike,2024-03-07,Wire,https://example.org/strike?a=1&b=2,\N{FIRE} Strike\n"
    )
    metadata.write_text("id,published\nother,2020-01-01")
    newsclaims("gold", "add", run, "strike", "--to", "gold")
    assert metadata.read_text() == "id,published\nother,2020-01-01\nstrike,2024-03-07\n"


def test_gold_that_differs_is_not_overwritten_unasked(newsclaims, run, judge):
    judge(ALL)
    newsclaims("gold", "add", run, "strike", "--to", "gold")
    judge({"ev1": NO})
    done = newsclaims("gold", "add", run, "strike", "--to", "gold")
    assert done.exit_code == 2
    assert "--force overwrites it" in done.stderr
    assert newsclaims("gold", "add", run, "strike", "--to", "gold", "--force").exit_code == 0
