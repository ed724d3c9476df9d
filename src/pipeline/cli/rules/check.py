"""`newsclaims rules check`: everything that is wrong with packs, at once."""

from __future__ import annotations

import click

from pipeline.cli.rules.options import own_rules


@click.command(
    epilog="Example: newsclaims rules check rules/harbour.yaml",
    short_help="Find everything that is wrong with packs.",
)
@click.argument("packs", nargs=-1, metavar="[PACK...]")
@own_rules
def check(*, packs: tuple[str, ...], rules: tuple[str, ...]) -> None:
    """Check PACKs: files, folders of them, or built-in ones such as en/cues.

    Without PACK, those of --rules or newsclaims.toml; where there are none, the built-in ones.
    Every fault is told, at file:line:column, with its remedy; the exit status is 1 if there is
    one.
    """
    from pipeline.cli.defaults import rule_packs  # noqa: PLC0415
    from pipeline.cli.rules import asked  # noqa: PLC0415
    from pipeline.cli.screen import say  # noqa: PLC0415
    from pipeline.tune import check as checking  # noqa: PLC0415  (loads spaCy)
    from pipeline.writers.words import counted  # noqa: PLC0415

    own, built_in = asked.split(packs)
    own = own or (() if built_in else rule_packs(rules))
    report = checking.check(own, built_in)
    if own and report.read:
        report.faults += checking.lemma_faults(own, asked.lemma())
    for fault in report.faults:
        click.echo(str(fault))
    for note in report.notes:
        say(note, label="note")
    looked = f"{counted(report.packs, 'pack')}, {counted(report.rules, 'rule')}"
    found = counted(len(report.faults), "fault") if report.faults else "no faults"
    say(f"{looked}: {found}")
    raise click.exceptions.Exit(1 if report.faults else 0)
