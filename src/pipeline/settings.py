"""Settings: newsclaims.toml, found upward from the working folder, and NEWSCLAIMS_* variables.

What the user gives on the command line goes before the environment, the environment before the
file, the file before the defaults. Every value knows where it was set. Keys are the options of
`newsclaims run`, in a table [run], and the user's packs, in [rules].
"""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline.errors import SettingsError
from pipeline.tomlines import Line, TomlFaultError, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NAME = "newsclaims.toml"
MAX_BYTES = 100_000
Kind = Literal["text", "day", "number", "whole", "switch", "path", "paths", "ids"]
KEYS: dict[str, dict[str, Kind]] = {
    "run": {
        "metadata": "path",
        "published": "day",
        "jobs": "whole",
        "model": "text",
        "all": "switch",
        "timeout": "number",
        "max-memory": "whole",
        "max-chars": "whole",
        "cache": "path",
        "cache-size": "whole",
        "confidence": "path",
        "engine": "text",
        "scheduler": "text",
        "text-key": "text",
    },
    "rules": {"packs": "paths", "disable": "ids", "corpus": "path"},
}
_WANTED: dict[Kind, str] = {
    "text": "text in quotation marks",
    "day": "a day, such as 2024-03-07",
    "path": 'a path, such as "dates.csv"',
    "number": "a number",
    "whole": "a whole number",
    "switch": "true or false",
    "paths": 'a list of paths, such as ["rules"]',
    "ids": 'a list of rule ids, such as ["cue.warn"]',
}
# Variables are named as the flags of `run`; the flag for packs is --rules.
VARIABLES = {
    **{f"NEWSCLAIMS_{key.upper().replace('-', '_')}": ("run", key) for key in KEYS["run"]},
    "NEWSCLAIMS_RULES": ("rules", "packs"),
    "NEWSCLAIMS_DISABLE": ("rules", "disable"),
    "NEWSCLAIMS_CORPUS": ("rules", "corpus"),
}
_ELSEWHERE = frozenset({"NEWSCLAIMS_BLAS", "NEWSCLAIMS_WORKER_OPTIONS"})  # not read here
_SWITCH = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value, and where it was set: `newsclaims.toml:3`, `NEWSCLAIMS_JOBS`."""

    section: str
    key: str
    value: Any
    origin: str


Settings = dict[tuple[str, str], Setting]


def read_settings(
    folder: Path | None = None, environ: Mapping[str, str] | None = None
) -> Settings:
    """What the file and the environment set; of both, what the environment does.

    Args:
        folder: to look upward from; None for the working folder.
        environ: None for the environment of this process.

    Raises:
        SettingsError: with everything that is wrong in either.
    """
    faults: list[str] = []
    file = find_file(folder or Path.cwd())
    found = [
        *(_from_file(file, faults) if file else ()),
        *_from_environment(os.environ if environ is None else environ, faults),
    ]
    if faults:
        raise SettingsError("\n".join(faults))
    return {(one.section, one.key): one for one in found}


def find_file(folder: Path) -> Path | None:
    """The newsclaims.toml of a folder or of the nearest one above it."""
    above = folder.absolute()
    return next((one / NAME for one in (above, *above.parents) if (one / NAME).is_file()), None)


def own_packs(settings: Settings) -> tuple[str, ...]:
    """The packs of [rules], then `-ID` for each rule that is off, as `load` takes them."""
    packs, off = (settings.get(("rules", key)) for key in ("packs", "disable"))
    return (*(packs.value if packs else ()), *(f"-{one}" for one in (off.value if off else ())))


def _shown(path: Path) -> str:
    """A path from the working folder; whole where it lies outside."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _from_file(file: Path, faults: list[str]) -> Iterator[Setting]:
    name = _shown(file)
    try:
        lines = read_lines(_text(file))
    except TomlFaultError as error:
        faults.append(_fault(f"{name}:{error.line}", error.what, "mend the file at this line"))
        return
    strange: set[str] = set()  # tables: told once, not for each of their keys
    for line in lines:
        if line.path[0] in strange:
            continue
        origin = f"{name}:{line.number}"
        wrong = _unknown(line) or _unfit(line)
        if wrong:
            faults.append(_fault(origin, *wrong))
            strange |= {line.path[0]} - KEYS.keys()
        elif line.value != {}:
            section, key = line.path
            value = _placed(KEYS[section][key], line.value, file.parent)
            yield Setting(section, key, value, origin)


def _text(file: Path) -> str:
    raw = file.read_bytes()
    if len(raw) > MAX_BYTES:
        raise TomlFaultError(1, "the file is over 100 kB")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise TomlFaultError(1, "the file is not UTF-8") from None


def _unknown(line: Line) -> tuple[str, str] | None:
    """What is wrong with a line's names, and what to do; None where they are ours."""
    section, *keys = line.path
    if not keys and line.value != {}:
        home = next((name for name, known in KEYS.items() if section in known), None)
        fix = f"put it under a line [{home}]" if home else f"tables: {_all(KEYS)}"
        return f"{section!r} stands in no table", fix
    if section not in KEYS:
        return f"unknown table [{section}]", _meant(section, KEYS)
    if keys and (len(keys) > 1 or keys[0] not in KEYS[section]):
        return f"unknown key {'.'.join(keys)!r} in [{section}]", _meant(keys[0], KEYS[section])
    return None


def _unfit(line: Line) -> tuple[str, str] | None:
    """What is wrong with a line's value, and what to do; None where it is of the right kind."""
    if line.value == {}:
        return None
    section, key = line.path
    kind, value = KEYS[section][key], line.value
    texts = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    fits = {
        "text": isinstance(value, str),
        "day": isinstance(value, str) or type(value) is date,
        "path": isinstance(value, str),
        "number": whole or isinstance(value, float),
        "whole": whole,
        "switch": isinstance(value, bool),
        "paths": texts,
        "ids": texts,
    }
    return None if fits[kind] else (f"{key} is {_told(value)}", f"give {_WANTED[kind]}")


def _told(value: object) -> str:
    return repr(value) if isinstance(value, str | int | float | list) else str(value)


def _placed(kind: Kind, value: Any, folder: Path) -> Any:  # noqa: ANN401  (of any kind)
    """A value with its paths counted from the file's own folder."""
    if kind == "path":
        return _shown(folder / value)
    if kind == "paths":
        return tuple(_shown(folder / one) for one in value)
    if kind == "day":
        return str(value)
    return tuple(value) if kind == "ids" else value


def _from_environment(environ: Mapping[str, str], faults: list[str]) -> Iterator[Setting]:
    for name, text in sorted(environ.items()):
        if name in VARIABLES and text:
            section, key = VARIABLES[name]
            kind = KEYS[section][key]
            value = _read(kind, text)
            if value is None:
                faults.append(_fault(name, f"is {text!r}", f"give {_WANTED[kind]}"))
            else:
                yield Setting(section, key, value, name)
        elif (
            name.startswith("NEWSCLAIMS_") and name not in VARIABLES and name not in _ELSEWHERE
        ):
            near = difflib.get_close_matches(name, VARIABLES, n=1, cutoff=0.8)
            if near:  # what is like none of ours is somebody else's
                faults.append(_fault(name, "is no setting", f"did you mean {near[0]}?"))


def _read(kind: Kind, text: str) -> Any:  # noqa: ANN401  (of any kind)
    """A variable's text as a value; None where it is none of that kind."""
    if kind == "paths":
        return tuple(one for one in text.split(os.pathsep) if one)
    if kind == "ids":
        return tuple(text.replace(",", " ").split())
    if kind == "switch":
        return _SWITCH.get(text.lower())
    if kind in {"whole", "number"}:
        try:
            return int(text) if kind == "whole" else float(text)
        except ValueError:
            return None
    return text


def _meant(word: str, known: Iterable[str]) -> str:
    known = list(known)
    near = difflib.get_close_matches(word.replace("_", "-").lower(), known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"known: {_all(known)}"


def _all(known: Iterable[str]) -> str:
    return ", ".join(known)


def _fault(origin: str, what: str, fix: str) -> str:
    return f"{origin}: {what}\n  fix: {fix}"
