"""`newsclaims gold`: reviewed articles as a yardstick."""

from __future__ import annotations

import click

from pipeline.cli.verbs import Verbs

VERBS = {"add": "Make a reviewed article gold."}


@click.group(
    cls=Verbs,
    package="pipeline.cli.gold",
    verbs=VERBS,
    subcommand_metavar="VERB ...",
    epilog="Example: newsclaims gold add run harbour_strike --to gold",
    short_help="Make gold of what was reviewed.",
)
def gold() -> None:
    """Make gold of what was reviewed: articles with records that are right.

    `newsclaims evaluate` scores runs against them.
    """
