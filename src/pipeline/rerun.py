"""Articles under several sets of packs, from what is kept: a room runs only where it has to.

    bench = Bench(extractor, cache)
    old, new = bench.rooms(pack_table()), bench.rooms(pack_table(["mine.yaml"]))
    case = bench.case(article)
    before, after = case.found(old), case.found(new)  # equal if nothing differs

The base model is loaded once, and of a set of packs only those rooms are built whose packs were
not met before. What rooms find is kept as `kept` does it: a run with a cache and a comparison
feed each other.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline import __version__, engine, kept, roompacks
from pipeline.assemble import assemble
from pipeline.errors import ArticleError
from pipeline.records import Provenance, Record
from pipeline.rules.load import label, load_packs, pack_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from pipeline.article import Article
    from pipeline.cache import Cache
    from pipeline.engine import Extractor
    from pipeline.roompacks import PackFiles
    from pipeline.rules.load import Packs
    from pipeline.rules.schema import Pack

Lines = list[frozenset[str]]
ROOMS = roompacks.ROOMS[1:]  # paragraphs are part of the parse
_WORD = re.compile(r"\w+")
_HELD = 40  # rooms and packs that stay built: of the last sets that were asked for


@dataclass(frozen=True, slots=True)
class Built:
    """A room built from packs."""

    room: kept.Room
    run: Callable[[Doc], Doc]


@dataclass(frozen=True)
class Rooms:
    """The rooms of one set of packs.

    Attributes:
        layout: digest of the packs that the parse depends on.
        rooms: in the order in which they run.
        packs: as read, by kind.
        files: the packs, by room and kind.
        everything: as `--all`.
        root: what paths of the user's packs begin with that were checked out for a comparison.
    """

    layout: str
    rooms: tuple[Built, ...]
    packs: Mapping[str, Packs[Pack]]
    files: PackFiles
    everything: bool = False
    root: str = ""

    @cached_property
    def types(self) -> frozenset[str]:
        """Event types that the packs declare."""
        packs = self.packs["events"].packs
        return frozenset(one for pack in packs for one in getattr(pack, "types", ()))

    @cached_property
    def assembly(self) -> str:
        """Digest of what assembles records, as an extractor of these packs has it."""
        return kept.assembly_of([self.everything, sorted(self.types), None])


@dataclass(frozen=True, slots=True)
class Found:
    """What the rooms found in an article; two are the same if their `state` is.

    Attributes:
        state: digest of all results.
        results: of each room, in order.
    """

    state: str
    results: tuple[bytes, ...]


class Bench:
    """A base model, loaded once, with the rooms that were built on it.

    Args:
        extractor: whose base model and kept parses are used.
        cache: where results are kept; that of the extractor.
        everything: write also what is not worth recording by the guidelines (`--all`).

    Attributes:
        ran: how often each room ran, and "parse", since somebody last cleared it.
    """

    def __init__(self, extractor: Extractor, cache: Cache, *, everything: bool = False) -> None:
        self.extractor, self.cache = extractor, cache
        self._everything = everything
        self._built: dict[str, Built] = {}
        self._read: dict[str, Packs[Pack]] = {}
        self._layout = _digest("newsclaims_paragraphs", extractor.files)
        self.ran: Counter[str] = Counter()

    def rooms(self, files: PackFiles, root: str = "") -> Rooms:
        """The rooms of a set of packs; only those are built whose packs are new.

        Args:
            files: the packs, by room and kind.
            root: see `Rooms`.

        Raises:
            PackError: if a pack has faults; it lists them all.
        """
        built = tuple(self._room(name, files[name]) for name in ROOMS)
        kinds = {kind: names for by_kind in files.values() for kind, names in by_kind.items()}
        packs = {kind: self._packs(kind, names) for kind, names in kinds.items()}
        layout = _digest("newsclaims_paragraphs", files)
        return Rooms(layout, built, packs, files, self._everything, root)

    def parses(self, rooms: Rooms) -> bool:
        """Whether this bench's parses are those of a set of packs: its layout packs are."""
        return rooms.layout == self._layout

    def refused(self, article: Article) -> str:
        """Why an article cannot be read; "" for one that can."""
        try:
            engine.check_text(article, engine.MAX_CHARS)
        except ArticleError as error:
            return str(error)
        return ""

    def lines(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Lines]]:
        """Each article with the words of its lines, in lower case, and their lemmas.

        Articles that were never parsed are, a few at a time.
        """
        source = iter(articles)
        while few := list(islice(source, engine.BATCH)):
            for one, doc in zip(few, self.parse(few), strict=True):
                yield one, _lines(doc)

    def words_key(self, articles: Iterable[Article]) -> str:
        """The key under which what is learnt from `lines` may be kept."""
        return kept.digest_of("lines", [self.extractor.parse_key(one.text) for one in articles])

    def case(self, article: Article) -> Case:
        """An article to be read under sets of packs."""
        return Case(self, article)

    def parse(self, articles: Sequence[Article]) -> Iterator[Doc]:
        """Docs of a few articles, from the cache where it has them."""
        self.ran["parse"] += len(articles)
        yield from self.extractor.parse(articles)

    def _room(self, name: str, by_kind: Mapping[str, list[str]]) -> Built:
        digest = _digest(name, {name: dict(by_kind)})
        if digest not in self._built:
            _make_room(self._built)
            config = engine.room_config(name, dict(by_kind), everything=self._everything)
            run = self.extractor.nlp.create_pipe(name, config=config)
            self._built[digest] = Built(kept.room_of(name, run, config), run)
        return self._built[digest]

    def _packs(self, kind: str, names: list[str]) -> Packs[Pack]:
        """The packs of a kind; read once."""
        digest = _digest(kind, {kind: {kind: names}})
        if digest not in self._read:
            _make_room(self._read)
            self._read[digest] = load_packs(names, roompacks.SCHEMAS[kind])
        return self._read[digest]


class Case:
    """One article under sets of packs; parsed only if a room must run.

    What is found stays with the case until `keep` is called.
    """

    def __init__(self, bench: Bench, article: Article) -> None:
        self._bench, self.article = bench, article
        start = kept.start_of(bench.extractor.parse_key(article.text), article)
        self._trail = kept.Trail(start, bench.cache.read(start))

    @cached_property
    def _doc(self) -> Doc:
        return next(self._bench.parse([self.article]))

    def found(self, rooms: Rooms) -> Found:
        """What each room finds under a set of packs."""
        state = self._trail.start
        results: list[bytes] = []
        for number, built in enumerate(rooms.rooms):
            key = kept.digest_of(built.room.made_by, state)
            result = self._trail.get(key)
            if result is None:
                result = self._run(built, rooms.rooms[:number], results)
                self._trail.put(built.room.name, key, result)
            results.append(result)
            state = kept.after(state, result)
        return Found(state, tuple(results))

    def record(self, found: Found, rooms: Rooms) -> Record:
        """The record of what was found; its provenance names no packs."""
        told = Provenance(
            newsclaims=__version__,
            model=self._bench.extractor.model,
            packs={},
            warnings=list(self.article.warnings),
        )
        key = kept.record_key(rooms.assembly, found.state, self.article)
        record = kept.whole(self._trail.get(key), told)
        if record is None:
            _put(self._doc, rooms.rooms, found.results)
            record = assemble(
                self._doc, self.article, provenance=told, types=rooms.types,
                everything=rooms.everything,
            )  # fmt: skip
            body = record.model_dump_json(exclude={"provenance"}).encode()
            self._trail.put(kept.RECORD, key, body)
        return record

    def keep(self) -> None:
        """Write what is new into the cache, in one go."""
        if self._trail.grew:
            self._bench.cache.write(self._trail.start, self._trail.to_bytes())
            self._trail.grew = False

    def _run(self, built: Built, before: Sequence[Built], results: Sequence[bytes]) -> bytes:
        self._bench.ran[built.room.name] += 1
        _put(self._doc, before, results)
        return kept.result_of(built.run(self._doc), built.room.fields)


def _put(doc: Doc, rooms: Sequence[Built], results: Sequence[bytes]) -> None:
    """Write on a Doc what rooms found before."""
    for built, result in zip(rooms, results, strict=True):
        kept.put_result(doc, built.room.fields, result)


def _lines(doc: Doc) -> Lines:
    """The words of each line: tokens, lemmas, and of "mid-June" the June too."""
    out: list[set[str]] = [set()]
    for token in doc:
        word = token.lower_
        if not word.isalnum():
            out[-1].update(_WORD.findall(word))
        out[-1] |= {word, token.lemma_.lower()}
        if "\n" in word or "\r" in word:
            out.append(set())
    return [frozenset(line) for line in out]


def _make_room(held: dict[str, Any]) -> None:
    """Forget the oldest of what was built: of many edits, only the last count."""
    while len(held) >= _HELD:
        del held[next(iter(held))]


def _digest(name: str, files: PackFiles) -> str:
    """Of the packs that something is built from: their names and bytes."""
    told = []
    for kind, names in sorted(files[name].items()):
        for one in names:
            if one.startswith("-"):  # a rule that is switched off
                told.append((kind, one, ""))
                continue
            path = pack_path(one)
            told.append((kind, label(path), hashlib.sha256(path.read_bytes()).hexdigest()))
    return kept.digest_of(name, told)
