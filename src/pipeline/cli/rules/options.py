"""What the verbs on rules share: whose packs are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

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
