"""What is said when decisions were taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cli.screen import say

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.decisions.exchange import Taken


def tell(run: Path, source: Path, taken: Taken) -> None:
    """How many are new; and whether they are about other articles than the run's."""
    from pipeline.readers.records import texts_in  # noqa: PLC0415  (loads pydantic)
    from pipeline.writers.words import counted  # noqa: PLC0415

    say(f"{source}: {taken.told()}")
    foreign = len(taken.texts.difference(texts_in(str(run))))
    if foreign:
        what = f"{counted(foreign, 'article')} whose text is not in {run}"
        say(f"some are about {what}; they are kept, and wait for it", label="note")
