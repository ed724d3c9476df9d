from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

TEXT = "Ministers met in Oslo on Tuesday.\n\nThe bank warned that growth would slow.\n"


def _records(text):
    return [json.loads(line) for line in text.splitlines()]


def _folder(path):
    records = _records((path / "records.jsonl").read_text())
    failed = _records((path / "failed.jsonl").read_text())
    return {r["article"]["id"]: r for r in records}, {f["id"]: f for f in failed}


def test_records_go_to_stdout_and_all_else_to_stderr(newsclaims, write):
    write({"a.txt": TEXT, "b.txt": ""})
    found = newsclaims("run", "a.txt", "b.txt", "--published", "2024-03-07")
    assert found.exit_code == 1
    (record,) = _records(found.stdout)
    assert record["article"]["id"] == "a"
    assert (record["article"]["published"], record["article"]["published_from"]) == (
        "2024-03-07",
        "given",
    )
    assert "error: b.txt: the article is empty\n  fix: leave it out" in found.stderr


def test_a_text_or_jsonl_may_come_by_stdin(newsclaims):
    assert _records(newsclaims("run", "-", stdin=TEXT).stdout)[0]["article"]["id"] == "stdin"
    line = json.dumps({"id": "a", "text": TEXT})
    assert _records(newsclaims("run", "-", stdin=line).stdout)[0]["article"]["id"] == "a"


BAD = {
    "binary.txt": bytes(range(256)),
    "empty.txt": b"",
    "blank.txt": b" \n\n ",
    "huge.txt": b"Ministers met. " * 140_000,
    "nul.txt": b"Ministers\0 met.",
    "noise.txt": b"\x81\x8d Ministers met.",
    "utf16.txt": "Ministers met.".encode("utf-16-le"),
    "pages.pdf": b"%PDF-1.7",
    "lines.jsonl": b'{"id": "j1", "text": "Ministers met."}\n{"id": "j2", "text"\n'
    b'{"text": "Ministers met."}\n{"id": "j3", "text": "Ministers met.", "published": "soon"}\n'
    b'{"id": "j4", "text": "Ministers met."}\n',
}
GOOD = {
    "bom.txt": "\ufeffMinisters met.".encode(),
    "cp1252.txt": "“Ministers” met.".encode("cp1252"),
    "crlf.txt": b"Ministers met\r\n\r\nThe bank warned on Monday.\r\n",
    "marked16.txt": "Ministers met.".encode("utf-16"),
    "quotes.txt": b'Ministers met.\n\n"' + b'"' * 50_000 + b"\n\nThe bank warned on Monday.",
    "plain.txt": TEXT.encode(),
}


@pytest.fixture
def mixed(newsclaims, write, tmp_path):
    """A run over everything that can be wrong with an article, and good ones between."""
    write(BAD | GOOD)
    result = newsclaims("run", *sorted(BAD | GOOD), "--out", "run")
    return result, *_folder(tmp_path / "run")


def test_bad_articles_fail_each_with_a_remedy(mixed):
    result, _, failed = mixed
    assert result.exit_code == 1
    assert {one: told["error"] for one, told in failed.items()} == {
        "binary": "not text: a NUL byte at byte 0",
        "blank": "the article is empty",
        "empty": "the article is empty",
        "huge": "2,100,000 characters; the limit is 400,000",
        "lines.jsonl:2": "not JSON: Expecting ':' delimiter at column 20",
        "lines.jsonl:3": "no id",
        "j3": "published 'soon' is not a date",
        "noise": "neither UTF-8 nor Windows-1252 (byte 0x81 at 0)",
        "nul": "not text: a NUL byte at byte 9",
        "pages": "not a kind of file that is read (.txt, .jsonl, .html and .warc are)",
        "utf16": "UTF-16 without a byte order mark",
    }
    for told in failed.values():
        assert told["where"]
        assert told["fix"]
        assert f"{told['error']}\n  fix: {told['fix']}" in result.stderr


def test_good_articles_beside_bad_ones_are_unharmed(mixed):
    _, records, _ = mixed
    assert list(records) == ["bom", "cp1252", "crlf", "j1", "j4", "marked16", "plain", "quotes"]
    assert {one: record["article"]["encoding"] for one, record in records.items()} == {
        "bom": "utf-8-sig",
        "cp1252": "cp1252",
        "crlf": "utf-8",
        "j1": "utf-8",
        "j4": "utf-8",
        "marked16": "utf-16",
        "plain": "utf-8",
        "quotes": "utf-8",
    }
    assert records["crlf"]["text"] == GOOD["crlf.txt"].decode()
    assert records["quotes"]["text"] == GOOD["quotes.txt"].decode()


def test_what_was_put_up_with_is_a_warning_in_the_record(mixed):
    _, records, _ = mixed
    warned = {one: r["provenance"]["warnings"] for one, r in records.items()}
    assert warned["cp1252"] == ["not UTF-8 (byte 0x93 at 0): read as Windows-1252"]
    assert warned["quotes"] == ["unbroken runs of marks or characters were not analysed"]
    assert warned["plain"] == []


def test_the_same_command_resumes_and_a_mended_article_is_taken_in(newsclaims, write, tmp_path):
    write({"a.txt": "", "b.txt": TEXT})
    first = newsclaims("run", ".", "--out", "run")
    assert first.exit_code == 1
    write({"a.txt": TEXT})
    again = newsclaims("run", ".", "--out", "run")
    assert again.exit_code == 0
    assert "2: 2 records, 0 failed (1 were there already)" in again.stderr
    resumed = (tmp_path / "run" / "records.jsonl").read_bytes()
    newsclaims("run", ".", "--out", "anew")
    assert resumed == (tmp_path / "anew" / "records.jsonl").read_bytes()
    assert (tmp_path / "run" / "failed.jsonl").read_bytes() == b""


def test_another_option_is_refused_with_what_differs(newsclaims, write):
    write({"a.txt": TEXT})
    assert newsclaims("run", "a.txt", "--out", "run").exit_code == 0
    other = newsclaims("run", "a.txt", "--out", "run", "--published", "2024-03-07")
    assert other.exit_code == 3
    assert "options published: none then, 2024-03-07 now" in other.stderr
    fresh = newsclaims("run", "a.txt", "--out", "run", "--published", "2024-03-07", "--fresh")
    assert fresh.exit_code == 0


def test_the_summary_says_what_was_found_and_what_to_do_next(newsclaims, write):
    write({"a.txt": TEXT, "b.txt": ""})
    lines = newsclaims("run", ".", "--out", "run").stderr.splitlines()
    told = dict(line.split(maxsplit=1) for line in lines if not line.startswith((" ", "error")))
    assert told["articles"] == "2: 1 record, 1 failed"
    assert told["records"] == "run/records.jsonl"
    assert told["failed"] == "run/failed.jsonl"
    assert told["next"] == "newsclaims show run"
    assert told["found"].endswith("1 entity")


def test_metadata_is_used_checked_and_noticed(newsclaims, write):
    write(
        {"in/a.txt": TEXT, "in/metadata.csv": "id,published,source\na,2024-03-07,Wire\nz,,x\n"}
    )
    without = newsclaims("run", "in")
    assert "note: in/metadata.csv is not used" in without.stderr
    found = newsclaims("run", "in", "--metadata", "in/metadata.csv")
    article = _records(found.stdout)[0]["article"]
    assert (article["published"], article["source"]) == ("2024-03-07", "Wire")
    assert "warning: in/metadata.csv: no article has the id 'z'" in found.stderr
    write({"in/metadata.csv": "id,publised\na,2024-03-07\n"})
    wrong = newsclaims("run", "in", "--metadata", "in/metadata.csv")
    assert wrong.exit_code == 2
    assert "unknown column 'publised'\n  fix: did you mean 'published'?" in wrong.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["run"], "Missing argument 'INPUT...'"),
        (["run", "gone.txt"], "gone.txt: no such file or folder"),
        (["run", "a.txt", "--published", "soon"], "--published: published 'soon' is not"),
        (["run", "a.txt", "--jobs", "0"], "Invalid value for '--jobs'"),
        (["rnu", "a.txt"], "No such verb 'rnu'. Did you mean 'run'?"),
    ],
)  # fmt: skip
def test_misuse_is_told_before_any_work(newsclaims, write, args, said):
    write({"a.txt": TEXT})
    found = newsclaims(*args)
    assert found.exit_code == 2
    assert said in found.stderr
    assert found.stdout == ""


def test_control_characters_do_not_reach_the_terminal(newsclaims, write):
    write({"\x1b]0;owned\x07.txt": ""})
    found = newsclaims("run", ".")
    assert "\x1b" not in found.stderr
    assert "<U+001B>]0;owned<U+0007>" in found.stderr


def _start(*args, cwd, **how):
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", *args],
        cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how,
    )  # fmt: skip


def test_a_reader_that_has_enough_ends_the_run_quietly(write, tmp_path):
    lines = "".join(json.dumps({"id": f"a{n}", "text": TEXT * 20}) + "\n" for n in range(40))
    write({"a.jsonl": lines})
    run = _start("run", "a.jsonl", cwd=tmp_path)
    assert run.stdout.readline().startswith('{"schema_version"')
    run.stdout.close()
    assert run.wait(60) == 0
    assert run.stderr.read() == ""


@pytest.mark.parametrize(("number", "jobs"), [(signal.SIGINT, "1"), (signal.SIGTERM, "2")])
def test_after_a_signal_the_same_command_goes_on(write, tmp_path, newsclaims, number, jobs):
    lines = "".join(json.dumps({"id": f"a{n}", "text": TEXT * 6}) + "\n" for n in range(40))
    write({"a.jsonl": lines})
    run = _start("run", "a.jsonl", "--out", "run", "--jobs", jobs, cwd=tmp_path)
    records = tmp_path / "run" / "records.jsonl"
    while not records.exists() or not records.stat().st_size:
        assert run.poll() is None
        time.sleep(0.05)
    os.kill(run.pid, number)
    _, told = run.communicate(timeout=60)
    assert run.returncode == 128 + number
    assert "run the same command to go on" in told
    kept = len(records.read_bytes().splitlines())
    assert 0 < kept < 40
    assert newsclaims("run", "a.jsonl", "--out", "run").exit_code == 0
    whole = records.read_bytes()
    newsclaims("run", "a.jsonl", "--out", "anew")
    assert whole == (tmp_path / "anew" / "records.jsonl").read_bytes()
