"""What the verbs on rules share: whose packs are meant, and how wide the screen is."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.screen import wants_colour

if TYPE_CHECKING:
    from collections.abc import Callable


def own_rules(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--rules PATH`."""
    return click.option(
        "--rules",
        multiple=True,
        metavar="PATH",
        help="Rule packs of your own: a .yaml file or a folder of them; may be repeated.",
    )(command)


def columns() -> int | None:
    """Where lines are cut or broken: on a terminal only, so that output can be searched."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def colour() -> bool:
    """Whether styles are shown."""
    return wants_colour() is not False and sys.stdout.isatty()
