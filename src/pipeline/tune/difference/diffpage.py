"""A comparison as one web page that needs nothing else: no script, no request, both themes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.tune.difference import telling
from pipeline.tune.difference.changes import MARKS
from pipeline.writers.markup import text
from pipeline.writers.opening import opening
from pipeline.writers.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.tune.difference.changes import Change, Part, Sort
    from pipeline.tune.difference.compare import Comparison, Score
    from pipeline.tune.difference.telling import Group

_STYLE = Path(__file__).resolve().with_name("diff.css")
_OPEN = 40  # changes of a rule that stand open at once; more are folded away
_LAYER = {
    "events": "event", "quotes": "quote", "times": "time", "entities": "entity",
    "mentions": "mention", "articles": "article",
}  # fmt: skip
_SORTS = {"new": "gained", "off": "lost", "changed": "changed"}


def page(told: Comparison, names: tuple[str, str]) -> Iterator[str]:
    """The page in parts. Nothing in an article or a pack can become markup."""
    yield _opening(told, names)
    yield "<main>\n"
    yield from _edits(told)
    if told.scores:
        yield from _scores(told)
    found = telling.groups(told)
    yield from _groups("By rule", [group for group in found if group.edited])
    rest = [group for group in found if not group.edited]
    title = "In consequence, where other rules look at these" if told.delta else "By rule"
    yield from _groups(title, rest)
    if not found:
        yield '<p class="empty">No record differs.</p>\n'
    yield f"</main>\n<footer>newsclaims {__version__}: rules diff</footer>\n</body>\n</html>\n"


def _opening(told: Comparison, names: tuple[str, str]) -> str:
    style = _STYLE.read_text(encoding="utf-8")
    tally = "".join(
        f'<li class="{sort}"><b>{number:,}</b> {sort}</li>'
        for sort, number in _counts(told.changes).items()
    )
    return f"""{opening(f"{names[0]} → {names[1]}", style)}<body>
<header>
<h1>{text(names[0])}<span class="to" aria-label="to"> → </span>{text(names[1])}</h1>
<p class="said">{text(telling.summary(told))}</p>
<ul class="tally">{tally}</ul>
</header>
"""


def _counts(changes: Iterable[Change]) -> Mapping[Sort, int]:
    counts: dict[Sort, int] = dict.fromkeys(MARKS, 0)
    for one in changes:
        counts[one.sort] += 1
    return counts


def _edits(told: Comparison) -> Iterator[str]:
    """Which rules and lists differ."""
    if not told.delta:
        return
    yield '<h2>What differs in the packs</h2>\n<div class="scroll"><table>\n<tbody>\n'
    for edit in told.delta.rules:
        pill = f'<span class="pill {_SORTS[edit.sort]}">{edit.sort}</span>'
        yield (
            f"<tr><td>{pill}</td><td><code>{text(edit.id)}</code></td>"
            f'<td class="place">{text(edit.where)}</td></tr>\n'
        )
    for one in told.delta.fields:
        yield (
            '<tr><td><span class="pill changed">changed</span></td>'
            f"<td><code>{text(one.name)}</code></td>"
            f'<td class="place">{text(one.file)}</td></tr>\n'
        )
    yield "</tbody></table></div>\n"


def _scores(told: Comparison) -> Iterator[str]:
    moved = telling.moved(told.scores)
    yield f"<h2>On gold ({counted(told.golds, 'article')})</h2>\n"
    if not moved:
        yield '<p class="empty">No measure changes.</p>\n'
        return
    yield (
        '<div class="scroll"><table>\n<thead><tr><th>Layer</th><th>Measure</th>'
        '<th class="n">Before</th><th class="n">After</th><th class="n">Change</th>'
        "</tr></thead>\n<tbody>\n"
    )
    yield from (_score(one) for one in moved)
    yield "</tbody></table></div>\n"


def _score(one: Score) -> str:
    before, after, by = telling.score_cells(one)
    style = "up" if one.gain > 0 else "down" if one.gain < 0 else ""
    return (
        f"<tr><td>{text(one.layer)}</td><td>{text(one.label)}</td>"
        f'<td class="n">{before}</td><td class="n">{after}</td>'
        f'<td class="n {style}">{by}</td></tr>\n'
    )


def _groups(title: str, found: list[Group]) -> Iterator[str]:
    if not found:
        return
    yield f"<h2>{text(title)}</h2>\n"
    for group in found:
        pills = "".join(
            f'<span class="pill {sort}">{MARKS[sort]}{group.counts[sort]:,} {sort}</span>'
            for sort in MARKS
            if group.counts[sort]
        )
        opened = " open" if len(group.changes) <= _OPEN else ""
        yield f"<details{opened}><summary><code>{text(group.rule)}</code>{pills}</summary>\n"
        yield from (_change(one) for one in group.changes)
        yield "</details>\n"


def _change(one: Change) -> str:
    before, own, after = one.context
    says = f'<p class="says">{text(one.says)}</p>' if one.says and not one.parts else ""
    parts = "".join(_part(part) for part in one.parts)
    around = (
        f'<p class="text" dir="auto">… {text(before)}<mark>{text(own)}</mark>'
        f"{text(after)} …</p>"
        if before or own or after
        else f"<p>{text(one.words)}</p>"
    )
    return (
        f'<div class="change"><div class="top"><span class="pill {one.sort}">{one.sort}</span>'
        f"<span>{text(f'{_LAYER[one.layer]} {one.item}'.strip())}</span>"
        f'<span class="at">{text(one.article)}</span></div>'
        f"{around}{says}{f'<dl>{parts}</dl>' if parts else ''}</div>\n"
    )


def _part(part: Part) -> str:
    none = '<span class="none">none</span>'
    before = f'<span class="was">{text(part.before)}</span>' if part.before else none
    after = f"<b>{text(part.after)}</b>" if part.after else none
    return f"<dt>{text(part.name)}</dt><dd>{before} → {after}</dd>"
