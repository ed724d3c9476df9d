"""The cue pack: its size, and that no word is claimed twice for one frame."""

from __future__ import annotations

from collections import defaultdict

import pytest

from pipeline.quotes.pack import CuePack
from pipeline.rules.load import load_packs


@pytest.fixture(scope="module")
def rules():
    return [rule for pack in load_packs(["en/cues"], CuePack).packs for rule in pack.rules]


def test_the_pack_knows_the_verbs_of_news(rules):
    assert len({verb for rule in rules for verb in rule.verbs}) >= 350


def test_a_word_is_recorded_by_one_rule_for_each_frame(rules):
    owners = defaultdict(set)
    for rule in rules:
        for word in rule.verbs:
            for frame in (*rule.frames, *rule.quoted):
                owners[word, frame].add(rule.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_attitudes_are_recorded_by_no_frame(rules):
    attitudes = [rule for rule in rules if rule.id.startswith("attitude.")]
    assert attitudes
    assert [rule.id for rule in attitudes if rule.frames and rule.id != "attitude.agree"] == []
