"""`newsclaims rules try`: rules on a sentence, and edits as they are saved."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.rules.options import own_rules
from pipeline.cli.rules.trying import tester, trying, workshop
from pipeline.cli.screen import colour, columns, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.article import Article
    from pipeline.rerun import Rooms
    from pipeline.tune.difference.bench import Workshop
    from pipeline.tune.difference.compare import Comparison, Trial
    from pipeline.tune.difference.sides import Side
    from pipeline.writers.ink import Line

_SENTENCE = "sentence"


@click.command(
    "try",
    epilog="Example: newsclaims rules try 'Pilots worked to rule on Monday.' --watch",
    short_help="Rules on a sentence; or watch packs, and see what each edit changes.",
)
@click.argument("sentence", required=False)
@own_rules
@click.option(
    "--published", metavar="DATE", default="2024-03-07", show_default=True,
    help="Publication day of the sentence.",
)  # fmt: skip
@click.option("--watch", is_flag=True, help="Go on: show what each edit of a pack changes.")
@trying
@click.pass_context
def try_(ctx: click.Context, /, *, sentence: str | None, watch: bool, **given: Any) -> None:  # noqa: ANN401  (click's)
    """Show what is found in SENTENCE, and by which rules.

    With --watch, packs are looked at while you edit them: each time one is saved, what differs
    from the last state appears, over the SENTENCE, the CORPUS, or both. A pack with faults is
    told of, and the last sound state stays. Ctrl-C ends it.
    """
    if sentence is None and not watch:
        raise click.UsageError("give a sentence, or --watch")
    with workshop(
        ctx, model=given["model"], cache=given["cache"], everything=given["everything"]
    ) as shop:
        side, places = _own(given["rules"])
        rooms = shop.rooms(side)
        article = _article(sentence, given["published"]) if sentence else None
        if article is not None:
            _show_sentence(shop, rooms, article)
        if watch:
            made = _tester(shop, article, given["on"], given["metadata"])
            _watch(shop, made, side, places, rooms)


def _own(given: tuple[str, ...]) -> tuple[Side, Sequence[str | Path]]:
    """The user's packs, and the files to watch: the built-in ones where there are no others."""
    from pipeline.cli.defaults import rule_packs  # noqa: PLC0415  (loads pydantic)
    from pipeline.rules.load import BUILT_IN  # noqa: PLC0415
    from pipeline.tune.difference.sides import BUILT_IN_NAME, Side  # noqa: PLC0415

    own = rule_packs(given)
    files = [one for one in own if not one.startswith("-")]
    return Side(" ".join(own) or BUILT_IN_NAME, own), files or [BUILT_IN]


def _article(sentence: str, published: str) -> Article:
    from pipeline.article import Article, iso_day  # noqa: PLC0415

    day = iso_day(published, where="--published")
    return Article(_SENTENCE, sentence, published=day, published_from="given")


def _show_sentence(shop: Workshop, rooms: Rooms, article: Article) -> None:
    from pipeline.tune.rulebook import items  # noqa: PLC0415

    where = {one: str(at) for packs in rooms.packs.values() for one, at in packs.where.items()}
    _print(items.lines(shop.record(article, rooms), where, columns=columns() or 100))


def _tester(
    shop: Workshop, article: Article | None, on: str | None, metadata: Path | None
) -> Trial:
    """Over the corpus, the sentence, or both."""
    from pipeline.tune.difference.corpus import Corpus  # noqa: PLC0415

    if article is None:
        return tester(shop, on, metadata)
    if on is None:
        return shop.tester(Corpus(_SENTENCE, {article.id: article}), lambda _: None)
    made = tester(shop, on, metadata)
    both = {**made.corpus.articles, article.id: article}
    return shop.tester(replace(made.corpus, articles=both), lambda _: None)


def _watch(
    shop: Workshop, made: Trial, side: Side, places: Sequence[str | Path], rooms: Rooms
) -> None:
    """Compare each saved state with the last sound one, until Ctrl-C."""
    from pipeline.errors import PackError  # noqa: PLC0415
    from pipeline.tune.difference.watch import EVERY, edits, look  # noqa: PLC0415
    from pipeline.writers.words import counted  # noqa: PLC0415

    seen = look(places)
    made.prepare()
    number = counted(len(made.corpus.articles), "article")
    say(f"watching {side.name} over {number}; Ctrl-C ends it", label="note")

    def wait() -> bool:
        time.sleep(EVERY)
        return True

    last = rooms
    for _ in edits(places, wait, seen=seen):
        began = time.monotonic()
        try:
            now = shop.rooms(side)
        except PackError as error:
            say(str(error), label="error")
            say("the last sound state stays; go on editing", label="note")
            continue
        told = made.compare(last, now)
        _show(told, side.name, time.monotonic() - began)
        last = now


def _show(told: Comparison, name: str, seconds: float) -> None:
    from pipeline.tune.difference import telling  # noqa: PLC0415

    names = (f"{name}, before", f"now ({seconds:.1f} s)")
    _print([*telling.lines(told, names, columns=columns(), limit=10), []])


def _print(lines: list[Line]) -> None:
    from pipeline.writers.reasons import page  # noqa: PLC0415

    click.echo(page(lines, colour=colour()), nl=False, color=colour())
