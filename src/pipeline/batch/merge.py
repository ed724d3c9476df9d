"""Run folders joined into one: the parts of a run that went over several machines."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipeline.batch import index, manifest
from pipeline.batch.folder import FAILED, RECORDS
from pipeline.batch.outcome import Tally
from pipeline.errors import RunError, SettingsError
from pipeline.scratch import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.batch.index import Entry

SHARD = "shard"  # the option that parts of one run differ in


def merge(parts: Sequence[Path], out: Path) -> Tally:
    """Write the records of all parts to a new run folder, in the order of the parts.

    The same record in two parts is written once. Every line is checked against its checksum on
    the way.

    Raises:
        SettingsError: if a part is no run folder, or `out` holds a run already.
        RunError: if a part is not complete or was made in another way than the first, if two
            parts have different records of one article, or if a record has changed.
    """
    told = [_manifest(part) for part in parts]
    for part, one in zip(parts[1:], told[1:], strict=True):
        manifest.check_same(part, _common(told[0]), _common(one))
    if (out / RECORDS).exists():
        raise SettingsError("holds a run already", where=str(out), fix="name another --out")
    out.mkdir(parents=True, exist_ok=True)
    kept = Notes()
    total, count = Tally(), 0
    with (
        (out / RECORDS).open("wb") as records,
        (out / index.NAME).open("wb") as entries,
        (out / FAILED).open("wb") as failed,
    ):
        for part in parts:
            for line, entry in _lines(part):
                if not _is_new(entry, part, kept):
                    continue
                records.write(line)
                entries.write(entry.line())
                total, count = total + entry.tally, count + 1
            with (part / FAILED).open("rb") as stream:
                shutil.copyfileobj(stream, failed)
    numbers = [one["counts"] for one in told]
    counts = {
        "articles": sum(one["articles"] for one in numbers),
        "failed": sum(one["failed"] for one in numbers),
        "records": count,
        **asdict(total),
    }
    merged = {**_common(told[0]), "inputs": [str(part) for part in parts]}
    manifest.write_manifest(out, {**merged, "complete": True, "counts": counts})
    return total


def _manifest(part: Path) -> manifest.Manifest:
    told = manifest.read_manifest(part)
    if told is None:
        raise SettingsError(
            "no run folder", where=str(part), fix="name folders of `newsclaims run --out`"
        )
    if not told.get("complete"):
        raise RunError(
            "not complete",
            where=str(part),
            fix="run its command again until it ends, then merge",
        )
    return told


def _common(told: manifest.Manifest) -> manifest.Manifest:
    """What all parts must have been made with."""
    options = {name: value for name, value in told["options"].items() if name != SHARD}
    return {**{key: told.get(key) for key in told if key != "counts"}, "options": options}


def _lines(part: Path) -> Iterator[tuple[bytes, Entry]]:
    entries = index.read_index(part)
    with (part / RECORDS).open("rb") as stream:
        for number, line in enumerate(stream, 1):
            entry = next(entries, None)
            if entry is None or hashlib.sha256(line).hexdigest() != entry.sha256:
                raise RunError(
                    "has changed since it was written",
                    where=f"{part / RECORDS}:{number}",
                    fix="`newsclaims verify` tells more; make this part anew with --fresh",
                )
            yield line, entry


def _is_new(entry: Entry, part: Path, kept: Notes) -> bool:
    """Whether an article's record is not yet written."""
    before = kept.note(entry.id, f"{entry.sha256} {part}")
    if before is None:
        return True
    digest, _, other = before.partition(" ")
    if digest != entry.sha256:
        raise RunError(
            f"{entry.id!r} has another record in {other}",
            where=str(part),
            fix="give each article its own id, or leave one of the parts out",
        )
    return False
