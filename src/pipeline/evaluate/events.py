"""Events: triggers, and on each found event its type, participants, day and standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluate.arguments import ROLES, argument_hits
from pipeline.evaluate.matching import length, overlap, paired, same_span
from pipeline.evaluate.tally import Slip, Tally

if TYPE_CHECKING:
    from pipeline.evaluate.gold import GoldEvent, GoldEventTime, GoldRecord, GoldSpan
    from pipeline.evaluate.matching import Compared

_LONG_TRIGGER = 4  # words; a longer one must be at least half gold
_ON_TRIGGER, _ON_ALTERNATE, _EXACT, _RIGHT_TYPE = 1000, 500, 100, 20


def score_events(pair: Compared, quote_of: dict[str, str]) -> tuple[Tally, list[Slip]]:
    """Triggers, fields and whole records of one article; and what was wrong.

    A record is right if its trigger overlaps and type, actor, begin and end, polarity and
    modality are all right. Further records on an event already found are duplicates, those on
    `ignored_triggers` optional: neither counts as found.

    Args:
        pair: the two records.
        quote_of: id of each gold quote that was found, with the id of the found one.
    """
    gold, found = pair.gold.events, pair.found.events
    tally = Tally()
    pairs = paired(gold, found, lambda a, b: _likeness(a, b, pair.gold.text))
    extra = [event for j, event in enumerate(found) if j not in set(pairs.values())]
    spurious = _spurious(tally, pair, extra)
    counted = len(pairs) + len(spurious)
    tally.add_found("event_trigger", len(pairs), found=counted, gold=len(gold))
    slips, right = [], 0
    for i, event in enumerate(gold):
        wrong = ["missed"]
        if i in pairs:
            wrong = _score_pair(tally, pair, event, found[pairs[i]])
            _score_attribution(tally, event, found[pairs[i]], quote_of)
        right += not wrong
        if wrong:
            slips.append(_slip(pair, event, wrong))
    tally.add_found("record", right, found=counted, gold=len(gold))
    slips += [_slip(pair, event, ["spurious"]) for event in spurious]
    return tally, slips


def right_events(pair: Compared) -> dict[str, bool]:
    """Whether each found event's record is right, by id; duplicates and optional ones aside."""
    gold, found, tally = pair.gold.events, pair.found.events, Tally()
    pairs = paired(gold, found, lambda a, b: _likeness(a, b, pair.gold.text))
    right = {
        found[j].id: not _score_pair(tally, pair, gold[i], found[j]) for i, j in pairs.items()
    }
    extra = [event for j, event in enumerate(found) if j not in set(pairs.values())]
    return right | {event.id: False for event in _spurious(tally, pair, extra)}


def _slip(pair: Compared, event: GoldEvent, wrong: list[str]) -> Slip:
    text = f"{event.trigger.text} ({event.type})"
    return Slip(pair.gold.article.id, "event", text, tuple(wrong))


def _likeness(gold: GoldEvent, found: GoldEvent, text: str) -> int:
    near = _trigger_likeness(gold, found, text)
    return near + _RIGHT_TYPE if near and _right_type(gold, found) else near


def _trigger_likeness(gold: GoldEvent, found: GoldEvent, text: str) -> int:
    """Best on the gold trigger itself, less on another mention; 0 for neither."""
    on_trigger = _span_likeness(gold.trigger, found.trigger, text)
    others = [_span_likeness(span, found.trigger, text) for span in gold.trigger_alternates]
    best_other = max(others, default=0)
    return max(
        on_trigger + _ON_TRIGGER if on_trigger else 0,
        best_other + _ON_ALTERNATE if best_other else 0,
    )


def _span_likeness(gold: GoldSpan, found: GoldSpan, text: str) -> int:
    shared = overlap(gold, found)
    is_long = len(text[found.start : found.end].split()) > _LONG_TRIGGER
    if not shared or (is_long and 2 * shared < length(found)):
        return 0
    return min(shared, 50) + (_EXACT if same_span(gold, found) else 0)


def _spurious(tally: Tally, pair: Compared, extra: list[GoldEvent]) -> list[GoldEvent]:
    """Of the unpaired found events those that are errors; the others are counted apart."""
    text, ignored = pair.gold.text, pair.gold.ignored_triggers
    duplicate = [
        event
        for event in extra
        if any(_trigger_likeness(gold, event, text) for gold in pair.gold.events)
    ]
    rest = [event for event in extra if event not in duplicate]
    optional = [
        event
        for event in rest
        if any(_span_likeness(span, event.trigger, text) for span in ignored)
    ]
    tally.add("event_duplicates", len(duplicate), 0)
    tally.add("event_optional", len(optional), 0)
    return [event for event in rest if event not in optional]


def _score_pair(tally: Tally, pair: Compared, gold: GoldEvent, found: GoldEvent) -> list[str]:
    """Count each field of a matched event; returns what makes its record wrong."""
    hits = {role: argument_hits(pair, gold, found, role) for role in ROLES}
    for role, hit in hits.items():
        tally.add_found(f"event_{role}", hit.right, found=hit.found, gold=hit.gold)
    right = {
        "type": _right_type(gold, found),
        "actor": hits["actor"].all_right,
        "date": _same_days(gold.time, found.time),
        "polarity": gold.polarity == found.polarity,
        "modality": gold.modality == found.modality,
    }
    for field in ("type", "date", "polarity", "modality"):
        tally.add(f"event_{field}", right[field])
    _score_subsets(tally, gold, found, right)
    return [_told(field, pair, gold, found) for field, fits in right.items() if not fits]


def _score_subsets(
    tally: Tally, gold: GoldEvent, found: GoldEvent, right: dict[str, bool]
) -> None:
    """The same fields on the events that are harder than the usual one."""
    if gold.time.begin or gold.time.end:
        tally.add("event_date_dated", right["date"])
        tally.add("event_date_overlap", _shares_a_day(gold.time, found.time))
    else:
        tally.add("event_date_undated", right["date"])
    if gold.polarity == "negative":
        tally.add("event_polarity_negative", right["polarity"])
    if gold.modality != "asserted":
        tally.add("event_modality_not_asserted", right["modality"])


def _score_attribution(
    tally: Tally, gold: GoldEvent, found: GoldEvent, quote_of: dict[str, str]
) -> None:
    if gold.attributed_to is None:
        tally.add("event_attribution", found.attributed_to is None)
        return
    is_right = quote_of.get(gold.attributed_to, "") == found.attributed_to
    tally.add("event_attribution", is_right)
    tally.add("event_attribution_quoted", is_right)


def _right_type(gold: GoldEvent, found: GoldEvent) -> bool:
    return found.type in (gold.type, *gold.type_alternates)


def _same_days(gold: GoldEventTime, found: GoldEventTime) -> bool:
    return (gold.begin, gold.end) == (found.begin, found.end)


def _shares_a_day(gold: GoldEventTime, found: GoldEventTime) -> bool:
    if not found.begin and not found.end:
        return False
    starts_in_time = (gold.begin or "0000") <= (found.end or "9999")
    return starts_in_time and (found.begin or "0000") <= (gold.end or "9999")


def _told(field: str, pair: Compared, gold: GoldEvent, found: GoldEvent) -> str:
    wanted, got = _value(field, gold, pair.gold), _value(field, found, pair.found)
    return f"{field} {wanted}, found {got}"


def _value(field: str, event: GoldEvent, record: GoldRecord) -> str:
    if field == "date":
        return f"{event.time.begin}..{event.time.end}"
    if field != "actor":
        return str(getattr(event, field))
    names = {entity.id: f" ({entity.name})" for entity in record.entities}
    actors = [argument for argument in event.arguments if argument.role == "actor"]
    return " and ".join(a.text + names.get(a.entity or "", "") for a in actors) or "none"
