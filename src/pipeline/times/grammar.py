"""The grammar: a cascade of stages, each a trie of templates, over the words of a window.

A match becomes one item, which later stages see as a word of its `kind`. Within a stage the
leftmost, then longest, then first-named match wins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.times.lexer import Word
from pipeline.times.template import Step, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.times.anchor import Context
    from pipeline.times.pack import TimeRule
    from pipeline.times.value import Answer

    Resolve = Callable[["Reading", Context], Answer | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means, before it is put on the calendar.

    `slots` holds numbers, strings and, for compound expressions, other readings.
    """

    name: str
    rule: str
    start: int
    end: int
    slots: dict[str, Any]


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    slots: dict[str, _Node] = field(default_factory=dict)
    accepts: list[tuple[int, tuple[Step, ...]]] = field(default_factory=list)


class Grammar:
    """Rules compiled for matching."""

    def __init__(self, rules: Sequence[TimeRule]) -> None:
        """Compile.

        Raises:
            ValueError: if a template cannot be read; it names the rule.
        """
        self.rules = rules
        self._stages: dict[int, _Node] = {}
        self.literals: set[str] = set()
        for number, rule in enumerate(rules):
            for template in rule.patterns:
                self._add(number, rule, template)

    def _add(self, number: int, rule: TimeRule, template: str) -> None:
        root = self._stages.setdefault(rule.stage, _Node())
        for sequence in expand(template):
            node = root
            for step in sequence:
                if step.literal:
                    self.literals.add(step.literal)
                    node = node.words.setdefault(step.literal, _Node())
                else:
                    node = node.slots.setdefault(step.slot, _Node())
            node.accepts.append((number, sequence))

    def parse(
        self, window: Sequence[Word], allowed: Callable[[TimeRule, Reading], bool]
    ) -> list[Word]:
        """The window with matches replaced by items: words whose slot `item` is set."""
        words = list(window)
        for stage in sorted(self._stages):
            words = self._pass(self._stages[stage], words, allowed)
        return words

    def _pass(
        self, root: _Node, words: list[Word], allowed: Callable[[TimeRule, Reading], bool]
    ) -> list[Word]:
        out: list[Word] = []
        at = 0
        while at < len(words):
            item, size = self._match(root, words, at, allowed)
            out.append(item if item is not None else words[at])
            at += size
        return out

    def _match(
        self,
        root: _Node,
        words: list[Word],
        at: int,
        allowed: Callable[[TimeRule, Reading], bool],
    ) -> tuple[Word | None, int]:
        found: list[tuple[int, int, tuple[Step, ...]]] = []
        _walk(root, words, at, at, found)
        for size, number, sequence in sorted(found, key=lambda one: (-one[0], one[1])):
            rule = self.rules[number]
            reading = _reading(rule, sequence, words[at : at + size])
            if allowed(rule, reading):
                return _item(rule, reading), size
        return None, 1


def _walk(
    node: _Node,
    words: list[Word],
    at: int,
    here: int,
    found: list[tuple[int, int, tuple[Step, ...]]],
) -> None:
    found.extend((here - at, number, sequence) for number, sequence in node.accepts)
    if here == len(words):
        return
    word = words[here]
    follower = node.words.get(word.text) if "item" not in word.slots else None
    if follower is not None:
        _walk(follower, words, at, here + 1, found)
    if node.slots:
        for slot in word.slots:
            follower = node.slots.get(slot)
            if follower is not None:
                _walk(follower, words, at, here + 1, found)


def _reading(rule: TimeRule, sequence: Iterable[Step], words: Sequence[Word]) -> Reading:
    slots: dict[str, Any] = dict(rule.set)
    for step, word in zip(sequence, words, strict=True):
        if step.slot:
            slots[step.name] = word.slots[step.slot]
    return Reading(rule.reading, rule.id, words[0].start, words[-1].end, slots)


def _item(rule: TimeRule, reading: Reading) -> Word:
    slots: dict[str, Any] = {"item": (rule, reading)}
    slots.update(dict.fromkeys(rule.kind.split(), reading))
    return Word(reading.start, reading.end, "", slots)
