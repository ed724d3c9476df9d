"""`newsclaims run`: articles in, records out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cache import SIZE


@click.command(
    epilog="Example: newsclaims run articles/ --metadata dates.csv --out run --jobs 2",
    short_help="Read articles and write their records.",
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--metadata",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="CSV or JSONL with id and any of published, title, source, url.",
)
@click.option(
    "--published", metavar="DATE", help="Day (YYYY-MM-DD) for articles that state none."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder for records.jsonl, failed.jsonl, run.json; without it, records go to stdout.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Worker processes."
)
@click.option(
    "--rules",
    multiple=True,
    metavar="PATH",
    help="Rule packs of your own: a .yaml file or a folder of them; may be repeated.",
)
@click.option("--model", metavar="NAME", help="Another spaCy model: package or folder.")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also write sayings, states, untyped happenings and vague times.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    metavar="S",
    help="Seconds for one article.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(min=1),
    metavar="MB",
    help="Address space of one worker process; 1000 is enough for articles.",
)
@click.option(
    "--max-chars",
    type=click.IntRange(min=1),
    metavar="N",
    help="Longest article, in characters.",
)
@click.option(
    "--cache",
    type=click.Path(),
    metavar="DIR",
    help="Keep parses and results there: a later run does only what changed rules change.",
)
@click.option(
    "--cache-size",
    type=click.IntRange(min=1),
    default=SIZE,
    show_default=True,
    metavar="MB",
    help="Room for that; what was used least recently goes first.",
)
@click.option(
    "--confidence",
    type=click.Path(),
    metavar="FILE",
    help="Confidence as `newsclaims tune confidence` learnt it from verdicts.",
)
@click.option(
    "--shard",
    metavar="I/N",
    help="Only the I-th of N shares of the articles; join their folders with `merge`.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Processes of this machine, or a Dask cluster.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Of a Dask cluster (tcp://host:8786); without it, --jobs workers start here.",
)
@click.option("--fresh", is_flag=True, help="Start anew; overwrite the records in --out.")
@click.option(
    "--text-key",
    default="text",
    metavar="KEY",
    help="Field of a JSONL line that holds the text.",
)
@click.pass_context
def run(ctx: click.Context, /, **given: Any) -> None:  # noqa: ANN401  (click's options)
    """Read articles and write one JSON record for each.

    INPUT is a file, a folder, a glob, @LIST (a file of paths) or - (stdin); .txt and .html hold
    one article, .jsonl one on each line with id, text and any of published, title, source, url;
    .warc and .warc.gz one in each HTML response.

    The same command goes on where an earlier one stopped, and does nothing twice.

    Options that are left out come from NEWSCLAIMS_* variables or newsclaims.toml, if they are
    set there: `newsclaims config show` says.
    """
    from pipeline.cli import job  # noqa: PLC0415  (loads pydantic)
    from pipeline.cli.defaults import settled  # noqa: PLC0415

    ctx.exit(job.carry_out(job.request(**settled(ctx, given)), load=ctx.obj))
