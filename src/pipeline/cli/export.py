"""`newsclaims export`: the records in the formats of other programs."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.screen import say
from pipeline.errors import RecordError, SettingsError
from pipeline.writers.exports.formats import FORMATS, Format, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from pipeline.decisions.verdicts import Verdicts
    from pipeline.tokens import Tokenizer
    from pipeline.writers.exports.entry import Entry
    from pipeline.writers.exports.sink import Sink

_FORMATS = "\n".join(f"  {name:<14}{one.told}" for name, one in FORMATS.items())


@click.command(
    epilog=f"\b\nFormats:\n{_FORMATS}\n\n"
    "Example: newsclaims export run --to csv --status accepted --out events.csv",
    short_help="Write the records in the formats of other programs.",
)
@click.argument("records", metavar="RUN")
@click.option(
    "--to", "name", required=True, type=click.Choice(list(FORMATS)), metavar="FORMAT",
    help="One of those below.",
)  # fmt: skip
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="File, or folder for formats of many files; - or nothing is stdout.",
)
@click.option(
    "--status",
    type=click.Choice(["all", "accepted"]),
    default="all",
    show_default=True,
    help="Everything, or what reviewers accepted, as they edited it.",
)
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="TYPE",
    help="Only events of this type (ASSAULT, ...) or quotes of this kind (direct, indirect, "
    "mixed); may be repeated.",
)
@click.option(
    "--items",
    type=click.Choice(["events", "quotes"]),
    default="events",
    show_default=True,
    help="What the rows of jsonl, csv and parquet are.",
)
@click.option("--raw-cells", is_flag=True, help="csv: no apostrophe in front of formulas.")
@click.option("--excel", is_flag=True, help="csv: with the mark by which Excel knows UTF-8.")
@click.option(
    "--offsets",
    type=click.Choice(["codepoints", "utf16"]),
    default="codepoints",
    show_default=True,
    help="label-studio: what positions count; old versions want utf16.",
)
def export(  # noqa: PLR0913  (one for each option)
    *,
    records: str,
    name: str,
    out: Path | None,
    status: str,
    types: tuple[str, ...],
    items: str,
    raw_cells: bool,
    excel: bool,
    offsets: str,
) -> None:
    """Write the records of RUN, a run folder or a file of records (- is stdin), as FORMAT.

    With decisions in the run folder, corrections are applied and each item says in `review` or
    `verdict` what was decided of it.
    """
    from pipeline.writers.exports.entry import Options  # noqa: PLC0415  (loads pydantic)

    one = FORMATS[name]
    place = _place(one, out)
    options = Options(
        items="quotes" if items == "quotes" else "events",
        raw_cells=raw_cells,
        excel=excel,
        offsets="utf16" if offsets == "utf16" else "codepoints",
        tokenizer=_tokenizer() if one.tokens else None,
    )
    job = Export(records, one, accepted=status == "accepted", types=types)
    written = 0
    with place as sink:
        for piece in load(name)(job.entries(), options):
            sink.write(piece)
            written += piece.items
    job.tell(written, out)


class Export:
    """The records of a place, one at a time, with what becomes of them.

    Args:
        place: run folder or file of records.
        one: the format.
        accepted: only what reviewers kept.
        types: of events, and kinds of quotes; empty for all.
    """

    def __init__(
        self, place: str, one: Format, *, accepted: bool, types: tuple[str, ...]
    ) -> None:
        self._place, self._one, self._accepted, self._types = place, one, accepted, types
        self._verdicts = _verdicts(place, needed=accepted)
        self.articles = self.failed = 0
        self._seen: set[str] = set()

    def entries(self) -> Iterator[Entry]:
        """Each record, ready; one that is broken is named and left out."""
        from pipeline.readers.records import read_records  # noqa: PLC0415  (loads pydantic)
        from pipeline.writers.exports.entry import entry, type_of  # noqa: PLC0415

        for record in read_records(self._place):
            try:
                one, problems = entry(
                    record,
                    self._verdicts,
                    accepted=self._accepted,
                    rejected=self._one.tells_verdicts,
                    types=self._types,
                )
            except RecordError as error:
                self.failed += 1
                say(str(error), label="error")
                continue
            self.articles += 1
            self._seen.update(map(type_of, record.events), map(type_of, record.quotes))
            for problem in problems:
                say(f"{problem}; exported as extracted", label="warning")
            yield one

    def tell(self, written: int, out: Path | None) -> None:
        """Say on stderr what was written, and end with 1 if a record was left out."""
        from pipeline.writers.words import counted  # noqa: PLC0415

        place = f"{out}: " if out and str(out) != "-" else ""
        told, articles = counted(written, self._one.counts), counted(self.articles, "article")
        say(place + (articles if told == articles else f"{told} from {articles}"))
        for kind in self._types:
            if kind not in self._seen:
                near = difflib.get_close_matches(kind, sorted(self._seen), n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                say(f"no item of type {kind}{hint}", label="note")
        if not written and self._accepted:
            say("nothing was accepted yet; `newsclaims review RUN` is for that", label="note")
        if self.failed:
            sys.exit(1)


def _verdicts(place: str, *, needed: bool) -> Verdicts:
    """The decisions of a run folder; none for a file of records."""
    from pipeline.decisions.store import read_log  # noqa: PLC0415  (loads pydantic)
    from pipeline.decisions.verdicts import Verdicts  # noqa: PLC0415

    folder = Path(place)
    if folder.is_dir():
        return Verdicts(read_log(folder))
    if needed:
        raise SettingsError(
            "holds no decisions",
            where=place,
            fix="give the run folder itself; decisions are kept there",
        )
    return Verdicts([])


def _place(one: Format, out: Path | None) -> AbstractContextManager[Sink]:
    """Where the format goes. Raises SettingsError where that cannot be."""
    from pipeline.writers.exports import sink  # noqa: PLC0415

    to_stdout = out is None or str(out) == "-"
    if not one.ending:
        if to_stdout:
            raise SettingsError("this format is a folder", fix="name one with --out")
        return sink.folder(Path(str(out)))
    if not to_stdout:
        return sink.file(Path(str(out)))
    if one.binary and sys.stdout.isatty():
        raise SettingsError(
            "this format is no text for a terminal", fix=f"--out FILE.{one.ending}"
        )
    return sink.stdout()


def _tokenizer() -> Tokenizer:
    from pipeline.docbin import BaseTokenizer  # noqa: PLC0415  (loads spaCy)

    return BaseTokenizer()
