"""run.json: what a run folder was made with, and how far it is."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from pipeline.errors import RunError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

NAME = "run.json"
# What must be the same for a run to go on; `counts` and `complete` change.
FIXED = ("newsclaims", "model", "packs", "options")
Manifest = dict[str, Any]  # JSON


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a run folder; None where there is none yet.

    Raises:
        RunError: if it cannot be read.
    """
    path = folder / NAME
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_bytes())
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise RunError(
            "not a manifest", where=str(path), fix="--fresh starts anew; or use another --out"
        )
    return told


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Replace the manifest; a crash leaves the old one or the new one, whole."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
    replace_file(folder / NAME, [text.encode("utf-8")])


def replace_file(path: Path, content: Iterable[bytes], *, suffix: str = ".new") -> None:
    """Write a file beside the old one, make it durable, then put it in its place.

    `suffix`: of the file beside it; one for each writer where several may be at the same file.
    """
    beside = path.with_name(path.name + suffix)
    with beside.open("wb") as stream:
        stream.writelines(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_same(folder: Path, before: Manifest, now: Manifest) -> None:
    """Refuse to go on where the records would be made in another way.

    Raises:
        RunError: saying what differs.
    """
    differs = [
        line for key in FIXED for line in _differences(key, before.get(key), now.get(key))
    ]
    if differs:
        raise RunError(
            "made in another way than this command would:\n"
            + "\n".join(f"    {d}" for d in differs),
            where=str(folder),
            fix="name another folder with --out, or start anew with --fresh",
        )


def _differences(key: str, before: object, now: object) -> Iterator[str]:
    if before == now:
        return
    if isinstance(before, dict) and isinstance(now, dict):
        for name in sorted({*before, *now}):
            yield from _differences(f"{key} {name}", before.get(name), now.get(name))
    elif _is_digest(before) and _is_digest(now):
        yield f"{key}: its content has changed"
    else:
        yield f"{key}: {_told(before)} then, {_told(now)} now"


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64


def _told(value: object) -> str:
    if value is None:
        return "none"
    return "given" if _is_digest(value) else str(value)
