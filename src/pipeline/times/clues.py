"""What a text says of its own publication day, for `pipeline.times.publication`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.syntax import tense_of
from pipeline.times.grammar import Reading
from pipeline.times.years import Clue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from pipeline.times.anchor import Setting
    from pipeline.times.sight import Sight

PARTS = ("inner", "outer", "a", "b", "clock")
TELLING = frozenset(
    [
        "date",
        "month",
        "year",
        "weekday",
        "rel_unit",
        "iso",
        "slash",
        "short_period",
        "fiscal_year",
    ]
)
_STAMP = re.compile(r"(?i)(?:published|updated|posted|modified)(?: on)?:?\s*")
_TURN = re.compile(r"([^\W\d_a-z][^:\n]{0,40}): \S")
OVER = frozenset({"in", "on", "since", "until", "after", "back", "around"})  # not `for 2019`
MIN_TURNS = 4  # paragraphs
MAX_STAMP = 60  # characters; a longer line is no date


def text_clues(sight: Sight, readings: Iterable[Reading]) -> list[Clue]:
    """The clues of all expressions, in text order."""
    return [clue for reading in readings for clue in _clues(sight, reading)]


def _clues(sight: Sight, reading: Reading) -> list[Clue]:
    slots = reading.slots
    inner = [slots[name] for name in PARTS if isinstance(slots.get(name), Reading)]
    if inner:
        placed = [replace(one, start=reading.start, end=reading.end) for one in inner]
        return [clue for one in placed for clue in _clues(sight, one)]
    if reading.name not in TELLING:
        return []
    setting = sight.setting(reading.start, reading.end)
    ahead = setting.ahead and setting.tense == "past"
    this_week = reading.name == "rel_unit" and (slots["unit"], slots["rel"]) == ("week", "this")
    return [
        Clue(
            "open" if ahead else setting.tense,
            setting.block,
            week=0 if this_week else None,
            paragraph=setting.paragraph,
            limit=setting.limit,
            start=reading.start,
            over=_is_over(sight, reading, setting),
            background=_is_origin(sight, reading),
            **_numbers(reading),
        )
    ]


def _is_over(sight: Sight, reading: Reading, setting: Setting) -> bool:
    """A year that is over when a text tells of it so: `it failed in 2019`.

    Not `has grown in 2019`, and not a year that counts as the current one (fiscal 2019).
    """
    if reading.name != "year" or setting.tense == "future" or setting.before not in OVER:
        return False
    verb = sight.governing_verb(reading.start, reading.end)
    return verb is None or tense_of(verb) != "perfect"


def _is_origin(sight: Sight, reading: Reading) -> bool:
    """Told of a founding or a birth: it says nothing of when the story plays."""
    if "year" not in reading.slots:
        return False
    verb = sight.governing_verb(reading.start, reading.end)
    return verb is not None and verb.lemma_ in sight.listed("origins")


def _numbers(reading: Reading) -> dict[str, int]:
    slots = reading.slots
    if reading.name == "iso":
        raw = str(slots["iso"])
        return {"year": int(raw[:4]), "month": int(raw[5:7]), "day": int(raw[8:10])}
    names = ("month", "day", "year", "weekday")
    return {name: int(slots[name]) for name in names if name in slots}


def is_interview(sight: Sight) -> bool:
    """Whether two people take turns in a text, under their names (`Tadesse: I know`)."""
    labels = [
        match[1]
        for block in sight.blocks
        if block.kind == "body" and (match := _TURN.match(sight.text, block.start, block.end))
    ]
    return len(labels) >= MIN_TURNS and len(labels) > 2 * len(set(labels)) - 2


def stamped_clues(sight: Sight, clues: Sequence[Clue]) -> list[Clue]:
    """Days of `Published: ...` lines in spellings that the grammar does not know."""
    if any(clue.whole and clue.block in {"byline", "dateline"} for clue in clues):
        return []
    found = []
    for block in sight.blocks:
        line = sight.text[block.start : block.end]
        match = _STAMP.match(line) if block.kind == "byline" else None
        day = stamped_day(line[match.end() :]) if match else None
        if day is not None:
            found.append(Clue("past", "byline", month=day.month, day=day.day, year=day.year))
    return found


def stamped_day(line: str) -> date | None:
    """The day of a time stamp in any common spelling ("12. March 2024 10:30 CET"), or None."""
    if len(line) > MAX_STAMP or not re.search(r"\d{4}", line):
        return None
    import dateparser  # noqa: PLC0415  (a third of a second to import, for one line in a thousand)

    settings = {"STRICT_PARSING": True, "PREFER_DATES_FROM": "past"}
    found = dateparser.parse(line, languages=["en"], settings=settings)
    return found.date() if found is not None else None
