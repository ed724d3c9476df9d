"""Who said what about whom: speakers on the left, those they spoke of on the right."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from pipeline.review import svg
from pipeline.writers.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.review.queue import Queue
    from pipeline.review.views import View

_MANY = 16  # names on each side
_WIDE, _FROM, _TO, _ROW, _TOP = 1160, 330, 830, 33, 76
# Stances by what the line looks like: colour and dashes both tell.
_TONES = {
    "against": ("#a8430d", "7 4", {"denies", "accuses", "criticises", "rejects", "blames"}),
    "of concern": ("#86487a", "2 4", {"warns", "fears", "asks", "demands", "urges", "hopes"}),
    "plain": ("#0b62a4", None, set[str]()),
}


@dataclass(frozen=True, slots=True)
class Voices:
    """A picture, and the same as rows of words; how many quotes are in neither."""

    picture: str
    rows: Sequence[tuple[str, ...]]
    others: int


def voices(queue: Queue, view: View) -> Voices:
    """The quotes of a view by who speaks and who is spoken of."""
    found = queue.spoken(view.having(kind="quote"))
    pairs: Counter[tuple[str, str]] = Counter()
    for (speaker, name, _), count in found.items():
        pairs[speaker, name] += count
    left, right = _most(pairs)
    shown = {key: n for key, n in found.items() if key[0] in left and key[1] in right}
    rows = [
        (speaker, stance, name, f"{count:,}")
        for (speaker, name, stance), count in sorted(
            shown.items(), key=lambda one: (-one[1], one[0])
        )
    ]
    if not shown:
        return Voices("", [], sum(found.values()))
    right = _untangled(left, right, shown)
    height = _TOP + _ROW * max(len(left), len(right)) + 14
    parts = [
        *_head(),
        *_lines(left, right, shown, view),
        *_names(left, _sums(pairs, 0), _FROM, "end"),
        *_names(right, _sums(pairs, 1), _TO, "start"),
    ]
    drawn = svg.picture(_WIDE, height, "Who said what about whom", parts)
    return Voices(drawn, rows, sum(found.values()) - sum(shown.values()))


def _most(pairs: Counter[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Who is in the most frequent pairs, as many on each side as there is room for."""
    left: dict[str, None] = {}
    right: dict[str, None] = {}
    for (speaker, name), _ in sorted(pairs.items(), key=lambda one: (-one[1], one[0])):
        if len(left | {speaker: None}) <= _MANY and len(right | {name: None}) <= _MANY:
            left[speaker] = right[name] = None
    return list(left), list(right)


def _sums(pairs: Counter[tuple[str, str]], side: int) -> Counter[str]:
    out: Counter[str] = Counter()
    for pair, count in pairs.items():
        out[pair[side]] += count
    return out


def _untangled(
    left: list[str], right: list[str], shown: dict[tuple[str, str, str], int]
) -> list[str]:
    """The right side, each name near those who speak of it."""

    def middle(name: str) -> tuple[float, str]:
        weights = [(left.index(key[0]), n) for key, n in shown.items() if key[1] == name]
        return sum(at * n for at, n in weights) / sum(n for _, n in weights), name

    return sorted(right, key=middle)


def _head() -> Iterator[str]:
    yield svg.words("who speaks", _FROM - 16, 58, size=12, soft=True, text_anchor="end")
    yield svg.words("of whom", _TO + 16, 58, size=12, soft=True)
    x = 14.0
    for tone, (colour, dashes, stances) in _TONES.items():
        yield svg.tag(
            "line", x1=x, x2=x + 34, y1=22, y2=22, stroke=colour, stroke_width=3,
            stroke_dasharray=dashes, class_=f"tone-{tone.split()[-1]}",
        )  # fmt: skip
        told = (
            f"{tone}: {', '.join(sorted(stances))}" if stances else f"{tone}: says, claims, …"
        )
        yield svg.words(told, x + 42, 26, size=12, soft=True)
        x += 70 + 6.6 * len(told)


def _y(names: list[str], name: str) -> float:
    return _TOP + _ROW * (names.index(name) + 0.5)


def _names(names: list[str], counts: Counter[str], x: int, anchor: str) -> Iterator[str]:
    sign = -1 if anchor == "end" else 1
    for name in names:
        y = _y(names, name)
        yield svg.tag("circle", cx=x, cy=y, r=4.5, fill=svg.INK, class_="node")
        yield svg.words(svg.cut(name, 34), x + sign * 16, y + 4, text_anchor=anchor)
        far = 14 if anchor == "end" else _WIDE - 14
        yield svg.words(
            f"{counts[name]:,}", far, y + 4, size=11, soft=True,
            text_anchor="start" if anchor == "end" else "end",
        )  # fmt: skip


def _lines(
    left: list[str], right: list[str], shown: dict[tuple[str, str, str], int], view: View
) -> Iterator[str]:
    grouped: dict[tuple[str, str, str], Counter[str]] = {}
    for (speaker, name, stance), count in shown.items():
        tone = next((one for one, told in _TONES.items() if stance in told[2]), "plain")
        grouped.setdefault((speaker, name, tone), Counter())[stance] += count
    for (speaker, name, tone), stances in sorted(grouped.items()):
        colour, dashes, _ = _TONES[tone]
        shift = list(_TONES).index(tone) * 5 - 5
        y1, y2 = _y(left, speaker), _y(right, name)
        bend = (
            f"M{_FROM} {y1:.1f} C{_FROM + 210} {y1 + shift:.1f}"
            f" {_TO - 210} {y2 + shift:.1f} {_TO} {y2:.1f}"
        )
        total = sum(stances.values())
        line = svg.tag(
            "path", d=bend, fill="none", stroke=colour, stroke_width=1 + 1.6 * sqrt(total),
            stroke_dasharray=dashes, stroke_opacity=0.62, class_=f"tone-{tone.split()[-1]}",
        )  # fmt: skip
        told = ", ".join(f"{stance} {n}" for stance, n in stances.most_common())
        asked = view.having(
            kind="quote", speaker=speaker, about=name, status="all", order="article"
        )
        yield svg.link(
            f"/?{asked.query()}",
            line,
            label=f"{speaker} of {name}: {counted(total, 'quote')} ({told})",
        )
