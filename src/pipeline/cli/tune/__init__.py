"""`newsclaims tune`: what is learnt from verdicts; one module per verb."""

from __future__ import annotations

import click

from pipeline.cli.verbs import Verbs

VERBS = {
    "confidence": "Make confidences tell how often such events are right.",
}


@click.group(
    cls=Verbs,
    package="pipeline.cli.tune",
    verbs=VERBS,
    subcommand_metavar="VERB ...",
    short_help="Learn from what reviewers decided.",
    epilog="Example: newsclaims tune confidence run --out confidence.json",
)
def tune() -> None:
    """Learn from what reviewers decided of a run. For the rules themselves, see `rules`."""
