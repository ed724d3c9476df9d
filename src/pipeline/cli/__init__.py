"""The command line: one module per verb, imported when it is called for.

`newsclaims --help` and the help of each verb answer without loading spaCy or pydantic.
"""

from __future__ import annotations

import io
import os
import sys

import click

from pipeline import __version__
from pipeline.cli.screen import say
from pipeline.cli.verbs import Verbs
from pipeline.errors import ArticleError, NewsclaimsError, RecordError, RunError

VERBS = {
    "run": "Read articles and write their records.",
    "show": "Read records on the terminal, or as a web page.",
    "review": "Judge and correct records in the browser.",
    "evaluate": "Score records against gold.",
    "rules": "Read, check, test and change the rules.",
    "export": "Write the records in the formats of other programs.",
    "decisions": "Carry reviewers' decisions in and out.",
    "tune": "Learn from what reviewers decided.",
    "gold": "Make gold of what was reviewed.",
    "verify": "Check a run folder: every byte, offset and reference.",
    "merge": "Join run folders into one.",
    "config": "Say which settings hold, and where each is set.",
    "schema": "Print the JSON Schema of the record.",
}
_INTERRUPTED = 130


class Main(Verbs):
    """All verbs; errors become exit codes."""

    def invoke(self, ctx: click.Context) -> object:
        """Do what was asked; say what went wrong and turn it into an exit code."""
        for stream in (sys.stdout, sys.stderr):
            # A terminal of another encoding gets what it can show, not a traceback.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except NewsclaimsError as error:
            say(str(error), label="error")
            raise click.exceptions.Exit(exit_code(error)) from None
        except KeyboardInterrupt:
            raise click.exceptions.Exit(_INTERRUPTED) from None
        except BrokenPipeError:
            # Whoever read us has enough (`| head`). Nothing more is written, at exit neither.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None


def exit_code(error: NewsclaimsError) -> int:
    """1 for an article's or a record's error, 3 for a run folder's, 2 for all misuse."""
    if isinstance(error, RunError):
        return 3
    return 1 if isinstance(error, ArticleError | RecordError) else 2


@click.group(
    cls=Main,
    package="pipeline.cli",
    verbs=VERBS,
    subcommand_metavar="VERB ...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: newsclaims run articles/ --out run, then newsclaims show run",
)
@click.version_option(__version__, prog_name="newsclaims")
def main() -> None:
    """Who did what, when, and who says so: reviewable records from news articles."""
