"""`newsclaims rules diff`: what a change of rules changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.rules.trying import tester, trying, workshop
from pipeline.cli.screen import colour, columns, say

if TYPE_CHECKING:
    from pipeline.tune.difference.bench import Workshop
    from pipeline.tune.difference.compare import Comparison
    from pipeline.tune.difference.sides import Side


@click.command(
    epilog="Example: newsclaims rules diff HEAD:rules rules --on articles/ --html diff.html",
    short_help="What a change of rules gains, loses and changes.",
)
@click.argument("sides", nargs=-1, metavar="[A] [B]")
@trying
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write one self-contained web page.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help="Changes shown of each rule; 0 for all.",
)
@click.pass_context
def diff(ctx: click.Context, /, *, sides: tuple[str, ...], **given: Any) -> None:  # noqa: ANN401  (click's)
    """Compare two sets of packs over articles: what is gained, lost and changed, by rule.

    A and B are folders of packs, which add to the built-in ones; REVISION:FOLDER, a folder as
    git has it (HEAD:rules); git:REVISION, the other side's folder at that revision; or
    built-in. With B alone, A is built-in; with neither, B is what newsclaims.toml names.

    Articles are parsed once; a rule that is changed later is tried on those that hold its
    words. The exit status is 1 if anything differs, else 0.
    """
    if len(sides) > 2:
        raise click.UsageError(f"two sides are compared, not {len(sides)}")
    with workshop(
        ctx, model=given["model"], cache=given["cache"], everything=given["everything"]
    ) as shop:
        pair = _sides(shop, sides)
        rooms = [shop.rooms(side) for side in pair]
        names = (pair[0].name, pair[1].name)
        told = tester(shop, given["on"], given["metadata"]).compare(rooms[0], rooms[1])
    _show(told, names, limit=given["limit"])
    if given["html"] is not None:
        _write(told, names, given["html"])
    ctx.exit(1 if told.changes else 0)


def _sides(shop: Workshop, told: tuple[str, ...]) -> tuple[Side, Side]:
    from pipeline.settings import own_packs, read_settings  # noqa: PLC0415  (loads pydantic)
    from pipeline.tune.difference.sides import BUILT_IN_NAME, Side  # noqa: PLC0415

    if not told:
        own = own_packs(read_settings())
        if not own:
            raise click.UsageError("name a folder of packs, or set `packs` in newsclaims.toml")
        return Side(BUILT_IN_NAME), Side(" ".join(own), own)
    first, second = told if len(told) == 2 else (BUILT_IN_NAME, told[0])
    return shop.side(first, second), shop.side(second, first)


def _show(told: Comparison, names: tuple[str, str], *, limit: int) -> None:
    from pipeline.tune.difference import telling  # noqa: PLC0415
    from pipeline.writers.reasons import page  # noqa: PLC0415

    lines = telling.lines(told, names, columns=columns(), limit=limit)
    click.echo(page(lines, colour=colour()), nl=False, color=colour())


def _write(told: Comparison, names: tuple[str, str], path: Path) -> None:
    from pipeline.errors import SettingsError  # noqa: PLC0415
    from pipeline.tune.difference.diffpage import page  # noqa: PLC0415

    try:
        path.write_text("".join(page(told, names)), encoding="utf-8", newline="\n")
    except OSError as error:
        raise SettingsError(
            f"cannot be written: {error.strerror}", where=str(path), fix="choose another --html"
        ) from None
    say(f"{path}: open it in a browser")
