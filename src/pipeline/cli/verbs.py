"""A command of verbs, each in the module of its name, imported when it is called for."""

from __future__ import annotations

import difflib
import keyword
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class Verbs(click.Group):
    """Verbs in the order in which one uses them.

    Args:
        package: where the module of each verb is; its command has the verb's name too, so that
            `rules diff` is `pipeline.cli.rules.diff.diff`; a word of Python's has an underscore
            there, so that `decisions import` is `pipeline.cli.decisions.import_.import_`.
        verbs: with a line of help for each; help imports none of them.
    """

    def __init__(self, *args: Any, package: str, verbs: Mapping[str, str], **more: Any) -> None:  # noqa: ANN401  (click's)
        super().__init__(*args, **more)
        self._package, self._verbs = package, verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in their order."""
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A verb's command."""
        if cmd_name not in self._verbs:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = import_module(f"{self._package}.{name}")
        command: click.Command = getattr(module, name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is meant, or an error that names the nearest."""
        if args and args[0] not in self._verbs and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self._verbs, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Verbs: {', '.join(self._verbs)}."
            ctx.fail(f"No such verb {args[0]!r}. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(self._verbs.items()))
