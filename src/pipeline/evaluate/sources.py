"""Gold folders and records files, read with every fault named."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from pipeline.errors import RecordError
from pipeline.evaluate.contract import contract_faults
from pipeline.evaluate.gold import GoldRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLD_SUFFIX = ".gold.json"
_SHOWN = 5  # faults of one file; the first ones usually explain the rest


def read_gold(folder: Path) -> dict[str, GoldRecord]:
    """All gold records of a folder, by article id, sorted.

    Raises:
        RecordError: if there is none, or if one is not a sound gold record.
    """
    paths = sorted(folder.glob(f"*{GOLD_SUFFIX}"))
    if not paths:
        what = "no *.gold.json in this folder" if folder.is_dir() else "no such folder"
        fix = "name a folder of gold records, for example corpus/"
        raise RecordError(what, where=str(folder), fix=fix)
    read = [_sound_gold(path) for path in paths]
    return {record.article.id: record for record in sorted(read, key=lambda r: r.article.id)}


def _sound_gold(path: Path) -> GoldRecord:
    where = str(path)
    raw = _json(_text(path), where)
    record = _validated(raw, where)
    faults = [f"{fault} is no field of a gold record" for fault in _unknown(raw, record, "")]
    faults += contract_faults(record, record.text)
    if path.name != record.article.id + GOLD_SUFFIX:
        faults.append(f"article.id is {record.article.id!r}, the file is {path.name}")
    if faults:
        raise RecordError(_some(faults), where=where, fix="mend the gold record")
    return record


def read_records(source: Path) -> dict[str, GoldRecord]:
    """Records by article id: of records.jsonl, a run folder, a folder of gold, or "-" (stdin).

    Raises:
        RecordError: if there are none, or if a line is not a record.
    """
    if source.is_dir() and not (source / "records.jsonl").exists():
        if any(source.glob(f"*{GOLD_SUFFIX}")):
            return read_gold(source)
        fix = "name a run folder (`newsclaims run ... --out DIR`) or its records.jsonl"
        raise RecordError("no records.jsonl in this folder", where=str(source), fix=fix)
    path = source / "records.jsonl" if source.is_dir() else source
    found: dict[str, GoldRecord] = {}
    for where, line in _lines(path):
        record = _validated(_json(line, where), where)
        if record.article.id in found:
            raise RecordError(
                f"a second record of article {record.article.id!r}",
                where=where,
                fix="evaluate one run at a time",
            )
        found[record.article.id] = record
    return found


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line that is not blank, with its place. Only a line feed ends a line of JSONL."""
    name = "stdin" if str(path) == "-" else str(path)
    text = sys.stdin.read() if name == "stdin" else _text(path)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield f"{name}:{number}", line


def _text(path: Path) -> str:
    if not path.exists():
        raise RecordError("no such file", where=str(path), fix="check the path")
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"not UTF-8 (byte {error.start})"
        raise RecordError(what, where=str(path), fix="name a file of records") from None


def _json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        what = f"not JSON: {error.msg} at character {error.pos + 1}"
        fix = "records are written by `newsclaims run`, one JSON object a line"
        raise RecordError(what, where=where, fix=fix) from None


def _validated(raw: object, where: str) -> GoldRecord:
    try:
        return GoldRecord.model_validate(raw)
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, fault['loc'])) or 'the record'}: {fault['msg']}"
            for fault in error.errors()
        ]
        fix = "`newsclaims schema` prints what a record holds"
        raise RecordError(_some(faults), where=where, fix=fix) from None


def _unknown(raw: object, read: object, path: str) -> list[str]:
    """Paths of fields in the JSON that the record does not have: slips of the pen, in gold."""
    if isinstance(raw, list) and isinstance(read, list):
        inner = [(f"{path}[{i}]", a, b) for i, (a, b) in enumerate(zip(raw, read, strict=True))]
    elif isinstance(raw, dict) and isinstance(read, BaseModel):
        known = type(read).model_fields
        if strange := [f"{path}.{key}".lstrip(".") for key in raw if key not in known]:
            return strange
        inner = [(f"{path}.{key}", raw[key], getattr(read, key)) for key in raw]
    else:
        return []
    return [fault for where, a, b in inner for fault in _unknown(a, b, where)]


def _some(faults: list[str]) -> str:
    more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
    return "; ".join(faults[:_SHOWN]) + more
