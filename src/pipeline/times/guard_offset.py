"""Guards of expressions that are counted on from another, and of decades spelt like years."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.times.grammar import Reading
    from pipeline.times.sight import Sight

LASTING = frozenset({"for", "in", "within", "after", "over", "of", "than", "spent", "next"})
PARTS = frozenset({"early", "mid", "late", "middle", "-"})
COMING = frozenset({"0", "1"})


SMALLER = {
    "year": {"month", "week", "day"},
    "month": {"week", "day"},
    "week": {"day"},
    "day": {"hour", "minute"},
    "hour": {"minute", "second"},
    "minute": {"second"},
}
SINCE = frozenset({"in", "of", "since", "by", "until", "till", "from", "before", "after"})
AT = frozenset({"at", "by", "from", "until", "till", "around", "about", "after", "before"})
COUNTED = frozenset({"later", "after", "before", "earlier", "ago", "from", "on"})


def smaller_unit(sight: Sight, reading: Reading) -> bool:
    """Two years and three months: numbers of a unit and of a smaller one, nothing counted."""
    a, b = reading.slots["a"], reading.slots["b"]
    if a.name != "duration" or b.name != "duration" or "rel" in b.slots:
        return False
    if str(b.slots["unit"]) not in SMALLER.get(str(a.slots["unit"]), ()):
        return False
    return sight.after(reading.end) not in COUNTED


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


def bare_plural(sight: Sight, reading: Reading) -> bool:
    """At weekends, on weekends; not `two weekends`."""
    return sight.before(reading.start) in {"at", "on", "during", "and"}


def days_of_year(_: Sight, reading: Reading) -> bool:
    """14 to 16 February last year: two days or months of a year named by the publication's."""
    inner, outer = reading.slots["inner"], reading.slots["outer"]
    plain = inner.name in {"days_in_month", "months"} and "year" not in inner.slots
    return plain and str(outer.slots.get("unit")) == "year"


def seasons_years(_: Sight, reading: Reading) -> bool:
    """The winter of 2019-20, of 2019/20."""
    return bool(reading.slots["outer"].name == "years")


def smaller_length(_: Sight, reading: Reading) -> bool:
    """Five days a week, ten hours a day; not any other count."""
    length = reading.slots.get("length")
    return length is None or str(length) in SMALLER.get(str(reading.slots["unit"]), ())


def of_years(_: Sight, reading: Reading) -> bool:
    """The ten years, the decade to 2020; not three months to 2020."""
    length = reading.slots.get("length")
    return length is None or str(length.slots.get("unit")) in {"year", "decade"}


def short_year(sight: Sight, reading: Reading) -> bool:
    """In '98, the summer of '69; not the first word of what is quoted."""
    after = sight.text[reading.end : reading.end + 2]
    close = reading.end - reading.start == len("'98")
    return (
        close
        and sight.before(reading.start) in SINCE
        and (not after or not after[0].isspace() or not after[1:].isupper())
    )


def day_of_clock(sight: Sight, reading: Reading) -> bool:
    """A clock time with its day; not `two hours later, at 7:30`, nor a price of 1430."""
    if reading.slots["outer"].slots.get("unit") not in {None, "day"}:
        return False
    length = reading.slots["outer"].slots.get("length")
    if length is not None and str(length.slots.get("unit")) in {"hour", "minute", "second"}:
        return False
    if "digits" not in reading.slots:
        return True
    return str(reading.slots["digits"])[0] == "0" and sight.before(reading.start) in AT


def weekend(_: Sight, reading: Reading) -> bool:
    """The weekend of 4 March, not another unit of that day."""
    inner = reading.slots.get("weekend")
    return inner is None or inner.name == "weekend"


def decade_year(sight: Sight, reading: Reading) -> bool:
    """The 1980's; not what belongs to a year: 2020's census."""
    if int(reading.slots["whole"]) % 10:
        return False
    return sight.words(reading)[0] == "the" or sight.before(reading.start) in PARTS
