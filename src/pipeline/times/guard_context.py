"""Guards on how expressions join, and on what stands around them.

Each takes the sight of the Doc and the reading, and says whether the match may stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.times.guard_units import vague_length

if TYPE_CHECKING:
    from pipeline.times.grammar import Reading
    from pipeline.times.sight import Sight


def between_and(sight: Sight, reading: Reading) -> bool:
    """`3 and 9 May` is a range after `between`; else only days in a row are."""
    words = sight.words(reading)
    if "and" not in words:
        return True
    days = int(reading.slots["day_to"]) - int(reading.slots["day"])
    if "day_mid" in reading.slots:
        return days == 2 and int(reading.slots["day_to"]) - int(reading.slots["day_mid"]) == 1
    return sight.before(reading.start) == "between" or days == 1


def range_(sight: Sight, reading: Reading) -> bool:
    """With `and`: after `between`, or two years in a row."""
    a, b = reading.slots["a"], reading.slots["b"]
    if (a.name == "weekday") != (b.name == "weekday"):
        return False
    if "," in sight.text[a.end : b.start] and {a.name, b.name} != {"date"}:
        return False  # put off from last Thursday, to Nov. 6
    if "and" not in sight.words(reading):
        return True
    if sight.before(reading.start) == "between":
        return True
    for slots, slot, cycle in (
        ({"year"}, "year", 0),
        ({"weekday"}, "weekday", 7),
        ({"month"}, "month", 12),
    ):
        if set(a.slots) == slots and set(b.slots) in (slots, slots | {"year"}):
            step = int(b.slots[slot]) - int(a.slots[slot])
            return step == 1 or (cycle > 0 and step == 1 - cycle)
    return False


def months_of_year(sight: Sight, reading: Reading) -> bool:
    """The first nine, the last three months of a year."""
    inner = reading.slots["inner"]
    if inner.name == "first_months":
        return True
    return (
        inner.slots.get("rel") == "last"
        and inner.slots.get("unit") == "month"
        and "n" in inner.slots
    )


def outer_year(sight: Sight, reading: Reading) -> bool:
    """What holds the month or quarter is a year."""
    outer = reading.slots.get("outer")
    return outer is None or outer.slots.get("unit", "year") == "year"


def outer_of_day(sight: Sight, reading: Reading) -> bool:
    """A weekday of a week, a date of a year."""
    inner, outer = reading.slots["inner"], reading.slots["outer"]
    unit = outer.slots.get("unit", "year")
    if inner.name == "weekday":
        return bool(unit == "week")
    return inner.name == "date" and unit == "year" and "year" not in inner.slots


def ends_there(_: Sight, reading: Reading) -> bool:
    """To the end of September; not to early September."""
    outer = reading.slots["outer"]
    return bool(outer.name != "part" or outer.slots["part"] == "END")


def clause_end(sight: Sight, reading: Reading) -> bool:
    """Nothing follows that it could govern: `the day after.`, not `the day after the vote`."""
    after = sight.next_token(reading.end)
    if after is None or "\n" in sight.text[reading.end : after.idx]:
        return True
    return (
        after.is_punct
        or after.pos_ in {"ADP", "CCONJ", "ADV", "AUX"}
        or after.tag_ in {"VBD", "VBZ"}
    )


def not_before_noun(sight: Sight, reading: Reading) -> bool:
    """`two days before` on its own; `earlier` always is; of a known length."""
    if vague_length(sight, reading):
        return False
    words = sight.words(reading)
    return words[-1] != "before" or clause_end(sight, reading)


def not_rest_later(sight: Sight, reading: Reading) -> bool:
    """`two years later`; `two years on` only before a comma or stop; of a known length."""
    if vague_length(sight, reading):
        return False
    words = sight.words(reading)
    return words[-1] != "on" or sight.after(reading.end) in {",", ".", "", ";", ":"}


def event_follows(sight: Sight, reading: Reading) -> bool:
    """A noun phrase follows that can name an event: `the day after the vote`."""
    if sight.before(reading.start) in {"for", "than"}:
        return False  # for three days before the quake
    after = sight.next_token(reading.end)
    if after is None or "\n" in sight.text[reading.end : after.idx]:
        return False
    return after.tag_ in {"DT", "PRP$", "NN", "NNS", "NNP", "JJ"}


def today(sight: Sight, reading: Reading) -> bool:
    """A year ago today: the day is stated, and is today."""
    day = reading.slots.get("day")
    return day is None or (day.name == "deictic" and int(day.slots["deictic"]) == 0)


def clock_time(sight: Sight, reading: Reading) -> bool:
    """A time of day: with a.m. or a zone, or after at, by, until; or a stamp of its own."""
    slots = reading.slots
    if "half_day" in slots or "zone" in slots or "oclock" in slots or "daypart" in slots:
        return True
    _, block = sight.block(reading.start)
    if block.kind in {"stamp", "byline", "dateline"} or _opens(sight, reading, block.start):
        return True
    if "digits" in slots or "clock" in slots:
        return sight.before(reading.start) in sight.listed("before_clock") and sight.after(
            reading.end
        ) not in {
            "-",
            "win",
            "lead",
            "victory",
        }
    return "night" in sight.words(reading)


def _opens(sight: Sight, reading: Reading, start: int) -> bool:
    """A live blog's stamp before its text: `09:15 Counting resumes`."""
    raw = sight.text[reading.start : reading.end]
    if len(raw) != len("09:15") or raw[2] != ":":
        return False
    rest = sight.text[reading.end : reading.end + 4].lstrip(" -–—:|]")
    return not sight.text[start : reading.start].strip(" [") and rest[:1].isupper()


def dot_clock(sight: Sight, reading: Reading) -> bool:
    """`7.30 on Saturday`: after `at`; else a number."""
    return "dot_clock" not in reading.slots or sight.before(reading.start) in {"at", "by"}


def clock_words(sight: Sight, reading: Reading) -> bool:
    """Ten to two, half past six: after `at` and its like."""
    return sight.before(reading.start) in {
        "at",
        "by",
        "until",
        "about",
        "around",
        "before",
        "after",
    }


def clock_range(sight: Sight, reading: Reading) -> bool:
    """With `and`, or a bare hour: only after `between` or `from`."""
    words = sight.words(reading)
    if "and" in words or "hour_from" in reading.slots:
        return sight.before(reading.start) in {"between", "from", ":"}
    return True


def daypart_alone(sight: Sight, reading: Reading) -> bool:
    """A bare morning or night that places something: until morning, in the evening."""
    token = sight.token(reading.end - 1)
    if token.lower_ == "overnight":
        return token.pos_ == "ADV" or token.dep_ in {"advmod", "npadvmod"}
    if token.dep_ == "compound" and token.head.i > token.i:
        return False
    if sight.after(reading.end) == "of":
        return False
    return sight.before(reading.start) in {
        "until",
        "till",
        "by",
        "in",
        "during",
        "since",
        "before",
        "through",
    }
