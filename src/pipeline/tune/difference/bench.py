"""What trying rules needs: a base model, loaded once, a corpus, and the packs of each side."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import engine, roompacks
from pipeline.cache import SIZE, Cache
from pipeline.errors import SettingsError
from pipeline.rerun import Bench
from pipeline.tune.difference.compare import Trial
from pipeline.tune.difference.sides import in_place, read_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.article import Article
    from pipeline.records import Record
    from pipeline.rerun import Rooms
    from pipeline.tune.difference.corpus import Corpus
    from pipeline.tune.difference.sides import Side


@dataclass
class Workshop:
    """A base model with a cache, on which packs are tried.

    Attributes:
        model: as `newsclaims run --model` takes it; None for the default one.
        cache: folder of parses and of what rooms wrote; None for the user's own.
        everything: as `--all`.
    """

    model: str | None = None
    cache: str | None = None
    everything: bool = False
    _scratch: tempfile.TemporaryDirectory[str] | None = field(default=None, init=False)
    _by_layout: dict[str, Bench] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._cache = open_cache(self.cache)
        self._bench = self._loaded(engine.load(self.model, cache=self._cache))

    def side(self, told: str, other: str | None = None) -> Side:
        """The side that a user names. Raises PackError, SettingsError."""
        return read_side(told, other, Path(tempfile.mkdtemp(dir=self._folder())))

    def rooms(self, side: Side) -> Rooms:
        """The rooms of a side; of those built before, the ones with the same packs are kept.

        Raises:
            PackError: if a pack has faults; it lists them all.
        """
        files = in_place(side, roompacks.pack_table(side.places))
        return self._bench.rooms(files, side.root)

    def record(self, article: Article, rooms: Rooms) -> Record:
        """An article's record under a set of packs. Raises ArticleError."""
        case = (self._bench if self._bench.parses(rooms) else self._other(rooms)).case(article)
        return case.record(case.found(rooms), rooms)

    def tester(self, corpus: Corpus, watch: Callable[[int | None], None]) -> Trial:
        """What compares sides over a corpus."""
        return Trial(self._bench, corpus, other=self._other, watch=watch)

    def close(self) -> None:
        """Delete what was checked out."""
        if self._scratch is not None:
            self._scratch.cleanup()

    def _folder(self) -> str:
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="newsclaims-")
        return self._scratch.name

    def _loaded(self, extractor: engine.Extractor) -> Bench:
        return Bench(extractor, self._cache, everything=self.everything)

    def _other(self, rooms: Rooms) -> Bench:
        """The bench whose layout packs are those of a side: with another, texts parse anew."""
        if rooms.layout not in self._by_layout:
            made = engine.load(self.model, packs=rooms.files, cache=self._cache)
            self._by_layout[rooms.layout] = self._loaded(made)
        return self._by_layout[rooms.layout]


def open_cache(folder: str | None) -> Cache:
    """The cache that the user names, else the one in the user's cache folder.

    Where that cannot be made or written, one that lasts as long as this process.

    Raises:
        SettingsError: if the user names one that cannot be used.
    """
    if folder is not None:
        return Cache(Path(folder))
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        kept = Cache(Path(base) / "newsclaims", SIZE * 1_000_000)
    except (SettingsError, RuntimeError):  # no home, or read-only
        kept = None
    if kept is None or not kept.writable:
        return Cache(Path(tempfile.mkdtemp(prefix="newsclaims-")))
    return kept
