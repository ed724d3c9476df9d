"""Writing a rule into a pack, and what is told of it."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.defaults import rule_packs
from pipeline.cli.rules import asked
from pipeline.cli.screen import colour, say
from pipeline.errors import SettingsError
from pipeline.tune.rulebook import catalogue, check, outcomes, trial
from pipeline.tune.rulebook.decided import decided
from pipeline.tune.rulebook.drafting import Wish, drafted, id_of, yaml_lines
from pipeline.tune.rulebook.writing import save, with_rule, with_sentence
from pipeline.writers.reasons import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.engine import Extractor
    from pipeline.tune.rulebook.decided import Decided
    from pipeline.tune.rulebook.drafting import Sort


@dataclass(frozen=True)
class Order:
    """What the user asked for.

    Attributes:
        before: the pack's text; None for a new one.
        others: further packs of the user's.
    """

    pack: Path
    before: str | None
    others: tuple[str, ...]
    sort: Sort | None
    sentence: str | None
    rule_id: str | None
    wish: Wish


def write_rule(
    ctx: click.Context,
    *,
    from_decision: tuple[str, str] | None,
    diff_on: str | None,
    **given: Any,  # noqa: ANN401  (click's options)
) -> int:
    """Write, check, test, and show what changes; the exit code.

    Raises:
        SettingsError: if the sentence or the options make no rule.
        PackError: if the pack cannot take it.
    """
    order = _order(**given)
    extractor = asked.extractor(_packs(order), ctx.obj)
    if from_decision:
        found = decided(*from_decision, extractor)
        if found.wrong:
            rule_id, text = found.wrong, _with_counter(order, found.wrong, found.sentence)
        else:
            rule_id, text = _with_entry(_after(order, found), extractor)
    else:
        rule_id, text = _with_entry(order, extractor)
    save(order.pack, text)
    say(f"{order.pack}: {rule_id} written")
    code = _tried(ctx, order, rule_id)
    if diff_on is not None:
        _diff(ctx, order, diff_on)
    return code


def _order(*, pack: Path, rules: tuple[str, ...], **given: Any) -> Order:  # noqa: ANN401
    others = tuple(one for one in rule_packs(rules) if not _holds(Path(one), pack))
    return Order(
        pack=pack,
        before=pack.read_text(encoding="utf-8") if pack.exists() else None,
        others=others,
        sort=given.pop("sort"),
        sentence=given.pop("sentence"),
        rule_id=given.pop("rule_id"),
        wish=Wish(counters=given.pop("counter"), **given),
    )


def _holds(place: Path, pack: Path) -> bool:
    """Whether a place is a pack, or a folder that it lies in."""
    return place.resolve() in {pack.resolve(), *pack.resolve().parents}


def _packs(order: Order, *, after: bool = False) -> tuple[str, ...]:
    """The user's packs, this one among them once it is there."""
    there = after or order.before is not None
    return (*order.others, *([str(order.pack)] if there else ()))


def _after(order: Order, found: Decided) -> Order:
    """The order with what a decision says, where the user says nothing."""
    type_ = found.type if found.sort == "event" else None
    stance = found.type if found.sort == "cue" else None
    wish = order.wish
    if wish.like is None:
        wish = replace(
            wish,
            type=wish.type or type_,
            mode=wish.mode or found.mode,
            stance=wish.stance or stance,
        )
    return replace(order, sort=order.sort or found.sort, sentence=found.sentence, wish=wish)


def _with_entry(order: Order, extractor: Extractor) -> tuple[str, str]:
    """The id of a new rule, and the pack with it."""
    if order.sort is None or order.sentence is None:
        raise SettingsError(
            "what sort of rule, and for which sentence?",
            fix="newsclaims rules new cue|time|event|role 'SENTENCE' --pack FILE",
        )
    entry = drafted(order.sort, order.sentence, order.wish, extractor)
    rule_id = order.rule_id or id_of(order.pack.stem, entry.name)
    known = {one.id: one for one in catalogue.read(_packs(order))}
    if rule_id in known and known[rule_id].file == order.pack:
        raise SettingsError(
            f"the pack has a rule {rule_id!r} already",
            where=f"{order.pack}:{known[rule_id].line}",
            fix="add the sentence to it by hand, or give another --id",
        )
    lines = yaml_lines(rule_id, entry.fields)
    return rule_id, with_rule(order.before, entry.kind, lines, where=str(order.pack))


def _with_counter(order: Order, rule: str, sentence: str) -> str:
    """The pack with a counterexample more for a rule, which it may only build on."""
    where = str(order.pack)
    scalar = yaml_lines(rule, {"note": sentence})[1].partition(": ")[2]
    if order.before is not None:
        text = with_sentence(order.before, rule, "counterexamples", scalar, where=where)
        if text is not None:
            return text
    entry = catalogue.entry_of(catalogue.read(_packs(order)), rule)
    if entry is None:
        raise SettingsError(f"no pack has the rule {rule!r}", fix="name its pack with --rules")
    lines = yaml_lines(rule, {"extends": rule, "counterexamples": [sentence]})
    return with_rule(order.before, entry.kind, lines, where=where)


def _tried(ctx: click.Context, order: Order, rule_id: str) -> int:
    """Check the pack and test the rule; 1 if either finds something."""
    own = _packs(order, after=True)
    report = check.check([str(order.pack)])
    if report.read:
        report.faults += check.lemma_faults([str(order.pack)], asked.lemma)
    for fault in report.faults:
        click.echo(str(fault))
    for note in report.notes:
        say(note, label="note")
    if report.faults:
        return 1
    chosen = [one for one in trial.rules_to_try(own) if one.rule.id == rule_id]
    done = list(trial.results(chosen, asked.extractor(own, ctx.obj)))
    columns = shutil.get_terminal_size().columns
    for one in done:
        if one.state != "kept":
            lines = outcomes.result_lines(one, columns=columns)
            click.echo(page(lines, colour=colour()), nl=False, color=colour())
    say(outcomes.summary(done))
    return 1 if any(one.state == "failed" for one in done) else 0


def _diff(ctx: click.Context, order: Order, corpus: str) -> None:
    """Show what the pack changes against what it was."""
    from pipeline.cli.rules.diff import diff  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before", Path(folder) / "after"
        for place, text in ((before, order.before), (after, order.pack.read_text("utf-8"))):
            place.mkdir()
            if text is not None:
                (place / order.pack.name).write_text(text, encoding="utf-8")
        sides: Sequence[str] = (str(before) if order.before else "built-in", str(after))
        diff.main(
            [*sides, "--on", corpus], prog_name="diff", standalone_mode=False, obj=ctx.obj
        )
