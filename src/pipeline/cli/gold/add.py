"""`newsclaims gold add`: a reviewed article, for evaluation."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.screen import say
from pipeline.errors import RecordError, SettingsError

if TYPE_CHECKING:
    from pipeline.evaluate.promote import Promoted
    from pipeline.records import ArticleInfo

_NAMED = 5  # items of a status that are named; more are counted
_METADATA = "metadata.csv"
_COLUMNS = ("id", "published", "source", "url", "title")
_FILE_NAME = re.compile(r"[^/\\\x00-\x1f]{1,200}")


@click.command(
    epilog="Example: newsclaims gold add run harbour_strike --to gold",
    short_help="Make a reviewed article gold.",
)
@click.argument("run", type=click.Path(path_type=Path, file_okay=False))
@click.argument("article", metavar="ID")
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Folder of gold; made where there is none.",
)
@click.option(
    "--partial",
    is_flag=True,
    help="Take the article though items are open or disputed; they are left out.",
)
@click.option("--force", is_flag=True, help="Overwrite what is there of the article.")
def add(*, run: Path, article: str, folder: Path, partial: bool, force: bool) -> None:
    """Write ID.txt and ID.gold.json of the article ID in RUN into FOLDER.

    Gold is what reviewers kept, as they corrected it. Every event and quote must have a verdict
    on which they agree. With --partial those without one are left out; finding such an event
    then counts neither as right nor as wrong, finding such a quote counts as wrong. Entities
    and times are taken as extracted.
    """
    from pipeline.decisions.store import read_log  # noqa: PLC0415  (loads pydantic)
    from pipeline.decisions.verdicts import Verdicts  # noqa: PLC0415
    from pipeline.evaluate.promote import promoted  # noqa: PLC0415
    from pipeline.readers.records import read_record  # noqa: PLC0415

    record = read_record(str(run), article)
    made = promoted(record, Verdicts(read_log(run)))
    told = _unsettled(made)
    if told and not partial:
        raise RecordError(
            told,
            where=article,
            fix=f"judge them with `newsclaims review {run}`, or leave them out with --partial",
        )
    files = {
        f"{article}.txt": record.text,
        f"{article}.gold.json": json.dumps(made.fields, ensure_ascii=False, indent=1) + "\n",
    }
    _write(folder, files, article, force=force)
    _note_metadata(folder / _METADATA, record.article, given=made.gold.input.published)
    _tell(folder, article, made, told)


def _unsettled(made: Promoted) -> str:
    """What has no verdict: "2 items are open (ev3, q1), 1 is disputed (ev4)"."""
    parts = []
    for status, names in made.unsettled.items():
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
        verb = "item is" if len(names) == 1 else "items are"
        listed = ", ".join([*names[:_NAMED], *more])
        parts.append(f"{len(names)} {verb} {status} ({listed})")
    return "; ".join(parts)


def _write(folder: Path, files: dict[str, str], article: str, *, force: bool) -> None:
    """Write files that are not there yet, or are there as they are."""
    if not _FILE_NAME.fullmatch(article) or article.startswith("."):
        raise SettingsError(
            f"{article!r} can be no file's name",
            fix="run the article by itself, so that its id is the name of its file",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            path = folder / name
            if not force and path.exists() and path.read_bytes() != text.encode("utf-8"):
                raise SettingsError(
                    "is there already, and differs",
                    where=str(path),
                    fix="compare them; --force overwrites it",
                )
        for name, text in files.items():
            (folder / name).write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise SettingsError(
            f"cannot be written: {error.strerror}", where=str(folder), fix="choose another --to"
        ) from None


def _note_metadata(path: Path, article: ArticleInfo, *, given: str | None) -> None:
    """Note what the pipeline was told of the article, for runs over the folder."""
    old = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    rows = csv.DictReader(io.StringIO(old, newline=""))
    names = rows.fieldnames or _COLUMNS
    if "id" not in names or any(row["id"] == article.id for row in rows):
        return
    known = {
        "id": article.id,
        "published": given or "",
        "source": article.source or "",
        "url": article.url or "",
        "title": article.title or "",
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, names, restval="", extrasaction="ignore", lineterminator="\n")
    if not old:
        writer.writeheader()
    writer.writerow(known)
    gap = "\n" if old and not old.endswith("\n") else ""
    with path.open("a", encoding="utf-8", newline="") as stream:
        stream.write(gap + out.getvalue())


def _tell(folder: Path, article: str, made: Promoted, unsettled: str) -> None:
    from pipeline.writers.words import counted  # noqa: PLC0415

    events, quotes = len(made.gold.events), len(made.gold.quotes)
    found = f"{counted(events, 'event')}, {counted(quotes, 'quote')}"
    say(f"{folder / article}.gold.json: {found}; entities and times as extracted")
    if unsettled:
        say(f"left out: {unsettled}", label="note")
    if (folder / "MANIFEST").exists():
        say(f"{folder / 'MANIFEST'} is of the folder as it was; renew it", label="note")
