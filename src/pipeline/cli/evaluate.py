"""`newsclaims evaluate`: score records against gold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.evaluate.gate import Gate
    from pipeline.evaluate.score import Evaluation

_EXISTING = click.Path(path_type=Path)


@click.command(
    epilog="""Example: newsclaims evaluate corpus run/ --per-article --errors 5""",
    short_help="Score records against gold.",
)
@click.argument("gold", type=_EXISTING)
@click.argument("records", type=_EXISTING)
@click.option("--per-article", is_flag=True, help="Also score every article by itself.")
@click.option(
    "--errors",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Also list the first N errors of each layer: article, layer, words, what is wrong.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object, rates from 0 to 1."
)
@click.option(
    "--gate",
    type=_EXISTING,
    metavar="FILE",
    help="TOML or JSON of floors (record_f1 = 0.40); exit 1 where one is missed.",
)
@click.option(
    "--raise",
    "raising",
    is_flag=True,
    help="Raise the floors of --gate to what is reached; without that file, write it.",
)
def evaluate(  # noqa: PLR0913  (one for each option)
    *,
    gold: Path,
    records: Path,
    per_article: bool,
    errors: int,
    as_json: bool,
    gate: Path | None,
    raising: bool,
) -> None:
    """Score RECORDS against GOLD, by layer and as whole records.

    GOLD is a folder of ID.gold.json. RECORDS is a run folder, a records.jsonl, or - for stdin.
    A gold article without a record counts as an empty record.
    """
    # Imported here, so that `--help` is quick.
    from pipeline.evaluate import gate as gates  # noqa: PLC0415
    from pipeline.evaluate import measures, report, score, sources  # noqa: PLC0415

    if raising and gate is None:
        raise click.UsageError("--raise needs --gate FILE")
    is_new = raising and gate is not None and not gate.exists()
    floors = gates.read_gate(gate) if gate is not None and not is_new else None
    golds = sources.read_gold(gold)
    if floors is not None:
        gates.check_corpus(floors, gold)
    result = score.evaluate(golds, sources.read_records(records))
    _warn(result)
    if as_json:
        _print_json(report.as_json(result, per_article=per_article, errors=errors))
    else:
        click.echo(report.text(result, per_article=per_article, errors=errors), nl=False)
    numbers = measures.values(result.total)
    missed = gates.missed_floors(floors, numbers) if floors else []
    for told in missed:
        click.echo(f"{gate}: {told}", err=True)
    if missed:
        sys.exit(1)
    if raising and gate is not None:
        _raise(gate, floors, numbers, gold)


def _raise(
    gate: Path, floors: Gate | None, numbers: dict[str, float | None], gold: Path
) -> None:
    """Write a gate, or raise its floors; say which."""
    from pipeline.cli.screen import say  # noqa: PLC0415
    from pipeline.evaluate import raising  # noqa: PLC0415

    if floors is None:
        say(f"{gate}: {raising.write_new(gate, numbers, gold)} floors written")
        return
    higher = raising.raised(floors, numbers)
    raising.write_raised(gate, higher)
    for name, number in higher.items():
        say(f"{gate}: {name} raised from {floors.floors[name]:g} to {number:g}")
    if not higher:
        say(f"{gate}: no floor can be raised", label="note")


def _print_json(told: dict[str, object]) -> None:
    click.echo(json.dumps(told, ensure_ascii=False))


def _warn(result: Evaluation) -> None:
    """Say on stderr what does not count as it may seem to."""
    for name in result.missing:
        click.echo(f"{name}: no record; scored as an empty one", err=True)
    if result.unmatched:
        click.echo(f"{len(result.unmatched)} records without gold are left out", err=True)
    for name, faults in result.broken.items():
        click.echo(f"{name}: {faults[0]} ({len(faults)} breaks of the contract)", err=True)
