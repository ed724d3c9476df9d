"""A room runs again only where its packs, or what it reads, has changed."""

from __future__ import annotations

import pytest

import pipeline
from pipeline import roompacks
from pipeline.article import Article
from pipeline.cache import Cache
from pipeline.rerun import Bench

TEXT = (
    "Norway on Thursday expelled two diplomats, Foreign Minister Kari Eide said. She warned "
    "Minsk on Friday that more would follow, and the envoys left."
)
ARTICLE = Article("norway", TEXT, published="2024-03-08", published_from="given")


@pytest.fixture
def bench(tmp_path):
    """A base model over an empty cache."""
    cache = Cache(tmp_path / "cache")
    return Bench(pipeline.load(cache=cache), cache)


def _rooms(bench, *off):
    return bench.rooms(roompacks.pack_table([f"-{one}" for one in off]))


def test_the_records_are_those_of_a_run(bench, extractor):
    rooms = _rooms(bench)
    case = bench.case(ARTICLE)
    ours, theirs = case.record(case.found(rooms), rooms), extractor.record(ARTICLE)
    assert ours.model_dump(exclude={"provenance"}) == theirs.model_dump(exclude={"provenance"})


def test_what_a_run_kept_is_not_done_again(bench):
    bench.extractor.record(ARTICLE)
    case, rooms = bench.case(ARTICLE), _rooms(bench)
    case.record(case.found(rooms), rooms)
    assert not bench.ran


@pytest.mark.parametrize(
    ("off", "again"),  # what the article has nothing of, costs its own room alone
    [
        ("sanction.expel", {"events"}),
        ("disaster.damage", {"events"}),
        ("cue.warn", {"quotes", "events"}),
        ("cue.believe", {"quotes"}),
        ("time.century", {"times"}),
        ("time.weekday", {"times", "quotes", "events"}),
    ],
)
def test_a_changed_rule_runs_the_rooms_that_read_it(bench, off, again):
    before, after = _rooms(bench), _rooms(bench, off)
    first = bench.case(ARTICLE)
    first.found(before)
    first.keep()
    bench.ran.clear()
    bench.case(ARTICLE).found(after)
    assert {room.removeprefix("newsclaims_") for room in bench.ran} - {"parse"} == again


def test_rooms_whose_packs_are_the_same_are_built_once(bench):
    one, other = _rooms(bench), _rooms(bench, "cue.warn")
    same = [a.run is b.run for a, b in zip(one.rooms, other.rooms, strict=True)]
    assert same == [True, True, False, True]
