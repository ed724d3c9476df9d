"""`newsclaims merge`: run folders joined into one."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="Example: newsclaims merge part1 part2 part3 --out run",
    short_help="Join run folders into one.",
)
@click.argument(
    "parts",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="PART...",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder for the joined run; it must not hold one yet.",
)
def merge(parts: tuple[Path, ...], out: Path) -> None:
    """Join complete run folders, such as those of `run --shard`, in the order given.

    They must have been made with the same version, model, packs and options.
    """
    from pipeline.batch.merge import merge as join  # noqa: PLC0415
    from pipeline.cli.screen import say  # noqa: PLC0415

    found = join(parts, out)
    say(f"{out}: {found.events:,} events, {found.quotes:,} quotes from {len(parts)} parts")
