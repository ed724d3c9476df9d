"""What fired in an article and what nearly did, drawn for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.explain import rule_text
from pipeline.tune.rulebook.spans import Drawn, pointed
from pipeline.writers.ink import wrapped
from pipeline.writers.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.nearly import Looked, Node
    from pipeline.records import Event, Quote, Record
    from pipeline.rules.near import Near
    from pipeline.writers.ink import Line

Place = tuple[int, int]
_ONLY = "  (with --all only)"


def explained(
    looked: Looked, place: Place | None, *, own: Sequence[str], columns: int
) -> list[Line]:
    """Everything that is known of an article, or of a stretch of it.

    Args:
        looked: what was found.
        place: the stretch; None for the whole article.
        own: the user's packs, to say where their rules stand.
        columns: of the terminal.
    """
    out: list[Line] = []
    fired: dict[str, None] = {}
    for sentence in looked.sentences:
        if place is not None and not _meet(sentence, place):
            continue
        lines = _sentence(looked, sentence, place, fired, columns)
        out += [*lines, []] if lines else []
    if not out:
        out = [[("nothing fired here", "warn")], []]
    out += _fired(fired, own)
    if looked.tree:
        out += _near(looked, columns)
        out += [[], [("how the parser reads it", "head")], *map(_node, looked.tree)]
    return out


def _sentence(
    looked: Looked, sentence: Place, place: Place | None, fired: dict[str, None], columns: int
) -> list[Line]:
    """A sentence with what was found in it; nothing for one without, unless it is asked for."""
    start, end = sentence
    text = looked.record.text[start:end].rstrip()
    groups = []
    for name, rows in _layers(looked.record, looked.unrecorded):
        drawn = [(rule, one) for rule, one in rows if _meet((one.start, one.end), sentence)]
        if drawn:
            fired.update(dict.fromkeys(rule for rule, _ in drawn))
            shifted = [
                Drawn(max(0, one.start - start), one.end - start, one.label, one.style)
                for _, one in drawn
            ]
            groups.append((name, shifted))
    if place is not None and place != sentence:
        asked = Drawn(place[0] - start, place[1] - start, "", "warn")
        groups.insert(0, ("asked", [asked]))
    if not groups:
        return []
    return pointed(text, groups, columns=columns)


Rows = list[tuple[str, Drawn]]  # the rule, and what to draw


def _layers(record: Record, unrecorded: frozenset[str]) -> Iterator[tuple[str, Rows]]:
    yield (
        "names",
        [
            (one.rule, Drawn(one.start, one.end, f"{entity.label} {entity.name} · {one.rule}"))
            for entity in record.entities
            for one in entity.mentions
        ]
        + [
            (role.rule, Drawn(role.start, role.end, f"role of {entity.name} · {role.rule}"))
            for entity in record.entities
            for role in entity.roles
        ],
    )
    yield (
        "times",
        [
            (
                one.rule,
                Drawn(
                    one.start, one.end, f"{one.value} · {one.rule}", _faint(one.id, unrecorded)
                ),
            )
            for one in record.times
        ],
    )
    yield "quotes", [row for one in record.quotes for row in _quote(one, unrecorded)]
    yield "events", [row for one in record.events for row in _event(one, unrecorded)]


def _faint(item: str, unrecorded: frozenset[str]) -> str:
    return "faint" if item in unrecorded else ""


def _quote(quote: Quote, unrecorded: frozenset[str]) -> Iterator[tuple[str, Drawn]]:
    style = _faint(quote.id, unrecorded)
    told = f" · {quote.rule}{_ONLY if style else ''}"
    if quote.source is not None:
        yield quote.rule, Drawn(quote.source.start, quote.source.end, "source", style)
    if quote.cue is not None:
        yield (
            quote.rule,
            Drawn(quote.cue.start, quote.cue.end, f"cue: {quote.stance}{told}", style),
        )
    for piece in quote.content:
        label = "content" if quote.cue is not None else f"content{told}"
        yield quote.rule, Drawn(piece.start, piece.end, label, style)


def _event(event: Event, unrecorded: frozenset[str]) -> Iterator[tuple[str, Drawn]]:
    style = _faint(event.id, unrecorded)
    kind = f"{event.type}/{event.mode}" if event.mode else event.type or "untyped"
    told = f"{kind} · {event.rule}{_ONLY if style else ''}"
    yield event.rule, Drawn(event.trigger.start, event.trigger.end, told, style)
    for one in event.arguments:
        yield event.rule, Drawn(one.start, one.end, one.role, style)


def _fired(rules: dict[str, None], own: Sequence[str]) -> list[Line]:
    """Where the rules stand that fired."""
    if not rules:
        return []
    out: list[Line] = [[("rules that fired", "head")]]
    wide = max(map(len, rules))
    files = [place for place in own if not place.startswith("-")]
    for rule in rules:
        text = rule_text(rule, files)
        where = f"{text.pack}:{text.line}" if text else "a step of the code"
        out.append([(f"  {rule:<{wide}}  ", ""), (visible(where), "time")])
    return out


def _near(looked: Looked, columns: int) -> list[Line]:
    out: list[Line] = [[], [("rules that nearly fired", "head")]]
    for room, misses in looked.near.items():
        for one in misses:
            out += _miss(one, room, looked.record.text, columns)
    if len(out) == 2:
        out.append([("  none", "faint")])
    return out


def _miss(near: Near, room: str, text: str, columns: int) -> list[Line]:
    head = f"{near.rule or room}: "
    words = visible(text[near.start : near.end])
    pieces = [(head, "strong"), (f"“{words}” ", ""), (near.why, "")]
    lines = wrapped(pieces, max(20, columns - 4))
    return [[("  " if not n else "    ", ""), *line] for n, line in enumerate(lines)]


def _node(node: Node) -> Line:
    return [
        ("  " + node.branch, "faint"),
        (visible(node.word), ""),
        (f"  {node.dep} {node.pos}", "faint"),
    ]


def _meet(one: Place, other: Place) -> bool:
    return one[0] < other[1] and one[1] > other[0]
