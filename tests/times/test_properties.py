"""What holds for every text: values parse, spans slice, cost is linear."""

from __future__ import annotations

import re
import sys
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline import annotations as notes
from pipeline.rules.load import load_packs
from pipeline.times import anchor, clocks, find, relative, told
from pipeline.times.interval import interval
from pipeline.times.pack import HolidayPack, TimePack

# TIMEX3 values as TimeML spells them (ISO 24617-1, annex A), with X for what is not known.
YEAR = r"(?:FY)?[\dX]{4}"
PART = r"[\dX]{2}(?:-[\dX]{2})?|W[\dX]{2}(?:-(?:WE|\d))?|Q[\dX]|H[\dX]|SP|SU|FA|WI"
DATE = rf"{YEAR}(?:-(?:{PART}))?"
TIME = r"T(?:\d\d(?::\d\d(?::\d\d)?)?Z?|MO|AF|EV|NI)"
POINT = rf"(?:{DATE}(?:{TIME})?|[\dX]{{2,3}}|(?:PAST|PRESENT|FUTURE)_REF)"
AMOUNT = r"P(?:XX|X?(?:DE|CE|L)|(?:[\dX.]+(?:Y|M|W|D|Q|WE))*(?:T(?:[\dX.]+[HMS])+)?)"
VALUE = re.compile(rf"{POINT}(?:/{POINT})?|{AMOUNT}|XXXX-WXX-\d(?:{TIME})?")

WORDS = re.findall(
    r"\S+",
    """
    the a of in on to and last next this past first second third late early mid end
    beginning day week month year years quarter half Monday Friday May March October 3 18
    2021 1990s '90s noon 8 a.m. p.m. 10:30 GMT ago later earlier before after every each two
    twenty three-month fiscal summer Christmas tomorrow yesterday night morning - – , . /
    10/18/2021 2021-10-18 between from until same previous following that year-ago period
    """,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.lists(st.sampled_from(WORDS), max_size=14), known=st.booleans())
def test_every_value_parses_and_every_span_slices(timed, words, known):
    doc = timed("He left " + " ".join(words), "2024-03-07" if known else None)
    last = 0
    for time_ in notes.times(doc):
        assert last <= time_.start < time_.end <= len(doc.text)
        assert doc.text[time_.start : time_.end].strip() == doc.text[time_.start : time_.end]
        assert VALUE.fullmatch(time_.value), time_.value
        assert (time_.begin is None) == (time_.end_date is None)
        if time_.begin:
            assert date.fromisoformat(time_.begin) <= date.fromisoformat(time_.end_date)
        last = time_.end


@given(st.text(alphabet="0123456789-/WQHSXTP.", max_size=24))
def test_any_value_has_an_interval_or_none(value):
    found = interval(value)
    assert found is None or found[0] <= found[1]


HOSTILE = """
9 | of | the | 1 | May | Jan. | two | 1,000 | 2014 | Monday | a year ago | the last | / | : | ,
3- | 12: | 1 to | 3 May to | 1999 to | a half and | hundred | twenty-one | first | 3rd
the week of | left Friday | until Friday | the day after the vote | a year earlier
the first quarter | two hours , | the Sunday Times | overnight | 3 May 2020 | Monday 3 May
the same quarter of last year | last October | half past | Monday next week
"""
UNITS = [unit.strip() for line in HOSTILE.strip().splitlines() for unit in line.split("|")]
CAPPED = [(m, "MEMORY") for m in (anchor, clocks, relative, told)] + [(find, "MAX_CLUES")]


@pytest.fixture
def finder(monkeypatch):
    """A finder that looks back on few times only, so that short texts show how work grows."""
    for module, name in CAPPED:
        monkeypatch.setattr(module, name, 20)
    return _finder()


@cache
def _finder():
    packs = load_packs(["en/times"], TimePack), load_packs(["en/holidays"], HolidayPack)
    return find.TimeFinder(*packs)


@pytest.mark.parametrize(
    ("shape", "published"),
    [("under one verb", "2024-03-07"), ("a chain", None), ("unbroken", "2024-03-07")],
)
@pytest.mark.parametrize("unit", UNITS)
def test_hostile_runs_cost_linear_work(finder, unit, shape, published):
    first, second, third = [
        _steps(finder, _doc(unit, times, shape), published) for times in (30, 60, 120)
    ]
    # Twice as much text more, twice as much work more: four times where every time asks all.
    assert third - second < 2.3 * (second - first) + 500


def _doc(unit, times, shape):
    """A sentence: its words all under its verb, each under the one before, or one long word."""
    if shape == "unbroken":
        words = [unit.replace(" ", "") * times]
        return Doc(Vocab(), words=words, heads=[0], deps=["ROOT"], pos=["NOUN"], tags=["NN"])
    run = unit.split() * times
    heads = [1] * len(run) if shape == "under one verb" else range(1, len(run) + 1)
    return Doc(
        Vocab(),
        words=["He", "left", *run],
        heads=[1, 1, *heads],
        pos=["PRON", "VERB"] + ["PROPN"] * len(run),
        tags=["PRP", "VBD"] + ["NNP"] * len(run),
        deps=["nsubj", "ROOT"] + ["npadvmod"] * len(run),
        lemmas=["he", "leave", *run],
    )


def _steps(finder, doc, published):
    """How many byte codes reading a Doc takes: as time, but the same on every machine."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    notes.set_published(doc, published)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        finder(doc)
    finally:
        sys.settrace(before)
    return count
