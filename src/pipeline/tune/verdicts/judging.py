"""The records of a run with what is known of their items: its review log and gold, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.decisions.store import read_log
from pipeline.decisions.verdicts import Verdicts
from pipeline.evaluate.sources import read_gold
from pipeline.readers.records import read_records
from pipeline.tune.verdicts.truth import Truth, truth

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.records import Record


def judged_records(run: Path, gold: Path | None) -> Iterator[tuple[Record, Truth]]:
    """Each record of a run folder or file, and what reviewers and gold say of its items.

    Raises:
        SettingsError: if there are no records.
        RecordError: at a record or a gold record that is not sound.
        RunError: if the review log cannot be read.
    """
    golds = read_gold(gold) if gold is not None else {}
    verdicts = Verdicts(read_log(run) if run.is_dir() else ())
    standings = verdicts.state.standings
    for record in read_records(str(run)):
        known = golds.get(record.article.id)
        same = known if known is not None and known.text == record.text else None
        added = verdicts.added(record.article.sha256)
        yield record, truth(record, standings, same, added=added)
