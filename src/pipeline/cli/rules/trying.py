"""What the verbs that try rules share: their options, and the workshop that these ask for."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.screen import Progress, say
from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.tune.difference.bench import Workshop
    from pipeline.tune.difference.compare import Trial

_PLACE = click.Path(path_type=Path)


def trying(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options `--on`, `--metadata`, `--all`, `--model`, `--cache`."""
    options = [
        click.option(
            "--on", metavar="CORPUS",
            help="Articles to try rules on: a folder, or a run folder, whose texts are taken. "
            "By default `[rules] corpus` of newsclaims.toml, else ./corpus.",
        ),
        click.option(
            "--metadata", type=_PLACE, metavar="FILE",
            help="Publication days, as for `run`; by default the corpus's own metadata.csv.",
        ),
        click.option(
            "--all", "everything", is_flag=True, help="Compare also what only `--all` writes."
        ),
        click.option("--model", metavar="NAME", help="Base model, as for `run`."),
        click.option(
            "--cache", metavar="DIR",
            help="Where parses are kept; by default in the user's cache folder.",
        ),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def corpus_place(on: str | None) -> str:
    """The corpus that is meant. Raises SettingsError."""
    from pipeline.settings import read_settings  # noqa: PLC0415  (loads pydantic)

    setting = read_settings().get(("rules", "corpus"))
    if on is not None or setting is not None:
        return on or str(setting.value if setting else "")
    if Path("corpus").is_dir():
        return "corpus"
    raise SettingsError(
        "no articles to try rules on",
        fix="name a folder of articles or a run with --on, or set `corpus` under [rules] in "
        "newsclaims.toml",
    )


@contextmanager
def workshop(
    ctx: click.Context, *, model: str | None, cache: str | None, everything: bool
) -> Iterator[Workshop]:
    """The base model with a cache; a setting stands in for an option that was left out."""
    from pipeline import speed  # noqa: PLC0415

    speed.prepare()  # before anything loads numpy
    from pipeline.settings import read_settings  # noqa: PLC0415
    from pipeline.tune.difference.bench import Workshop  # noqa: PLC0415  (loads spaCy)

    settings = read_settings()
    named = {key: settings.get(("run", key)) for key in ("model", "cache")}
    model = model or (named["model"].value if named["model"] else None)
    cache = cache or (named["cache"].value if named["cache"] else None)
    made = Workshop(model, cache, everything)
    try:
        yield made
    finally:
        made.close()


def tester(shop: Workshop, on: str | None, metadata: Path | None) -> Trial:
    """The corpus, read, parsed where it never was, and indexed by its words."""
    from pipeline.tune.difference.corpus import read_corpus  # noqa: PLC0415

    corpus = read_corpus(corpus_place(on), metadata)
    for note in corpus.notes:
        say(note, label="warning")
    progress = Progress(len(corpus.articles))

    def watch(done: int | None) -> None:
        if done is None:
            progress.clear()
        else:
            progress.show(done, 0)

    made = shop.tester(corpus, watch)
    made.prepare()
    return made
