"""Pack files watched for edits, by looking at them again and again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

EVERY = 0.2  # seconds between two looks: sooner than anybody notices
Look = dict[Path, tuple[int, int]]  # when a file was changed last, and its size


def look(places: Sequence[str | Path]) -> Look:
    """The pack files of some places, as they are now; those that are gone are left out."""
    found: Look = {}
    for place in map(Path, places):
        for path in sorted(place.rglob("*.yaml")) if place.is_dir() else [place]:
            try:
                told = path.stat()
            except OSError:  # an editor is just putting the new file in the old one's place
                continue
            found[path] = (told.st_mtime_ns, told.st_size)
    return found


def edits(
    places: Sequence[str | Path], wait: Callable[[], bool], *, seen: Look | None = None
) -> Iterator[Look]:
    """Each state of the files that differs from the one before, once it has come to rest.

    Args:
        places: packs, or folders of them.
        wait: for the next look; False ends it all.
        seen: the state to begin with; by default, that at the first look.
    """
    last = look(places) if seen is None else seen
    while wait():
        now = look(places)
        if now == last:
            continue
        while wait() and (again := look(places)) != now:  # still being written
            now = again
        last = now
        yield now
