"""What the rooms found in an article, kept, so that a changed rule costs only what it changes.

    extractor = pipeline.load(rules=["mine.yaml"], cache=Cache(Path("kept")))
    for record in extractor.pipe(articles): ...

That is all there is to it: load again with other rules over the same cache. An article takes
its parse from the cache; each room runs only where something that it reads has changed, and a
record is assembled only where a room came to another result. Precisely:

- A room's result is kept under what it was made of: text, base model, layout packs, publication
  day and address; the *results* of the rooms before it; its own packs, settings and code. So a
  changed cue runs `quotes`, and `events` only in the articles whose quotes are others then.
- A record is kept under its rooms' results, the article's metadata and the assembling code. Its
  provenance is no part of that: it always says which packs were loaded this time.

One file of the cache holds all results of an article, the latest `EACH` of each room, so that
two sets of rules may be run in turn. Whatever is missing or damaged is made anew. Where a
component that is none of our rooms stands behind the parser, nothing is kept but parses, since
it may read and write whatever it likes.
"""

from __future__ import annotations

import hashlib
import json
import platform
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from spacy.language import Language

from pipeline.parser import source_sha256
from pipeline.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from pipeline.article import Article
    from pipeline.cache import Cache
    from pipeline.parser import Parser
    from pipeline.records import Provenance

EACH = 3  # results of a room that an article keeps: of two sets of rules, and the one before
_HERE = Path(__file__).resolve().parent
# What a room's result comes from besides its own code and packs.
SHARED = (
    "annotations.py",
    "article.py",
    "parse.py",
    "records.py",
    "rows.py",
    "rules",
    "syntax.py",
)
ASSEMBLY = ("annotations.py", "assemble.py", "kept.py", "records.py", "rows.py")
RECORD = "record"
_LEVEL = 1  # of zlib: this is read and written again and again, and small


class Maker(Protocol):
    """As much of an extractor as is needed for what nobody kept."""

    def parse(self, articles: Sequence[Article]) -> Iterator[Doc]:
        """Docs of a few articles before the rooms."""

    def assemble(self, doc: Doc, article: Article) -> Record:
        """The record of an annotated Doc."""

    def provenance(self, article: Article) -> Provenance:
        """What makes the record of an article."""


class Room(NamedTuple):
    """A room: its component's name, what it writes on the Doc, and a digest of its code."""

    name: str
    fields: tuple[str, ...]
    made_by: str


class Trail:
    """The results that an article keeps, by key.

    Args:
        start: key of what all of them are made of.
        data: as of `to_bytes`; None for no results.
    """

    def __init__(self, start: str, data: bytes | None) -> None:
        self.start = start
        self.grew = False  # since it was read
        self._results = _unpacked(data) if data else []

    def get(self, key: str) -> bytes | None:
        """The result under a key, or None; what was asked for counts as new."""
        for at, one in enumerate(self._results):
            if one[1] == key:
                self._results.append(self._results.pop(at))
                return zlib.decompress(one[2])
        return None

    def put(self, room: str, key: str, result: bytes) -> None:
        """Keep a room's result; of too many, the one that was unused longest goes."""
        same = [one for one in self._results if one[0] == room]
        if len(same) >= EACH:
            self._results.remove(same[0])
        self._results.append((room, key, zlib.compress(result, _LEVEL)))
        self.grew = True

    def to_bytes(self) -> bytes:
        """Length of the head (4 bytes), the head in JSON, and the results as it lists them."""
        head = json.dumps([(room, key, len(data)) for room, key, data in self._results])
        told = head.encode()
        return b"".join(
            [len(told).to_bytes(4, "little"), told, *(data for *_, data in self._results)]
        )


class Kept:
    """Results of rooms, and records, of earlier runs.

    Args:
        cache: where they are.
        nlp: the whole pipeline.
        parser: the part of it before the rooms.
        settings: what the assembly of records depends on besides the article.
    """

    def __init__(self, cache: Cache, nlp: Language, parser: Parser, settings: object) -> None:
        self._cache, self._nlp, self._parser = cache, nlp, parser
        self._known = {
            name: room_of(name, nlp.get_pipe(name), nlp.get_pipe_config(name))
            for name in parser.rooms_on()
            if is_room(name, nlp.get_pipe(name))
        }
        self._assembly = assembly_of(settings)

    @property
    def usable(self) -> bool:
        """Whether all that comes behind the parser are rooms."""
        return all(name in self._known for name in self._parser.rooms_on())

    def records(self, articles: Sequence[Article], maker: Maker) -> Iterator[Record]:
        """Records of a few articles, in their order; `maker` does what has yet to be done."""
        trails = [self._trail(article) for article in articles]
        pairs = list(zip(articles, trails, strict=True))
        found = [self._found(trail, article, maker) for article, trail in pairs]
        lacking = [article for article, one in zip(articles, found, strict=True) if one is None]
        docs = maker.parse(lacking) if lacking else iter(())
        for (article, trail), record in zip(pairs, found, strict=True):
            yield record or self._made(trail, next(docs), article, maker)

    def _trail(self, article: Article) -> Trail:
        start = start_of(self._parser.key(article.text), article)
        return Trail(start, self._cache.read(start))

    def _found(self, trail: Trail, article: Article, maker: Maker) -> Record | None:
        """The article's record; None where a room or the assembly has yet to do its work."""
        state = trail.start
        for room in self._rooms():
            result = trail.get(digest_of(room.made_by, state))
            if result is None:
                return None
            state = after(state, result)
        return whole(trail.get(self._key(state, article)), maker.provenance(article))

    def _made(self, trail: Trail, doc: Doc, article: Article, maker: Maker) -> Record:
        """The record of a parsed Doc; rooms run that have no result for it. All is kept."""
        state = trail.start
        for room in self._rooms():
            key = digest_of(room.made_by, state)
            result = trail.get(key)
            if result is None:
                doc = self._nlp.get_pipe(room.name)(doc)
                result = result_of(doc, room.fields)
                trail.put(room.name, key, result)
            else:
                put_result(doc, room.fields, result)
            state = after(state, result)
        key = self._key(state, article)
        record = whole(trail.get(key), maker.provenance(article))
        if record is None:
            record = maker.assemble(doc, article)
            body = record.model_dump_json(exclude={"provenance"}).encode()
            trail.put(RECORD, key, body)
        self._cache.write(trail.start, trail.to_bytes())
        return record

    def _rooms(self) -> list[Room]:
        """Those that are on now."""
        return [self._known[name] for name in self._parser.rooms_on()]

    def _key(self, state: str, article: Article) -> str:
        return record_key(self._assembly, state, article)


def start_of(parse: str, article: Article) -> str:
    """Where the results of an article begin: its parse, by key, and what came with it."""
    return digest_of(parse, article.published, article.url)


def assembly_of(settings: object) -> str:
    """A digest of what assembles records; `settings` is what that depends on."""
    return digest_of("assembly", settings, source_sha256(_HERE, ASSEMBLY))


def record_key(assembly: str, state: str, article: Article) -> str:
    """Of a record: all that it says comes from here; `state` is that after the last room."""
    known = [
        article.id, article.source, article.url, article.title, article.published,
        article.published_from, article.encoding,
    ]  # fmt: skip
    return digest_of(assembly, state, known)


def is_room(name: str, component: object) -> bool:
    """Whether a component is one of our rooms."""
    folder = _HERE / name.removeprefix("newsclaims_")
    return hasattr(component, "fingerprint") and folder.is_dir()


def room_of(name: str, component: Any, config: Mapping[str, object]) -> Room:  # noqa: ANN401  (spaCy's)
    """A component that is one of our rooms, with a digest of all that it is made of."""
    assigns = Language.get_factory_meta(name).assigns
    fields = [one.removeprefix("doc._.") for one in assigns if one.startswith("doc._.")]
    told = [
        platform.python_version(),
        source_sha256(_HERE, (*SHARED, name.removeprefix("newsclaims_"))),
        # Not the files' names, since two folders may be alike; but those of rules that are off.
        [
            (name if name.startswith("-") else "", digest)
            for name, digest in component.fingerprint.items()
        ],
        {k: v for k, v in config.items() if k != "factory" and not isinstance(v, list)},
    ]
    return Room(name, tuple(fields), digest_of(name, told))


def result_of(doc: Doc, fields: Sequence[str]) -> bytes:
    """What a room wrote on a Doc: rows of plain values."""
    rows = [getattr(doc._, field) for field in fields]
    return json.dumps(rows, separators=(",", ":")).encode()


def put_result(doc: Doc, fields: Sequence[str], result: bytes) -> None:
    """Write on a Doc what a room wrote on one of the same text."""
    for field, rows in zip(fields, json.loads(result), strict=True):
        setattr(doc._, field, rows)


def whole(body: bytes | None, provenance: Provenance) -> Record | None:
    """A record from what is kept of it; None if that is no record."""
    if body is None:
        return None
    told = provenance.model_dump_json().encode()
    try:
        return Record.model_validate_json(body[:-1] + b',"provenance":' + told + b"}")
    except ValueError:
        return None


def _unpacked(data: bytes) -> list[tuple[str, str, bytes]]:
    """Room, key and packed result, oldest first; none if these are no results.

    The cache has checked that they are what was written.
    """
    at = 4 + int.from_bytes(data[:4], "little")
    results = []
    try:
        for room, key, size in json.loads(data[4:at]):
            results.append((room, key, data[at : at + size]))
            at += size
    except ValueError:
        return []
    return results


def after(state: str, result: bytes) -> str:
    """The state after a room found this."""
    return hashlib.sha256(state.encode() + result).hexdigest()


def digest_of(*parts: object) -> str:
    """A digest of plain values."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
