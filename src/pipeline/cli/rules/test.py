"""`newsclaims rules test`: whether rules keep the sentences that they carry."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from pipeline.cli.rules.options import own_rules
from pipeline.cli.screen import colour

if TYPE_CHECKING:
    from pipeline.tune.rulebook.trial import Tried


@click.command(
    epilog="Example: newsclaims rules test rules/harbour.yaml",
    short_help="Try the examples and counterexamples of rules.",
)
@click.argument("what", nargs=-1, metavar="[PACK|ID...]")
@own_rules
@click.option(
    "--all", "everything", is_flag=True, help="The built-in rules too, with your packs."
)
@click.option("--todo", is_flag=True, help="Show the known gaps that are still open.")
@click.pass_context
def test(
    ctx: click.Context,
    *,
    what: tuple[str, ...],
    rules: tuple[str, ...],
    everything: bool,
    todo: bool,
) -> None:
    """Try every example and counterexample of PACKs or of the rules with these IDs.

    Without either, those of your packs (--rules, newsclaims.toml); where there are none, the
    built-in ones. A sentence under `todo:` is a known gap and never fails; if it is found now,
    that is told. The exit status is 1 if an example is not found as marked or a counterexample
    is.
    """
    from pipeline.cli.defaults import rule_packs  # noqa: PLC0415
    from pipeline.cli.rules import asked  # noqa: PLC0415
    from pipeline.cli.screen import say  # noqa: PLC0415
    from pipeline.tune.rulebook import outcomes, trial  # noqa: PLC0415  (loads spaCy)
    from pipeline.writers.reasons import page  # noqa: PLC0415

    ids, packs = asked.ids(what)
    own, built_in = asked.split(packs)
    own = tuple(dict.fromkeys((*rule_packs(rules), *own)))
    every = trial.rules_to_try(own)
    chosen = every if everything else _chosen(every, ids, packs, built_in)
    if not chosen:
        say("these packs have no rules", label="note")
    done = []
    for result in trial.results(chosen, asked.extractor(own, ctx.obj)):
        done.append(result)
        if result.state in {"failed", "mended"} or (todo and result.state == "todo"):
            lines = outcomes.result_lines(result, columns=shutil.get_terminal_size().columns)
            click.echo(page(lines, colour=colour()), nl=False, color=colour())
    say(outcomes.summary(done))
    ctx.exit(1 if any(one.state == "failed" for one in done) else 0)


def _chosen(
    every: list[Tried], ids: tuple[str, ...], packs: tuple[str, ...], built_in: tuple[str, ...]
) -> list[Tried]:
    """The rules that are meant: by id, by pack, else the user's own, else all."""
    from pipeline.cli.rules import asked  # noqa: PLC0415

    if not ids and not packs:
        return [one for one in every if one.own] or every
    files = asked.labels(packs, built_in)
    asked.check_ids(ids, [one.rule.id for one in every])
    return [one for one in every if one.rule.id in ids or one.file in files]
