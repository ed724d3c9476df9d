"""`newsclaims rules check`: everything that is wrong with packs, at once."""

from __future__ import annotations

import click

from pipeline.cli.rules.options import own_rules

_MANY = 50  # faults; whoever has so many will check again


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
    from pipeline.rules.load import unreadable  # noqa: PLC0415
    from pipeline.writers.words import counted  # noqa: PLC0415

    own, built_in = asked.split(packs)
    own = own or (() if built_in else rule_packs(rules))
    faults = unreadable(own)
    if faults is not None:  # nothing that the rooms could look at: spaCy need not be loaded
        for fault in faults:
            click.echo(str(fault))
        say(counted(len(faults), "fault"))
        raise click.exceptions.Exit(1)
    from pipeline.tune.rulebook import check as checking  # noqa: PLC0415  (loads spaCy)

    report = checking.check(own, built_in)
    if own and report.read and len(report.faults) < _MANY:
        report.faults += checking.lemma_faults(own, asked.lemma)
    for fault in report.faults:
        click.echo(str(fault))
    for note in report.notes:
        say(note, label="note")
    looked = f"{counted(report.packs, 'pack')}, {counted(report.rules, 'rule')}"
    found = counted(len(report.faults), "fault") if report.faults else "no faults"
    say(f"{looked}: {found}")
    raise click.exceptions.Exit(1 if report.faults else 0)
