"""From what the user names (files, folders, globs, `-`, `@list`) to files that hold articles.

Folders are walked in name order, links to folders are not followed. Left out everywhere:
`metadata.*` and `*.gold.json` (they lie beside articles in a corpus); in folders also hidden
files and run folders.
"""

from __future__ import annotations

import glob
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError
from pipeline.readers.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

STDIN = "-"
SINGLE = {"text", "html"}  # kinds of files that hold one article each
# How a file's name ends, and what kind of reader that is for; longer endings first.
SUFFIXES = {
    ".warc.gz": "warc",
    ".warc": "warc",
    ".jsonl": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}
_RUN = ("run.json", "records.jsonl")  # a folder with both is a run's
_KINDS = ".txt, .jsonl, .html and .warc"


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read, or stdin where `path` is None.

    Attributes:
        relative: the path below the folder that the user named, without its suffix: the id of a
            .txt or .html article whose stem is not unique.
        fault: why it cannot hold an article, for files that the user named; else "".
        url: where it is, if that is not this machine; else "".
    """

    path: Path | None
    relative: str
    fault: str = ""
    url: str = ""

    @property
    def kind(self) -> str:
        """Of reader: `text`, `jsonl`, `html`, `warc`, `stdin`; "" where there is none."""
        return "stdin" if self.path is None else SUFFIXES.get(_suffix(self.path), "")

    @property
    def is_single(self) -> bool:
        """Whether it holds one article, of whatever fate."""
        return self.kind in SINGLE

    @property
    def stem(self) -> str:
        """Its name without folder and suffix."""
        return self.relative.rpartition("/")[2]

    @property
    def name(self) -> str:
        """As shown to the user."""
        return "stdin" if self.path is None else self.url or shown(self.path)


def _suffix(path: Path) -> str:
    """The ending that tells what a file holds; "" for one that is not read."""
    return next((one for one in SUFFIXES if path.name.lower().endswith(one)), "")


def bare(path: Path) -> Path:
    """The path without that ending, or without any other."""
    length = len(_suffix(path))
    return path.with_name(path.name[:-length]) if length else path.with_suffix("")


def shown(path: Path) -> str:
    """A path as text, also where its bytes are not."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def named_places(inputs: Sequence[str]) -> Iterator[Place]:
    """Every file that the inputs name, in the order of the inputs; one may come twice.

    Raises:
        SettingsError: if an input names nothing.
    """
    for one in inputs:
        yield from _named(one)


def metadata_beside(inputs: Sequence[str]) -> Path | None:
    """The metadata file in a folder that the user named, which is read only when asked for."""
    names = (Path(one) / f"metadata{suffix}" for one in inputs for suffix in (".csv", ".jsonl"))
    return next((path for path in names if path.is_file()), None)


def _named(one: str) -> Iterator[Place]:
    if one == STDIN:
        yield Place(None, "stdin")
    elif one.startswith("@") and not Path(one).exists():
        yield from _listed(Path(one[1:]))
    else:
        yield from _path_or_glob(one)


def _path_or_glob(one: str) -> Iterator[Place]:
    if "://" in one and not os.path.lexists(one):
        from pipeline.readers.remote import remote_places  # noqa: PLC0415  (imports this)

        yield from remote_places(one)
        return
    path = Path(one)
    if path.is_dir():
        yield from _in_folder(path)
    elif os.path.lexists(path):
        yield from _file(path)
    elif glob.has_magic(one):
        yield from _matching(one)
    else:
        raise SettingsError(
            "no such file or folder",
            where=one,
            fix="check the path; quote a glob; `-` reads stdin",
        )


def _in_folder(folder: Path) -> Iterator[Place]:
    place = None
    for place in _walk(folder):
        yield place
    if place is None:
        raise SettingsError(
            f"no article in this folder ({_KINDS} are read)",
            where=shown(folder),
            fix="check the path",
        )


def _walk(top: Path) -> Iterator[Place]:
    """The files of a folder in name order, then those of each folder in it."""
    waiting = [top]
    while waiting:
        here = waiting.pop()
        files, folders = _listing(here)
        waiting += [here / name for name in sorted(folders, reverse=True)]
        for name in files:
            path = here / name
            yield Place(path, shown(bare(path.relative_to(top))))


def _listing(folder: Path) -> tuple[Iterable[str], list[str]]:
    """Names of files that are read, and of folders to look into; none in a run folder."""
    files, folders, run = Names(), [], set(_RUN)
    with suppress(OSError), os.scandir(folder) as entries:  # it may be somebody else's
        for entry in entries:
            if not entry.is_dir():
                run.discard(entry.name)
                if is_read(Path(entry.name)):
                    files.add(entry.name)
            elif not entry.name.startswith(".") and not entry.is_symlink():
                folders.append(entry.name)
    return (files, folders) if run else ([], [])


def _matching(pattern: str) -> Iterator[Place]:
    paths = Names(glob.iglob(pattern, recursive=True))  # noqa: PTH207  (absolute patterns too)
    path = None
    for path in map(Path, paths):
        yield from _walk(path) if path.is_dir() else _file(path)
    if path is None:
        raise SettingsError(
            "no file matches", where=pattern, fix="check the pattern; ** goes into folders"
        )


def _file(path: Path) -> Iterator[Place]:
    if _beside(path):
        return
    fault = "" if _suffix(path) else f"not a kind of file that is read ({_KINDS} are)"
    yield Place(path, shown(bare(path)), fault)


def is_read(path: Path) -> bool:
    """Whether a file that lies in a folder is taken for articles."""
    return not path.name.startswith(".") and bool(_suffix(path)) and not _beside(path)


def _beside(path: Path) -> bool:
    """Whether a file lies beside articles but holds none."""
    return path.stem == "metadata" or path.name.endswith(".gold.json")


def _listed(path: Path) -> Iterator[Place]:
    """The files of a list: one path, folder or glob a line; `#` starts a comment."""
    try:
        file = path.open(encoding="utf-8-sig", errors="surrogateescape")
    except OSError as error:
        raise _unlisted(path, error) from None
    with file:
        for entry in _entries(file, path):
            whole = os.path.lexists(entry) or glob.has_magic(entry) or "://" in entry
            here = entry if whole else str(path.parent / entry)
            if os.path.lexists(here) or glob.has_magic(here) or "://" in here:
                yield from _path_or_glob(here)
            else:
                yield Place(Path(entry), entry, f"no such file (listed in {shown(path)})")


def _entries(lines: Iterable[str], path: Path) -> Iterator[str]:
    try:
        for line in lines:
            entry = line.strip()
            if entry and not entry.startswith("#"):
                yield entry
    except OSError as error:  # a folder, for example
        raise _unlisted(path, error) from None


def _unlisted(path: Path, error: OSError) -> SettingsError:
    return SettingsError(
        f"the list cannot be read: {error.strerror}",
        where=f"@{path}",
        fix="check the path after @",
    )
