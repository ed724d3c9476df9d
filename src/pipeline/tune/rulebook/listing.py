"""Rules as lines of a table."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.writers.ink import cut
from pipeline.writers.visible import visible, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.tune.rulebook.catalogue import Entry

_WORDS = ("verbs", "nouns", "adjectives", "prepositions", "words", "names", "patterns")
_SOME = 6  # words of a rule that has no note


def listing(entries: Sequence[Entry], *, columns: int | None = None) -> Iterator[str]:
    """A line for each rule, under the name of its pack.

    Args:
        entries: in the order of their packs.
        columns: to cut lines at; None leaves them whole.
    """
    wide = min(max((width(entry.id) for entry in entries), default=0), 32)
    told = min(max((width(entry.meaning) for entry in entries), default=0), 24)
    for pack, rules in groupby(entries, key=lambda entry: entry.pack):
        yield visible(pack)
        for entry in rules:
            head = f"  {visible(entry.id):<{wide}}  {visible(entry.meaning):<{told}}"
            line = f"{head}  {visible(about(entry))}".rstrip()
            yield cut(line, columns).rstrip() if columns else line


def about(entry: Entry) -> str:
    """What a rule is about: why it is off, its note, or its first words."""
    if entry.off:
        return f"({entry.off})"
    return entry.note or ", ".join(_some(entry))


def _some(entry: Entry) -> list[str]:
    every = [
        str(word.get("name", "")) if isinstance(word, dict) else str(word)
        for name in _WORDS
        if isinstance(entry.fields.get(name), list)
        for word in entry.fields[name]
    ]
    return [*every[:_SOME], "…"] if len(every) > _SOME else every
