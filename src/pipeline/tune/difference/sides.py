"""The two sides of a comparison: sets of packs from folders, from a git revision, or built in.

A side is named by a folder or a file of packs, which add to the built-in ones; by
`REVISION:FOLDER`, the folder as git has it there (`HEAD:rules`, `main~2:rules`); by
`git:REVISION`, which is the other side's folder at that revision; or by `built-in`. A folder
that holds newsclaims' own packs (`src/pipeline/packs`) stands in their place.
"""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PackError, SettingsError
from pipeline.rules.load import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

BUILT_IN_NAME = "built-in"
PackFiles = dict[str, dict[str, list[str]]]  # packs by room and kind, as the engine has them
_REVISION = re.compile(r"(?P<revision>[^:]+):(?P<path>.*)")


@dataclass(frozen=True, slots=True)
class Side:
    """A set of packs.

    Attributes:
        name: as shown.
        places: the user's packs or folders of them, which add to the built-in ones; `-ID`
            switches a rule off.
        instead: a folder that stands in the place of the built-in packs.
        root: folder, with a slash, that git's packs were put into; "" for others.
    """

    name: str
    places: tuple[str, ...] = ()
    instead: Path | None = None
    root: str = ""


def read_side(told: str, other: str | None, scratch: Path) -> Side:
    """The side that a user names.

    Args:
        told: as above.
        other: how the other side is named, for `git:REVISION`.
        scratch: an empty folder for what git gives.

    Raises:
        PackError: if there is no such folder.
        SettingsError: if git does not have it.
    """
    if told == BUILT_IN_NAME:
        return Side(told)
    if Path(told).exists():
        return _side(told, Path(told))
    match = _REVISION.fullmatch(told)
    if match is None:
        raise PackError(
            "no such pack or folder", where=told, fix="name a folder of packs, or built-in"
        )
    revision, path = match["revision"], match["path"]
    if revision == "git":
        revision, path = path, _path_of(other, told)
    side = _side(f"{revision}:{path}", _checked_out(revision, path, scratch))
    return replace(side, root=f"{scratch}/")


def _path_of(other: str | None, told: str) -> str:
    if other is None or ":" in other or not Path(other).exists():
        raise SettingsError(
            "at that revision, which folder?", where=told, fix="write REVISION:FOLDER"
        )
    return other


def _side(name: str, path: Path) -> Side:
    whole = path.absolute()
    if whole.is_dir() and whole.as_posix().endswith("/pipeline/packs"):
        return Side(name, instead=whole)
    return Side(name, places=(str(path),))


def _checked_out(revision: str, path: str, scratch: Path) -> Path:
    """A folder or file of the working folder's repository as it is at a revision."""
    if revision.startswith("-"):
        raise SettingsError("not a revision", where=revision, fix="write HEAD:rules")
    command = ["git", "archive", "--format=tar", revision, "--", path or "."]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        raise SettingsError("git is not installed", where=revision, fix="install it") from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise SettingsError(
            told[-1].removeprefix("fatal: "),
            where=f"{revision}:{path}",
            fix="write REVISION:FOLDER as git knows them, such as HEAD:rules",
        )
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as tar:
        tar.extractall(scratch, filter="data")
    return scratch / path


def in_place(side: Side, packs: PackFiles) -> PackFiles:
    """A table of packs with a side's own version of the built-in ones in their place."""
    if side.instead is None:
        return packs
    return {
        room: {kind: _in_place(side.instead, names) for kind, names in by_kind.items()}
        for room, by_kind in packs.items()
    }


def _in_place(folder: Path, names: Sequence[str]) -> list[str]:
    """Packs by name become files of the folder; those that it has not are gone."""
    out = []
    for name in names:
        if not (BUILT_IN / f"{name}.yaml").is_file():
            out.append(name)  # the user's own
        elif (own := folder / f"{name}.yaml").is_file():
            out.append(str(own))
    return out
