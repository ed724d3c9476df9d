"""Label Studio, doccano, brat, Prodigy: every span is the slice of the text."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decisions.regions import QUOTE
from pipeline.tokens import Token
from pipeline.utf16 import Units

ASTRAL = st.text(alphabet="ab\N{COMBINING ACUTE ACCENT}א\N{FIRE}\N{HAMMER AND WRENCH}\n")


class Words:
    """A tokenizer that knows words and marks."""

    def tokens(self, text):
        found = re.finditer(r"\w+|[^\w\s]|\s{2,}|\n", text)
        return [Token(m.start(), m.end(), text[m.end() : m.end() + 1] == " ", 0) for m in found]


def _units(text, start, end):
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@pytest.mark.parametrize("offsets", ["codepoints", "utf16"])
def test_label_studio_regions_hold_their_words(text, record, other, offsets):
    tasks = json.loads(text("label-studio", record, other, offsets=offsets))
    assert [task["data"]["article_id"] for task in tasks] == ["strike", "dull"]
    (prediction,) = tasks[0]["predictions"]
    regions = [one for one in prediction["result"] if one["type"] != "relation"]
    assert len(regions) > 10
    body = tasks[0]["data"]["text"]
    for one in regions:
        value = one["value"]
        place = value["start"], value["end"]
        found = _units(body, *place) if offsets == "utf16" else body[slice(*place)]
        assert found == value["text"]
    assert "predictions" in tasks[1]


def test_label_studio_tasks_have_the_documented_form_and_fit_their_configuration(
    export, record
):
    out = export("label-studio", record)
    config = ElementTree.fromstring(out["*.labels.xml"])
    controls = {one.get("name"): one for one in config if one.get("toName")}
    values = {
        name: {child.get("value") for child in control} for name, control in controls.items()
    }
    arrows = {one.get("value") for one in config.find("Relations")}
    assert config.find("Text").attrib["value"] == "$text"
    (task,) = json.loads(out[""])
    assert task["predictions"][0]["score"] == 0.8
    result = task["predictions"][0]["result"]
    regions = {one["id"] for one in result if one["type"] == "labels"}
    for one in result:
        if one["type"] == "relation":
            assert {one["from_id"], one["to_id"]} <= regions
            assert set(one["labels"]) <= arrows
            assert one["direction"] == "right"
        else:
            assert one["to_name"] == "text"
            assert one["id"] in regions
            assert set(one["value"][one["type"]]) <= values[one["from_name"]]
    choices = {
        (one["id"], *one["value"]["choices"]) for one in result if one["type"] == "choices"
    }
    assert choices == {("ev2", "negative"), ("ev2", "planned")}


@given(ASTRAL)
def test_positions_in_utf16_go_there_and_back(body):
    units = Units(body, "utf16")
    for position in range(len(body) + 1):
        there = units.at(position)
        assert there == len(body[:position].encode("utf-16-le")) // 2
        assert units.back(there) == position


def test_doccano_spans_and_relations_lead_somewhere(text, record):
    (line,) = map(json.loads, text("doccano", record).splitlines())
    words = {
        one["id"]: (one["label"], line["text"][one["start_offset"] : one["end_offset"]])
        for one in line["entities"]
    }
    assert words[1] == ("LABOR", "shut")
    assert [w for label, w in words.values() if label == QUOTE] == [
        "We lost\nall trust,", "and =money.", "The union plans to march on 1 May"
    ]  # fmt: skip
    told = {
        (words[one["from_id"]][1], one["type"], words[one["to_id"]][1])
        for one in line["relations"]
    }
    assert ("We lost\nall trust,", "continues", "and =money.") in told
    assert ("march", "attributed_to", "The union plans to march on 1 May") in told


@pytest.fixture
def brat(export, record, other, tmp_path):
    """The records as a brat folder."""
    folder = tmp_path / "brat"
    folder.mkdir()
    for name, data in export("brat", record, other).items():
        if name:
            (folder / name).write_bytes(data)
    return folder


def test_brats_parser_reads_what_is_written(brat, record):
    parsing = pytest.importorskip("pybrat.parser")
    dull, strike = parsing.BratParser(error="raise").parse(brat)
    assert dull.entities == []
    assert (brat / "strike.txt").read_bytes().decode() == record.text
    for one in strike.entities:
        pieces = [record.text[span.start : span.end] for span in one.spans]
        assert " ".join(pieces) == one.mention
    quoted = next(one for one in strike.entities if one.type == QUOTE)
    assert quoted.mention == "We lost all trust, and =money."
    assert [(one.type, one.trigger.mention) for one in strike.events] == [
        ("LABOR", "shut"), ("PROTEST", "march")
    ]  # fmt: skip
    assert {one.type for one in strike.relations} == {"source", "cue"}


def test_brats_attributes_and_roles_are_those_of_its_configuration(brat):
    ann = (brat / "strike.ann").read_text(encoding="utf-8")
    assert "A1\tNegated E2\nA2\tModality E2 planned\n" in ann
    (event,) = re.findall("^E1\t(.*)$", ann, re.MULTILINE)
    assert re.fullmatch(r"LABOR:T1 actor:T\d recipient:T\d time:T\d", event)
    conf = (brat / "annotation.conf").read_text(encoding="utf-8")
    sections = dict(re.findall(r"\[(\w+)\]\n(.*?)(?:\n\n|\Z)", conf, re.DOTALL))
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    assert "\nLABOR actor*:<ANY>" in sections["events"]
    assert "Negated Arg:<EVENT>" in sections["attributes"]


def test_an_article_whose_id_can_be_no_file_name_gets_one(export, record):
    odd = record.model_copy(
        update={"article": record.article.model_copy(update={"id": "../a/b\x00"})}
    )
    names = set(export("brat", odd, record, record))
    sha = record.article.sha256
    assert f"{sha[:16]}.ann" in names
    assert {"strike.txt", f"strike-{sha[:8]}.txt"} <= names


def test_prodigy_spans_begin_and_end_with_tokens(text, record):
    (task,) = map(json.loads, text("prodigy", record, tokenizer=Words()).splitlines())
    for i, token in enumerate(task["tokens"]):
        assert token["id"] == i
        assert task["text"][token["start"] : token["end"]] == token["text"]
    for span in task["spans"]:
        assert task["tokens"][span["token_start"]]["start"] == span["start"]
        assert task["tokens"][span["token_end"]]["end"] == span["end"]
        start, end = span.get("exact", (span["start"], span["end"]))
        assert span["start"] <= start < end <= span["end"]
    labels = {one["label"] for one in task["relations"]}
    assert {"actor", "time", "source", "cue", "attributed_to", "continues"} <= labels
    for one in task["relations"]:
        assert one["head"] == one["head_span"]["token_end"]
        assert one["child"] == one["child_span"]["token_end"]


def test_an_event_that_plays_a_part_in_another_is_named_as_an_event_in_brat(export, changed):
    record = changed("ev1")
    march = record.events[1].trigger.model_dump(exclude={"lemma"})
    part = record.events[0].arguments[1].model_copy(update={**march, "role": "theme"})
    ann = export("brat", changed("ev1", arguments=[part]))["strike.ann"].decode()
    assert "E1\tLABOR:T1 theme:E2 time:T" in ann
