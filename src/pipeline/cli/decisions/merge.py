"""`newsclaims decisions merge`: the logs of several people as one."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.decisions.taken import tell


@click.command(
    epilog="Example: newsclaims decisions merge run colleague/run other.jsonl",
    short_help="Take in the decisions of other runs.",
)
@click.argument("run", type=click.Path(path_type=Path, file_okay=False))
@click.argument("others", nargs=-1, required=True, metavar="OTHER...", type=click.Path())
def merge(*, run: Path, others: tuple[str, ...]) -> None:
    """Take the decisions of each OTHER into the folder RUN.

    OTHER is a run folder or a file of `decisions export`. A decision that is there already is
    not taken twice, so that merging again, or back, changes nothing. What reviewers decided
    differently is disputed, and counts as neither until they agree.
    """
    from pipeline.decisions.exchange import take_in  # noqa: PLC0415  (loads pydantic)
    from pipeline.readers.records import records_file  # noqa: PLC0415

    records_file(str(run))
    for other in others:
        tell(run, Path(other), take_in(run, Path(other)))
