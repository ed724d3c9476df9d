"""`newsclaims decisions import`: what reviewers decided elsewhere."""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.decisions.taken import tell
from pipeline.cli.review import user_name
from pipeline.cli.screen import say

if TYPE_CHECKING:
    from pipeline.decisions.taking import Taking

_PROGRAMS = {"label-studio": "labelstudio", "brat": "brat", "doccano": "doccano"}
_SHOWN = 20  # problems in full; the rest are counted


@click.command(
    "import",
    epilog="Example: newsclaims decisions import run --from brat annotated/ --reviewer ann",
    short_help="Take in decisions, or what reviewers did in another program.",
)
@click.argument("run", type=click.Path(path_type=Path, file_okay=False))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    type=click.Choice(["decisions", *_PROGRAMS, "csv"]),
    default="decisions",
    show_default=True,
    help="What FILE is.",
)
@click.option(
    "--reviewer",
    metavar="NAME",
    help="Whose work it is, where the file does not say.  [default: your user name]",
)
@click.option(
    "--changes-only",
    is_flag=True,
    help="What was left as it was says nothing; else it counts as accepted.",
)
def import_(
    *, run: Path, file: Path, source: str, reviewer: str | None, changes_only: bool
) -> None:
    """Take what is in FILE into the log of the folder RUN.

    FILE holds decisions, as `decisions export` writes them, or an export that was worked on: a
    JSON export of Label Studio, a brat folder, doccano's JSON Lines, or a CSV. There, what is
    gone is rejected, what is changed is edited, what is new is added, and what is as it was is
    accepted. In a CSV only what was written into a row counts.
    """
    from pipeline.decisions.exchange import take_in  # noqa: PLC0415  (loads pydantic)
    from pipeline.readers.records import records_file  # noqa: PLC0415

    records_file(str(run))
    if source == "decisions":
        tell(run, file, take_in(run, file))
    else:
        _take(run, file, source, reviewer or user_name(), changes_only=changes_only)


def _take(run: Path, file: Path, source: str, reviewer: str, *, changes_only: bool) -> None:
    """Read what another program returned; say what came of it."""
    from pipeline.decisions.store import open_store, read_log  # noqa: PLC0415
    from pipeline.decisions.taking import Taking  # noqa: PLC0415
    from pipeline.decisions.verdicts import Verdicts  # noqa: PLC0415
    from pipeline.readers.returned.sheet import take_sheet  # noqa: PLC0415
    from pipeline.readers.returned.taken import take_answers  # noqa: PLC0415

    taking = Taking(Verdicts(read_log(run)), reviewer)
    if source == "csv":
        read, unmatched = take_sheet(str(run), file, taking)
        told = f"{read:,} rows"
    else:
        answers = import_module(f"pipeline.readers.returned.{_PROGRAMS[source]}").answers(file)
        report = take_answers(str(run), answers, taking, changes_only=changes_only)
        unmatched, told = report.unmatched, f"{report.answers:,} articles"
    for problem in taking.problems[:_SHOWN]:
        say(problem, label="warning")
    if len(taking.problems) > _SHOWN:
        say(f"and {len(taking.problems) - _SHOWN:,} more like these", label="warning")
    with open_store(run) as store:
        taking.write(store)
    say(f"{file}: {told}; {_summary(taking)}")
    if unmatched:
        say(f"{unmatched:,} of them match nothing in {run}", label="warning")
    sys.exit(1 if taking.problems else 0)


def _summary(taking: Taking) -> str:
    """How many decisions of which kind."""
    counts: Counter[str] = Counter(decision.action for decision, _ in taking.made)
    words = {"accept": "accepted", "reject": "rejected", "edit": "edited", "add": "added",
             "skip": "skipped"}  # fmt: skip
    told = [f"{counts[action]:,} {word}" for action, word in words.items() if counts[action]]
    known = [f"{taking.known:,} known already"] if taking.known else []
    return ", ".join([*told, *known]) or "nothing new"
