"""`newsclaims rules list`: which rules there are."""

from __future__ import annotations

import sys

import click

from pipeline.cli.rules.options import own_rules
from pipeline.cli.screen import columns


@click.command(
    epilog="Example: newsclaims rules list --kind events --type LABOR",
    short_help="List rules by pack, type or words.",
)
@click.argument("words", nargs=-1, metavar="[WORD...]")
@own_rules
@click.option("--pack", metavar="PACK", help="Only of this pack, such as en/cues.")
@click.option(
    "--kind", metavar="KIND", help="Only of packs of this kind: events, cues, times, ..."
)
@click.option(
    "--type", "type_", metavar="TYPE", help="Only with this type, stance, label or block."
)
def list(  # noqa: A001  (named as the verb)
    *,
    words: tuple[str, ...],
    rules: tuple[str, ...],
    pack: str | None,
    kind: str | None,
    type_: str | None,
) -> None:
    """List rules: id, what it means, and its note, or its first words where it has none.

    With WORDs, only those that hold all of them in any field.
    """
    from pipeline.cli.defaults import rule_packs  # noqa: PLC0415
    from pipeline.cli.screen import say  # noqa: PLC0415
    from pipeline.tune.rulebook import catalogue  # noqa: PLC0415  (loads pydantic)
    from pipeline.tune.rulebook.listing import listing  # noqa: PLC0415

    every = catalogue.read(rule_packs(rules))
    found = catalogue.chosen(every, pack=pack, kind=kind, type_=type_, words=words)
    for line in listing(found, columns=columns()):
        click.echo(line)
    if not found:
        say(catalogue.nothing(every, pack=pack, kind=kind, type_=type_), label="note")
    elif sys.stdout.isatty():
        say("newsclaims rules show ID prints one", label="note")
