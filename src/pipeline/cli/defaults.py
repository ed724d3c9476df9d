"""Options that the user left out, from newsclaims.toml and the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from pipeline.errors import SettingsError
from pipeline.settings import own_packs, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.settings import Setting


def settled(ctx: click.Context, given: dict[str, Any]) -> dict[str, Any]:
    """The options of a command, where settings may stand in for those that were left out.

    Raises:
        SettingsError: if a setting cannot be used; it says which line sets it.
    """
    settings = read_settings()
    out = dict(given)
    for option in options(ctx.command):
        if _is_given(ctx, option):
            continue
        if option.name == "rules":
            out["rules"] = own_packs(settings)
        elif ("run", key_of(option)) in settings:
            out[str(option.name)] = _value(ctx, option, settings["run", key_of(option)])
    return out


def rule_packs(given: tuple[str, ...]) -> tuple[str, ...]:
    """The user's packs: of --rules, else of the settings. Raises SettingsError."""
    return given or own_packs(read_settings())


def options(command: click.Command) -> Iterator[click.Option]:
    """A command's options."""
    return (one for one in command.params if isinstance(one, click.Option))


def key_of(option: click.Option) -> str:
    """An option's key in newsclaims.toml: its flag without dashes."""
    return option.opts[0].removeprefix("--")


def default_of(option: click.Option) -> Any:  # noqa: ANN401  (of any kind)
    """What an option is where nobody sets it; None for nothing."""
    value = option.get_default(click.Context(click.Command("none")))
    return value if isinstance(value, bool | int | float | str) else None


def _is_given(ctx: click.Context, option: click.Option) -> bool:
    return ctx.get_parameter_source(str(option.name)) is ParameterSource.COMMANDLINE


def _value(ctx: click.Context, option: click.Option, setting: Setting) -> Any:  # noqa: ANN401
    """A setting as its flag would give it: of the flag's type, within its limits."""
    try:
        return option.type_cast_value(ctx, setting.value)
    except click.BadParameter as error:
        fix = f"give what --{setting.key} takes; see newsclaims {ctx.command.name} --help"
        what = f"{setting.key}: {error.message}"
        raise SettingsError(what, where=setting.origin, fix=fix) from None
