"""`newsclaims show`: records for people."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.screen import colour, columns, say
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.records import Record


@click.command(
    epilog="Example: newsclaims show run harbour_strike --why ev3",
    short_help="Read records on the terminal, or as a web page.",
)
@click.argument("records")
@click.argument("article", metavar="[ID]", required=False)
@click.option(
    "--why", metavar="ITEM", help="Explain an item (ev3, q2, t1, e4) or print a rule by its id."
)
@click.option(
    "--rules",
    multiple=True,
    metavar="PATH",
    help="Rule packs of your own that the run used, for --why; may be repeated.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write one self-contained web page; - is stdout.",
)
def show(
    *,
    records: str,
    article: str | None,
    why: str | None,
    rules: tuple[str, ...],
    html: Path | None,
) -> None:
    """Show RECORDS, a run folder or a file of records (- is stdin).

    With an ID, or where there is one record only: the article, its events by date, who says so,
    and the sentence that each rests on. Otherwise a table of the articles.
    """
    from pipeline.readers.records import read_record, read_records  # noqa: PLC0415  (loads pydantic)

    found = read_records(records) if article is None else iter([read_record(records, article)])
    if why is not None:
        _explain(found, why, rules)
    elif html is not None:
        _write_page(found, html)
    else:
        _print(found, one=article is not None)


def _columns() -> int:
    return shutil.get_terminal_size().columns


def _print(found: Iterator[Record], *, one: bool) -> None:
    """One record as a page, several as a table."""
    from pipeline.writers import terminal  # noqa: PLC0415  (loads pydantic)

    width = _columns()
    first = next(found, None)
    second = None if one else next(found, None)
    if first is None:
        say("no records", label="note")
    elif second is None:
        page = terminal.article_page(first, columns=width, colour=colour())
        click.echo(page, nl=False, color=colour())
    else:
        for line in terminal.table(
            _again(first, second, found), columns=width, colour=colour()
        ):
            click.echo(line, nl=False, color=colour())
        if sys.stdout.isatty():
            say("newsclaims show RECORDS ID shows an article", label="note")


def _again(first: Record, second: Record, rest: Iterator[Record]) -> Iterator[Record]:
    yield first
    yield second
    yield from rest


def _explain(found: Iterator[Record], item: str, rules: tuple[str, ...]) -> None:
    """Print why an item is there, or a rule (its id has a dot)."""
    from pipeline import explain  # noqa: PLC0415  (loads pydantic)
    from pipeline.cli.defaults import rule_packs  # noqa: PLC0415
    from pipeline.writers import reasons  # noqa: PLC0415

    rules = rule_packs(rules)
    if "." in item:
        rule = explain.rule_text(item, rules)
        if rule is None:
            raise SettingsError(
                f"no rule {item!r}", fix="name the pack with --rules if it is your own"
            )
        lines = reasons.rule_lines(rule, columns=columns())
    else:
        record = _only(found)
        why = explain.reasons(record, item)
        if not why:
            raise _no_item(record, item, explain.item_ids(record))
        texts = {one.rule: explain.rule_text(one.rule, rules) for one in why}
        lines = reasons.item_lines(record, item, columns=_columns())
        lines += reasons.changed_lines(record, texts.values())
        lines += reasons.reason_lines(why, texts, columns=columns())
    click.echo(reasons.page(lines, colour=colour()), nl=False, color=colour())


def _only(found: Iterator[Record]) -> Record:
    """The one record that is meant."""
    first = next(found, None)
    if first is None:
        raise SettingsError("no records", fix="check the file")
    if next(found, None) is not None:
        raise SettingsError(
            "--why an item of which article?",
            fix="name the article: newsclaims show RECORDS ID --why ITEM",
        )
    return first


def _no_item(record: Record, item: str, ids: list[str]) -> SettingsError:
    known = ", ".join(ids[:3])
    return SettingsError(
        f"no item {item!r}",
        where=record.article.id,
        fix=f"items are named like {known}" if ids else "it has none",
    )


def _write_page(found: Iterator[Record], path: Path) -> None:
    """Write one page with every record."""
    from pipeline.writers.page import page  # noqa: PLC0415  (loads pydantic)
    from pipeline.writers.words import counted  # noqa: PLC0415

    records = list(found)
    if not records:
        raise SettingsError("no records to write", fix="check the file of records")
    parts = page(records)
    if str(path) == "-":
        for part in parts:
            click.echo(part, nl=False)
        return
    try:
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(parts)
    except OSError as error:
        raise SettingsError(
            f"cannot be written: {error.strerror}", where=str(path), fix="choose another --html"
        ) from None
    say(f"{path}: {counted(len(records), 'article')}; open it in a browser")
