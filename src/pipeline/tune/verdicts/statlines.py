"""Rules' figures for the terminal: a table, the worst first, with examples under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.tune.verdicts.stats import SORTS
from pipeline.writers.ink import Line, Piece, wrapped
from pipeline.writers.visible import visible
from pipeline.writers.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.tune.verdicts.stats import RuleStats, Shown, Sort, Stats

_STYLE: dict[Sort, str] = {
    "accepted": "good", "right": "good", "edited": "warn", "rejected": "bad", "wrong": "bad",
    "open": "faint",
}  # fmt: skip
_WIDE = 100
_HEADS = ("fired", "articles", "overlaps", "conflicts", "right", "edited", "wrong")


def lines(
    rules: Sequence[RuleStats],
    *,
    counts: Stats,
    columns: int | None,
    limit: int,
    examples: int,
) -> list[Line]:
    """The table.

    Args:
        rules: in the order in which they are shown.
        counts: over the whole run.
        columns: where examples are broken.
        limit: rules that are shown; 0 for all.
        examples: shown of each sort, below a rule.
    """
    shown = rules[:limit] if limit else rules
    width = max((len(one.rule) for one in shown), default=4) + 2
    judged = sum(one.judged for one in rules)
    out: list[Line] = [
        [(f"{counted(counts.articles, 'article')}, {counted(len(rules), 'rule')} fired; ", ""),
         (f"{counted(judged, 'item')} judged by reviewers or gold{_missed(counts)}", "")],
        [],
        [(f"{'rule':<{width}}" + "".join(f"{head:>10}" for head in _HEADS), "faint"),
         ("  precision (95 %)", "faint")],
    ]  # fmt: skip
    for one in shown:
        out.append(_row(one, counts.articles, width))
        out += _examples(one, columns or _WIDE, examples)
    if len(shown) < len(rules):
        out.append(
            [(f"and {len(rules) - len(shown):,} rules more; --limit 0 shows all", "faint")]
        )
    return out


def _missed(counts: Stats) -> str:
    """What reviewers added and no rule finds, in words."""
    return (
        f"; {counted(counts.missed, 'item')} added by reviewers not found"
        if counts.missed
        else ""
    )


def _row(one: RuleStats, articles: int, width: int) -> Line:
    share = f"{100 * len(one.articles) / max(articles, 1):.0f} %"
    wrong = one.counts["rejected"] + one.counts["wrong"]
    cells = [one.fired, share, one.overlaps, one.conflicts, one.right, one.counts["edited"]]
    table = "".join(f"{cell:>10}" for cell in [*cells, wrong])
    head: Line = [(f"{one.rule:<{width}}", "strong"), (table, "")]
    if one.precision is None:
        return [*head, ("  not judged", "faint")]
    low, high = (f"{100 * edge:.0f}" for edge in one.interval)
    style = "bad" if one.interval[1] < 0.5 else "good" if one.interval[0] > 0.8 else ""
    return [*head, (f"  {100 * one.precision:.0f} % ({low}–{high})", style)]


def _examples(one: RuleStats, columns: int, most: int) -> Iterator[Line]:
    for sort in SORTS:
        for shown in one.examples.get(sort, [])[:most]:
            yield from _example(sort, shown, columns)


def _example(sort: Sort, shown: Shown, columns: int) -> Iterator[Line]:
    before, own, after = shown.context
    told: list[Piece] = [
        (f"{visible(shown.article)} {shown.item} ", "time"),
        (f"… {before}", "faint"),
        (own, ""),
        (f"{after} …", "faint"),
    ]
    label: Piece = (f"    {sort:<9}", _STYLE[sort])
    for number, line in enumerate(wrapped(told, columns - len(label[0]))):
        yield [label if not number else (" " * len(label[0]), ""), *line]
