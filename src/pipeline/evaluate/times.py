"""Times: expressions found, their TIMEX3 type and value, their calendar intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluate.matching import overlap, paired, same_span
from pipeline.evaluate.tally import Slip, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.evaluate.gold import GoldTime
    from pipeline.evaluate.matching import Compared

_EXACT = 1000  # more than any overlap: the same span is always the better partner


def score_times(pair: Compared) -> tuple[Tally, list[Slip]]:
    """Spans (strict, relaxed), type, value and interval of one article; and what was wrong.

    `time_e2e` asks for an overlapping expression with exactly the interval of gold.
    """
    gold, found = pair.gold.times, pair.found.times
    tally = Tally()
    counts = {"found": len(found), "gold": len(gold)}
    tally.add_found("time_strict", len(paired(gold, found, same_span)), **counts)
    pairs = paired(gold, found, _likeness)
    tally.add_found("time_relaxed", len(pairs), **counts)
    slips = [_missed(pair, time) for i, time in enumerate(gold) if i not in pairs]
    right = 0
    for i, j in pairs.items():
        right += _same_interval(gold[i], found[j])
        _score_pair(tally, gold[i], found[j])
        slips += _slip(pair, gold[i], found[j])
    tally.add_found("time_e2e", right, **counts)
    taken = set(pairs.values())
    slips += [_spurious(pair, time) for j, time in enumerate(found) if j not in taken]
    return tally, slips


def right_times(pair: Compared) -> dict[str, bool]:
    """Whether each found expression has an interval of gold, by id."""
    gold, found = pair.gold.times, pair.found.times
    right = dict.fromkeys((time.id for time in found), False)
    for i, j in paired(gold, found, _likeness).items():
        right[found[j].id] = _same_interval(gold[i], found[j])
    return right


def _likeness(gold: GoldTime, found: GoldTime) -> float:
    return overlap(gold, found) + (_EXACT if same_span(gold, found) else 0)


def _same_interval(gold: GoldTime, found: GoldTime) -> bool:
    return (gold.begin, gold.end_date) == (found.begin, found.end_date)


def _score_pair(tally: Tally, gold: GoldTime, found: GoldTime) -> None:
    tally.add("time_type", gold.type == found.type)
    tally.add("time_value", gold.value == found.value)
    tally.add("time_interval", _same_interval(gold, found))
    if gold.begin or gold.end_date:
        tally.add("time_interval_dated", _same_interval(gold, found))


def _slip(pair: Compared, gold: GoldTime, found: GoldTime) -> Iterator[Slip]:
    wrong = []
    if not same_span(gold, found):
        wrong.append(f"span, found {found.text!r}")
    if gold.type != found.type:
        wrong.append(f"type {gold.type}, found {found.type}")
    if gold.value != found.value:
        wrong.append(f"value {gold.value}, found {found.value}")
    if not _same_interval(gold, found):
        wrong.append(
            f"interval {gold.begin}..{gold.end_date}, found {found.begin}..{found.end_date}"
        )
    if wrong:
        yield Slip(pair.gold.article.id, "time", gold.text, tuple(wrong))


def _missed(pair: Compared, time: GoldTime) -> Slip:
    return Slip(pair.gold.article.id, "time", time.text, (f"missed {time.value}",))


def _spurious(pair: Compared, time: GoldTime) -> Slip:
    return Slip(pair.gold.article.id, "time", time.text, (f"spurious {time.value}",))
