"""A comparison for the terminal: the edits, what they change by rule, and what gold says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.tune.difference.changes import LAYERS, MARKS, Change
from pipeline.writers.ink import Line, Piece, wrapped
from pipeline.writers.visible import visible
from pipeline.writers.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.tune.difference.changes import Sort
    from pipeline.tune.difference.compare import Comparison, Score
    from pipeline.tune.difference.delta import Delta

STYLES: dict[Sort, str] = {"gained": "good", "lost": "bad", "changed": "warn"}
NO_RULE = "the article itself"
_WIDE = 100  # columns where there is no terminal
_EDITS = 20  # told one by one
_INDENT: Piece = (" " * 8, "")
_FEW = 12  # measures that are told


@dataclass(frozen=True, slots=True)
class Group:
    """Changes that one rule had a part in; `edited` if that rule is one of those changed."""

    rule: str
    edited: bool
    changes: tuple[Change, ...]

    @property
    def counts(self) -> Counter[Sort]:
        """How many are gained, lost and changed."""
        return Counter(one.sort for one in self.changes)


def groups(told: Comparison) -> list[Group]:
    """Changes by rule: those that were edited, then what follows from them, most first."""
    ids = told.delta.ids
    by_rule: dict[str, list[Change]] = {}
    for one in told.changes:
        cause = next((rule for rule in one.rules if rule in ids), None)
        by_rule.setdefault(cause or next(iter(one.rules), NO_RULE), []).append(one)
    order = {rule: number for number, rule in enumerate(edit.id for edit in told.delta.rules)}
    found = [Group(rule, rule in ids, _sorted(some)) for rule, some in by_rule.items()]
    return sorted(found, key=lambda one: (order.get(one.rule, len(order)), -len(one.changes)))


def _sorted(some: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(
        sorted(some, key=lambda one: (one.article, LAYERS.index(one.layer), one.start))
    )


def lines(
    told: Comparison, names: tuple[str, str], *, columns: int | None, limit: int
) -> list[Line]:
    """The whole report.

    Args:
        told: what differs.
        names: of the two sides.
        columns: where lines are broken; None for wherever there is no terminal.
        limit: changes of a rule that are shown; 0 for all.
    """
    wide = columns or _WIDE
    out: list[Line] = [[(f"{names[0]} → {names[1]}", "title")]]
    out += edit_lines(told.delta)
    out += [[], *wrapped([(summary(told), "")], wide)]
    for one, why in told.faults.items():
        out.append([(f"{one} was left out: {why.splitlines()[0]}", "warn")])
    found = groups(told)
    for edited in (True, False):
        some = [group for group in found if group.edited is edited]
        if some and not edited:
            out += [[], [("In consequence, where other rules look at these:", "faint")]]
        for group in some:
            out += [[], *_group(group, wide, limit)]
    return [*out, *_score_lines(told)]


def edit_lines(delta: Delta) -> list[Line]:
    """Which rules and lists differ, each with its place."""
    out: list[Line] = []
    width = max((len(edit.id) for edit in delta.rules[:_EDITS]), default=0)
    for edit in delta.rules[:_EDITS]:
        style = {"new": "good", "off": "bad"}.get(edit.sort, "warn")
        head: Piece = (f"  {edit.sort:<8}", style)
        out.append([head, (f"{edit.id:<{width}}", "strong"), (f"  {edit.where}", "faint")])
    if len(delta.rules) > _EDITS:
        out.append([(f"  and {len(delta.rules) - _EDITS:,} rules more", "faint")])
    out += [
        [("  changed ", "warn"), (f"`{one.name}` of {one.file}", "")] for one in delta.fields
    ]
    if delta.sentences:
        several = ", ".join(delta.sentences[:5])
        out.append([(f"  examples or notes alone: {several}", "faint")])
    return out or [[("  no rule differs", "faint")]]


def summary(told: Comparison) -> str:
    """How many articles were read again, and what came of it."""
    whole = counted(told.articles, "article")
    if not told.delta and not told.changes:
        return f"{whole}: nothing to read again"
    read = "all read again" if told.read == told.articles else f"{told.read:,} read again"
    if told.read < told.articles:
        read += " (the others hold none of the words)"
    return f"{whole}, {read}: {outcome(told.changes)}"


def outcome(changes: Sequence[Change]) -> str:
    """What differs, in one line."""
    if not changes:
        return "nothing differs"
    sorts = Counter(one.sort for one in changes)
    counts = ", ".join(f"{sorts[sort]:,} {sort}" for sort in MARKS if sorts[sort])
    articles = len({one.article for one in changes})
    return f"{counts} in {counted(articles, 'article')}"


def _group(group: Group, columns: int, limit: int) -> Iterator[Line]:
    counts: Line = [
        (f"  {MARKS[sort]}{group.counts[sort]:,}", STYLES[sort])
        for sort in MARKS
        if group.counts[sort]
    ]
    yield [(group.rule, "strong"), *counts]
    shown = group.changes[:limit] if limit else group.changes
    article = ""
    for one in shown:
        if one.article != article:
            article = one.article
            yield [(f"  {visible(article)}", "time")]
        yield from change_lines(one, columns)
    if len(shown) < len(group.changes):
        more = len(group.changes) - len(shown)
        yield [(f"  and {more:,} more; --limit 0 shows all", "faint")]


def change_lines(one: Change, columns: int) -> Iterator[Line]:
    """A change: its item, what it says or now says, and the words around it."""
    mark: Piece = (f"    {MARKS[one.sort]} ", STYLES[one.sort])
    before, own, after = one.context
    told: list[Piece] = [(f"{one.item} " if one.item else "", "faint"), (one.words, "strong")]
    if one.says and not one.parts:
        told += [(f": {one.says}", "")]
    yield from _hung(mark, told, columns)
    for part in one.parts:
        was: list[Piece] = [(f"{part.before or 'none'} ", "faint"), ("→ ", "faint")]
        now: Piece = (part.after or "none", "")
        yield from _hung(_INDENT, [(f"{part.name}: ", ""), *was, now], columns)
    if before or after:
        around: list[Piece] = [(f"… {before}", "faint"), (own, ""), (f"{after} …", "faint")]
        yield from _hung(_INDENT, around, columns)


def _hung(head: Piece, pieces: Sequence[Piece], columns: int) -> Iterator[Line]:
    """Pieces behind a head, their further lines below the first."""
    width = len(head[0])
    for number, line in enumerate(wrapped(pieces, columns - width)):
        yield [head if not number else (" " * width, ""), *line]


def _score_lines(told: Comparison) -> list[Line]:
    if not told.scores:
        return []
    found = moved(told.scores)
    head = f"On gold ({counted(told.golds, 'article')})"
    if not found:
        return [[], [(f"{head}: no measure changes", "")]]
    title: Line = [(f"{head:<44}", "strong"), (f"{'before':>8}{'after':>8}", "faint")]
    out = [_score(one) for one in found[:_FEW]]
    rest = len(found) - len(out)
    more: list[Line] = [[(f"  {counted(rest, 'measure')} more changed", "faint")]]
    return [[], title, *out, *(more if rest > 0 else [])]


def moved(scores: Iterable[Score]) -> list[Score]:
    """The measures that differ as shown, whole records first, then by the size of the step."""
    found = [one for one in scores if len({*score_cells(one)[:2]}) > 1]
    return sorted(found, key=lambda one: (one.layer != "records", one.falls, -abs(one.gain)))


def _score(one: Score) -> Line:
    style = "good" if one.gain > 0 else "bad" if one.gain < 0 else ""
    before, after, by = score_cells(one)
    label = f"{one.layer}: {one.label}"
    return [(f"  {label:<42}{before:>8}{after:>8}", ""), (f"{by:>8}", style)]


def score_cells(one: Score) -> tuple[str, str, str]:
    """A measure on both sides and the step between, in per cent or as counts."""
    if one.falls:
        step = f"{(one.after or 0) - (one.before or 0):+g}"
        return f"{one.before or 0:g}", f"{one.after or 0:g}", step
    by = f"{100 * ((one.after or 0) - (one.before or 0)):+.1f}"
    return _percent(one.before), _percent(one.after), by


def _percent(rate: float | None) -> str:
    return "-" if rate is None else f"{100 * rate:.1f}"
