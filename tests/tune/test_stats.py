"""How each rule does in a run."""

from __future__ import annotations

import pytest

from pipeline.tune.verdicts.stats import Stats, wilson
from pipeline.tune.verdicts.truth import Truth


@pytest.mark.parametrize(
    ("right", "of", "interval"),  # Wilson 1927
    [
        (0, 0, (0.0, 1.0)),
        (0, 10, (0.0, 0.2775)),
        (5, 10, (0.2366, 0.7634)),
        (95, 100, (0.8882, 0.9785)),
    ],
)
def test_the_interval_is_wilsons(right, of, interval):
    assert wilson(right, of) == pytest.approx(interval, abs=1e-4)


def _stats(extractor, *judged):
    """Stats of one sentence, its items judged by (id, status)."""
    record = extractor.extract(
        "Norway expelled two diplomats on Thursday, Kari Eide said on Friday.",
        published="2024-03-08",
    )
    right = {one: status == "accepted" for one, status in judged}
    counts = Stats()
    counts.add(record, Truth(dict(judged), right))
    return counts, record


def test_a_rules_verdicts_are_counted(extractor):
    counts, record = _stats(extractor, ("ev1", "accepted"), ("q1", "rejected"))
    by_id = {one.rule: one for one in counts.rules()}
    event, quote = by_id[record.events[0].rule], by_id[record.quotes[0].rule]
    assert (event.fired, event.right, event.precision) == (1, 1, 1.0)
    assert (quote.counts["rejected"], quote.precision) == (1, 0.0)
    assert by_id["time.weekday"].fired == 2
    assert by_id["time.weekday"].precision is None


def test_the_surely_worst_rule_comes_first_and_the_unjudged_last(extractor):
    counts, record = _stats(extractor, ("ev1", "accepted"), ("q1", "rejected"))
    order = [one.rule for one in counts.rules()]
    assert order[:2] == [record.quotes[0].rule, record.events[0].rule]


def test_items_of_two_rules_that_share_words_overlap(extractor):
    record = extractor.extract(
        "Norway expelled two diplomats on Thursday.", published="2024-03-08"
    )
    first = record.events[0]
    other = first.model_copy(update={"id": "ev2", "rule": "other.rule", "type": "AID"})
    same = first.model_copy(update={"id": "ev3", "rule": "third.rule"})
    counts = Stats()
    counts.add(record.model_copy(update={"events": [first, other, same]}), Truth({}, {}))
    by_id = {one.rule: one for one in counts.rules()}
    assert (by_id["other.rule"].overlaps, by_id["other.rule"].conflicts) == (1, 1)
    assert (by_id["third.rule"].overlaps, by_id["third.rule"].conflicts) == (1, 1)
