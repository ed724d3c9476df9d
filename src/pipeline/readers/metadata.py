"""What is known of articles, in a table of its own: CSV or JSONL with `id` and more."""

from __future__ import annotations

import csv
import difflib
import io
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.article import Article, iso_day
from pipeline.errors import ArticleError, SettingsError
from pipeline.readers.decode import decode
from pipeline.readers.places import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

COLUMNS = ("id", "published", "title", "source", "url")


@dataclass(frozen=True, slots=True)
class Row:
    """What a table says of one article, and where; empty cells are left out."""

    where: str
    cells: Mapping[str, str]

    def apply(self, article: Article) -> Article:
        """The article with what the table says of it, which overrules the article's file.

        Raises:
            ArticleError: if the table gives it an impossible date.
        """
        cells = self.cells
        if "published" in cells:
            day = iso_day(cells["published"], where=self.where)
            article = replace(article, published=day, published_from="given")
        return replace(
            article,
            title=cells.get("title", article.title),
            source=cells.get("source", article.source),
            url=cells.get("url", article.url),
        )


class Metadata:
    """A table by article id, which remembers the ids that nobody asked for."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._rows = rows
        self._asked: set[str] = set()

    def row(self, one: str) -> Row | None:
        """What the table says of the article of an id."""
        row = self._rows.get(one)
        if row is not None:
            self._asked.add(one)
        return row

    def unknown(self) -> list[str]:
        """Ids of rows that no article had."""
        return [one for one in self._rows if one not in self._asked]


def read_metadata(path: Path) -> Metadata:
    """Read a table; `.csv` is CSV with a line of column names, all else JSONL.

    Raises:
        SettingsError: if it cannot be read, has a column that is not known or no `id`, or names
            an id twice.
    """
    try:
        text = decode(path.read_bytes(), where=shown(path)).text
    except OSError as error:
        raise SettingsError(
            f"cannot be read: {error.strerror}", where=shown(path), fix="check --metadata"
        ) from None
    except ArticleError as error:
        raise SettingsError(error.what, where=error.where, fix=error.fix) from None
    rows: dict[str, Row] = {}
    for where, cells in (_csv if path.suffix.lower() == ".csv" else _jsonl)(text, shown(path)):
        one = cells.pop("id", "")
        if not one:
            raise SettingsError("no id", where=where, fix="give each row the id of its article")
        if one in rows:
            raise SettingsError(
                f"id {one!r} stands at {rows[one].where} too", where=where, fix="keep one"
            )
        rows[one] = Row(where, cells)
    return Metadata(rows)


def _csv(text: str, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    _check_columns(reader.fieldnames or [], f"{name}:1")
    try:
        for row in reader:
            where = f"{name}:{reader.line_num}"
            if None in row:
                raise SettingsError(
                    "more cells than columns",
                    where=where,
                    fix="put cells that hold commas in quotes",
                )
            yield where, _cells(row)
    except csv.Error as error:
        raise SettingsError(
            str(error), where=f"{name}:{reader.line_num}", fix="mend the CSV"
        ) from None


def _jsonl(text: str, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SettingsError(
                f"not JSON: {error}", where=where, fix="write one object a line"
            ) from None
        if not isinstance(row, dict):
            raise SettingsError("not a JSON object", where=where, fix='write {"id": ..., ...}')
        _check_columns([*row], where)
        yield where, _cells(row)


def _check_columns(names: Sequence[str], where: str) -> None:
    for name in names:
        if name not in COLUMNS:
            near = difflib.get_close_matches(name.strip().lower(), COLUMNS, n=1)
            hint = (
                f"did you mean {near[0]!r}?" if near else f"known columns: {', '.join(COLUMNS)}"
            )
            raise SettingsError(f"unknown column {name!r}", where=where, fix=hint)
    if "id" not in names:
        raise SettingsError(
            "no column 'id'", where=where, fix="add one with the ids of the articles"
        )


def _cells(row: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value).strip() for key, value in row.items() if value not in (None, "")}
