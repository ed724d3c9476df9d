"""`newsclaims rules explain`: what fired where, why, and what nearly did."""

from __future__ import annotations

import shutil

import click

from pipeline.cli.rules.options import own_rules
from pipeline.cli.screen import colour


@click.command(
    epilog="Example: newsclaims rules explain 'The bank warned investors.' --at warned",
    short_help="Why something was found, or was not.",
)
@click.argument("target", metavar="TARGET")
@own_rules
@click.option("--run", metavar="RUN", help="TARGET is an article of this run folder.")
@click.option("--at", metavar="OFFSET|WORDS", help="The stretch that is asked about.")
@click.option("--published", metavar="DATE", help="Day (YYYY-MM-DD) to read a file with.")
@click.pass_context
def explain(  # noqa: PLR0913  (one argument for each option)
    ctx: click.Context,
    *,
    target: str,
    rules: tuple[str, ...],
    run: str | None,
    at: str | None,
    published: str | None,
) -> None:
    """Say what fired in TARGET and why.

    TARGET is a file, the id of an article (with --run), or a sentence. With a stretch, behind a
    colon (FILE:120, FILE:"warned") or in --at, also: which rules nearly fired there, which of
    their conditions failed, and how the parser reads the sentence.
    """
    from pipeline.cli.defaults import rule_packs  # noqa: PLC0415
    from pipeline.cli.rules import asked  # noqa: PLC0415
    from pipeline.nearly import look  # noqa: PLC0415  (loads spaCy)
    from pipeline.settings import read_settings  # noqa: PLC0415
    from pipeline.tune.rulebook.explaining import explained  # noqa: PLC0415
    from pipeline.tune.rulebook.place import find_place  # noqa: PLC0415
    from pipeline.writers.reasons import page  # noqa: PLC0415

    set_day = read_settings().get(("run", "published"))
    day = published or (set_day.value if set_day and run is None else None)
    article, place = find_place(target, run=run, published=day, at=at)
    own = rule_packs(rules)
    looked = look(asked.extractor(own, ctx.obj), article, place)
    columns = shutil.get_terminal_size().columns
    lines = explained(looked, place, own=own, columns=columns)
    click.echo(page(lines, colour=colour()), nl=False, color=colour())
