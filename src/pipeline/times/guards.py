"""Guards: what must hold around a match for it to be a time expression. Named in the packs.

Each takes the sight of the Doc and the reading, and says whether the match may stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.times.value import TIME_UNITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.times.grammar import Reading
    from pipeline.times.sight import Sight

NOUNS = frozenset({"NOUN", "PROPN"})
PREPOSITIONS = frozenset(
    ["in", "since", "until", "till", "by", "before", "after", "from", "to", "of", "for", "during", "around", "about", "through", "between", "early", "late", "mid", "and", "or", "than", "circa", "(", ",", "[", "–", "-", "/", "throughout", "as", "over", "back", "till"]
)


def _words(sight: Sight, reading: Reading) -> list[str]:
    return sight.text[reading.start : reading.end].lower().split()


def not_name(sight: Sight, reading: Reading) -> bool:
    """Not part of a name: the Sunday Times, Theresa May, Black Friday Ltd, the Good Friday Agreement."""
    token = sight.token(reading.end - 1)
    if sight.text[reading.start].islower():
        return True
    after = sight.next_token(reading.end)
    if after is not None and token.dep_ in {"compound", "nmod"} and token.head.i > token.i:
        between = sight.text[reading.end : token.head.idx]
        if token.head.pos_ == "PROPN" and "\n" not in between and token.head.text[:1].isupper():
            return token.head.lower_ in {"night", "morning", "evening", "afternoon"}
    return token.ent_type_ not in {"PERSON", "WORK_OF_ART", "PRODUCT", "FAC"}


def holiday_name(sight: Sight, reading: Reading) -> bool:
    """A holiday as a day, not as the kind of a thing: a Christmas card."""
    token = sight.token(reading.end - 1)
    return not (token.dep_ in {"compound", "nmod"} and token.head.i > token.i)


MONTH_BEFORE = frozenset(
    ["in", "since", "until", "till", "by", "during", "from", "through", "early", "late", "mid", "last", "next", "this"]
)


def month_name(sight: Sight, reading: Reading) -> bool:
    """A month: not the modal, the verb, a person's name."""
    token = sight.token(reading.start)
    if token.lower_ in {"may", "march", "mar"} and (
        token.pos_ in {"AUX", "VERB"} or token.tag_ == "MD"
    ):
        return False
    left = token.nbor(-1) if token.i else None
    if left is not None and left.dep_ == "compound" and left.head.i == token.i:
        return left.ent_type_ == "DATE"
    return sight.before(reading.start) in MONTH_BEFORE or not_name(sight, reading)


def year_number(sight: Sight, reading: Reading) -> bool:
    """A year, not a count (2014 people) or a number of something (flight 1988)."""
    year = int(reading.slots["year"])
    token = sight.token(reading.end - 1)
    before = sight.before(reading.start)
    if " " in sight.text[reading.start : reading.end].strip():
        return True
    if token.head.i > token.i and (
        token.head.lower_ in sight.cues.get("counted", frozenset()) or token.head.tag_ == "CD"
    ):
        return False
    if before in sight.cues.get("numbered", frozenset()):
        return False
    if not 1900 <= year <= 2060:
        return before in PREPOSITIONS - {"than", "about", "around", "over", ",", "to", "or"}
    if before in PREPOSITIONS or before in {"the", "", "'s", "year", "fiscal", "s"}:
        return True
    left = sight.token(reading.start - 1) if reading.start else None
    return left is None or left.pos_ not in {"NUM", "SYM"}


def spoken_year(sight: Sight, reading: Reading) -> bool:
    """A year in words, not a count: eighteen hundred people."""
    after = sight.next_token(reading.end)
    return (
        after is None or after.pos_ not in NOUNS or "\n" in sight.text[reading.end : after.idx]
    )


def not_age(sight: Sight, reading: Reading) -> bool:
    """Not an age: 34 years old, a 71-year-old, in her eighties."""
    after = sight.text[reading.end : reading.end + 8].lower()
    if after.startswith(("-old", " old", " of age", "-olds")):
        return False
    return sight.before(reading.start) not in {"his", "her", "their", "my", "aged", "age"}


RATE_BEFORE = frozenset({"NOUN", "PROPN", "NUM", "SYM"})


def rate(sight: Sight, reading: Reading) -> bool:
    """Per unit: 3 million euros a year, four flights a week, twice a month."""
    if _words(sight, reading)[0] == "per":
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
    words = _words(sight, reading)
    if words[0] not in {"a", "an", "one"}:
        return True
    return sight.text[reading.end : reading.end + 1] != "-" and not rate(sight, reading)


def time_unit(sight: Sight, reading: Reading) -> bool:
    """The unit is one of time: not a second round, a quarter of voters, match time."""
    unit = str(reading.slots.get("unit"))
    words = _words(sight, reading)
    after = sight.next_token(reading.end)
    if (
        words[0].isdigit()
        and len(words[0]) == 4
        and words[-1] in {"quarter", "year", "month", "half"}
    ):
        return False
    if unit == "second" and words[-1] == "second":
        return after is None or after.pos_ not in {*NOUNS, "ADJ"}
    if unit == "quarter":
        return sight.after(reading.end) not in {"of", "-", "century"} and (
            len(words) > 2 or words[0] not in {"a", "one"}
        )
    if unit in TIME_UNITS and (
        words[0] in {"last", "final", "opening"}
        or sight.before(reading.start) in {"last", "final", "opening", "closing", "first"}
    ):
        return "rel" not in reading.slots and sight.before(reading.start) not in {
            "last",
            "final",
            "opening",
            "closing",
        }
    return True


UNITS_BEFORE = frozenset(["for", "in", "within", "after", "over", "during", "follow", "follows", "following", "of"])


def some_units(sight: Sight, reading: Reading) -> bool:
    """Bare `weeks` only where something lasts them: for weeks, within months."""
    words = _words(sight, reading)
    return words[:-1] not in ([], ["the"]) or sight.before(reading.start) in UNITS_BEFORE


def today(sight: Sight, reading: Reading) -> bool:
    """A year ago today: the day is stated, and is today."""
    day = reading.slots.get("day")
    return day is None or (day.name == "deictic" and int(day.slots["deictic"]) == 0)


def event_follows(sight: Sight, reading: Reading) -> bool:
    """A noun phrase follows that can name an event: `the day after the vote`."""
    after = sight.next_token(reading.end)
    if after is None or "\n" in sight.text[reading.end : after.idx]:
        return False
    return (
        after.tag_ in {"DT", "PRP$", "NN", "NNS", "NNP", "JJ"}
        and sight.before(reading.start) != "than"
    )


def determiner(sight: Sight, reading: Reading) -> bool:
    """`that` is a determiner, not a conjunction."""
    token = sight.token(reading.start)
    if sight.after(reading.end) == "-":
        return False
    return token.lower_ != "that" or token.dep_ == "det" or token.pos_ == "DET"


def determined(sight: Sight, reading: Reading) -> bool:
    """The past year, his past month: with a determiner."""
    words = _words(sight, reading)
    return words[0] == "the" or sight.before(reading.start) in {
        "his",
        "her",
        "their",
        "its",
        "this",
        "every",
    }


def between_and(sight: Sight, reading: Reading) -> bool:
    """`3 and 9 May` is a range after `between`; else only days in a row are."""
    words = _words(sight, reading)
    if "and" not in words:
        return True
    days = int(reading.slots["day_to"]) - int(reading.slots["day"])
    return sight.before(reading.start) == "between" or days == 1


def range_(sight: Sight, reading: Reading) -> bool:
    """With `and`: after `between`, or two years in a row."""
    a, b = reading.slots["a"], reading.slots["b"]
    if (a.name == "weekday") != (b.name == "weekday"):
        return False
    if "and" not in _words(sight, reading):
        return True
    if sight.before(reading.start) == "between":
        return True
    years = set(a.slots) == {"year"} and set(b.slots) == {"year"}
    return years and int(b.slots["year"]) - int(a.slots["year"]) == 1


def not_ordinal_last(sight: Sight, reading: Reading) -> bool:
    """Last week, this year; not the last day, this day, the last week of May."""
    if _words(sight, reading)[0] == "the" and sight.after(reading.end) == "of":
        return False
    return str(reading.slots["unit"]) != "day" or str(reading.slots["rel"]) == "next"


def day_number(sight: Sight, reading: Reading) -> bool:
    """The 18th as a day: no noun follows it."""
    token = sight.token(reading.end - 1)
    return not (token.head.pos_ in NOUNS and token.head.i > token.i) and sight.after(
        reading.end
    ) not in {"-", "of", "century"}


def quarter_number(sight: Sight, reading: Reading) -> bool:
    """There are four quarters."""
    return int(reading.slots.get("quarter", 1)) <= 4


def outer_year(sight: Sight, reading: Reading) -> bool:
    """What holds the month or quarter is a year."""
    outer = reading.slots.get("outer")
    return outer is None or outer.slots.get("unit", "year") == "year"


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


def outer_of_day(sight: Sight, reading: Reading) -> bool:
    """A weekday of a week, a date of a year."""
    inner, outer = reading.slots["inner"], reading.slots["outer"]
    unit = outer.slots.get("unit", "year")
    if inner.name == "weekday":
        return bool(unit == "week")
    return inner.name == "date" and unit == "year" and "year" not in inner.slots


def vague_length(sight: Sight, reading: Reading) -> bool:
    """Of an unknown length: several years ago."""
    length = reading.slots.get("length")
    return length is None or length.name == "duration_vague"


def known_length(sight: Sight, reading: Reading) -> bool:
    """Of a known length."""
    return not vague_length(sight, reading)


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
    """`two days before` on its own; `earlier` always is."""
    words = _words(sight, reading)
    return words[-1] != "before" or clause_end(sight, reading)


def not_rest_later(sight: Sight, reading: Reading) -> bool:
    """`two years later`; `two years on` only before a comma or stop."""
    words = _words(sight, reading)
    return words[-1] != "on" or sight.after(reading.end) in {",", ".", "", ";", ":"}


def business(sight: Sight, reading: Reading) -> bool:
    """The sentence gives a company's figures."""
    return sight.setting(reading.start, reading.end).business


def reporting_unit(sight: Sight, reading: Reading) -> bool:
    """The quarter, the period, the half: of a company's report."""
    unit = reading.slots.get("unit", "quarter")
    if unit != "quarter":
        return False
    return sight.after(reading.end) not in {"of", "-", "-final", "final", "century"}


def part(sight: Sight, reading: Reading) -> bool:
    """`late` before a time, not before a noun it describes (the late 71-year-old)."""
    inner = reading.slots.get("inner")
    return inner is None or inner.name != "fiscal_quarter"


def daypart(sight: Sight, reading: Reading) -> bool:
    """Not a programme: Monday Night Football."""
    token = sight.token(reading.end - 1)
    after = sight.next_token(reading.end)
    return not (token.text[:1].isupper() and token.pos_ == "PROPN" and after is not None
                and after.pos_ == "PROPN" and token.dep_ == "compound")  # fmt: skip


SEASON_BEFORE = frozenset(
    ["in", "by", "during", "since", "until", "till", "of", "before", "after", "through", "for", "over", "from", "to", "this", "late", "early", "mid", "every"]
)


def season_noun(sight: Sight, reading: Reading) -> bool:
    """The season, not the fall of a city or a summer camp."""
    token = sight.token(reading.end - 1)
    if token.pos_ not in NOUNS or (token.dep_ == "compound" and token.head.i > token.i):
        return False
    if sight.after(reading.end) in {"of", "in", "-"} and token.lower_ in {"fall", "spring"}:
        return False
    return sight.before(reading.start) in SEASON_BEFORE


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
    return unit in {"year"} or "full" in _words(sight, reading)


def daypart_alone(sight: Sight, reading: Reading) -> bool:
    """A bare morning or night that places something: until morning, in the evening, overnight."""
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


CLOCK_BEFORE = frozenset(
    ["at", "by", "until", "till", "from", "around", "about", "after", "before", "since", "between", "to", "of", "and", "(", ",", "of", "shortly", "past"]
)


def clock_time(sight: Sight, reading: Reading) -> bool:
    """A time of day: with a.m. or a zone, or after at, by, until; or a stamp of its own."""
    slots = reading.slots
    if "half_day" in slots or "zone" in slots or "oclock" in slots or "daypart" in slots:
        return True
    _, block = sight.block(reading.start)
    if block.kind in {"stamp", "byline", "dateline"}:
        return True
    if "digits" in slots or "clock" in slots:
        return sight.before(reading.start) in CLOCK_BEFORE and sight.after(reading.end) not in {
            "-",
            "win",
            "lead",
            "victory",
        }
    return "night" in _words(sight, reading)


def vague(sight: Sight, reading: Reading) -> bool:
    """An adverb or adjective of time: not a current of water, not once upon a time, not soon after."""
    token = sight.token(reading.end - 1)
    after = sight.after(reading.end)
    if token.lower_ in {"current", "present", "recent"}:
        return token.pos_ == "ADJ"
    if token.lower_ in {"earlier", "previously", "soon"} and after in {
        "than",
        "as",
        "after",
        "this",
        "in",
    }:
        return False
    if token.lower_ == "once":
        return (
            token.pos_ == "ADV"
            and token.head.pos_ in {"ADJ", "VERB"}
            and token.dep_ == "advmod"
        )
    return not (token.lower_ == "now" and after == "that")


GUARDS: dict[str, Callable[[Sight, Reading], bool]] = {
    "not_name": not_name, "holiday_name": holiday_name, "month_name": month_name, "year_number": year_number,
    "spoken_year": spoken_year, "not_age": not_age, "rate": rate, "not_rate": not_rate, "time_unit": time_unit,
    "determiner": determiner, "determined": determined, "between_and": between_and, "range": range_,
    "not_ordinal_last": not_ordinal_last, "day_number": day_number, "quarter_number": quarter_number,
    "outer_year": outer_year, "outer_of_day": outer_of_day, "vague_length": vague_length,
    "known_length": known_length, "clause_end": clause_end, "not_before_noun": not_before_noun,
    "not_rest_later": not_rest_later, "business": business, "reporting_unit": reporting_unit, "part": part,
    "daypart": daypart, "season_noun": season_noun, "the_unit": the_unit, "daypart_alone": daypart_alone,
    "clock_time": clock_time, "vague": vague, "some_units": some_units, "ended": ended, "today": today, "months_of_year": months_of_year, "event_follows": event_follows,
}  # fmt: skip
