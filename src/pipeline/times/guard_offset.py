"""Guards of expressions that are counted on from another, and of decades spelt like years."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.times.grammar import Reading
    from pipeline.times.sight import Sight

LASTING = frozenset({"for", "in", "within", "after", "over", "of", "than", "spent", "next"})
PARTS = frozenset({"early", "mid", "late", "middle", "-"})
COMING = frozenset({"0", "1"})


def counted_on(sight: Sight, reading: Reading) -> bool:
    """A week from Monday; not `for a week from Monday`, nor `three hours from today`."""
    length, outer = reading.slots["length"], reading.slots["outer"]
    if sight.before(reading.start) in LASTING or length.slots.get("unit") not in {
        "day", "week", "fortnight", "month", "year",
    }:  # fmt: skip
        return False
    if outer.name == "deictic":
        return outer.slots["deictic"] in COMING
    return bool(outer.name == "weekday")


def counted_back(_: Sight, reading: Reading) -> bool:
    """A week ago on Monday, ten years ago this week: with what it is counted from."""
    outer = reading.slots["outer"]
    if outer.name == "rel_unit":
        return str(outer.slots.get("rel")) == "this"
    if outer.name == "deictic":
        return str(outer.slots["deictic"]) != "1"
    return bool(outer.name == "weekday")


def weekend(_: Sight, reading: Reading) -> bool:
    """The weekend of 4 March, not another unit of that day."""
    inner = reading.slots.get("weekend")
    return inner is None or inner.name == "weekend"


def decade_year(sight: Sight, reading: Reading) -> bool:
    """The 1980's; not what belongs to a year: 2020's census."""
    if int(reading.slots["whole"]) % 10:
        return False
    return sight.words(reading)[0] == "the" or sight.before(reading.start) in PARTS
