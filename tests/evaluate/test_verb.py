from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pipeline.cli.evaluate import evaluate
from pipeline.errors import SettingsError


@pytest.fixture
def verb(folder):
    """Run `newsclaims evaluate` on the folders, with more options."""

    def run(*options: str):
        arguments = [str(folder / "gold"), str(folder / "run"), *options]
        return CliRunner().invoke(evaluate, arguments)

    return run


def test_the_table_ends_with_the_record_f1(verb):
    done = verb()
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "1 articles; rates in percent"
    assert (
        lines[-1] == "record F1 100.0  (P 100.0, R 100.0: 3 right of 3 found and 3 gold events)"
    )


def test_every_measure_has_a_row_and_columns_that_line_up(verb):
    rows = [line for line in verb().stdout.splitlines() if line.startswith("  ")]
    ends = {len(row) for row in rows if row.split()[-1].isdigit()}
    assert len(rows) >= 40
    assert len(ends) <= 2  # counts end in the column `gold`, or in `found` for counts alone


def test_articles_and_errors_are_listed_on_demand(verb, folder, found):
    found["events"][0]["type"] = "CRIME"
    (folder / "run" / "records.jsonl").write_text(json.dumps(found), encoding="utf-8")
    lines = verb("--per-article", "--errors", "3").stdout.splitlines()
    assert lines[0] == "suit\tevent\tsued (LEGAL)\ttype LEGAL, found CRIME"
    assert lines[3].split() == ["suit", "100.0", "100.0", "100.0", "100.0", "66.7"]


def test_json_holds_the_same_numbers(verb):
    told = json.loads(verb("--json", "--per-article").stdout)
    assert told["articles"] == 1
    assert told["measures"]["record_f1"] == 1.0
    assert told["per_article"]["suit"]["published_acc"] == 1.0


def test_missing_and_broken_records_are_named_on_stderr(verb, folder, found):
    found["events"][0]["attributed_to"] = "q7"
    (folder / "run" / "records.jsonl").write_text(json.dumps(found), encoding="utf-8")
    assert "suit: ev1: attributed_to cites 'q7'" in verb().stderr
    (folder / "run" / "records.jsonl").write_text("", encoding="utf-8")
    done = verb()
    assert done.exit_code == 0
    assert done.stderr == "suit: no record; scored as an empty one\n"


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        ("[floors]\nrecord_f1 = 0.9\ncontract_errors = 0\n", ""),
        ("record_f1 = 0.9\n", ""),
        ("[floors]\nrecord_f1 = 1.0\nquote_cue_acc = 0.9\n", "quote_cue_acc: 0.5000"),
        ('{"floors": {"quote_cue_acc": 0.9}}', "floor 0.9000"),
        ("event_date_undated_acc = 0.1\nquote_mixed_r = 0.1", "nothing to measure"),
    ],
)
def test_a_missed_floor_is_named_with_status_1(verb, folder, found, gate, told):
    found["quotes"][0]["cue"] = None
    (folder / "run" / "records.jsonl").write_text(json.dumps(found), encoding="utf-8")
    path = folder / ("gate.json" if gate.startswith("{") else "gate.toml")
    path.write_text(gate, encoding="utf-8")
    done = verb("--gate", str(path))
    assert told in done.stderr
    assert (done.exit_code, bool(done.stderr)) == ((1, True) if told else (0, False))


@pytest.mark.parametrize(
    ("gate", "message"),
    [
        ("recrd_f1 = 0.5", "did you mean record_f1"),
        ("record_f1 = 50", "write 0.5 for 50 percent"),
        ("record_f1 = true", "not a number"),
        ("record_f1 0.5", "a gate is TOML"),
        ("", "holds no floors"),
    ],
)
def test_a_faulty_gate_is_refused(verb, folder, gate, message):
    (folder / "g.toml").write_text(gate, encoding="utf-8")
    done = verb("--gate", str(folder / "g.toml"))
    assert isinstance(done.exception, SettingsError)
    assert message in str(done.exception)


def test_a_gate_can_pin_the_corpus(verb, folder):
    gold = folder / "gold" / "suit.gold.json"
    digest = hashlib.sha256(gold.read_bytes()).hexdigest()
    manifest = folder / "gold" / "MANIFEST"
    manifest.write_bytes(f"{digest}  suit.gold.json\n".encode())
    pin = hashlib.sha256(manifest.read_bytes()).hexdigest()
    gate = folder / "g.toml"
    gate.write_text(
        f'[corpus]\nmanifest = "{pin}"\n[floors]\nrecord_f1 = 0.9\n', encoding="utf-8"
    )
    assert verb("--gate", str(gate)).exit_code == 0
    gold.write_text(gold.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "is not what MANIFEST says" in str(verb("--gate", str(gate)).exception)
    manifest.unlink()
    assert "not the MANIFEST that the gate pins" in str(verb("--gate", str(gate)).exception)


def test_it_never_imports_spacy():
    rooms = (
        "cli.evaluate",
        *(f"evaluate.{one}" for one in ("report", "sources", "score", "gate")),
    )
    imports = "; ".join(f"import pipeline.{room}" for room in rooms)
    code = f"import sys; {imports}; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
