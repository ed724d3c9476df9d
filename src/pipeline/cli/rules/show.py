"""`newsclaims rules show`: a rule as it stands in its pack."""

from __future__ import annotations

import shutil

import click

from pipeline.cli.rules.options import own_rules
from pipeline.cli.screen import colour, columns


@click.command(
    epilog="Example: newsclaims rules show cue.warn --run run/mine",
    short_help="Print a rule, and where it fired.",
)
@click.argument("rule", metavar="ID")
@own_rules
@click.option("--run", metavar="RUN", help="Say where the rule fired in a run folder.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="Places to show.",
)
def show(*, rule: str, rules: tuple[str, ...], run: str | None, limit: int) -> None:
    """Print the rule with this ID as it stands in its pack, with file and line numbers."""
    from pipeline import explain  # noqa: PLC0415
    from pipeline.cli.defaults import rule_packs  # noqa: PLC0415
    from pipeline.cli.rules import asked  # noqa: PLC0415
    from pipeline.tune.rulebook import catalogue, fired  # noqa: PLC0415  (loads pydantic)
    from pipeline.writers import reasons  # noqa: PLC0415

    own = rule_packs(rules)
    entries = catalogue.read(own)
    text = explain.rule_text(rule, [place for place in own if not place.startswith("-")])
    if text is None:
        asked.check_ids([rule], [entry.id for entry in entries])
        return
    lines = reasons.rule_lines(text, columns=columns())
    others = [entry for entry in entries if entry.id == rule and entry.pack != text.pack]
    lines += [
        [(f"  takes the place of the rule at {entry.pack}:{entry.line}", "warn")]
        for entry in others
    ]
    if f"-{rule}" in own:
        lines.append([("  switched off by the settings", "warn")])
    if run is not None:
        from pipeline.readers.records import read_records  # noqa: PLC0415

        wide = shutil.get_terminal_size().columns
        lines += fired.fired_lines(rule, read_records(run), columns=wide, limit=limit)
    click.echo(reasons.page(lines, colour=colour()), nl=False, color=colour())
