"""The part of a pipeline that stands before the rooms, its parses kept in a cache if asked.

A parse is the same for the same text, base model and layout packs, whatever the other rules:
so a run with changed rules takes it from the cache of an earlier one.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.about import __version__ as spacy_version

from pipeline.docbytes import doc_from_bytes, doc_to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from pipeline.cache import Cache

_HERE = Path(__file__).resolve().parent
# What a parse comes from besides the model: another line in one of these is another parse.
SOURCES = (
    "basemodel.py", "docbytes.py", "guard.py", "layout.py", "paragraphs.py", "parser.py",
    "ruler.py", "rules",
)  # fmt: skip


class Parser:
    """Texts in, parsed Docs out: with blocks, tags, heads and names, before any room.

    Args:
        nlp: the whole pipeline.
        first_room: name of the component that parses are made for; it and all behind it wait.
        model: the base model's identity.
        cache: where parses are kept; None for nowhere.
    """

    def __init__(
        self, nlp: Language, *, first_room: str, model: Mapping[str, str], cache: Cache | None
    ) -> None:
        self._nlp, self._first_room, self._cache = nlp, first_room, cache
        self.fingerprint = _fingerprint(nlp, self._split()[0], model) if cache else ""

    def parse(self, texts: Sequence[str]) -> Iterator[Doc]:
        """The parses of a few texts, in their order; they are parsed together."""
        return self._parsed(texts) if self._cache is None else self._kept(texts, self._cache)

    def rooms(self, doc: Doc) -> Doc:
        """A parsed Doc after the rooms."""
        for name in self.rooms_on():
            doc = self._nlp.get_pipe(name)(doc)
        return doc

    def rooms_on(self) -> list[str]:
        """Names of the components that parses wait for, as far as they are on."""
        return self._split()[1]

    def key(self, text: str) -> str:
        """What the parse of a text is kept under."""
        on = " ".join(self._split()[0])  # somebody may have switched one off since
        return hashlib.sha256(f"{self.fingerprint} {on}\n{text}".encode()).hexdigest()

    def _split(self) -> tuple[list[str], list[str]]:
        """Names of the components before the rooms, and of those that are on from there."""
        names = self._nlp.pipe_names
        at = self._nlp.component_names.index(self._first_room)
        before = set(self._nlp.component_names[:at])
        return [n for n in names if n in before], [n for n in names if n not in before]

    def _parsed(self, texts: Sequence[str]) -> Iterator[Doc]:
        docs = [self._nlp.make_doc(text) for text in texts]
        yield from self._nlp.pipe(docs, batch_size=len(docs), disable=self._split()[1])

    def _kept(self, texts: Sequence[str], cache: Cache) -> Iterator[Doc]:
        """Parses from the cache; those that it does not hold are made, and kept."""
        keys = [self.key(text) for text in texts]
        found = [self._read(cache, key, text) for key, text in zip(keys, texts, strict=True)]
        missing = [text for text, doc in zip(texts, found, strict=True) if doc is None]
        made = self._parsed(missing) if missing else iter(())
        for key, doc in zip(keys, found, strict=True):
            yield _written(cache, key, next(made)) if doc is None else doc

    def _read(self, cache: Cache, key: str, text: str) -> Doc | None:
        data = cache.read(key)
        if data is None:
            return None
        try:
            return doc_from_bytes(data, text, self._nlp.vocab)
        except ValueError:
            return None


def _written(cache: Cache, key: str, doc: Doc) -> Doc:
    data = doc_to_bytes(doc)
    if data is not None:
        cache.write(key, data)
    return doc


def _fingerprint(nlp: Language, names: Sequence[str], model: Mapping[str, str]) -> str:
    """One digest of all that makes a parse, but the text."""
    parts = [(name, nlp.get_pipe_config(name)) for name in names]
    packs = [dict(getattr(nlp.get_pipe(name), "fingerprint", {})) for name in names]
    told = [spacy_version, dict(model), parts, packs, source_sha256(_HERE)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def source_sha256(package: Path, names: Sequence[str] = SOURCES) -> str:
    """One digest over code: modules and folders of the package; by default what parses."""
    total = hashlib.sha256()
    for name in names:
        place = package / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            total.update(path.relative_to(package).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
