"""`newsclaims rules stats`: how each rule does in a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.screen import colour, columns

if TYPE_CHECKING:
    from pipeline.tune.verdicts.stats import RuleStats, Stats


@click.command(
    epilog="Example: newsclaims rules stats run cue.say cue.warn --examples 3",
    short_help="How each rule does in a run: how often it fires, and how often rightly.",
)
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("rules", nargs=-1, metavar="[RULE...]")
@click.option(
    "--gold",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Gold records, which judge what no reviewer did.",
)
@click.option(
    "--examples",
    type=click.IntRange(0, 5),
    default=1,
    show_default=True,
    metavar="N",
    help="Shown of each sort (rejected, edited, wrong, accepted, right, open).",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="Rules shown; 0 for all.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each rule.")
def stats(  # noqa: PLR0913  (one for each option)
    *,
    run: Path,
    rules: tuple[str, ...],
    gold: Path | None,
    examples: int,
    limit: int,
    as_json: bool,
) -> None:
    """Count what each rule did in RUN, the surely worst first, or only the RULEs named.

    `articles` is the share in which it fired; an item overlaps if it shares words with an item
    of another rule, and conflicts if the two say different things. What reviewers accepted is
    right; precision is of the items that were judged, with Wilson's 95 % interval.
    """
    from pipeline.tune.verdicts import statlines  # noqa: PLC0415  (loads pydantic)
    from pipeline.writers.reasons import page  # noqa: PLC0415

    counts = _counted(run, gold)
    found = counts.rules(rules)
    if as_json:
        for one in found:
            click.echo(json.dumps(_told(one, counts.articles), ensure_ascii=False))
        return
    lines = statlines.lines(
        found, counts=counts, columns=columns(), limit=limit, examples=examples
    )
    click.echo(page(lines, colour=colour()), nl=False, color=colour())


def _counted(run: Path, gold: Path | None) -> Stats:
    """All records of a run, counted."""
    from pipeline.tune.verdicts.judging import judged_records  # noqa: PLC0415
    from pipeline.tune.verdicts.stats import Stats  # noqa: PLC0415

    counts = Stats()
    for record, known in judged_records(run, gold):
        counts.add(record, known)
    return counts


def _told(one: RuleStats, articles: int) -> dict[str, object]:
    low, high = one.interval
    return {
        "rule": one.rule,
        "layer": one.layer,
        "fired": one.fired,
        "articles": len(one.articles),
        "share": round(len(one.articles) / max(articles, 1), 4),
        "overlaps": one.overlaps,
        "conflicts": one.conflicts,
        **{sort: one.counts[sort] for sort in ("accepted", "edited", "rejected", "right")},
        "wrong": one.counts["wrong"],
        "precision": one.precision,
        "interval": [round(low, 4), round(high, 4)] if one.judged else None,
    }
