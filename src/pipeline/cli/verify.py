"""`newsclaims verify`: is a run folder still what was written?"""

from __future__ import annotations

from pathlib import Path

import click

SHOWN = 50


@click.command(
    epilog="Example: newsclaims verify run",
    short_help="Check a run folder: every byte, offset and reference.",
)
@click.argument("run", type=click.Path(path_type=Path, file_okay=False), metavar="RUN")
@click.pass_context
def verify(ctx: click.Context, run: Path) -> None:
    """Check that the records of a run are what was written.

    Every line against its checksum, every record against the schema, every span against the
    text, every id that an item cites. Faults are told with file, line and field; exit code 1
    if there is one.
    """
    from pipeline.batch.verify import run_faults  # noqa: PLC0415  (loads pydantic)
    from pipeline.cli.screen import say  # noqa: PLC0415

    count = 0
    for count, fault in enumerate(run_faults(run), 1):
        if count <= SHOWN:
            click.echo(f"{fault.where}: {fault.what}")
    if count > SHOWN:
        click.echo(f"and {count - SHOWN:,} more")
    if count:
        say(f"{count:,} faults in {run}", label="error")
        ctx.exit(1)
    say(f"{run}: sound")
