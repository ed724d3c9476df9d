"""`newsclaims rules new`: a rule out of a sentence, or out of what a reviewer decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli.rules.options import own_rules


@click.command(
    epilog="Example: newsclaims rules new event --type LABOR --pack rules/desk.yaml "
    "'<actor>Pilots</actor> <trigger>worked to rule</trigger>.'",
    short_help="Write a rule from a marked sentence.",
)
@click.argument(
    "sort",
    type=click.Choice(["cue", "time", "event", "role"]),
    required=False,
    metavar="[SORT]",
)
@click.argument("sentence", required=False)
@click.option(
    "--pack",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The pack to write it into; made if it is not there.",
)
@click.option("--id", "rule_id", metavar="ID", help="Otherwise made of the pack and the word.")
@click.option("--type", metavar="TYPE", help="Of an event, such as LABOR.")
@click.option("--mode", metavar="MODE", help="Of an event, such as strike.")
@click.option("--stance", metavar="STANCE", help="Of a cue, such as warns; says without it.")
@click.option("--like", metavar="RULE", help="A rule whose other fields it has too.")
@click.option("--pattern", metavar="TEMPLATE", help="Of a time; otherwise made of its words.")
@click.option("--on", metavar="DAY", help="Of a day with a name: '12-25', 'easter-2', ...")
@click.option("--counter", multiple=True, metavar="SENTENCE", help="It must not match this.")
@click.option("--note", metavar="TEXT", help="Why the rule is there.")
@click.option(
    "--from-decision",
    nargs=2,
    metavar="RUN ID",
    help="The sentence is that of a review decision: its id, or ARTICLE:ITEM.",
)
@click.option(
    "--diff-on", metavar="CORPUS", help="Show what the rule changes in these articles."
)
@own_rules
@click.pass_context
def new(ctx: click.Context, /, **given: Any) -> None:  # noqa: ANN401  (click's options)
    r"""Write a rule of a SORT (cue, time, event, role) that finds what SENTENCE marks.

    \b
    cue    <source>The bank</source> <cue>warned</cue> that <content>it would close</content>.
    time   They met on <time value="2024-03-28">Maundy Thursday</time>.
    event  <actor>Pilots</actor> <trigger>worked to rule</trigger>.
    role   The <role>dike reeve</role> Ruda Vell left.

    The pack is then checked and the rule tested; the exit status is 1 if it finds something
    else. From a decision that something was missed comes an example; from one that something
    is wrong, a counterexample of the rule that made it.
    """
    from pipeline.cli.rules import writing  # noqa: PLC0415  (loads spaCy)

    ctx.exit(writing.write_rule(ctx, **given))
