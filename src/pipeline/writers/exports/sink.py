"""Where an export goes: stdout, a file, or a folder; no half-written file takes its place."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.writers.exports.entry import Piece


class Sink(Protocol):
    """Takes the pieces of an export."""

    def write(self, piece: Piece) -> None:
        """Put a piece where it belongs."""
        ...


def _bytes(piece: Piece) -> bytes:
    return piece.data.encode("utf-8") if isinstance(piece.data, str) else piece.data


class _Stdout:
    """Pieces of the file itself; what would lie beside it has no place."""

    def write(self, piece: Piece) -> None:
        if not piece.file:
            sys.stdout.buffer.write(_bytes(piece))


class _Folder:
    """Each piece in the file that it names, behind what is there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, piece: Piece) -> None:
        with (self._folder / piece.file).open("ab") as stream:
            stream.write(_bytes(piece))


class _File:
    """One file, and perhaps some beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside = path.with_name(path.name + ".new")
        self._stream = self._beside.open("wb")

    def write(self, piece: Piece) -> None:
        if piece.file:
            name = piece.file.replace("*", self._path.stem)
            self._path.with_name(name).write_bytes(_bytes(piece))
        else:
            self._stream.write(_bytes(piece))

    def close(self, *, whole: bool) -> None:
        self._stream.close()
        if whole:
            self._beside.replace(self._path)
        else:
            self._beside.unlink(missing_ok=True)


@contextmanager
def stdout() -> Iterator[Sink]:
    """Write to stdout."""
    yield _Stdout()
    sys.stdout.buffer.flush()


@contextmanager
def folder(path: Path) -> Iterator[Sink]:
    """Write files into a folder, made where there is none.

    Raises:
        SettingsError: if it holds files (somebody may have annotated them) or cannot be made.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise SettingsError(
            "is there already, and not empty",
            where=str(path),
            fix="name another folder with --out; what was annotated in this one stays",
        )
    with _mended(path):
        path.mkdir(parents=True, exist_ok=True)
        yield _Folder(path)


@contextmanager
def file(path: Path) -> Iterator[Sink]:
    """Write a file, which takes its place when it is whole.

    Raises:
        SettingsError: if it cannot be written.
    """
    with _mended(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        out = _File(path)
        try:
            yield out
        except BaseException:
            with suppress(OSError):  # what went wrong first is what is told
                out.close(whole=False)
            raise
        out.close(whole=True)


@contextmanager
def _mended(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SettingsError(
            f"cannot be written: {error.strerror}", where=str(path), fix="choose another --out"
        ) from None
