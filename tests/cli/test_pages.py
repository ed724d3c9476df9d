"""`newsclaims run` on web pages and web archives."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from pipeline.readers.extras import missing_extras

STORY = "Norway on Thursday expelled two Belarusian diplomats, Foreign Minister Kari Eide said."
PAGE = f"""<!DOCTYPE html><html><head><title>Norway expels diplomats | Fjord Post</title>
<meta property="article:published_time" content="2024-03-08T09:00:00+01:00">
</head><body><nav><a href="/">Home</a></nav><h1>Norway expels diplomats</h1>
<article><p>{STORY}</p></article></body></html>"""

needs = pytest.mark.skipif(
    bool(missing_extras("warc")), reason="needs the extras html and warc of newsclaims"
)


@needs
def test_a_page_gives_a_record_dated_by_what_it_states(newsclaims, write, tmp_path):
    write({"page.html": PAGE, "list.htm": "<html></html>"})
    found = newsclaims("run", "page.html", "list.htm", "--out", "run")
    assert found.exit_code == 1
    record = json.loads((tmp_path / "run" / "records.jsonl").read_text())
    article = record["article"]
    assert (article["id"], article["title"]) == ("page", "Norway expels diplomats")
    assert (article["published"], article["published_from"]) == ("2024-03-08", "metadata")
    assert record["text"].endswith(STORY)
    (event,) = record["events"]
    assert event["time"]["begin"] == "2024-03-07"
    failed = json.loads((tmp_path / "run" / "failed.jsonl").read_text())
    assert (failed["where"], failed["error"]) == ("list.htm", "no article text found")


@needs
def test_a_run_over_pages_goes_on_and_does_only_changed_ones_again(newsclaims, write, tmp_path):
    write({"a.html": PAGE, "b.html": PAGE})
    newsclaims("run", "a.html", "b.html", "--out", "run")
    before = (tmp_path / "run" / "records.jsonl").read_bytes()
    told = json.loads((tmp_path / "run" / "run.json").read_text())["options"]["page_readers"]
    assert set(told) == {"trafilatura", "htmldate", "lxml"}
    found = newsclaims("run", "a.html", "b.html", "--out", "run")
    assert "2 were there already" in found.stderr
    assert (tmp_path / "run" / "records.jsonl").read_bytes() == before
    write({"b.html": PAGE.replace("two Belarusian", "three Belarusian")})
    found = newsclaims("run", "a.html", "b.html", "--out", "run")
    assert "1 were there already" in found.stderr
    assert b"three Belarusian" in (tmp_path / "run" / "records.jsonl").read_bytes()


@needs
def test_other_versions_of_what_reads_pages_are_another_run(newsclaims, write, monkeypatch):
    write({"a.html": PAGE})
    newsclaims("run", "a.html", "--out", "run")
    monkeypatch.setattr("pipeline.readers.extras.version", lambda _: "99")
    found = newsclaims("run", "a.html", "--out", "run")
    assert found.exit_code == 3
    assert "page_readers trafilatura: " in found.stderr


@needs
def test_metadata_overrules_the_page(newsclaims, write):
    write({"page.html": PAGE, "known.csv": "id,published,source\npage,2024-03-15,Wire\n"})
    found = newsclaims("run", "page.html", "--metadata", "known.csv")
    article = json.loads(found.stdout)["article"]
    assert (article["published"], article["published_from"]) == ("2024-03-15", "given")
    assert (article["source"], article["title"]) == ("Wire", "Norway expels diplomats")


@needs
def test_a_page_of_ours_is_no_article(newsclaims, write):
    write({"a.txt": STORY})
    newsclaims("run", "a.txt", "--out", "run")
    newsclaims("show", "run", "--html", "shown.html")
    found = newsclaims("run", "shown.html")
    assert "shown.html: a page that `newsclaims show` wrote, no article" in found.stderr


@needs
def test_an_archive_gives_a_record_a_page(newsclaims, write):
    http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.fjordpost.example/{}"
    )
    one = f"{head}\r\nContent-Length: {len(http)}\r\n\r\n{http}\r\n\r\n"
    write({"crawl.warc": one.format("a") + "no record\r\n" + one.format("b")})
    found = newsclaims("run", "crawl.warc")
    ids = [json.loads(line)["article"]["id"] for line in found.stdout.splitlines()]
    assert ids == ["fjordpost.example/a", "fjordpost.example/b"]
    assert "crawl.warc:2: not a WARC record\n  fix: " in found.stderr
    assert found.exit_code == 1


@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        ({"trafilatura": "html"}, ["a.html", "b.html", "a.txt"]),
        ({"htmldate": "html"}, ["sub"]),
        ({"trafilatura": "html", "warcio": "warc"}, ["a.txt", "c.warc.gz"]),
        ({"warcio": "warc"}, ["c.warc.gz", "d.warc"]),
    ],
)
def test_what_is_not_installed_is_said_once_before_any_work(
    newsclaims, write, monkeypatch, lacking, named
):
    here = importlib.util.find_spec
    monkeypatch.setattr(
        "pipeline.readers.extras.find_spec",
        lambda name: None if name in lacking else here("json"),
    )
    write(dict.fromkeys(("a.html", "b.html", "a.txt", "sub/a.html", "c.warc.gz", "d.warc"), ""))
    found = newsclaims("run", *named, "--out", "run")
    assert found.exit_code == 2
    assert found.stderr.count("error:") == 1
    assert f"pip install 'newsclaims[{','.join(lacking.values())}]'" in " ".join(
        found.stderr.split()
    )
    assert not Path("run").exists()


def test_text_needs_nothing_more(newsclaims, write, monkeypatch):
    monkeypatch.setattr("pipeline.readers.extras.find_spec", lambda _: None)
    write({"a.txt": STORY})
    assert newsclaims("run", "a.txt").exit_code == 0
