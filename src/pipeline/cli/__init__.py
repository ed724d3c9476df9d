"""The command line: one module per verb, imported when it is called for.

`newsclaims --help` and the help of each verb answer without loading spaCy or pydantic.
"""

from __future__ import annotations

import difflib
import io
import os
import sys
from importlib import import_module

import click

from pipeline import __version__
from pipeline.cli.screen import say
from pipeline.errors import ArticleError, NewsclaimsError, RecordError, RunError

VERBS = {
    "run": "Read articles and write their records.",
    "show": "Read records on the terminal, or as a web page.",
    "evaluate": "Score records against gold.",
    "verify": "Check a run folder: every byte, offset and reference.",
    "merge": "Join run folders into one.",
    "schema": "Print the JSON Schema of the record.",
}
_INTERRUPTED = 130


class Verbs(click.Group):
    """The verbs, each loaded from the module of its name; errors become exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which one uses them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A verb's command."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = getattr(import_module(f"pipeline.cli.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is meant, or an error that names the nearest."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], VERBS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Verbs: {', '.join(VERBS)}."
            ctx.fail(f"No such verb {args[0]!r}. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))

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
    cls=Verbs,
    subcommand_metavar="VERB ...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: newsclaims run articles/ --out run, then newsclaims show run",
)
@click.version_option(__version__, prog_name="newsclaims")
def main() -> None:
    """Who did what, when, and who says so: reviewable records from news articles."""
