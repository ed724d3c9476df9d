"""Names sorted on disk: a folder of a million files leaves memory as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Names:
    """Paths in the order in which Python sorts them, part by part; each only once."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self._base = scratch()
        self._base.execute("CREATE TABLE names (key BLOB PRIMARY KEY) WITHOUT ROWID")
        for path in paths:
            self.add(path)

    def add(self, path: str) -> None:
        """Note a path."""
        key = path.encode("utf-8", "surrogatepass").replace(b"/", b"\0")
        self._base.execute("INSERT OR IGNORE INTO names VALUES (?)", (key,))

    def __iter__(self) -> Iterator[str]:
        for (key,) in self._base.execute("SELECT key FROM names ORDER BY key"):
            yield key.replace(b"\0", b"/").decode("utf-8", "surrogatepass")
