"""A folder of files by key, bounded in size, that several processes may use at once.

A file is written under another name and then renamed, so that readers meet whole files only. It
begins with a checksum over key and content: one that was damaged, or that stands under another
key, is as good as none. Whatever goes wrong costs a file and never the run: what cannot be
written is not kept, and what somebody else deleted is made again.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import SettingsError

SIZE = 2_000  # MB; 80,000 articles of 500 words with their results
_MAGIC = b"newsclaims cache 1\n"
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"  # of bford.info/cachedir: not for backups
    "# Parses and results kept by newsclaims. May be deleted at any time.\n"
)
_SHARD = re.compile(r"[0-9a-f]{2}")
_OURS = re.compile(r"[0-9a-f]{62}(\.[0-9a-f]{16}\.new)?")
_BLOCK = 4096  # what a disk takes at the least
_FULL = 15 / 16  # of the limit: the rest is for what others write between two looks
_LOOKS = 64  # a process looks at the whole folder once for each 64th of the limit it writes


class _File(NamedTuple):
    """When a file was last used, its size on disk, and where it is."""

    used: int
    size: int
    path: str


class Cache:
    """Bytes by key: 64 hex digits, as of sha256.

    Args:
        folder: made where there is none.
        limit: bytes that all files together may take; the least recently used go first.

    Raises:
        SettingsError: if there is no such folder and it cannot be made.
    """

    def __init__(self, folder: Path, limit: int = SIZE * 1_000_000) -> None:
        self._folder, self._limit = folder, limit
        self._unseen = limit  # bytes written since the last look; at first, nobody has looked
        with suppress(FileExistsError):  # what is no folder is told below
            _make(folder)
        if not folder.is_dir():
            raise _unusable(folder, "not a folder")
        self.writable = os.access(folder, os.W_OK | os.X_OK)

    def read(self, key: str) -> bytes | None:
        """What was kept under a key; None if nothing was, or it is damaged."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        content = data[len(_MAGIC) + 32 :]
        if data != _head(key, content) + content:
            return None
        with suppress(OSError):  # read-only, or just deleted
            os.utime(path)
        return content

    def write(self, key: str, content: bytes) -> None:
        """Keep something under a key, if it can be kept."""
        data = _head(key, content) + content
        if not self.writable or _on_disk(len(data)) > self._limit * _FULL:
            return
        path = self._path(key)
        beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
        try:
            _write(beside, data)
            beside.replace(path)
        except OSError:  # disk full, quota, folder deleted
            with suppress(OSError):
                beside.unlink()
            return
        self._unseen += _on_disk(len(data))
        if self._unseen > self._limit / _LOOKS:
            self._make_room()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _make_room(self) -> None:
        """Delete the least recently used files until the folder is below its limit."""
        self._unseen = 0
        files = sorted(_files(self._folder))
        over = sum(file.size for file in files) - self._limit * _FULL
        for file in files:
            if over <= 0:
                return
            with suppress(OSError):  # another process makes room too
                Path(file.path).unlink()
            over -= file.size


def _head(key: str, content: bytes) -> bytes:
    return _MAGIC + hashlib.sha256(key.encode() + content).digest()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise
    except OSError as error:
        raise _unusable(folder, error.strerror or "cannot be made") from None
    with suppress(OSError):
        (folder / "CACHEDIR.TAG").write_text(_TAG, encoding="ascii")


def _unusable(folder: Path, why: str) -> SettingsError:
    return SettingsError(
        f"the cache cannot be used: {why}", where=str(folder), fix="name a folder with --cache"
    )


def _write(path: Path, data: bytes) -> None:
    """Write a new file; its folder is made where there is none.

    Not synced to disk: what a power failure leaves of it, the checksum tells.
    """
    try:
        file = path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(exist_ok=True)
        file = path.open("xb")
    with file:
        file.write(data)


def _files(folder: Path) -> list[_File]:
    """All files that a cache made: nothing else in the folder is ever touched."""
    found: list[_File] = []
    for shard in _listed(folder, _SHARD):
        for entry in _listed(Path(shard.path), _OURS):
            with suppress(OSError):
                told = entry.stat(follow_symlinks=False)
                found.append(_File(told.st_mtime_ns, _on_disk(told.st_size), entry.path))
    return found


def _listed(folder: Path, names: re.Pattern[str]) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as entries:
        return [entry for entry in entries if names.fullmatch(entry.name)]
    return []


def _on_disk(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK
