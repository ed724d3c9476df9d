"""Articles under several sets of packs, from kept parses: a room runs only where it has to.

What a room writes depends on its packs and on what it reads: the parse, the publication day
and address that came with the article, the rows of rooms before it. Its rows are kept under a
digest of these. So after a change to one pack its own room runs again, and a later room only in
those articles in which that room then wrote something else.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import __version__, engine
from pipeline.assemble import assemble
from pipeline.records import Provenance, Record
from pipeline.rules.load import label, load_packs, pack_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from pipeline.article import Article
    from pipeline.cache import Cache
    from pipeline.engine import Extractor, PackFiles
    from pipeline.rules.load import Packs
    from pipeline.rules.schema import Pack

_WORD = re.compile(r"\w+")
_HELD = (
    40  # rooms and packs that stay built: four rooms and eleven kinds, of some sets of packs
)
_HERE = Path(__file__).resolve().parent
ROOMS = engine.ROOMS[1:]  # paragraphs are part of the parse
_READS: dict[str, tuple[str, ...]] = {
    "newsclaims_entities": (),
    "newsclaims_times": (),
    "newsclaims_quotes": ("newsclaims_entities", "newsclaims_times"),
    "newsclaims_events": ("newsclaims_entities", "newsclaims_times", "newsclaims_quotes"),
}
_WRITES: dict[str, tuple[str, ...]] = {
    "newsclaims_entities": ("entities", "mentions"),
    "newsclaims_times": ("publication", "times"),
    "newsclaims_quotes": ("quotes",),
    "newsclaims_events": ("events",),
}
# Code that what a room writes comes from; another line in it, and nothing kept counts.
_CODE = ("entities", "times", "quotes", "events", "rules", ".")


@dataclass(frozen=True, slots=True)
class Room:
    """A room built from packs; `digest` is the same for the same packs and code."""

    name: str
    digest: str
    run: Callable[[Doc], Doc]


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms of one set of packs.

    Attributes:
        files: the packs, by room and kind.
        layout: digest of the packs that the parse depends on.
        rooms: in the order in which they run.
        packs: as read, by kind.
        types: that events may have.
    """

    files: PackFiles
    layout: str
    rooms: tuple[Room, ...]
    packs: Mapping[str, Packs[Pack]]

    @property
    def types(self) -> frozenset[str]:
        """Event types that the packs declare."""
        return frozenset(
            one for pack in self.packs["events"].packs for one in getattr(pack, "types", ())
        )


Rows = dict[str, bytes]  # what each room wrote, by its name: compressed JSON


class Bench:
    """A base model, loaded once, with the rooms that were built on it.

    Args:
        extractor: whose base model and kept parses are used.
        cache: where rows and records are kept; that of the extractor's parses.
        everything: write also what is not worth recording by the guidelines (`--all`).

    Attributes:
        ran: how often each room ran, and "parse", since somebody last cleared it.
    """

    def __init__(self, extractor: Extractor, cache: Cache, *, everything: bool = False) -> None:
        self._extractor, self._cache = extractor, cache
        self._everything = everything
        self._built: dict[str, Room] = {}
        self._read: dict[str, Packs[Pack]] = {}
        self._layout = _digest("newsclaims_paragraphs", extractor.files)
        self.ran: Counter[str] = Counter()

    def rooms(self, files: PackFiles) -> Rooms:
        """The rooms of a set of packs; only those are built whose packs are new.

        Raises:
            PackError: if a pack has faults; it lists them all.
        """
        made = tuple(self._room(name, files[name]) for name in ROOMS)
        packs = {
            kind: self._packs(kind, names)
            for by_kind in files.values()
            for kind, names in by_kind.items()
        }
        return Rooms(files, _digest("newsclaims_paragraphs", files), made, packs)

    def _packs(self, kind: str, names: list[str]) -> Packs[Pack]:
        """The packs of a kind; read once."""
        digest = _digest(kind, {kind: {kind: names}})
        if digest not in self._read:
            _make_room(self._read)
            self._read[digest] = load_packs(names, engine.SCHEMAS[kind])
        return self._read[digest]

    def parses(self, rooms: Rooms) -> bool:
        """Whether this bench's parses are those of a set of packs: its layout packs are."""
        return rooms.layout == self._layout

    def _room(self, name: str, by_kind: Mapping[str, list[str]]) -> Room:
        digest = _digest(name, {name: dict(by_kind)}, everything=self._everything)
        if digest not in self._built:
            _make_room(self._built)
            config = engine.room_config(name, dict(by_kind), everything=self._everything)
            run = self._extractor.nlp.create_pipe(name, config=config)
            self._built[digest] = Room(name, digest, run)
        return self._built[digest]

    def words(self, articles: Iterable[Article]) -> Iterator[tuple[Article, frozenset[str]]]:
        """Each article with the words that stand in it, in lower case, and their lemmas.

        Articles that were never parsed are, a few at a time.
        """
        source = iter(articles)
        while few := list(islice(source, engine.BATCH)):
            keys = [_hash("words 2", self._parse_key(one)) for one in few]
            kept = [self._cache.read(key) for key in keys]
            new = [one for one, data in zip(few, kept, strict=True) if data is None]
            docs = self._parsed(new)
            for one, key, data in zip(few, keys, kept, strict=True):
                yield one, _words(data) if data is not None else self._spelt(key, next(docs))

    def case(self, article: Article) -> Case:
        """An article to be read under sets of packs."""
        return Case(self, article)

    def _parsed(self, articles: Sequence[Article]) -> Iterator[Doc]:
        self.ran["parse"] += len(articles)
        yield from self._extractor.parse(articles)

    def _parse_key(self, article: Article) -> str:
        return self._extractor.parse_key(article.text)

    def _spelt(self, key: str, doc: Doc) -> frozenset[str]:
        found = {token.lower_ for token in doc} | {token.lemma_.lower() for token in doc}
        found |= set(_WORD.findall(doc.text.lower()))  # of "mid-June" the June too
        self._cache.write(key, zlib.compress("\n".join(sorted(found)).encode()))
        return frozenset(found)

    def _kept(self, key: str, made: Callable[[], bytes]) -> bytes:
        data = self._cache.read(key)
        if data is None:
            data = made()
            self._cache.write(key, data)
        return data


class Case:
    """One article under sets of packs; parsed only if a room must run."""

    def __init__(self, bench: Bench, article: Article) -> None:
        self._bench, self.article = bench, article
        self._parse: Doc | None = None
        given = (article.published, article.url, article.id)
        self._key = _hash(bench._parse_key(article), json.dumps(given))

    def rows(self, rooms: Rooms) -> Rows:
        """What each room writes under a set of packs."""
        rows: Rows = {}
        for room in rooms.rooms:
            read = {name: rows[name] for name in _READS[room.name]}
            key = _hash(self._key, room.digest, *read.values())
            rows[room.name] = self._bench._kept(key, lambda: self._run(room, read))  # noqa: B023
        return rows

    def record(self, rows: Rows, rooms: Rooms) -> Record:
        """The record that rows make; its provenance names no packs."""
        told: list[str | bytes] = [*self._about(), *rows.values()]
        data = self._bench._kept(_hash("record", *told), lambda: self._written(rows, rooms))
        return Record.model_validate_json(zlib.decompress(data))

    def _about(self) -> tuple[str, ...]:
        one = self.article
        known = (one.id, one.published, one.published_from, one.source, one.url, one.title)
        return self._key, json.dumps([*known, one.encoding, *one.warnings]), __version__

    def _doc(self) -> Doc:
        if self._parse is None:
            self._parse = next(self._bench._parsed([self.article]))
        return self._parse

    def _run(self, room: Room, read: Rows) -> bytes:
        self._bench.ran[room.name] += 1
        doc = self._doc()
        _put(doc, read)
        room.run(doc)
        written = [getattr(doc._, name) for name in _WRITES[room.name]]
        return zlib.compress(json.dumps(written, ensure_ascii=False).encode(), 1)

    def _written(self, rows: Rows, rooms: Rooms) -> bytes:
        doc = self._doc()
        _put(doc, rows)
        bench = self._bench
        told = Provenance(
            newsclaims=__version__,
            model=bench._extractor.model,
            packs={},
            warnings=list(self.article.warnings),
        )
        record = assemble(
            doc,
            self.article,
            provenance=told,
            types=rooms.types,
            everything=bench._everything,
        )
        return zlib.compress(record.model_dump_json().encode(), 1)


def _make_room(held: dict[str, Any]) -> None:
    """Forget the oldest of what was built: of many edits, only the last count."""
    while len(held) >= _HELD:
        del held[next(iter(held))]


def _put(doc: Doc, rows: Rows) -> None:
    """Write on a Doc what rooms wrote on it before."""
    for room, data in rows.items():
        for name, value in zip(_WRITES[room], json.loads(zlib.decompress(data)), strict=True):
            setattr(doc._, name, value)


def _words(data: bytes) -> frozenset[str]:
    return frozenset(zlib.decompress(data).decode().split("\n"))


def _hash(*parts: str | bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "little") + data)
    return total.hexdigest()


def _digest(name: str, files: PackFiles, *, everything: bool = False) -> str:
    """Of all that a room is built from: its packs' names and bytes, and the code."""
    told = [name, code_sha256(), str(everything)]
    for kind, names in sorted(files[name].items()):
        for one in names:
            if one.startswith("-"):  # a rule that is switched off
                told += [kind, one]
                continue
            path = pack_path(one)
            told += [kind, label(path), hashlib.sha256(path.read_bytes()).hexdigest()]
    return _hash(*told)


@cache
def code_sha256() -> str:
    """One digest over the rooms' code."""
    total = hashlib.sha256()
    for folder in _CODE:
        for path in sorted((_HERE / folder).glob("*.py")):
            total.update(path.read_bytes())
    return total.hexdigest()
