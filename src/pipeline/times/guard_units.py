"""Guards on lengths and units: not an age, not a rate, not match time.

Each takes the sight of the Doc and the reading, and says whether the match may stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.times.grammar import Reading
    from pipeline.times.sight import Sight

NOUNS = frozenset({"NOUN", "PROPN"})
BESIDE = frozenset({"later", "earlier", "ago", "before", "after"})


def not_age(sight: Sight, reading: Reading) -> bool:
    """Not an age: 34 years old, a 71-year-old, in her eighties, the over-60s."""
    after = sight.text[reading.end : reading.end + 8].lower()
    if after.startswith(("-old", " old", " of age", "-olds")):
        return False
    if reading.name == "decade":
        if sight.text[: reading.start].lower().endswith(("over-", "over ", "under-", "under ")):
            return False  # the over-60s
        return sight.before(reading.start) not in {"his", "her", "their", "my"}
    return sight.before(reading.start) not in {"aged", "age"}


YEAR_PARTS = frozenset({"quarter", "year", "month", "half"})
RATE_BEFORE = frozenset({"NOUN", "PROPN", "NUM", "SYM"})


def rate(sight: Sight, reading: Reading) -> bool:
    """Per unit: 3 million euros a year, four flights a week, twice a month."""
    if sight.words(reading)[0] == "per":
        return True
    if reading.start == 0:
        return False
    left = sight.token(reading.start - 1)
    if left.is_space and left.i:
        left = left.nbor(-1)
    after = sight.after(reading.end)
    if after in {"ago", "earlier", "later", "after", "before", "-", "or", "and", "from"}:
        return False
    return left.pos_ in RATE_BEFORE or left.lower_ in {"%", "once", "twice", "times"}


def not_rate(sight: Sight, reading: Reading) -> bool:
    """Not a rate."""
    words = sight.words(reading)
    if words[0] not in {"a", "an", "one"}:
        return True
    if sight.text[reading.end : reading.end + 1] == "-":
        return False
    return words[0] == "one" or not rate(sight, reading)


def time_unit(sight: Sight, reading: Reading) -> bool:
    """The unit is one of time: not a second round, a quarter of voters, match time."""
    unit = str(reading.slots.get("unit"))
    words = sight.words(reading)
    if words[0].isdigit() and len(words[0]) == 4 and words[-1] in YEAR_PARTS:
        return False  # the 1988 quarter
    if words[0] == "last" and sight.token(reading.start).pos_ == "VERB":
        return False  # the truce was to last 72 hours
    if len(words) == 2 and (_describes(sight, reading) or _is_some_day(sight, reading)):
        return False
    if unit == "second" and words[-1] == "second":
        return _is_second(sight, reading)
    if unit == "quarter" and "vague" not in reading.slots:
        alone = len(words) <= 2 and words[0] in {"a", "one"}
        return sight.after(reading.end) not in {"of", "-", "century"} and not alone
    return unit not in {"minute", "second"} or not _is_match_time(sight, reading, words)


def _is_some_day(sight: Sight, reading: Reading) -> bool:
    """One day he will win; not: it lasted one day, one day later."""
    token = sight.token(reading.end - 1)
    if sight.words(reading) != ["one", "day"] or token.dep_ != "npadvmod":
        return False
    if token.head.i < token.i or sight.verb_before(reading.start):
        return False
    return sight.after(reading.end) not in BESIDE | {"-", "in", "of"}


def _describes(sight: Sight, reading: Reading) -> bool:
    """A night club, a minute amount; not a day-long strike."""
    token = sight.token(reading.end - 1)
    if sight.words(reading)[0] not in {"a", "an"}:
        return False
    if token.dep_ not in {"compound", "amod"} or token.head.i != token.i + 1:
        return False
    return token.head.pos_ in NOUNS


def _is_second(sight: Sight, reading: Reading) -> bool:
    """For a second, one second later; not a second time, nor one that followed."""
    after = sight.next_token(reading.end)
    if after is not None and after.pos_ in {*NOUNS, "ADJ"}:
        return False
    words = sight.words(reading)
    lasting = sight.before(reading.start) in sight.listed("before_units")
    return words[0] not in {"a", "one"} or lasting or sight.after(reading.end) in BESIDE


def _is_match_time(sight: Sight, reading: Reading, words: list[str]) -> bool:
    """The last two minutes, the opening 10 minutes: of a match, not of the calendar."""
    spans = sight.listed("match_time")
    if words[0] in spans or ("the" in words[:1] and words[1:2] and words[1] in spans):
        return True
    if sight.before(reading.start) not in spans:
        return False
    return not sight.verb_before(reading.start)


def some_units(sight: Sight, reading: Reading) -> bool:
    """Bare `weeks` only where something lasts them: for weeks, within months."""
    words = sight.text[reading.start : reading.end].lower().replace("-", " ").split()
    return words[:-1] not in ([], ["the"]) or sight.before(reading.start) in sight.listed(
        "before_units"
    )


def quarter_number(sight: Sight, reading: Reading) -> bool:
    """There are four quarters; those of a match and quarter-finals are none of them."""
    if int(reading.slots.get("quarter", 1)) > 4 or sight.after(reading.end) == "-":
        return False
    return "year" in reading.slots or not sight.tells(sight.token(reading.start), "match_words")


def vague_length(sight: Sight, reading: Reading) -> bool:
    """Of an unknown length: several years ago."""
    length = reading.slots.get("length")
    return length is None or length.name == "duration_vague"


def known_length(sight: Sight, reading: Reading) -> bool:
    """Of a known length."""
    return not vague_length(sight, reading)


def quarters(_: Sight, reading: Reading) -> bool:
    """The first two quarters; no other unit."""
    return bool(reading.slots["unit"] == "quarter")


def ended(sight: Sight, reading: Reading) -> bool:
    """`the year ended March 31`: a length, with its end said apart."""
    return (
        sight.after(reading.end) in {"ended", "ending"} and reading.slots["unit"] != "quarter"
    )


def the_unit(sight: Sight, reading: Reading) -> bool:
    """The full year; the year, the week in the story's own terms."""
    unit = str(reading.slots.get("unit", "year"))
    if sight.after(reading.end) in {
        "ended",
        "ending",
        "of",
        "-",
        "after",
        "before",
        "when",
        "that",
        "in",
        "to",
        "s",
        "'",
    }:
        return False
    return unit in {"year"} or "full" in sight.words(reading)


def reporting_unit(sight: Sight, reading: Reading) -> bool:
    """The quarter, the period, the half: of a company's report."""
    unit = reading.slots.get("unit", "quarter")
    if unit != "quarter":
        return False
    return sight.after(reading.end) not in {"of", "-", "-final", "final", "century"}


def business(sight: Sight, reading: Reading) -> bool:
    """The sentence gives a company's figures."""
    return sight.setting(reading.start, reading.end).business


def not_of(sight: Sight, reading: Reading) -> bool:
    """Last Friday; not the last Friday of September."""
    return sight.after(reading.end) != "of"


def same_unit(_: Sight, reading: Reading) -> bool:
    """The same quarter (last year); not the previous one."""
    same = reading.slots.get("same")
    return same is None or (
        same.slots.get("shift") == "same" and same.slots.get("unit") in {"month", "quarter"}
    )


def not_ordinal_last(sight: Sight, reading: Reading) -> bool:
    """Last week, this year; not the last day, this day, the last week of May."""
    if sight.after(reading.end) == "of":
        return False
    return str(reading.slots["unit"]) != "day" or str(reading.slots["rel"]) == "next"


def part(sight: Sight, reading: Reading) -> bool:
    """`late` before a time, not before a noun it describes (the late 71-year-old)."""
    inner = reading.slots.get("inner")
    return inner is None or inner.name != "fiscal_quarter"
