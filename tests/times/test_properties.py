"""What holds for every text: values parse, spans slice, cost is linear."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import annotations as notes
from pipeline.times.interval import interval

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


@pytest.mark.parametrize(
    "unit", ["9", "of ", "1 2 ", "12:", "May ", "the last ", "3-", "two ", "1,000 ", "Jan. "]
)
def test_hostile_runs_cost_linear_time(extractor, unit):
    finder = extractor.nlp.get_pipe("newsclaims_times")
    costs = []
    for size in (2_000, 16_000):
        text = unit * size
        doc = extractor.nlp.make_doc("x")
        sight = _Sight(doc, text)
        began = time.process_time()
        finder.items(sight)
        costs.append(time.process_time() - began)
    # Eight times the text; the floor keeps the clock's own grain out of it.
    assert costs[1] < 24 * max(costs[0], 0.01)


class _Sight:
    """The sight of a text that nobody parsed: guards that ask for tokens see the first one."""

    def __init__(self, doc, text):
        from pipeline.times.sight import Sight  # noqa: PLC0415

        self._inner = Sight(doc, [notes.Block(0, len(text), "body", "test")], {})
        self._inner.text = text
        self.blocks = self._inner.blocks
        self.text = text

    def __getattr__(self, name):
        return getattr(self._inner, name)

    def token(self, offset):
        return self._inner.doc[0]

    def next_token(self, offset):
        return None

    def head(self, start, end):
        return self._inner.doc[0]
