"""`newsclaims rules copy`: a built-in pack as a file of the user's own."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="Example: newsclaims rules copy en/cues --to rules",
    short_help="Copy a built-in pack out, to change it.",
)
@click.argument("packs", nargs=-1, required=True, metavar="PACK...")
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder for the copies.",
)
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
def copy(*, packs: tuple[str, ...], folder: Path, force: bool) -> None:
    """Copy built-in PACKs, such as en/cues, to a folder of your own.

    The copy says `replaces:` and stands in for the built-in pack wherever it is read: what you
    take out of it is gone. To change a rule or two, write a pack with rules of the same id
    instead: it profits from later versions of all others.
    """
    from pipeline.cli.rules import asked  # noqa: PLC0415
    from pipeline.cli.screen import say  # noqa: PLC0415
    from pipeline.errors import PackError  # noqa: PLC0415
    from pipeline.tune.rulebook.copying import copied  # noqa: PLC0415

    own, built_in = asked.split(packs)
    if own:
        raise PackError("is no built-in pack", where=own[0], fix="name one such as en/cues")
    for name in built_in:
        target = folder / f"{name.rpartition('/')[2]}.yaml"
        if target.exists() and not force:
            raise PackError("is there already", where=str(target), fix="--force overwrites it")
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(copied(name), encoding="utf-8", newline="\n")
        say(f"{target}: stands in for {name} where it is read (--rules {folder})")
