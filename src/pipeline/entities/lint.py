"""What is wrong with rules for names and nouns that the schemas allow: words taken already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.rules.lint import fault_at, repeated_words, rules_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.entities.pack import FirstNameRule, GazetteerRule, TitleRule
    from pipeline.rules.load import Packs
    from pipeline.rules.source import Fault, Path


def word_faults(packs: Packs[Any]) -> Iterator[Fault]:
    """Words of the user's rules that a rule of an earlier pack has: that one decides."""
    taken: dict[tuple[bool, str], str] = {}
    for rule in rules_of(packs):
        if hasattr(rule, "words"):
            yield from repeated_words(packs, rule, ("words",))
        pack = packs.places[rule.id][0]
        for path, word in _words(rule):
            key = (getattr(rule, "address", False), word.lower())
            first = taken.setdefault(key, rule.id)
            if pack.own and packs.places[first][0] is not pack:
                what = f"{word!r} never gets here: {first!r} ({packs.where[first]}) has it"
                fix = f"take it out, `disable: [{first}]`, or give this rule that one's id"
                yield fault_at(packs, rule, path, what, fix)


def _words(rule: TitleRule | FirstNameRule | GazetteerRule) -> Iterator[tuple[Path, str]]:
    """The words of a rule and where they stand in it."""
    for number, word in enumerate(getattr(rule, "words", ())):
        yield ("words", number), word
    for number, entry in enumerate(getattr(rule, "names", ())):
        yield ("names", number), entry.name


def repeats(packs: Packs[Any]) -> Iterator[Fault]:
    """Words that a rule lists twice."""
    for rule in rules_of(packs):
        yield from repeated_words(packs, rule, ("words",) if hasattr(rule, "words") else ())
