"""`newsclaims decisions`: the log of reviews, in and out."""

from __future__ import annotations

import click

from pipeline.cli.verbs import Verbs

VERBS = {
    "export": "Write a run's decisions as JSON Lines.",
    "import": "Take in decisions, or what reviewers did in another program.",
    "merge": "Take in the decisions of other runs.",
}


@click.group(
    cls=Verbs,
    package="pipeline.cli.decisions",
    verbs=VERBS,
    subcommand_metavar="VERB ...",
    epilog="Example: newsclaims decisions merge run colleague/run",
    short_help="Carry reviewers' decisions in and out.",
)
def decisions() -> None:
    """Carry what reviewers decided in and out of a run folder.

    Decisions are kept by content (the text, the kind of item, its place and type), so they hold
    for any run over the same articles.
    """
