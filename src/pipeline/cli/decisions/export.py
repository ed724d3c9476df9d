"""`newsclaims decisions export`: the log as JSON Lines."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.screen import say


@click.command(
    epilog="Example: newsclaims decisions export run --out decisions.jsonl",
    short_help="Write a run's decisions as JSON Lines.",
)
@click.argument("run", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="- or nothing is stdout.",
)
def export(*, run: Path, out: Path | None) -> None:
    """Write every decision in the folder RUN, one to a line, in the order they were made.

    Undone ones are among them, with what undid them: the log is kept whole.
    """
    from pipeline.decisions.store import read_log  # noqa: PLC0415  (loads pydantic)
    from pipeline.readers.records import records_file  # noqa: PLC0415
    from pipeline.writers.exports import sink  # noqa: PLC0415
    from pipeline.writers.exports.entry import Piece  # noqa: PLC0415
    from pipeline.writers.words import counted  # noqa: PLC0415

    records_file(str(run))
    log = read_log(run)
    to_stdout = out is None or str(out) == "-"
    with sink.stdout() if to_stdout else sink.file(Path(str(out))) as place:
        for decision in log:
            place.write(Piece(decision.line()))
    say(counted(len(log), "decision") if to_stdout else f"{out}: {len(log):,} decisions")
