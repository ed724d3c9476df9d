"""`newsclaims config`: which settings hold."""

from __future__ import annotations

import click

from pipeline.cli.verbs import Verbs

VERBS = {
    "show": "Say which settings hold, and where each is set.",
}


@click.group(
    cls=Verbs,
    package="pipeline.cli.config",
    verbs=VERBS,
    subcommand_metavar="VERB ...",
    short_help="Say which settings hold, and where each is set.",
    epilog="Example: newsclaims config show --origin",
)
def config() -> None:
    """Settings: the flags of `run`, NEWSCLAIMS_* variables, and newsclaims.toml.

    A flag goes before a variable, a variable before the file, the file before the default. The
    file is that of the working folder or of the nearest one above it.
    """
