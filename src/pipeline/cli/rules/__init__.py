"""`newsclaims rules`: read, check, test and change the rules; one module per verb."""

from __future__ import annotations

import click

from pipeline.cli.verbs import Verbs

VERBS = {
    "list": "List rules by pack, type or words.",
    "show": "Print a rule, and where it fired.",
    "check": "Find everything that is wrong with packs.",
    "test": "Try the examples and counterexamples of rules.",
    "explain": "Why something was found, or was not.",
    "try": "Rules on a sentence; or watch packs, and see what each edit changes.",
    "diff": "What a change of rules gains, loses and changes.",
    "stats": "How each rule does in a run: how often it fires, and how often rightly.",
    "new": "Write a rule from a marked sentence, or from a review decision.",
    "copy": "Copy a built-in pack out, to change it.",
}


@click.group(
    cls=Verbs,
    package="pipeline.cli.rules",
    verbs=VERBS,
    subcommand_metavar="VERB ...",
    short_help="Read, check, test and change the rules.",
    epilog="Example: newsclaims rules list warn",
)
def rules() -> None:
    """Everything that knows English news is in rules; these verbs are for working on them.

    Your own packs come from --rules, or from `[rules] packs` in newsclaims.toml.
    """
