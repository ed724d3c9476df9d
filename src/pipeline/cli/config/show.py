"""`newsclaims config show`: which settings hold here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command(
    epilog="Example: newsclaims config show --origin",
    short_help="Say which settings hold, and where each is set.",
)
@click.option("--origin", is_flag=True, help="Say which line or variable set each.")
def show(*, origin: bool) -> None:
    """Print the settings as they hold in this folder, as the text of a newsclaims.toml.

    What nobody sets is commented out, with its default.
    """
    from pipeline.settings import KEYS, read_settings  # noqa: PLC0415

    settings = read_settings()
    defaults = _defaults()
    for section, keys in KEYS.items():
        click.echo(f"[{section}]")
        for key in keys:
            setting = settings.get((section, key))
            if setting is not None:
                line = f"{key} = {_toml(setting.value)}"
            elif section == "rules":
                line = f"# {key} = []"
            else:
                line = f"# {key}{_default(defaults.get(key))}"
            where = setting.origin if setting else "default"
            click.echo(f"{line:<40}  # {where}" if origin else line)


def _defaults() -> dict[str, Any]:
    """By key, what `run` takes where nobody says."""
    from pipeline.cli.defaults import default_of, key_of, options  # noqa: PLC0415
    from pipeline.cli.run import run  # noqa: PLC0415

    return {key_of(one): default_of(one) for one in options(run)}


def _default(value: object) -> str:
    return f" = {_toml(value)}" if value not in (None, "") else ""


def _toml(value: object) -> str:
    """A value as TOML has it; of the kinds that settings have, JSON is the same."""
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> object:
    return [*_items(value)] if isinstance(value, tuple) else value


def _items(value: tuple[object, ...]) -> Iterator[object]:
    yield from value
