"""The files of a run, in a table on disk: a million of them leave memory as it is."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.readers.extras import check_extras
from pipeline.readers.places import STDIN, Place, named_places
from pipeline.scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def find_places(inputs: Sequence[str]) -> Places:
    """Every file that the inputs name, each once, in the order of the inputs.

    Raises:
        SettingsError: if an input names nothing, or needs an extra that is not installed.
    """
    found = Places(named_places(inputs))
    check_extras(found.first)
    return found


class Places:
    """Places in the order in which they were added, each once.

    Attributes:
        kinds: how many there are of each kind of reader.
        first: the name of the first of each kind that can be read.
    """

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._base = scratch()
        self._base.execute(
            "CREATE TABLE places (at INTEGER PRIMARY KEY, key BLOB UNIQUE, path BLOB,"
            " relative BLOB, fault BLOB, url BLOB)"
        )
        self._base.execute("CREATE TABLE stems (stem BLOB PRIMARY KEY, many INT) WITHOUT ROWID")
        self.kinds: Counter[str] = Counter()
        self.first: dict[str, str] = {}
        for place in places:
            self.add(place)

    def add(self, place: Place) -> None:
        """Add a place, if it is not there yet."""
        path = None if place.path is None else os.fsencode(place.path)
        texts = [_bytes(text) for text in (place.relative, place.fault, place.url)]
        added = self._base.execute(
            "INSERT OR IGNORE INTO places (key, path, relative, fault, url)"
            " VALUES (?, ?, ?, ?, ?)",
            (_key(place), path, *texts),
        )
        if not added.rowcount:
            return
        self.kinds[place.kind] += 1
        if not place.fault:
            self.first.setdefault(place.kind, place.name)
        if place.is_single:
            self._base.execute(
                "INSERT INTO stems VALUES (?, 1)"
                " ON CONFLICT (stem) DO UPDATE SET many = many + 1",
                (_bytes(place.stem),),
            )

    def is_alone(self, place: Place) -> bool:
        """Whether no other file that holds one article has this one's stem."""
        found = self._base.execute(
            "SELECT many FROM stems WHERE stem = ?", (_bytes(place.stem),)
        ).fetchone()
        return found is None or found[0] == 1

    def __len__(self) -> int:
        return self.kinds.total()

    def __iter__(self) -> Iterator[Place]:
        rows = self._base.execute("SELECT path, relative, fault, url FROM places ORDER BY at")
        for path, *texts in rows:
            relative, fault, url = (one.decode("utf-8", "surrogatepass") for one in texts)
            yield Place(
                Path(os.fsdecode(path)) if path is not None else None, relative, fault, url
            )


def _key(place: Place) -> bytes:
    """The same for two names of one place."""
    if place.path is None or place.url:
        return _bytes(place.url or STDIN)
    return os.fsencode(os.path.abspath(place.path))  # noqa: PTH100  (resolve() would follow links)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
