"""Explanations for the terminal: an item in words, and rules with file, line and text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.writers import words
from pipeline.writers.ink import Line, Piece, render, wrapped
from pipeline.writers.visible import visible, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.explain import Reason, RuleText
    from pipeline.records import Entity, Event, Quote, Record, Time


_WORDS = 4  # told of an item that has many
_LONG, _BEGINNING = 24, 12  # lines: a rule is longer than a screen; what is shown of it then
_NO_PACK = "  no pack has this rule; if it is your own, name its pack with --rules"


def item_lines(record: Record, item: str, *, columns: int) -> list[Line]:
    """What an item is: one line of values, and the words of the text that it stands for."""
    head: Line = [(item, "title"), (" in ", "faint"), (visible(record.article.id), "faint")]
    return [
        head,
        *(line for piece in _item(record, item) for line in wrapped([piece], columns)),
    ]


def _item(record: Record, item: str) -> Iterator[Piece]:
    look = words.Lookup(record)
    if item in look.events:
        yield from _event(look.events[item], look)
    elif item in look.quotes:
        yield from _quote(look.quotes[item], look)
    elif item in look.times:
        yield from _time(look.times[item])
    elif item in look.entities:
        yield from _entity(look.entities[item])


def _event(event: Event, look: words.Lookup) -> Iterator[Piece]:
    told = [event.trigger.text, event.type or "untyped", *words.reservations(event)]
    yield " · ".join(told), "strong"
    when = words.when(event.time)
    how = words.how_dated(event, look)
    yield f"dated {when}: {how}" if when else how, ""
    yield f"“{look.record.text[event.sentence.start : event.sentence.end]}”", "faint"


def _quote(quote: Quote, look: words.Lookup) -> Iterator[Piece]:
    name, _ = look.speaker(quote)
    yield f"{quote.kind} · {quote.stance} · {name}", "strong"
    yield words.content(quote), "faint"


def _time(time: Time) -> Iterator[Piece]:
    yield f"“{time.text}” · {time.type} · {time.value}", "strong"
    if time.begin and time.end_date:
        yield words.interval(time.begin, time.end_date), ""


def _entity(entity: Entity) -> Iterator[Piece]:
    yield f"{entity.name} · {entity.label}", "strong"
    yield "mentions: " + ", ".join(dict.fromkeys(one.text for one in entity.mentions)), "faint"


def reason_lines(
    reasons: Sequence[Reason], texts: Mapping[str, RuleText | None], *, columns: int | None
) -> list[Line]:
    """The rules behind an item, each with its text in the pack, once.

    Args:
        reasons: the item's parts with the ids of their rules.
        texts: the rules as found; None where no pack has one.
        columns: as in `rule_lines`.
    """
    out: list[Line] = []
    told: set[str] = set()
    for one in reasons:
        text = texts[one.rule]
        out += [[], _reason(one, again=one.rule in told)]
        if one.rule not in told:
            found = text and rule_lines(text, about=one.words, columns=columns)
            out += found or [[(_NO_PACK, "warn")]]
        told.add(one.rule)
    return out


def _reason(reason: Reason, *, again: bool) -> Line:
    met = ", ".join(f"“{visible(one)}”" for one in list(dict.fromkeys(reason.words))[-_WORDS:])
    head: Line = [(f"{reason.part} ({reason.item}), {met}: ", ""), (reason.rule, "strong")]
    return [*head, (" (see above)", "faint")] if again else head


def changed_lines(record: Record, rules: Iterable[RuleText | None]) -> list[Line]:
    """A warning for each pack that is no longer the one that made the record."""
    made_with = record.provenance.packs
    packs = {rule.pack: rule.sha256 for rule in rules if rule is not None}
    changed = [pack for pack, sha256 in packs.items() if made_with.get(pack, sha256) != sha256]
    return [[(f"{pack} has changed since this record was made", "warn")] for pack in changed]


def rule_lines(
    rule: RuleText, *, about: Sequence[str] | None = None, columns: int | None = None
) -> list[Line]:
    """A rule as it stands in its pack, with line numbers.

    Args:
        rule: as read from its pack.
        about: of a long rule, show the beginning and the lines that hold one of these words.
        columns: to break lines at, for people; None leaves them as they are in the pack.
    """
    gutter = len(str(rule.line + len(rule.lines)))
    out: list[Line] = [[(f"  {rule.pack}:{rule.line}", "time")]]
    skipped = 0
    for number, line in enumerate(rule.lines):
        if about is not None and not _is_shown(number, line, rule, about):
            skipped += 1
            continue
        out += [_skipped(skipped, gutter)] if skipped else []
        skipped = 0
        label, after = f"  {rule.line + number:>{gutter}} │ ", f"  {'':>{gutter}} │ "
        for broken in _broken(visible(line), columns and columns - len(label)):
            out.append([(label, "faint"), (broken, "")])
            label = after
    return [*out, _skipped(skipped, gutter)] if skipped else out


def _broken(line: str, columns: int | None) -> Iterator[str]:
    """A line of YAML in parts that fit, the later ones set in deeper."""
    inner = line.lstrip()
    indent = len(line) - len(inner)
    if columns is None or width(line) <= columns or columns - indent < 20:
        yield line
        return
    for number, part in enumerate(wrapped([(inner, "")], columns - indent - 4)):
        yield " " * (indent + 4 * bool(number)) + "".join(text for text, _ in part)


def _is_shown(number: int, line: str, rule: RuleText, about: Sequence[str]) -> bool:
    if number < _BEGINNING or len(rule.lines) <= _LONG:
        return True
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line) for word in about)


def _skipped(count: int, gutter: int) -> Line:
    return [(f"  {'':>{gutter}} ┆ {count:,} lines more", "faint")]


def page(lines: list[Line], *, colour: bool) -> str:
    """Lines as text."""
    return "".join(f"{render(line, colour=colour)}\n" for line in lines)
