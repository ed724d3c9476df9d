"""PLOVER, schema.org, iCalendar, TimelineJS, GraphML, Parquet, read as people read them."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import EventTime
from pipeline.writers.exports.ics import folded
from pipeline.writers.exports.types import NEWS, PLOVER

UNDATED = EventTime(how="none")


def test_plover_codes_what_is_said_to_have_happened(text, changed):
    sure = changed("ev2", polarity="positive", modality="asserted")
    (one,) = map(json.loads, text("plover", sure).splitlines())
    assert (one["date"], one["event"], one["mode"]) == (
        "2024-05-01",
        ["PROTEST"],
        ["demonstrate"],
    )
    assert one["source"] == [{"actor_text": "The union"}]
    assert one["recipient"] == []
    assert sure.text[one["text_info"]["start"] : one["text_info"]["end"]] == one["text"]
    assert one["claimed_by"].startswith("Jose")


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"polarity": "positive"},
        {"modality": "asserted"},
        {"polarity": "positive", "modality": "asserted", "type": "LABOR"},
        {"polarity": "positive", "modality": "asserted", "time": UNDATED},
    ],
    ids=["as it is", "planned", "negated", "not its type", "undated"],
)
def test_plover_leaves_out_the_rest(text, changed, fields):
    assert text("plover", changed("ev2", **fields)) == ""


def test_plovers_fields_are_those_of_the_manual_and_four_of_ours(text, changed):
    sure = changed("ev2", polarity="positive", modality="asserted")
    (one,) = map(json.loads, text("plover", sure).splitlines())
    manual = {
        "id", "has_event", "date", "enddate", "source", "recipient", "event", "event_text",
        "event_loc", "mode", "text", "text_info", "cite_info", "coder",
    }  # fmt: skip
    assert set(one) - manual == {"claimed_by", "rule", "confidence"}


def test_the_types_are_those_that_the_packs_declare(extractor):
    assert set(extractor._types) == {*PLOVER, *NEWS}


def test_a_json_ld_processor_finds_claims_with_author_and_article(text, record, other):
    jsonld = pytest.importorskip("pyld.jsonld")
    document = json.loads(text("claims", record, other))
    assert document.pop("@context") == "https://schema.org"
    # schema.org's context without the network: its vocabulary, and the types that it gives.
    days = {name: {"@type": "schema:Date"} for name in ("datePublished", "dateCreated")}
    typed = {name: {"@id": f"schema:{name}", **kind} for name, kind in days.items()}
    urls = {"url": {"@id": "schema:url", "@type": "@id"}}
    vocabulary = {"@vocab": "http://schema.org/", "schema": "http://schema.org/"}
    context = {"@context": {**vocabulary, **typed, **urls}}
    expanded = jsonld.expand({**document, **context})
    claims = [one for one in expanded if one["@type"] == ["http://schema.org/Claim"]]
    assert len(claims) == 2
    (author,) = claims[0]["http://schema.org/author"]
    assert author["@type"] == ["http://schema.org/Person"]
    (appearance,) = claims[0]["http://schema.org/appearance"]
    assert appearance["http://schema.org/url"] == [{"@id": record.article.url}]
    assert (
        len(jsonld.normalize({**document, **context}, {"format": "application/n-quads"})) > 500
    )


def test_what_is_denied_or_asked_is_not_claimed_and_nothing_is_reviewed(text, changed):
    for stance in ("denies", "asks"):
        told = text("claims", changed("q2", stance=stance))
        assert "march" not in told
        assert "ClaimReview" not in told
        assert len(json.loads(told)["@graph"]) == 1


@pytest.fixture
def calendar(export, changed):
    """Planned events, as an iCalendar parser reads them."""
    icalendar = pytest.importorskip("icalendar")

    def read(**fields):
        planned = changed("ev2", **{"polarity": "positive"} | fields)
        data = export("ics", planned)[""]
        return data, icalendar.Calendar.from_ical(data).walk("VEVENT")

    return read


def test_a_calendar_holds_what_is_planned_with_days_as_given(calendar, record):
    _, (event,) = calendar()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2024, 5, 1), date(2024, 5, 2))
    assert event["DTSTAMP"].dt.isoformat() == "2024-03-07T00:00:00+00:00"
    assert event["SUMMARY"] == "Protest: The union march"
    assert "According to: Jose\N{COMBINING ACUTE ACCENT} Levy" in event["DESCRIPTION"]
    assert event["URL"] == record.article.url
    assert re.fullmatch("[0-9a-f]{32}@newsclaims", event["UID"])


@pytest.mark.parametrize(
    "fields", [{"polarity": "negative"}, {"modality": "asserted"}, {"time": UNDATED}]
)
def test_what_is_not_planned_or_has_no_day_is_in_no_calendar(calendar, fields):
    assert calendar(**fields)[1] == []


def test_an_open_interval_is_put_on_the_day_that_is_known(calendar):
    time = EventTime(how="explicit", end="2024-06-30", relation="on", value="2024-06-30")
    _, (event,) = calendar(time=time)
    assert event["DTSTART"].dt == date(2024, 6, 30)
    assert "When: by 30 Jun 2024" in event["DESCRIPTION"]


def test_no_line_of_a_calendar_has_more_than_75_octets(calendar):
    data, _ = calendar()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")


@given(st.text(alphabet="aé\N{FIRE}א", max_size=200))
def test_folding_keeps_characters_whole_and_comes_off_again(line):
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert folded(line).replace("\r\n ", "") == line


def test_a_timeline_has_a_slide_for_each_dated_event(text, record):
    slides = json.loads(text("timeline", record))["events"]
    assert [one["start_date"] for one in slides] == [
        {"year": 2024, "month": 3, "day": 4}, {"year": 2024, "month": 5, "day": 1}
    ]  # fmt: skip
    assert slides[1]["text"]["headline"] == "Protest: The union march (did not happen, planned)"
    assert "a=1&amp;b=2" in slides[0]["text"]["text"]
    assert len({one["unique_id"] for one in slides}) == 2


def test_markup_in_an_article_is_inert_in_a_timeline(text, record):
    script = "<script>alert(1)</script>"
    article = record.article.model_copy(update={"title": script, "url": "javascript:alert(1)"})
    told = text("timeline", record.model_copy(update={"article": article}))
    assert "<script" not in told
    assert "javascript" not in told


def test_a_graph_leads_from_speakers_and_actors_to_what_they_say_and_do(text, record, other):
    space = "{http://graphml.graphdrawing.org/xmlns}"
    again = record.model_copy(
        update={"article": record.article.model_copy(update={"id": "again"})}
    )
    root = ElementTree.fromstring(text("graphml", record, other, again))
    assert root.tag == f"{space}graphml"
    declared = {key.get("id"): key.get("for") for key in root.iter(f"{space}key")}
    nodes = [node.get("id") for node in root.iter(f"{space}node")]
    names = {
        node.get("id"): {data.get("key"): data.text for data in node}
        for node in root.iter(f"{space}node")
    }
    assert sum(one["n_kind"] == "entity" for one in names.values()) == 1
    for kind in ("node", "edge"):
        for one in root.iter(f"{space}{kind}"):
            assert all(declared[data.get("key")] == kind for data in one)
    assert len(set(nodes)) == len(nodes), "though two articles have the same text"
    edges = set()
    for one in root.iter(f"{space}edge"):
        ends = one.get("source"), one.get("target")
        assert set(ends) <= set(nodes)
        edges.add(tuple(names[end]["n_label"].split(" ")[0] for end in ends))
    assert ("Labor:", "ten") in edges
    assert ("The", "Protest:") in edges


def test_control_characters_do_not_break_xml(text, changed, record):
    odd = record.events[0].trigger.model_copy(update={"text": "sh\x00\x1but\ufffe<&"})
    ElementTree.fromstring(text("graphml", changed("ev1", trigger=odd)))


@pytest.fixture
def table(export, record, other, tmp_path):
    """A Parquet file of events, and of quotes."""

    def write(items):
        pytest.importorskip("pyarrow")
        path = tmp_path / f"{items}.parquet"
        path.write_bytes(export("parquet", record, other, items=items)[""])
        return path

    return write


def test_pyarrow_reads_typed_columns_and_nested_evidence(table, record):
    arrow = pytest.importorskip("pyarrow.parquet")
    rows = arrow.read_table(table("events")).to_pylist()
    assert rows[0]["begin"] == date(2024, 3, 4)
    assert rows[0]["actor"] == [record.entities[0].name]
    for piece in rows[0]["evidence"]:
        assert record.text[piece["start"] : piece["end"]] == piece["text"]


def test_duckdb_asks_parquet_and_json_lines_the_same(table, text, record, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "e.jsonl").write_text(text("jsonl", record), encoding="utf-8")
    columns = "type, begin, evidence[1].text, len(evidence)"
    ask = f"select {columns} from '{{}}' where modality = 'planned'"
    rows = duckdb.sql(ask.format(table("events"))).fetchall()
    assert rows == [("PROTEST", date(2024, 5, 1), "march", 6)]
    again = duckdb.sql(ask.format(tmp_path / "e.jsonl")).fetchall()
    assert again == rows
    quotes = duckdb.sql(f"select content from '{table('quotes')}'").fetchall()
    assert quotes[0] == ("We lost\nall trust, … and =money.",)


def test_nothing_found_is_still_a_table(export, other):
    arrow = pytest.importorskip("pyarrow")
    reading = pytest.importorskip("pyarrow.parquet")
    data = export("parquet", other)[""]
    assert reading.read_table(arrow.BufferReader(data)).num_rows == 0


def test_without_pyarrow_one_is_told_what_to_install(newsclaims, run, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = newsclaims("export", run, "--to", "parquet", "--out", "e.parquet")
    assert done.exit_code == 2
    assert "pip install 'newsclaims[parquet]'" in done.stderr
    assert not list(tmp_path.glob("e.parquet*"))


@pytest.mark.parametrize("name", ["plover", "claims", "ics", "timeline", "graphml", "parquet"])
def test_the_same_records_give_the_same_bytes(export, record, other, name):
    if name == "parquet":
        pytest.importorskip("pyarrow")
    assert export(name, record, other) == export(name, record, other)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("ics", r"^UID:(.*)$"), ("timeline", r'"unique_id": "(\w+)"'),
        ("claims", r'"urn:newsclaims:(\w+)"'), ("graphml", r'<node id="(\w+)"'),
    ],
)  # fmt: skip
def test_ids_are_their_own_though_texts_or_items_are_alike(text, changed, name, pattern):
    planned = changed("ev2", polarity="positive")
    twin = planned.events[1].model_copy(update={"id": "ev9", "rank": 9})
    record = planned.model_copy(update={"events": [*planned.events, twin]})
    again = record.model_copy(
        update={"article": record.article.model_copy(update={"id": "again"})}
    )
    found = re.findall(pattern, text(name, record, again), re.MULTILINE)
    assert len(found) >= 4
    assert len(set(found)) == len(found)
    assert re.findall(pattern, text(name, record, again), re.MULTILINE) == found
