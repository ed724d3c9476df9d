"""Part files: a shard's outcomes, from the worker that made them to the run that joins them.

The first line is the part's manifest: what made it, the digest of the rest, and what became of
each article. The records follow, as lines of records.jsonl. A part has its name only when it is
whole and durable. A later run takes over what an earlier one left behind, article by article.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.batch.manifest import replace_file
from pipeline.batch.outcome import Done, Outcome, Tally, Unchanged
from pipeline.intake import Failure, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.batch.work import Item

SUFFIX = ".part"
_HOME = ".home"  # tells a folder that worker and run both see from two of the same name
Told = dict[str, Any]  # JSON


@dataclass(frozen=True, slots=True)
class PartsFolder:
    """Where the parts of a run lie, if its workers see it too.

    Attributes:
        path: absolute.
        mark: what the run wrote there; who reads the same sees the same folder.
    """

    path: str
    mark: str

    def is_seen(self) -> bool:
        """Whether this process sees the run's folder, and not another of that name."""
        try:
            return (Path(self.path) / _HOME).read_text(encoding="utf-8") == self.mark
        except OSError:
            return False


def make_folder(path: Path) -> PartsFolder:
    """A folder for parts, made and marked."""
    path.mkdir(exist_ok=True)
    mark = f"{socket.gethostname()} {os.getpid()} {path.stat().st_ino}"
    (path / _HOME).write_text(mark, encoding="utf-8")
    return PartsFolder(str(path.absolute()), mark)


def clear_folder(path: Path) -> None:
    """Take away all parts, and the folder if nothing else is in it."""
    for part in [*path.glob(f"*{SUFFIX}"), *path.glob(f"*{SUFFIX}.*"), path / _HOME]:
        part.unlink(missing_ok=True)
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()


def work_key(item: Item) -> str:
    """sha256 of all that is known of an article: the same for the same; "" for a failure."""
    if isinstance(item, Failure):
        return ""
    if isinstance(item, Unread):
        return item.key
    told = json.dumps(asdict(item.article), sort_keys=True).encode()
    return hashlib.sha256(told).hexdigest()


def packed(made_by: str, items: Sequence[Item], outcomes: Sequence[Outcome]) -> bytes:
    """A part: its manifest as a line, then its records.

    Args:
        made_by: digest of what made the records.
        items: what went in.
        outcomes: what became of each.
    """
    data = b"".join(one.line for one in outcomes if isinstance(one, Done))
    rows = [_row(item, one) for item, one in zip(items, outcomes, strict=True)]
    told = {"made_by": made_by, "sha256": hashlib.sha256(data).hexdigest(), "rows": rows}
    return json.dumps(told).encode() + b"\n" + data


def _row(item: Item, outcome: Outcome) -> Told:
    if isinstance(outcome, Failure):
        return {"failure": asdict(outcome)}
    if isinstance(outcome, Unchanged):
        return {"unchanged": asdict(outcome)}
    return {
        "article": work_key(item),
        "id": outcome.id,
        "size": len(outcome.line),
        "tally": astuple(outcome.tally),
        "warnings": outcome.warnings,
    }


def unpacked(part: bytes) -> tuple[str, list[Outcome], list[str]]:
    """Of a part: what made it, what became of each article, and the article's key (or "").

    Raises:
        ValueError: if it is not what was written.
    """
    head, _, data = part.partition(b"\n")
    told = json.loads(head)
    if hashlib.sha256(data).hexdigest() != told["sha256"]:
        raise ValueError("the records of a part are not those that were written")
    outcomes: list[Outcome] = []
    at = 0
    for row in told["rows"]:
        if "failure" in row:
            outcomes.append(Failure(**row["failure"]))
            continue
        if "unchanged" in row:
            outcomes.append(Unchanged(**row["unchanged"]))
            continue
        line = data[at : at + row["size"]]
        at += row["size"]
        outcomes.append(Done(row["id"], line, Tally(*row["tally"]), tuple(row["warnings"])))
    return told["made_by"], outcomes, [row.get("article", "") for row in told["rows"]]


def write_part(folder: PartsFolder, items: Sequence[Item], part: bytes) -> str:
    """Write a part, whole or not at all, and make it durable; its path."""
    keys = [work_key(one) for one in items]
    name = hashlib.sha256("".join(keys).encode()).hexdigest()[:32] + SUFFIX
    path = Path(folder.path) / name
    # A worker that was thought dead may be at the same part: each has a file of its own.
    replace_file(path, [part], suffix=f".{socket.gethostname()}.{os.getpid()}")
    return str(path)


def left_behind(path: Path, made_by: str) -> Iterator[tuple[str, Done]]:
    """Records of an earlier run's parts, by article key; those made otherwise are left out."""
    for file in sorted(path.glob(f"*{SUFFIX}")):
        try:
            maker, outcomes, keys = unpacked(file.read_bytes())
        except (ValueError, KeyError, TypeError):
            continue
        if maker == made_by:
            yield from (
                (key, one)
                for key, one in zip(keys, outcomes, strict=True)
                if isinstance(one, Done)
            )
