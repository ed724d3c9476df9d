"""A parse from the cache is the parse; what is damaged, other or in the way is made anew."""

from __future__ import annotations

import errno
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline
from pipeline import cache as cache_module
from pipeline import parser as parser_module
from pipeline.article import Article
from pipeline.cache import Cache
from pipeline.docbytes import doc_from_bytes, doc_to_bytes, same_parse
from pipeline.errors import SettingsError
from pipeline.parser import Parser, source_sha256
from pipeline.roompacks import ROOMS

ODD = {
    "line ends of Windows": "Talks end\r\n\r\nMinisters met on Tuesday.\r\nThey left.\r\n",
    "line ends of old Macs": "Talks end\r\rMinisters met.\r",
    "emoji": "The 🇱🇹 minister 👩🏽‍🚒 said: “We will 🙂 go,” on Monday.",
    "combining marks": "Re\u0301ne\u0301 Le\u0301vesque said e\u0301 \u0301\u0301 on Friday.",
    "right to left": "It (\u05d9\u05d3\u05d9\u05e2\u05d5\u05ea) said so \u202eabc\u202c.",
    "hostile runs": 'He said "' + '"' * 300 + " and " + "a" * 700 + " left on Monday.",
    "white space": "  \t\n\n  Ministers   met \u00a0\u2003 on\u200bTuesday.  \n ",
    "no sentence": "-",
    "contractions": "He can't, won't and shouldn't've gone; she'd've said 'tis.",
    "words of spaCy's own": "mark nsubj PERSON dobj ROOT _ | = Number=Sing",
}
KEY = "ab" + "0" * 62


def _articles(root: Path) -> list[Article]:
    """Our own corpus as it stands, and texts that are hard to keep."""
    corpus = []
    for path in sorted((root / "corpus").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            corpus.append(Article(path.stem, file.read(), published="2024-03-07"))
    return [
        *corpus,
        *(Article(name, text, url="https://a.org/x") for name, text in ODD.items()),
    ]


def _lines(extractor: pipeline.Extractor, articles: list[Article]) -> list[str]:
    return [record.model_dump_json() for record in extractor.pipe(articles)]


@pytest.fixture(scope="module")
def articles(root):
    return _articles(root)


@pytest.fixture(scope="module")
def lines(extractor, articles):
    """Records made without a cache."""
    return _lines(extractor, articles)


def _with_cache(extractor: pipeline.Extractor, cache: Cache) -> Parser:
    return Parser(extractor.nlp, first_room=ROOMS[1], model=extractor.model, cache=cache)


@pytest.fixture(scope="module")
def filling(extractor, articles, tmp_path_factory):
    """The folder of a cache of all the articles, and the records of the run that filled it."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extractor, "_parser", _with_cache(extractor, Cache(folder)))
        return folder, _lines(extractor, articles)


@pytest.fixture
def full(filling):
    """The folder of a cache of all the articles."""
    return filling[0]


@pytest.fixture
def cached(extractor, monkeypatch):
    """Make the pipeline use a cache; `parses=False` fails where the cache does not do."""

    def make(cache: Cache, *, parses: bool = True) -> pipeline.Extractor:
        parser = _with_cache(extractor, cache)
        monkeypatch.setattr(extractor, "_parser", parser)
        if not parses:
            monkeypatch.setattr(parser, "_parsed", _fail)
        return extractor

    return make


def _fail(texts):
    raise AssertionError(f"parsed anew: {texts}")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("??/*") if path.is_file())


def test_records_from_the_cache_are_byte_for_byte_those_without(cached, full, articles, lines):
    assert _lines(cached(Cache(full), parses=False), articles) == lines


def test_records_of_the_run_that_fills_the_cache_are_the_same(filling, articles, lines):
    folder, written = filling
    assert written == lines
    assert len(_files(folder)) == len(articles)


def test_a_pipeline_loaded_again_finds_the_parses(full, articles, lines, monkeypatch):
    monkeypatch.setattr(Parser, "_parsed", lambda self, texts: _fail(texts))
    assert _lines(pipeline.load(cache=Cache(full)), articles[:9]) == lines[:9]


def test_kept_and_new_texts_come_in_their_order(cached, tmp_path, articles, lines):
    extractor = cached(Cache(tmp_path))
    few, wanted = articles[-12:], lines[-12:]
    _lines(extractor, few[1::2])
    assert _lines(extractor, [*few, *few[:3]]) == [*wanted, *wanted[:3]]
    assert _lines(extractor, [few[0]] * 10) == [wanted[0]] * 10


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_a_parsed_doc_comes_back_equal(extractor, text):
    with extractor.nlp.select_pipes(disable=list(ROOMS[1:])):
        doc = extractor.nlp(text)
    data = doc_to_bytes(doc)
    again = doc_from_bytes(data, text, doc.vocab)
    assert same_parse(doc, again)
    assert [(e.text, e.label_) for e in again.ents] == [(e.text, e.label_) for e in doc.ents]
    assert [s.text for s in again.sents] == [s.text for s in doc.sents]
    assert [[c.i for c in t.children] for t in again] == [
        [c.i for c in t.children] for t in doc
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=120))
def test_the_parse_of_any_text_comes_back_equal(extractor, text):
    with extractor.nlp.select_pipes(disable=list(ROOMS[1:])):
        doc = extractor.nlp(text or "-")
    data = doc_to_bytes(doc)
    assert data is not None
    assert same_parse(doc, doc_from_bytes(data, doc.text, doc.vocab))


def test_day_and_address_are_the_article_s_not_the_cache_s(cached, tmp_path):
    extractor = cached(Cache(tmp_path))
    text = "Ministers met on Tuesday."
    first = extractor.record(Article("a", text, published="2024-03-07"))
    again = cached(Cache(tmp_path), parses=False).record(
        Article("a", text, published="2023-03-09", url="https://a.org/x")
    )
    assert [time.value for time in first.times] == ["2024-03-05"]
    assert [time.value for time in again.times] == ["2023-03-07"]
    assert again.article.url == "https://a.org/x"


def test_changed_rules_meet_the_same_parse(full, articles, lines, tmp_path, monkeypatch):
    pack = tmp_path / "own.yaml"
    pack.write_text("kind: cues\ndisable: [cue.say]\n", encoding="utf-8")
    monkeypatch.setattr(Parser, "_parsed", lambda self, texts: _fail(texts))
    changed = _lines(pipeline.load(rules=[pack], cache=Cache(full)), articles[:5])
    assert changed != lines[:5]


def test_changed_layout_rules_are_another_parse(extractor, tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text("kind: layout\nrules: []\n", encoding="utf-8")
    other = pipeline.load(rules=[pack])
    keys = {_with_cache(one, Cache(tmp_path)).fingerprint for one in (extractor, other)}
    assert len(keys) == 2


def test_another_model_is_another_parse(extractor, tmp_path):
    other = {**extractor.model, "sha256": "0" * 64}
    parser = Parser(extractor.nlp, first_room=ROOMS[1], model=other, cache=Cache(tmp_path))
    assert parser.fingerprint != _with_cache(extractor, Cache(tmp_path)).fingerprint


@pytest.mark.parametrize("name", parser_module.SOURCES)
def test_a_changed_line_of_the_code_that_parses_is_another_parse(tmp_path, name):
    package = Path(parser_module.__file__).parent
    for one in parser_module.SOURCES:
        copy = shutil.copytree if (package / one).is_dir() else shutil.copy
        copy(package / one, tmp_path / one)
    before = source_sha256(tmp_path)
    changed = tmp_path / name
    changed = next(changed.glob("*.py")) if changed.is_dir() else changed
    changed.write_bytes(changed.read_bytes() + b"#")
    assert before == source_sha256(package) != source_sha256(tmp_path)


def test_a_component_switched_off_since_is_another_parse(cached, tmp_path):
    extractor = cached(Cache(tmp_path))
    text = "Ann Lee resigned on Monday in Oslo."
    extractor.record(Article("a", text))
    with extractor.nlp.select_pipes(disable=["ner"]):
        extractor.record(Article("a", text))
    assert len(_files(tmp_path)) == 2


def test_any_changed_byte_is_noticed_and_the_parse_made_anew(cached, tmp_path):
    extractor = cached(Cache(tmp_path))
    text = "Ministers met on Tuesday."
    record = extractor.record(Article("a", text))
    (path,) = _files(tmp_path)
    whole = path.read_bytes()
    key = path.parent.name + path.name
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert Cache(tmp_path).read(key) is None
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        assert Cache(tmp_path).read(key) is None
    assert extractor.record(Article("a", text)) == record
    assert path.read_bytes() == whole


def test_a_file_under_another_text_s_key_is_not_taken(cached, tmp_path):
    extractor = cached(Cache(tmp_path))
    one, other = (
        Article("a", "Ministers met on Tuesday."),
        Article("a", "Strikes began Monday."),
    )
    wanted = extractor.record(one)
    (path,) = _files(tmp_path)
    path_of_one = path.rename(tmp_path / "kept")
    extractor.record(other)
    (path_of_other,) = _files(tmp_path)
    path.parent.mkdir(exist_ok=True)
    path_of_other.rename(path)
    assert extractor.record(one) == wanted
    assert path.read_bytes() == path_of_one.read_bytes()


@pytest.mark.parametrize("content", [b"", b"nonsense", None])
def test_content_that_is_no_parse_of_the_text_is_made_anew(cached, tmp_path, content):
    extractor = cached(Cache(tmp_path))
    article = Article("a", "Ministers met on Tuesday.")
    record = extractor.record(article)
    (path,) = _files(tmp_path)
    whole, key = path.read_bytes(), path.parent.name + path.name
    if content is None:  # a whole parse, of another text
        content = doc_to_bytes(extractor.nlp("Strikes began."))
    Cache(tmp_path).write(key, content)
    assert extractor.record(article) == record
    assert path.read_bytes() == whole


def test_the_least_recently_used_go_first_and_the_folder_stays_in_its_bounds(tmp_path):
    cache = Cache(tmp_path, limit=64 * 4096)
    keys = [f"{number:02x}" * 32 for number in range(200)]
    for number, key in enumerate(keys):
        cache.write(key, bytes(3000))
        os.utime(tmp_path / key[:2] / key[2:], (number, number))
        if number > 0:
            assert cache.read(keys[0]) is not None  # and so used last
            os.utime(tmp_path / keys[0][:2] / keys[0][2:], (number, number))
        assert sum(-(-p.stat().st_size // 4096) * 4096 for p in _files(tmp_path)) <= 64 * 4096
    held = [key for key in keys if cache.read(key) is not None]
    assert held == [keys[0], *keys[-len(held) + 1 :]]
    assert len(held) >= 56


def test_several_processes_short_as_they_are_keep_the_bounds(tmp_path):
    for number in range(40):
        Cache(tmp_path, limit=10 * 4096).write(f"{number:02x}" * 32, bytes(3000))
    assert len(_files(tmp_path)) <= 10


def test_what_is_larger_than_the_cache_is_not_kept(tmp_path):
    cache = Cache(tmp_path, limit=10 * 4096)
    cache.write(KEY, bytes(3000))
    cache.write("cd" + KEY[2:], bytes(60_000))
    assert cache.read(KEY) == bytes(3000)
    assert cache.read("cd" + KEY[2:]) is None


def test_files_of_others_in_the_folder_are_left_alone(tmp_path):
    others = [tmp_path / "article.txt", tmp_path / "ab" / "article.txt", tmp_path / "zz" / "x"]
    for path in others:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(100_000))
    for number in range(30):
        Cache(tmp_path, limit=5 * 4096).write(f"{number:02x}" * 32, bytes(3000))
    assert all(path.exists() for path in others)


def test_what_a_killed_process_left_is_cleared_away(tmp_path):
    Cache(tmp_path).write(KEY, b"kept")
    left = tmp_path / "ab" / f"{KEY[2:]}.{'0' * 16}.new"
    left.write_bytes(bytes(20_000))
    os.utime(left, (0, 0))
    Cache(tmp_path, limit=4 * 4096).write("cd" + KEY[2:], b"more")
    assert not left.exists()
    assert Cache(tmp_path).read(KEY) == b"kept"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("step", ["_write", "replace"])
def test_a_disk_that_takes_nothing_costs_the_cache_not_the_run(
    cached, tmp_path, monkeypatch, code, step
):
    def fail(path, *_):
        if step == "_write":
            path.write_bytes(b"half")
        raise OSError(code, os.strerror(code))

    place, name = (cache_module, "_write") if step == "_write" else (Path, "replace")
    monkeypatch.setattr(place, name, fail)
    extractor = cached(Cache(tmp_path))
    assert extractor.record(Article("a", "Ministers met on Tuesday.")).times
    assert _files(tmp_path) == []


def test_a_folder_that_vanishes_is_made_again_or_done_without(tmp_path):
    folder = tmp_path / "cache"
    cache = Cache(folder)
    cache.write(KEY, b"kept")
    shutil.rmtree(folder)
    assert cache.read(KEY) is None
    cache.write(KEY, b"kept")
    assert cache.read(KEY) in {b"kept", None}


def test_a_folder_that_cannot_be_written_is_read(full, cached, articles, lines, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(os, "utime", lambda *_: _fail("touched"))
    cache = Cache(full)
    assert not cache.writable
    before = _files(full)
    monkeypatch.setattr(os, "utime", _read_only)
    assert _lines(cached(cache, parses=False), articles[:3]) == lines[:3]
    assert cached(cache).record(Article("new", "Strikes began on Monday.")).times
    assert _files(full) == before


def _read_only(*_):
    raise OSError(errno.EROFS, "Read-only file system")


def test_what_is_no_folder_is_misuse(tmp_path):
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "cache"):
        with pytest.raises(SettingsError, match="the cache cannot be used"):
            Cache(place)


def test_several_at_once_see_whole_files_only(tmp_path):
    keys = [f"{number:02x}" * 32 for number in range(12)]

    def work(seed: int) -> None:
        cache = Cache(tmp_path, limit=8 * 8192)  # two thirds of what is written
        for number in range(300):
            key = keys[(number * seed) % len(keys)]
            content = cache.read(key)
            assert content in {None, key.encode() * 100}
            cache.write(key, key.encode() * 100)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, (1, 5, 7, 11, 13, 17, 19, 23)))
    assert all(len(path.name) == 62 for path in _files(tmp_path))


def test_the_folder_says_that_it_is_a_cache(tmp_path):
    Cache(tmp_path / "new" / "cache")
    assert (
        (tmp_path / "new" / "cache" / "CACHEDIR.TAG").read_text().startswith("Signature: 8a47")
    )
