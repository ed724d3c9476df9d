"""Pattern templates: from `[the] {season} of {YEAR}` to the sequences of steps it stands for.

    {slot}  {slot:name}     a word that fills a slot, or an item that an earlier stage built
    word  ,  -              that word or mark itself; `-` is a dash without spaces around it
    [ ... ]                 may be left out
    ( a | b c )             one of these

There is no repetition: a template stands for finitely many sequences, and matching is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from math import prod

MAX_SEQUENCES = 5_000  # of one template; the largest built-in one has some hundreds
_PIECE = re.compile(r"\{[a-zA-Z_]+(?::[a-z_]+)?\}|[\[\]()|]|[^\s\[\]()|{}]+")


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a sequence: a slot to fill (under a name) or a literal."""

    slot: str
    name: str
    literal: str


Sequences = list[tuple[Step, ...]]


def expand(template: str) -> Sequences:
    """All sequences that a template stands for, without the empty one.

    Raises:
        ValueError: if brackets do not match, or it stands for too many.
    """
    pieces = _PIECE.findall(template)
    if "".join(pieces) != "".join(template.split()):
        msg = f"cannot read the template {template!r}"
        raise ValueError(msg)
    found, at = _alternatives(pieces, 0, template)
    if at != len(pieces):
        msg = f"{pieces[at]!r} closes nothing in the template {template!r}"
        raise ValueError(msg)
    return [sequence for sequence in dict.fromkeys(found) if sequence]


def _alternatives(pieces: list[str], at: int, template: str) -> tuple[Sequences, int]:
    """Sequences of `a | b | ...` from a position, and the position of what closes it."""
    options: Sequences = []
    parts: list[Sequences] = []
    while at < len(pieces) and pieces[at] not in {")", "]"}:
        piece = pieces[at]
        at += 1
        if piece == "|":
            options += _joined(parts, template)
            parts = []
        elif piece in {"(", "["}:
            inner, at = _alternatives(pieces, at, template)
            if at >= len(pieces) or pieces[at] != {"(": ")", "[": "]"}[piece]:
                msg = f"{piece!r} is not closed in the template {template!r}"
                raise ValueError(msg)
            at += 1
            parts.append([*inner, ()] if piece == "[" else inner)
        else:
            parts.append([(_step(piece),)])
    return options + _joined(parts, template), at


def _joined(parts: list[Sequences], template: str) -> Sequences:
    size = prod(map(len, parts))
    if size > MAX_SEQUENCES:
        msg = (
            f"the template {template[:80]!r} stands for {size:,} sequences; split it into rules"
        )
        raise ValueError(msg)
    return [sum(choice, ()) for choice in product(*parts)]


def _step(piece: str) -> Step:
    if not piece.startswith("{"):
        return Step("", "", piece.lower())
    slot, _, name = piece[1:-1].partition(":")
    return Step(slot, name or slot.lower(), "")
