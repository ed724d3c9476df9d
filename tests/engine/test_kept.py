"""Kept results make the record that a fresh run makes; only what changed runs anew."""

from __future__ import annotations

import ast
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from spacy.language import Language

import pipeline
from pipeline import kept as kept_module
from pipeline.article import Article
from pipeline.cache import Cache
from pipeline.kept import EACH, SHARED, Trail
from pipeline.parser import Parser
from pipeline.roompacks import ROOMS

FOUR = ROOMS[1:]
PACKAGE = Path(kept_module.__file__).parent
CHANGES = {
    "entities": "kind: entities\ndisable: [names.surname]\n",
    "times": "kind: times\ndisable: [time.weekday]\n",
    "cues": "kind: cues\ndisable: [cue.say]\n",
    "events": "kind: events\ndisable: [legal.sue, consult.meet]\n",
}
# The first room that reads packs of a kind; all behind it may run.
FIRST = {kind: FOUR[at] for at, kind in enumerate(CHANGES)}


@pytest.fixture(scope="module")
def articles(root):
    found = [
        Article(path.stem, path.read_text("utf-8"), published="2024-03-07")
        for path in sorted((root / "corpus").glob("*.txt"))[::3]
    ]
    odd = (
        "The 🇱🇹 minister 👩🏽‍🚒 said: “We will 🙂 go,” on Monday.\r\n\r\nRe\u0301ne\u0301 left."
    )
    return [*found, Article("odd", odd, url="https://a.org/2024/03/05/x"), Article("no", "-")]


def _lines(extractor, articles):
    return [record.model_dump_json() for record in extractor.pipe(articles)]


def _loaded(folder, tmp_path, kind=None):
    """A pipeline over a cache, with a rule less of a kind."""
    rules = []
    if kind:
        rules = [tmp_path / f"{kind}.yaml"]
        rules[0].write_text(CHANGES[kind], encoding="utf-8")
    return pipeline.load(rules=rules, cache=Cache(folder) if folder else None)


@pytest.fixture(scope="module")
def base(articles, tmp_path_factory):
    """A pipeline over a cache, and the run that filled it."""
    folder = tmp_path_factory.mktemp("kept")
    extractor = pipeline.load(cache=Cache(folder))
    return Base(extractor, folder, articles, _lines(extractor, articles))


class Base(NamedTuple):
    """A pipeline over a cache, the cache's folder, what it holds, and the records of that."""

    extractor: pipeline.Extractor
    folder: Path
    articles: list[Article]
    lines: list[str]


class _Spy:
    """A component that counts its calls."""

    def __init__(self, component, name, calls):
        self._component, self._name, self._calls = component, name, calls

    def __getattr__(self, name):
        return getattr(self._component, name)

    def __call__(self, doc):
        self._calls[self._name] += 1
        return self._component(doc)


@pytest.fixture
def calls(monkeypatch):
    """How often each room runs, whatever the pipeline."""
    calls = Counter()
    get = Language.get_pipe
    monkeypatch.setattr(
        Language,
        "get_pipe",
        lambda nlp, name: _Spy(get(nlp, name), name, calls) if name in FOUR else get(nlp, name),
    )
    return calls


def _no_parse(self, texts):
    raise AssertionError(f"parsed: {texts}")


def test_the_run_that_fills_it_makes_the_records_of_a_run_without(base, articles, extractor):
    assert base.lines == _lines(extractor, articles)


def test_an_unchanged_article_needs_no_parse_and_no_room(base, articles, calls, monkeypatch):
    extractor, lines = base.extractor, base.lines
    monkeypatch.setattr(Parser, "parse", _no_parse)
    assert _lines(extractor, articles) == lines
    assert not calls


@pytest.mark.parametrize("kind", CHANGES)
def test_after_a_changed_rule_the_records_are_those_of_a_fresh_run(
    base, tmp_path, kind, calls, monkeypatch
):
    articles, lines = base.articles, base.lines
    folder = shutil.copytree(base.folder, tmp_path / "kept")
    wanted = _lines(_loaded(None, tmp_path, kind), articles)
    assert [one.split(',"provenance"')[0] for one in wanted] != [
        one.split(',"provenance"')[0] for one in lines
    ]
    calls.clear()
    extractor = _loaded(folder, tmp_path, kind)
    calls.clear()
    monkeypatch.setattr(Parser, "_parsed", _no_parse)
    assert _lines(extractor, articles) == wanted
    first = FOUR.index(FIRST[kind])
    assert calls[FOUR[first]] == len(articles)
    assert all(calls[name] == 0 for name in FOUR[:first])
    assert all(calls[name] < len(articles) for name in FOUR[first + 1 :])


def test_rooms_behind_run_only_where_a_result_before_them_has_changed(base, tmp_path, calls):
    folder = base.folder
    plain, reported = (
        Article("plain", "A court ruled on Tuesday."),
        Article("reported", "A court ruled on Tuesday, officials said."),
    )
    _lines(_loaded(folder, tmp_path), [plain, reported])
    calls.clear()
    _lines(_loaded(folder, tmp_path, "cues"), [plain, reported])
    assert calls == {"newsclaims_quotes": 2, "newsclaims_events": 1}


def test_the_provenance_is_that_of_this_run(base, articles, tmp_path):
    folder, lines = base.folder, base.lines
    pack = tmp_path / "none.yaml"
    pack.write_text("kind: cues\nrules: []\n", encoding="utf-8")
    extractor = pipeline.load(rules=[pack], cache=Cache(folder))
    (record,) = extractor.pipe(articles[:1])
    assert str(pack) in record.provenance.packs
    assert record.model_dump_json(exclude={"provenance"}) in lines[0].replace(
        "\n", ""
    ) + "}" or (lines[0].startswith(record.model_dump_json(exclude={"provenance"})[:-1]))


def test_packs_of_another_folder_with_the_same_content_are_the_same(base, tmp_path, calls):
    folder = base.folder
    article = Article("a", "Ministers met on Tuesday, officials said.")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    _lines(_loaded(folder, tmp_path / "one", "cues"), [article])
    calls.clear()
    _lines(_loaded(folder, tmp_path / "two", "cues"), [article])
    assert not calls


def test_rules_that_are_off_by_name_are_told_apart(base, extractor):
    article = Article("a", "Ministers met on Tuesday, officials said. “No,” aides warned.")
    for rule in ("-cue.say", "-cue.warn"):
        with_cache = pipeline.load(rules=[rule], cache=Cache(base.folder))
        assert _lines(with_cache, [article]) == _lines(pipeline.load(rules=[rule]), [article])


@pytest.mark.parametrize(
    "known",
    [
        {"id": "other"},
        {"title": "Another title"},
        {"source": "Another paper"},
        {"encoding": "cp1252"},
        {"published": "2023-03-09"},
        {"published_from": "metadata"},
        {"url": "https://a.org/2023/03/09/x"},
        {"warnings": ("odd bytes",)},
    ],
    ids=lambda known: next(iter(known)),
)
def test_what_is_known_of_an_article_is_told_anew(base, extractor, known):
    told = {
        "id": "a",
        "text": "Ministers met on Tuesday, officials said.",
        "published": "2024-03-07",
        "published_from": "given",
    }
    _lines(base.extractor, [Article(**told)])
    other = [Article(**{**told, **known})]
    assert _lines(base.extractor, other) == _lines(extractor, other)


def test_without_all_and_with_all_do_not_mix(base, articles, everything):
    extractor = pipeline.load(everything=True, cache=Cache(base.folder))
    assert _lines(extractor, articles[:4]) == _lines(everything, articles[:4])
    assert _lines(base.extractor, articles[:4]) == base.lines[:4]


def test_two_sets_of_rules_may_run_in_turn(base, articles, tmp_path, calls):
    one, folder = base.extractor, base.folder
    other = _loaded(folder, tmp_path, "cues")
    _lines(other, articles[:4])
    _lines(one, articles[:4])
    calls.clear()
    for _ in range(EACH):
        _lines(other, articles[:4])
        _lines(one, articles[:4])
    assert not calls


def test_an_article_keeps_so_many_results_of_each_room():
    trail = Trail("start", None)
    for number in range(EACH + 2):
        for room in ("quotes", "events"):
            trail.put(room, f"{room}{number}", b"[]")
    again = Trail("start", trail.to_bytes())
    held = [number for number in range(EACH + 2) if again.get(f"events{number}") is not None]
    assert held == [2, 3, 4]
    assert again.get("quotes4") == b"[]"
    assert again.get("quotes1") is None


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x02\0\0\0{}", b"\x04\0\0\0[[1]]"])
def test_content_that_is_no_results_is_made_anew(tmp_path, extractor, content):
    article = Article("a", "Ministers met on Tuesday.")
    with_cache = pipeline.load(cache=Cache(tmp_path))
    start = with_cache._kept._trail(article).start
    Cache(tmp_path).write(start, content)
    assert _lines(with_cache, [article]) == _lines(extractor, [article])


def test_behind_a_component_of_somebody_else_only_parses_are_kept(tmp_path, calls):
    extractor = pipeline.load(cache=Cache(tmp_path))
    extractor.nlp.add_pipe("sentencizer", last=True)
    article = Article("a", "Ministers met on Tuesday.")
    assert _lines(extractor, [article]) == _lines(extractor, [article])
    assert calls["newsclaims_events"] == 2
    assert len(list(tmp_path.glob("??/*"))) == 1


def test_a_room_that_is_off_counts(tmp_path, extractor):
    with_cache = pipeline.load(cache=Cache(tmp_path))
    article = Article("a", "Ministers met on Tuesday, officials said.")
    _lines(with_cache, [article])
    with with_cache.nlp.select_pipes(disable=["newsclaims_quotes"]):
        (record,) = with_cache.pipe([article])
    assert not record.quotes
    assert _lines(with_cache, [article]) == _lines(extractor, [article])


@pytest.mark.parametrize("room", [name.removeprefix("newsclaims_") for name in FOUR])
def test_all_code_that_a_room_runs_makes_its_key(room):
    """Whatever a room imports of ours is in its own folder or in `SHARED`."""
    shared = {name.removesuffix(".py") for name in SHARED}
    places = [PACKAGE / room, *(PACKAGE / name for name in SHARED)]
    files = [file for place in places for file in [place, *place.rglob("*.py")]]
    for path in (file for file in files if file.is_file()):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert _of_ours(node) <= {room, *shared, "errors"}, path


def _of_ours(node):
    """The modules of ours, without what is below them, that an import names."""
    if node.module == "pipeline":
        return {one.name for one in node.names}
    first, _, rest = (node.module or "").partition(".")
    return {rest.partition(".")[0]} if first == "pipeline" else set()
