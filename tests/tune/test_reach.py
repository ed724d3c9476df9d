"""A change is tried on the articles that it can touch, and on no fewer."""

from __future__ import annotations

import pytest

from pipeline import engine, roompacks
from pipeline.cache import Cache
from pipeline.rerun import Bench
from pipeline.tune.difference.changes import changes
from pipeline.tune.difference.compare import Trial
from pipeline.tune.difference.corpus import Corpus, read_corpus
from pipeline.tune.difference.delta import Delta, PackEdit, delta
from pipeline.tune.difference.reach import Index, asks


@pytest.fixture(scope="session")
def bench(tmp_path_factory):
    """A base model with a cache."""
    cache = Cache(tmp_path_factory.mktemp("cache"))
    return Bench(engine.load(cache=cache), cache)


@pytest.fixture
def rooms(bench, tmp_path):
    """The rooms of a pack, given as text; of the built-in packs, given nothing."""

    def made(*packs, off=()):
        paths = []
        for number, text in enumerate(packs):
            path = tmp_path / f"{number}.yaml"
            path.write_text(text, encoding="utf-8")
            paths.append(str(path))
        return bench.rooms(roompacks.pack_table([*paths, *(f"-{one}" for one in off)]))

    return made


CUE = """
kind: cues
rules:
  - id: cue.mine
    verbs: [{verbs}]
    frames: [that_clause]
    note: {note}
    examples: ["<source>She</source> <cue>said</cue> <content>so</content>."]
"""


def test_a_new_rule_reaches_articles_with_its_words(rooms):
    found = delta(rooms().packs, rooms(CUE.format(verbs="tweet, point out", note="x")).packs)
    assert [(edit.sort, edit.id) for edit in found.rules] == [("new", "cue.mine")]
    assert asks(found) == [({"tweet", "point out"},)]


def test_a_word_more_reaches_articles_with_that_word(rooms):
    old = rooms(CUE.format(verbs="tweet", note="x"))
    new = rooms(CUE.format(verbs="tweet, post", note="x"))
    assert asks(delta(old.packs, new.packs)) == [({"post"},)]


def test_another_note_changes_nothing(rooms):
    old, new = (
        rooms(CUE.format(verbs="tweet", note="x")),
        rooms(CUE.format(verbs="tweet", note="y")),
    )
    found = delta(old.packs, new.packs)
    assert not found
    assert found.sentences == ("cue.mine",)


def test_a_rule_that_is_switched_off_differs(rooms):
    found = delta(rooms().packs, rooms(off=["cue.warn"]).packs)
    assert [(edit.sort, edit.id) for edit in found.rules] == [("off", "cue.warn")]
    ((words,),) = asks(found)
    assert "warn" in words


@pytest.mark.parametrize("rule", ["quote.nested", "event.topic", "time.weekday"])
def test_what_no_word_sets_off_reaches_every_article(rooms, rule):
    assert asks(delta(rooms().packs, rooms(off=[rule]).packs)) is None


LIST = "kind: cues\nspokespeople: [{words}]\n"


def test_a_word_list_reaches_articles_with_the_words_that_differ(rooms):
    old, new = rooms(LIST.format(words="flack, aide")), rooms(LIST.format(words="aide, herald"))
    assert asks(delta(old.packs, new.packs)) == [({"flack", "herald"},)]


EVENT = """
kind: events
rules:
  - id: labor.mine
    type: LABOR
    verbs: [lay down]
    needs: {object: [tool, arm], subject: [PERSON]}
    examples: [<trigger>Laid</trigger>.]
"""


def test_the_words_of_a_condition_must_stand_there_too(rooms):
    found = delta(rooms().packs, rooms(EVENT).packs)
    assert asks(found) == [({"lay down"}, {"tool", "arm"})]


@pytest.mark.parametrize(
    ("word", "text", "met"),
    [
        ("deny", "he denied it", True),
        ("deny", "in the den", False),
        ("fine", "they were fined", True),
        ("fine", "the final offer", False),
        ("stop", "it was stopping", True),
        ("point out", "she points this out", True),
        ("point out", "she points at it", False),
        ("runner", "two runners", True),
    ],
)
def test_a_word_is_met_in_all_its_forms(word, text, met):
    index = Index.of([("a", [text.split()])])
    edit = PackEdit("x.yaml", "people", [], [word])
    assert (index.reached(Delta(fields=(edit,))) == {"a"}) == met
    again = Index.from_bytes(index.to_bytes(), ["a"])
    assert again.reached(Delta(fields=(edit,))) == index.reached(Delta(fields=(edit,)))


OFF = [
    "cue.say", "cue.warn", "sanction.expel", "crime.arrest", "labor.strike", "assault.attack",
    "economy.move", "personnel.appoint", "legal.appeal_to", "titles.office", "time.month_day",
    "gazetteer.country", "consult.meet",
]  # fmt: skip


@pytest.mark.parametrize("rule", OFF)
def test_articles_that_are_not_reached_do_not_differ(bench, rooms, root, rule):
    few = dict(list(read_corpus(str(root / "corpus")).articles.items())[:12])
    trial = Trial(bench, Corpus("few", few), other=None)
    old, new = rooms(), rooms(off=[rule])
    told = {change.article for change in trial.compare(old, new).changes}
    differ = set()
    for one, article in few.items():
        case = bench.case(article)
        before, after = case.found(old), case.found(new)
        if changes(case.record(before, old), case.record(after, new)):
            differ.add(one)
    assert told == differ
