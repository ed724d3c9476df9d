"""Any text and any spans go out and come back as they were."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decisions.compare import compared
from pipeline.decisions.verdicts import Verdicts
from pipeline.readers.returned import brat, doccano, labelstudio
from pipeline.records import Record, faults
from pipeline.writers.exports.entry import Options, entry
from pipeline.writers.exports.formats import load

ALPHABET = (
    "ab \t\r\n\N{COMBINING ACUTE ACCENT}\N{FIRE}\N{HAMMER AND WRENCH}א\u202e\u2028\x85=\"';|"
)
PLACES = st.lists(
    st.tuples(st.integers(0, 39), st.integers(1, 12)), min_size=1, max_size=6, unique=True
)


def _span(text, place, **more):
    start, length = place
    start = min(start, len(text) - 1)
    end = min(len(text), start + length)
    return {"start": start, "end": end, "text": text[start:end], **more}


@st.composite
def records(draw):
    """A sound record of a text of odd characters, with spans anywhere that hold a word."""
    text = draw(st.text(ALPHABET, min_size=6, max_size=40))
    spans = [one for one in (_span(text, p) for p in draw(PLACES)) if one["text"].strip()]
    events = [
        {
            "id": f"ev{number}", "type": draw(st.sampled_from(["CRIME", "PROTEST", None])),
            "trigger": {**one, "lemma": "x"}, "time": {"how": "none"},
            "arguments": [{"role": "actor", **other} for other in spans[:number]],
            "polarity": draw(st.sampled_from(["positive", "negative"])),
            "modality": draw(st.sampled_from(["asserted", "planned"])),
            "rank": number, "sentence": {"start": 0, "end": len(text)}, "rule": "r.x",
            "confidence": 0.5,
        }
        for number, one in enumerate(spans[:3], 1)
    ]  # fmt: skip
    quotes = [
        {"id": f"q{number}", "kind": "direct", "content": [one], "source": spans[0],
         "stance": "says", "rule": "r.y"}
        for number, one in enumerate(spans[3:], 1)
    ]  # fmt: skip
    return Record.model_validate(
        {
            "article": {"id": "a", "sha256": hashlib.sha256(text.encode()).hexdigest()},
            "text": text, "events": events, "quotes": quotes,
            "provenance": {"newsclaims": "0", "model": {}, "packs": {}},
        }
    )  # fmt: skip


def _returned(name, record, folder, options):
    """The answer that comes of an export that nobody touched."""
    ready, _ = entry(record, Verdicts([]))
    out = folder / "out"
    for piece in load(name)([ready], options):
        path = folder / piece.file.replace("*", "x") if piece.file else out
        with path.open("ab") as stream:
            stream.write(piece.data.encode())
    if name == "brat":
        return next(brat.answers(folder))
    if name == "doccano":
        return next(doccano.answers(out))
    tasks = json.loads(out.read_bytes())
    tasks[0]["annotations"] = [{"result": tasks[0]["predictions"][0]["result"]}]
    out.write_text(json.dumps(tasks), encoding="utf-8")
    return next(labelstudio.answers(out))


@pytest.mark.parametrize("name", ["label-studio", "doccano", "brat"])
@settings(max_examples=60, deadline=None)
@given(record=records(), wide=st.booleans())
def test_what_nobody_touched_is_accepted_whatever_the_text(name, record, wide):
    assert faults(record) == []
    options = Options(offsets="utf16" if wide else "codepoints")
    with tempfile.TemporaryDirectory() as folder:
        answer = _returned(name, record, Path(folder), options)
    applied = Verdicts([]).applied(record)
    judgements, problems = compared(applied, record, answer.offered, answer.drawing)
    assert problems == []
    assert {one.action for one in judgements} <= {"accept"}
    assert len(judgements) == len(record.events) + len(record.quotes)
