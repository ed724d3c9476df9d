from __future__ import annotations

import json

import pytest

TEXT = "Ministers met\n\nThe bank warned on Monday that growth would slow.\n"


@pytest.fixture
def run(newsclaims, write):
    """A run folder with two articles."""
    write({"one.txt": TEXT, "two.txt": TEXT})
    assert newsclaims("run", "one.txt", "two.txt", "--out", "run").exit_code == 0


def test_a_run_is_a_table_and_an_article_a_page(run, newsclaims):
    table = newsclaims("show", "run").stdout
    assert [line.split()[0] for line in table.splitlines()] == ["article", "one", "two"]
    page = newsclaims("show", "run", "two").stdout
    assert page.startswith("Ministers met\ntwo · ")
    assert "\x1b" not in page
    assert newsclaims("show", "run/records.jsonl", "two").stdout == page


def test_a_single_record_needs_no_id_and_may_come_by_stdin(run, newsclaims, tmp_path):
    line = (tmp_path / "run" / "records.jsonl").read_text().splitlines()[0]
    assert newsclaims("show", "-", stdin=line).stdout.startswith("Ministers met\none · ")


def test_why_prints_the_rule_with_its_file_line_and_text(run, newsclaims, write, tmp_path):
    found = newsclaims("show", "run", "--why", "layout.byline")
    assert found.stdout.startswith("  packs/en/layout.yaml:")
    assert "- id: layout.byline" in found.stdout
    assert "counterexamples:" in found.stdout
    assert "layout.caption" not in found.stdout

    record = json.loads((tmp_path / "run" / "records.jsonl").read_text().splitlines()[0])
    record["times"] = [{"id": "t1", "start": 34, "end": 40, "text": "Monday", "type": "DATE",
                        "value": "2024-03-04", "rule": "mine.monday"}]  # fmt: skip
    record["text"] = TEXT
    write({
        "one.jsonl": json.dumps(record | {"quotes": [], "events": []}),
        "mine.yaml": "kind: times\nrules:\n  - id: mine.day\n    examples: [x]\n"
                     "  - id: mine.monday\n    note: My own.\n    examples: [x]\n\n# end\n",
    })  # fmt: skip
    found = newsclaims("show", "one.jsonl", "--why", "t1", "--rules", "mine.yaml").stdout
    assert found.endswith(
        "the time (t1), “Monday”: mine.monday\n  mine.yaml:5\n"
        "  5 │   - id: mine.monday\n  6 │     note: My own.\n  7 │     examples: [x]\n"
    )
    without = newsclaims("show", "one.jsonl", "--why", "t1").stdout
    assert "no pack has this rule; if it is your own, name its pack with --rules" in without


def test_a_long_rule_is_shown_where_it_tells_of_the_item(run, newsclaims, write, tmp_path):
    names = "".join(f"      - Name {n}\n" for n in range(100))
    mention = {"start": 0, "end": 9, "text": "Name 77", "kind": "name", "rule": "mine.names"}
    entity = {"id": "e9", "name": "Name 77", "label": "ORG", "mentions": [mention]}
    record = json.loads((tmp_path / "run" / "records.jsonl").read_text().splitlines()[0])
    write({
        "mine.yaml": "kind: gazetteer\nrules:\n  - id: mine.names\n    names:\n" + names,
        "one.jsonl": json.dumps(record | {"entities": [entity]}),
    })  # fmt: skip
    told = newsclaims("show", "one.jsonl", "--why", "e9", "--rules", "mine.yaml").stdout
    assert "  82 │       - Name 77\n" in told
    assert "┆ 67 lines more\n" in told
    assert len(told.splitlines()) < 24
    whole = newsclaims(
        "show", "one.jsonl", "--why", "mine.names", "--rules", "mine.yaml"
    ).stdout
    assert len(whole.splitlines()) == 103


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["show", "gone"], 2, "gone: no records here"),
        (["show", "run", "tow"], 2, "no record of 'tow'\n  fix: did you mean 'two'?"),
        (["show", "run", "--why", "ev1"], 2, "--why an item of which article?"),
        (["show", "run", "one", "--why", "ev99"], 2, "one: no item 'ev99'"),
        (["show", "run", "--why", "no.rule"], 2, "no rule 'no.rule'"),
        (["show", "one.txt"], 1, "one.txt:1: not a record: Invalid JSON"),
        (["show", "run", "--html", "gone/x.html"], 2, "gone/x.html: cannot be written"),
    ],
)
def test_misuse_is_told_with_a_remedy(run, newsclaims, args, code, said):
    found = newsclaims(*args)
    assert found.exit_code == code
    assert said in found.stderr
    assert "fix:" in found.stderr


def test_a_page_is_written_to_a_file_or_to_stdout(run, newsclaims, tmp_path):
    assert newsclaims("show", "run", "--html", "x.html").stdout == ""
    source = (tmp_path / "x.html").read_text()
    assert source.startswith("<!DOCTYPE html>")
    assert newsclaims("show", "run", "--html", "-").stdout == source
