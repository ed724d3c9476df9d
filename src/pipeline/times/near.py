"""Times that nearly are: the beginning of a pattern is there, or a guard says no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline import annotations as notes
from pipeline.rules.near import Near
from pipeline.times.grammar import Grammar
from pipeline.times.guards import GUARDS
from pipeline.times.lexer import windows
from pipeline.times.sight import Sight
from pipeline.times.template import expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from pipeline.times.find import TimeFinder
    from pipeline.times.grammar import Reading
    from pipeline.times.lexer import Word
    from pipeline.times.pack import TimeRule
    from pipeline.times.template import Step

_REJECTED = 4  # how near a match is that only a guard rejects
_ENOUGH = 2  # words of a pattern that must be there, if the pattern has more


def near_misses(doc: Doc, finder: TimeFinder, start: int, end: int) -> Iterator[Near]:
    """Why the words between two characters are no time, or no longer one."""
    sight = Sight(doc, notes.blocks(doc), finder.words)
    fired = [(one.start, one.end) for one in notes.times(doc)]
    for one in _misses(sight, finder, start, end):
        if one.close == _REJECTED or not any(s <= one.start and one.end <= e for s, e in fired):
            yield one


def _misses(sight: Sight, finder: TimeFinder, start: int, end: int) -> Iterator[Near]:
    rules = finder.grammar.rules
    stages = sorted({rule.stage for rule in rules})
    for window in _windows_at(sight, finder, start, end):
        for stage in stages:
            yield from _suppressed(sight, rules, stage, window, (start, end))
            yield from _begun(sight, rules, stage, window, (start, end))


def _windows_at(sight: Sight, finder: TimeFinder, start: int, end: int) -> Iterator[list[Word]]:
    for block in sight.blocks:
        if block.start < end and block.end > start:
            for window in windows(sight.text, block.start, block.end, finder.lexicon):
                if window[0].start < end and window[-1].end > start:
                    yield window


def _allowed(sight: Sight, rule: TimeRule, reading: Reading) -> bool:
    return all(GUARDS[name](sight, reading) for name in rule.guards)


def _seen(
    sight: Sight, rules: Sequence[TimeRule], stage: int, window: list[Word]
) -> list[Word]:
    """The words of a window as a stage sees them: with what earlier ones built."""
    earlier = Grammar([rule for rule in rules if rule.stage < stage])
    return earlier.parse(window, lambda rule, reading: _allowed(sight, rule, reading))


def _suppressed(
    sight: Sight,
    rules: Sequence[TimeRule],
    stage: int,
    window: list[Word],
    place: tuple[int, int],
) -> Iterator[Near]:
    """Matches of a stage that a guard rejects."""
    rejected: list[Near] = []

    def note(rule: TimeRule, reading: Reading) -> bool:
        wrong = [name for name in rule.guards if not GUARDS[name](sight, reading)]
        if wrong and _touches(reading.start, reading.end, place):
            words = sight.text[reading.start : reading.end]
            about = _about(wrong[0])
            why = f"matches {words!r}, but guard {wrong[0]} says no{about}"
            rejected.append(Near(rule.id, reading.start, reading.end, why, close=_REJECTED))
        return not wrong

    now = Grammar([rule for rule in rules if rule.stage == stage])
    now.parse(_seen(sight, rules, stage, window), note)
    yield from rejected


def _about(guard: str) -> str:
    """What a guard asks for, by the first line of its docstring."""
    first = (GUARDS[guard].__doc__ or "").strip().partition("\n")[0].rstrip(".")
    return f": {first[:1].lower()}{first[1:]}" if first else ""


def _begun(
    sight: Sight,
    rules: Sequence[TimeRule],
    stage: int,
    window: list[Word],
    place: tuple[int, int],
) -> Iterator[Near]:
    """Patterns of a stage of which the first words are there."""
    words = _seen(sight, rules, stage, window)
    for rule in rules:
        if rule.stage != stage:
            continue
        found = [
            _told(sight, rule, sequence[size], run, left=len(sequence) - size)
            for template in rule.patterns
            for sequence in expand(template)
            for at in range(len(words))
            if (size := _size(sequence, words[at:]))
            and _touches((run := words[at : at + size])[0].start, run[-1].end, place)
        ]
        if found:
            yield max(found, key=lambda one: one.close)


def _size(sequence: tuple[Step, ...], words: Sequence[Word]) -> int:
    """How many words of a pattern are there; 0 for all of them, or too few to tell."""
    pairs = zip(sequence, words, strict=False)
    size = next(
        (n for n, (step, word) in enumerate(pairs) if not _fits(step, word)), len(words)
    )
    whole = size >= len(sequence)
    telling = any(step.slot for step in sequence[:size])
    return 0 if whole or not telling or size < min(_ENOUGH, len(sequence) - 1) else size


def _told(sight: Sight, rule: TimeRule, wants: Step, run: Sequence[Word], *, left: int) -> Near:
    start, end = run[0].start, run[-1].end
    wanted = f"{{{wants.slot}}}" if wants.slot else repr(wants.literal)
    found = repr(sight.after(end)) if sight.after(end) else "the end"
    why = f"begins with {sight.text[start:end]!r}, then wants {wanted}; found {found}"
    return Near(rule.id, start, end, why, close=min(3, len(run)) - left + 1)


def _fits(step: Step, word: Word) -> bool:
    if step.slot:
        return step.slot in word.slots
    return "item" not in word.slots and word.text == step.literal


def _touches(start: int, end: int, place: tuple[int, int]) -> bool:
    return start < place[1] and end > place[0]
