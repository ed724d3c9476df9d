"""What `newsclaims run` tells at its end, and of each article that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.batch.folder import FAILED, RECORDS
from pipeline.batch.outcome import Tally
from pipeline.cli.screen import say
from pipeline.writers.words import counted

if TYPE_CHECKING:
    from pipeline.batch.folder import RunFolder
    from pipeline.batch.run import Counts
    from pipeline.intake import Failure


def tell_failure(one: Failure) -> None:
    """An article that failed: which, where, why, what to do."""
    place = one.where if one.id in one.where else f"{one.where} ({one.id})"
    say(f"{place}: {one.error}\n  fix: {one.fix}", label="error")


def summary(folder: RunFolder, counts: Counts) -> str:
    """A few lines: how many, what was found, where it is, what to do next."""
    found = folder.total()
    rows = [
        ("articles", _articles(counts)),
        ("found", _found(found)),
        ("records", str(folder.path / RECORDS)),
        *([("failed", str(folder.path / FAILED))] if counts.failed else []),
        ("next", f"newsclaims show {folder.path}"),
    ]
    return "\n".join(f"{name:<10}{told}" for name, told in rows)


def _articles(counts: Counts) -> str:
    told = f"{counts.articles:,}: {counted(counts.records, 'record')}, {counts.failed:,} failed"
    return f"{told} ({counts.kept:,} were there already)" if counts.kept else told


def _found(tally: Tally) -> str:
    return (
        f"{counted(tally.events, 'event')}, {counted(tally.quotes, 'quote')}, "
        f"{counted(tally.times, 'time')}, {counted(tally.entities, 'entity')}"
    )
