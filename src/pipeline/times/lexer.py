"""Words that can belong to a time expression, in windows. Plain text in, no spaCy.

A window is a run of words each of which some rule knows, with at least one that only time
expressions hold. All later work is done on windows: a few words in a hundred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline.times.numbers import joined_number, spoken_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.times.lexicon import Entry, Lexicon

# Lengths of digit runs are bounded or consumed whole: hostile runs cost linear time.
_TOKEN = re.compile(
    r"""
    (?P<word>[^\W\d_]+)
  | (?P<iso>\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?\b)
  | (?P<ymd>\b(?:19|20)\d\d/\d\d/\d\d\b)
  | (?P<slash>\b\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)\b)
  | (?P<year_pair>\b(?:19|20)\d\d/\d\d\b)
  | (?P<dots>\b\d{1,2}\.\d{1,2}\.\d{4}\b)
  | (?P<clock>\b\d{1,2}[:.]\d\d(?=\s?[aApP]\.?\s?[mM]\b)|\b\d{1,2}:\d\d(?::\d\d)?\b)
  | (?P<ordinal>\b\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<decade>(?:\b\d\d|['’‘])?\d0s\b)
  | (?P<short_year>['’‘]\d\d\b)
  | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
  | (?P<mark>['’]s\b|[^\w\s])
    """,
    re.VERBOSE,
)
_HALF_DAY = re.compile(r"([ap])(?:m\b|\.\s?m\.)", re.IGNORECASE)
_FISCAL = re.compile(r"FY ?['’]?(\d{4}|\d\d)\b")
_OCLOCK = re.compile(r"o['’]clock\b", re.IGNORECASE)
_SHORT_PERIOD = re.compile(r"([QH])([1-4])\b")
_DOT_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_FRACTION = re.compile(r"\s(\d)/(\d)\b|\s?([½¼¾])")
_FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_CURRENCY = frozenset("$€£¥#%°/@+=~^*<>")
_DASHES = {"–": "-", "—": "-", "-": "-", "\u2011": "-", "\u2010": "-"}
ODD_LENGTH = 2  # letters of Q3, pm, o'clock before what follows
MAX_WINDOW = 40  # words; a longer run is cut, none in news comes near


@dataclass(slots=True)
class Word:
    """A word or mark with the slots that it can fill; or an item that a rule built of several.

    `start` and `end` are code points; `text` is lower-case.
    """

    start: int
    end: int
    text: str
    slots: dict[str, Any] = field(default_factory=dict)


def windows(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[list[Word]]:
    """The windows of a stretch of text (code points), in order."""
    window: list[Word] = []
    known, at = lexicon.known, start
    while True:
        for match in _TOKEN.finditer(text, at, end):
            kind = match.lastgroup
            if kind != "word" or (raw := match.group().lower()) in known:
                word = _word(text, match, kind, lexicon)
            else:
                word = _odd_word(text, match) if len(raw) <= ODD_LENGTH else None
            full = len(window) >= MAX_WINDOW
            if window and (full or word is None or _apart(text, window[-1], word)):
                yield from _closed(text, window, lexicon)
                window = []
            if word is None:
                continue
            window.append(word)
            if word.end > match.end():
                at = word.end
                break
        else:
            break
    if window:
        yield from _closed(text, window, lexicon)


def _apart(text: str, before: Word, word: Word) -> bool:
    gap = text[before.end : word.start]
    return len(gap) > 1 and gap.count("\n") > 1


def _odd_word(text: str, match: re.Match[str]) -> Word | None:
    """Words that are no dictionary words: Q3, p.m., o'clock."""
    start = match.start()
    short = _SHORT_PERIOD.match(text, start)
    if short and (start == 0 or not text[start - 1].isalnum()):
        unit = "quarter" if short[1] == "Q" else "half"
        return Word(
            start, short.end(), short[0].lower(), {"short_period": (unit, int(short[2]))}
        )
    half = _HALF_DAY.match(text, start)
    if half:
        return Word(start, half.end(), half[0].lower(), {"half_day": half[1].lower()})
    fiscal = _FISCAL.match(text, start)
    if fiscal:
        year = int(fiscal[1]) + (2000 if len(fiscal[1]) == 2 else 0)
        return Word(start, fiscal.end(), fiscal[0].lower(), {"fiscal_short": year})
    clock = _OCLOCK.match(text, start)
    if clock:
        return Word(start, clock.end(), "o'clock", {"oclock": True})
    return None


def _word(text: str, match: re.Match[str], kind: str | None, lexicon: Lexicon) -> Word | None:
    start, end = match.span()
    raw = match.group()
    if kind == "word":
        return _known_word(text, match, lexicon)
    if kind == "mark":
        return _mark(text, start, end, raw)
    if kind == "number":
        return _number(text, start, end, raw)
    if not _isolated(text, start, end):
        return None
    return Word(start, end, raw.lower(), _figures(str(kind), raw))


def _known_word(text: str, match: re.Match[str], lexicon: Lexicon) -> Word:
    raw, end = match.group(), match.end()
    odd = _odd_word(text, match) if raw in "aApPoO" else None
    if odd is not None:
        return odd
    dotted = raw.lower() + "."
    if text[end : end + 1] == "." and dotted in lexicon.entries:
        return Word(match.start(), end + 1, dotted)
    return Word(match.start(), end, raw.lower())


def _mark(text: str, start: int, end: int, raw: str) -> Word | None:
    if raw in _DASHES:
        spaced = text[start - 1 : start].isspace() or text[end : end + 1].isspace()
        return Word(start, end, "–" if spaced else "-")
    if raw in {",", ";"}:
        return Word(start, end, raw)
    if raw in {"'s", "’s"}:
        return Word(start, end, "'s")
    if raw in {"'", "’"}:
        return Word(start, end, "'")
    return None


def _number(text: str, start: int, end: int, raw: str) -> Word | None:
    fraction = _FRACTION.match(text, end)
    extra = Fraction(0)
    if fraction and "." not in raw and len(raw) <= 4 and fraction[2] != "0":
        extra = (
            _FRACTIONS[fraction[3]]
            if fraction[3]
            else Fraction(int(fraction[1]), int(fraction[2]))
        )
        end = fraction.end()
    if len(raw) > 12 or not _isolated(text, start, end):
        return None
    slots: dict[str, Any] = {"n": Fraction(raw.replace(",", "")) + extra}
    if raw.isdigit() and not extra:
        slots |= _digits(raw)
    elif _DOT_CLOCK.fullmatch(raw) and not extra:
        slots["dot_clock"] = tuple(int(part) for part in raw.split("."))
    return Word(start, end, raw, slots)


def _digits(raw: str) -> dict[str, Any]:
    value = int(raw)
    slots: dict[str, Any] = {}
    if len(raw) <= 2:
        if 1 <= value <= 31:
            slots["day"] = value
        if 0 <= value <= 24:
            slots["hour"] = value
        if len(raw) == 2:
            slots["two_digits"] = value
    elif len(raw) == 4:
        slots["four_digits"] = raw
        if 1000 <= value <= 2199:
            slots["year"] = value
    return slots


def _figures(kind: str, raw: str) -> dict[str, Any]:
    if kind == "ordinal":
        value = int(raw[:-2])
        return {"ordinal": value} | (
            {"day": value, "day_ordinal": value} if 1 <= value <= 31 else {}
        )
    if kind == "year_pair":
        return {"year_pair": (int(raw[:4]), int(raw[5:]))}
    if kind == "decade":
        figures = raw.strip("'’‘")[:-1]
        return {"decade": figures[:-1]}
    if kind == "clock":
        parts = [int(part) for part in re.split(r"[:.]", raw)]
        return (
            {"clock": tuple(parts)} if parts[0] <= 24 and all(p < 60 for p in parts[1:]) else {}
        )
    if kind == "short_year":
        raw = raw[1:]
    return {"iso": raw.replace("/", "-")} if kind == "ymd" else {kind: raw}


def _isolated(text: str, start: int, end: int) -> bool:
    """Whether figures stand alone: no letter, currency sign or decimal sign touches them."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before in _CURRENCY or after in _CURRENCY or after == "_":
        return False
    if before in ".,:" and start > 1 and text[start - 2].isdigit():
        return False
    if after.isalpha() and not _HALF_DAY.match(text, end):
        return False
    return not (after in ".,:" and end + 1 < len(text) and text[end + 1].isdigit())


def _closed(text: str, window: list[Word], lexicon: Lexicon) -> Iterator[list[Word]]:
    if not any(word.slots or word.text in lexicon.sparks for word in window):
        return
    words = _looked_up(text, window, lexicon)
    loose = lexicon.loose
    if any(slot not in loose for word in words for slot in word.slots):
        yield _numbered(words)
    elif sum("number" in word.slots for word in words) > 1:
        numbered = _numbered(words)
        if any({"spoken_year", "clock_side"} & word.slots.keys() for word in numbered):
            yield numbered


def _looked_up(text: str, window: list[Word], lexicon: Lexicon) -> list[Word]:
    """Words with their slots; a phrase of the lexicon becomes one word."""
    out: list[Word] = []
    at = 0
    while at < len(window):
        word, size = window[at], 1
        for entry in lexicon.entries.get(word.text, ()):
            more = _entry_size(text, window, at, entry)
            if more < size:
                continue
            if more > size:
                word, size = Word(word.start, window[at + more - 1].end, word.text), more
            word.slots.setdefault(entry.slot, entry.value)
        out.append(word)
        at += size
    return out


def _entry_size(text: str, window: list[Word], at: int, entry: Entry) -> int:
    """How many words of the window an entry takes; 0 where it does not match."""
    if entry.capital and not text[window[at].start].isupper():
        return 0
    rest = window[at + 1 : at + 1 + len(entry.words)]
    if len(rest) < len(entry.words) or any(
        w.text != p for w, p in zip(rest, entry.words, strict=True)
    ):
        return 0
    return 1 + len(rest)


def _numbered(words: list[Word]) -> list[Word]:
    """Number words in a row, with hyphens and "and" between, become one word."""
    out: list[Word] = []
    at = 0
    while at < len(words):
        size, values = _number_run(words, at)
        if not size:
            out.append(words[at])
            at += 1
            continue
        first, last = words[at], words[at + size - 1]
        slots = (first.slots if size == 1 else {}) | _number_slots(values)
        out.append(Word(first.start, last.end, first.text, slots))
        at += size
    return out


def _number_slots(values: list[int]) -> dict[str, Any]:
    number, year = joined_number(values), spoken_year(values)
    slots: dict[str, Any] = {}
    if number is not None:
        slots = {"n": Fraction(number), "number_word": number}
        if 1 <= number <= 12:
            slots["hour_word"] = number
        if 1100 <= number <= 2199 and len(values) > 1:
            slots["spoken_year"] = number
    if year is not None:
        slots["spoken_year"] = year
    return slots


def _number_run(words: list[Word], at: int) -> tuple[int, list[int]]:
    """The longest run of number words that make a number or a year."""
    values: list[int] = []
    best: tuple[int, list[int]] = (0, [])
    here = at
    while here < len(words) and len(values) < 8:
        value = words[here].slots.get("number")
        if value is None:
            joins = words[here].text in {"-", "and"} and values and here + 1 < len(words)
            if not joins or "number" not in words[here + 1].slots:
                break
            if words[here].text == "and" and values[-1] < 100:
                break
            here += 1
            continue
        values.append(int(value))
        here += 1
        if joined_number(values) is not None or spoken_year(values) is not None:
            best = (here - at, list(values))
    return best
