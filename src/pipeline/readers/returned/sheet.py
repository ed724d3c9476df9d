"""A CSV of an export as reviewers filled it in: verdicts, notes and corrected cells."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.decisions.compare import Judgement
from pipeline.decisions.items import every
from pipeline.decisions.model import REASONS
from pipeline.decisions.verdicts import is_anything
from pipeline.errors import SettingsError
from pipeline.readers.records import read_chosen
from pipeline.readers.returned.answer import read_bytes
from pipeline.writers.exports.entry import Entry, Options
from pipeline.writers.exports.rows import rows
from pipeline.writers.exports.sheet import told, unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.decisions.items import ItemKey
    from pipeline.decisions.model import Reason, Verdict
    from pipeline.decisions.taking import Taking
    from pipeline.records import Record

Row = dict[str, str]
# What people write into a cell; capitals do not matter.
_WORDS: dict[str, Verdict] = {
    **dict.fromkeys(("accept", "accepted", "a", "yes", "y", "ok", "true", "1", "x"), "accept"),
    **dict.fromkeys(("reject", "rejected", "r", "no", "n", "false", "0"), "reject"),
    **dict.fromkeys(("skip", "skipped", "s", "?"), "skip"),
    **dict.fromkeys(("edit", "edited"), "edit"),
}
_CELLS = frozenset({"type", "mode", "polarity", "modality", "kind", "stance"})
_DAYS = ("begin", "end")
# Cells whose change cannot be told as a correction: words alone do not say where they stand.
_FIXED = (
    "trigger", "actor", "recipient", "location", "theme", "time_value", "speaker", "source",
    "cue", "content", "relation", "granularity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Written:
    """What a reviewer wrote into a row."""

    action: Verdict
    patch: dict[str, Any] | None
    reason: Reason | None
    note: str | None


def take_sheet(place: str, path: Path, taking: Taking) -> tuple[int, int]:
    """Take the verdicts and corrections in a sheet.

    A row that is gone says nothing: people filter and sort. Nor does a row in which nothing was
    written.

    Returns:
        How many rows there were, and to how many there is no item.

    Raises:
        SettingsError: if it is no sheet of an export.
    """
    sheet: dict[str, tuple[int, Row]] = {}
    for number, row in _read(path):
        sheet.setdefault(row["key"], (number, row))  # the first of a key stands for all
    count = len(sheet)
    texts = {key.split(":", 1)[0] for key in sheet}
    for record in read_chosen(place, (), texts):
        for item, key, shown in _shown(record, taking):
            if str(key) not in sheet:
                continue
            number, row = sheet.pop(str(key))
            problems: list[str] = []
            written = _written(row, shown, problems)
            taking.problems += [f"{path}, line {number}: {one}" for one in problems]
            if written is not None:
                taking.take(Judgement(key, item=item, **asdict(written)), record)
    for number, row in sheet.values():
        named = row.get("article_id") or "its text is not in the run"
        taking.problems.append(f"{path}, line {number}: no such item in {place} ({named})")
    return count, len(sheet)


def _read(path: Path) -> Iterator[tuple[int, Row]]:
    """Rows with the numbers of their lines, whichever separator the spreadsheet chose."""
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # Excel's own; the cells that count are ASCII
    heading = text.split("\n", 1)[0]
    separator = max(",;\t", key=heading.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    if "key" not in (rows.fieldnames or ()):
        raise SettingsError(
            "has no column `key`", where=str(path), fix="give a CSV of `newsclaims export`"
        )
    for row in rows:
        if row["key"]:
            yield rows.line_num, {str(name): unguarded(row[name] or "") for name in row if name}


def _shown(record: Record, taking: Taking) -> Iterator[tuple[str | None, ItemKey, Row]]:
    """The id (None for an added item), the key and the cells of each item, as exported."""
    applied = taking.verdicts.applied(record, is_anything)
    keys = {name: str(key) for name, key in applied.keys.items()}
    entry = Entry(applied.record, frozenset(keys), keys)
    extracted = {one.id for one in every(record)}
    for options in (Options(items="events"), Options(items="quotes")):
        for row in rows(entry, options):
            name = row["id"]
            cells = {column: told(value) for column, value in row.items()}
            yield name if name in extracted else None, applied.keys[name], cells


def _written(row: Row, shown: Row, problems: list[str]) -> _Written | None:
    """What was written into a row; None for nothing."""
    patch = _patch(row, shown, problems)
    verdict = _verdict(row, shown, problems)
    note = row.get("note", "").strip()
    note = note if note != shown["note"].strip() else ""
    reason, words = _reason(row.get("reason", "").strip())
    note = "; ".join(one for one in (words, note) if one)
    if verdict is None and not patch:
        if note:
            problems.append("a note without a verdict is left out")
        return None
    if verdict in ("reject", "skip"):
        return _Written(verdict, None, reason if verdict == "reject" else None, note or None)
    return _Written("edit" if patch else "accept", patch or None, None, note or None)


def _verdict(row: Row, shown: Row, problems: list[str]) -> Verdict | None:
    """The verdict that was written; None where the cell is as it was exported."""
    cell = row.get("verdict", "").strip().lower()
    if cell in ("", shown["verdict"]):
        return None
    if cell not in _WORDS:
        problems.append(f"verdict {cell!r} is none of accept, reject, skip")
    return _WORDS.get(cell)


def _reason(cell: str) -> tuple[Reason | None, str]:
    """A reason that decisions know, else words for the note."""
    known = next((one for one in REASONS if one == cell.lower()), None)
    return known, "" if known else cell


def _patch(row: Row, shown: Row, problems: list[str]) -> dict[str, Any]:
    """The cells that were corrected."""
    changed = {name: row[name].strip() for name in shown if _is_changed(row, shown, name)}
    patch: dict[str, Any] = {
        name: value or None for name, value in changed.items() if name in _CELLS
    }
    days = {name: value for name, value in changed.items() if name in _DAYS}
    for name, value in days.items():
        if value and not _is_day(value):
            problems.append(f"{name} {value!r} is no day; write it as 2024-03-07")
            return patch
    if days:
        begin, end = ((days.get(name, shown[name]) or None) for name in _DAYS)
        patch["time"] = _time(begin, end)
    fixed = [name for name in changed if name in _FIXED]
    problems += [f"`{one}` cannot be corrected here; use `newsclaims review`" for one in fixed]
    return patch


def _is_changed(row: Row, shown: Row, name: str) -> bool:
    return name in row and row[name].strip() != shown[name].strip()


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _time(begin: str | None, end: str | None) -> dict[str, Any]:
    """An event's time with days that a reviewer wrote."""
    if begin is None and end is None:
        return {"value": None, "begin": None, "end": None, "relation": None, "how": "none"}
    one_day = begin == end
    return {
        "value": begin if one_day else None,
        "begin": begin,
        "end": end,
        "granularity": "day" if one_day else "interval",
        "relation": "on",
        "how": "explicit",
    }
