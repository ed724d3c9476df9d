"""`newsclaims decisions import`: what reviewers decided elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.screen import say


@click.command(
    "import",
    epilog="Example: newsclaims decisions import run decisions.jsonl",
    short_help="Take in decisions, or what reviewers did in another program.",
)
@click.argument("run", type=click.Path(path_type=Path, file_okay=False))
@click.argument("file", type=click.Path(path_type=Path))
def import_(*, run: Path, file: Path) -> None:
    """Take what is in FILE into the log of the folder RUN.

    FILE holds decisions, one to a line, as `decisions export` writes them.
    """
    from pipeline.decisions.exchange import take_in  # noqa: PLC0415  (loads pydantic)
    from pipeline.readers.records import records_file  # noqa: PLC0415

    records_file(str(run))
    say(f"{file}: {take_in(run, file).told()}")
