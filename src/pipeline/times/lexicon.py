"""The words that time expressions are made of, by slot, from the packs. No spaCy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry; `words` are those after the first, `capital` asks for a capital letter."""

    words: tuple[str, ...]
    slot: str
    value: str
    capital: bool


class Lexicon:
    """Words by slot, from the packs."""

    def __init__(
        self,
        slots: Mapping[str, Mapping[str, Iterable[str]]],
        literals: Iterable[str],
        *,
        loose: Iterable[str],
    ) -> None:
        """Build.

        Args:
            slots: slot, value, words; a capital in the pack asks for one in the text.
            literals: words that templates name.
            loose: slots that do not make a window a candidate by themselves.
        """
        self.entries: dict[str, list[Entry]] = {}
        known = set(literals)
        for slot, by_value in slots.items():
            for value, phrases in by_value.items():
                for phrase in phrases:
                    pieces = _pieces(phrase)
                    known.update(piece.rstrip(".") or piece for piece in pieces)
                    entry = Entry(tuple(pieces[1:]), slot, value, phrase[0].isupper())
                    self.entries.setdefault(pieces[0], []).append(entry)
        for entries in self.entries.values():
            entries.sort(key=lambda entry: -len(entry.words))
        self.known = frozenset(known)
        self.loose = frozenset(loose)
        self.sparks = frozenset(
            first
            for first, entries in self.entries.items()
            if any(one.slot not in self.loose or one.slot == "number" for one in entries)
        )


def _pieces(phrase: str) -> list[str]:
    """The words and marks of a lexicon entry, as the text's own will be read."""
    found = re.findall(r"['’]s\b|[^\W\d_]+\.?|[^\w\s]", phrase)
    return [piece.lower().replace("’", "'") for piece in found]
