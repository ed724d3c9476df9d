"""What is wrong with cue rules that the schema allows: they can never match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.pack import STEPS
from pipeline.rules.faults import near
from pipeline.rules.lint import fault_at, repeated_words, rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.quotes.pack import CuePack, CueRule
    from pipeline.rules.load import Packs
    from pipeline.rules.source import Fault

_TABLES = ("verbs", "nouns", "adjectives")


def cue_faults(packs: Packs[CuePack]) -> Iterator[Fault]:
    """Rules, words and frames that never come to anything."""
    rules: list[CueRule] = list(rules_of(packs))
    for rule in rules:
        yield from repeated_words(packs, rule, (*_TABLES, "prepositions"))
        yield from _words(packs, rule)
        if rule.step and rule.step not in STEPS:
            fix = near(rule.step, list(STEPS), "steps")
            yield fault_at(packs, rule, ("step",), f"no step {rule.step!r}", fix)
        if rule.verbs and not (rule.frames or rule.quoted or rule.loose):
            what = "can never match: its verbs have no frame"
            yield fault_at(packs, rule, ("verbs",), what, _FRAMES)
        for number, frame in enumerate(rule.loose):
            if frame in rule.frames:
                what = f"{frame!r} stands in `frames` and in `loose`"
                yield fault_at(packs, rule, ("loose", number), what, "take it out of `loose`")
    yield from _shadowed(packs, rules)


_FRAMES = "add `frames: [direct, that_clause, bare_clause, aside]`, or those that fit"


def _words(packs: Packs[CuePack], rule: CueRule) -> Iterator[Fault]:
    """Words that no token of a text can be."""
    for field in _TABLES:
        for number, word in enumerate(getattr(rule, field)):
            path = (field, number)
            if word != word.lower():
                what = f"{word!r} can never match: lemmas are in small letters"
                yield fault_at(packs, rule, path, what, f"write {word.lower()!r}")
            elif field != "verbs" and " " in word:
                what = f"{word!r} can never match: {field} of cues are single words"
                yield fault_at(packs, rule, path, what, f"write {word.split()[-1]!r}")


def _shadowed(packs: Packs[CuePack], rules: list[CueRule]) -> Iterator[Fault]:
    """Rules each of whose verbs an earlier rule has, with all of its frames."""
    taken: dict[tuple[str, str], str] = {}
    for rule in rules:
        frames = (*rule.frames, *rule.loose)
        pairs = [(verb, frame) for verb in rule.verbs for frame in frames]
        other = rule.nouns or rule.adjectives or rule.prepositions or rule.step or rule.quoted
        if pairs and not other and all(pair in taken for pair in pairs):
            first = taken[pairs[0]]
            what = f"can never match: {first!r} ({packs.where[first]}) is asked before it"
            fix = f"give `disable: [{first}]`, or this rule that one's id, to take its place"
            yield fault_at(packs, rule, (), what, fix)
        for pair in pairs:
            taken.setdefault(pair, rule.id)
