"""`newsclaims tune confidence`: confidences that tell how often such events are right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.screen import colour, say
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from pipeline.tune.verdicts.calibrate import Method, Tuned, Verdict


@click.command(
    epilog="Example: newsclaims tune confidence run --out confidence.json, then "
    "newsclaims run articles/ --confidence confidence.json --out run2",
    short_help="Make confidences tell how often such events are right.",
)
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--gold",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Gold records, which judge what no reviewer did.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("confidence.json"),
    show_default=True,
    metavar="FILE",
    help="File to write, for `run --confidence`.",
)
@click.option(
    "--method",
    type=click.Choice(["auto", "isotonic", "logistic"]),
    default="auto",
    show_default=True,
    help="auto takes the one that does best on articles it was not fitted on.",
)
@click.pass_context
def confidence(
    ctx: click.Context, /, *, run: Path, gold: Path | None, out: Path, method: str
) -> None:
    """Learn from the verdicts on RUN's events how sure such events are.

    An accepted event is right; an edited or rejected one is not. Where too few were judged,
    nothing is written, and the shipped table stays. The table below shows both confidences
    beside the share that was right, on articles that the model was not fitted on.
    """
    from pipeline.tune.verdicts import calibrate, calibration_lines  # noqa: PLC0415  (loads pydantic)
    from pipeline.writers.reasons import page  # noqa: PLC0415

    verdicts = _verdicts(run, gold)
    if len(verdicts) < calibrate.LEAST:
        say(
            f"{len(verdicts)} events were judged, {calibrate.LEAST} are needed; the shipped "
            "table stays\n  fix: review more of the run, or give --gold",
            label="note",
        )
        ctx.exit(1)
    named: Method | None = None if method == "auto" else method  # type: ignore[assignment]  # click's choice
    found = calibrate.tuned(verdicts, named)
    lines = calibration_lines.lines(found, len(verdicts))
    click.echo(page(lines, colour=colour()), nl=False, color=colour())
    if named is None and not found.helps:
        say(
            "on articles that it was not fitted on, neither method has less log loss than the "
            "shipped table, which stays\n  fix: review more of the run, or name a --method",
            label="note",
        )
        ctx.exit(1)
    _write(found, verdicts, out)


def _verdicts(run: Path, gold: Path | None) -> list[Verdict]:
    """The typed events of a run that somebody judged."""
    from pipeline.tune.verdicts.calibrate import Verdict  # noqa: PLC0415
    from pipeline.tune.verdicts.judging import judged_records  # noqa: PLC0415

    out = []
    for record, known in judged_records(run, gold):
        if "confidence" in record.provenance.packs:
            raise SettingsError(
                "this run's confidences are tuned already",
                where=str(run),
                fix="run without --confidence, and tune on that: decisions hold for it too",
            )
        out += [
            Verdict(event, record.article.id, known.right[event.id])
            for event in record.events
            if event.type is not None and event.id in known.right
        ]
    return out


def _write(found: Tuned, verdicts: list[Verdict], out: Path) -> None:
    from pipeline.tune.verdicts.calibration_lines import as_json  # noqa: PLC0415

    text = json.dumps(as_json(found, verdicts), indent=1, ensure_ascii=False) + "\n"
    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SettingsError(
            f"cannot be written: {error.strerror}", where=str(out), fix="choose another --out"
        ) from None
    say(f"{out}: use it with `newsclaims run --confidence {out}`")
