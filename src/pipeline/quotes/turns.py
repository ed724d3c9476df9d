"""Interviews and transcripts: turns led by a label, and labels in front of a quotation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.quotes.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.annotations import Block
    from pipeline.quotes.pack import CueRule
    from pipeline.quotes.page import Page

_LABEL = re.compile(
    r"[\"“]?([A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|of|the|de|van|von|al)){0,4}):\s+(?=\S)"
)
_CLOSER = {'"': '"', "“": "”"}
MIN_TURNS = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A labelled paragraph: its label, and the words behind it."""

    label: str
    start: int
    end: int
    first: int
    last: int
    block: int


def turns(page: Page) -> list[Turn]:
    """The labelled paragraphs of an interview; empty where the text is none."""
    found = list(_labelled(page))
    labels = Counter(turn.label for turn in found)
    if len(found) < MIN_TURNS or len(labels) < 2 or max(labels.values()) < 2:
        return []
    return found


def _labelled(page: Page) -> Iterator[Turn]:
    text = page.text
    for number, block in enumerate(page.blocks):
        match = _LABEL.match(text, block.start, block.end)
        if block.kind == "body" and match is not None:
            yield Turn(
                match[1],
                match.start(1),
                match.end(1),
                *_unmarked(text, match.end(), block.end),
                number,
            )


def interviewers(found: Sequence[Turn], text: str, questions: frozenset[str]) -> set[str]:
    """Labels whose turns mostly hold questions."""
    asked: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for turn in found:
        said[turn.label] += 1
        asked[turn.label] += "?" in text[turn.first : turn.last]
    return {one for one in said if one.lower() in questions or asked[one] * 2 >= said[one]}


def turn_drafts(page: Page, rule: CueRule, questions: frozenset[str]) -> list[Draft]:
    """One draft per turn; a paragraph without a label goes on with it.

    The interviewer's are the article's own voice, and written with `--all` only.
    """
    found = turns(page)
    out: list[Draft] = []
    asking = interviewers(found, page.text, questions)
    if len(asking) == len({turn.label for turn in found}):
        asking = set()
    for turn, following in zip(found, [*found[1:], None], strict=False):
        last = len(page.blocks) if following is None else following.block
        more = page.blocks[turn.block + 1 : last] if following is not None else []
        pieces = [(turn.first, turn.last), *_pieces(page.text, more)]
        asked = turn.label in asking
        out.append(Draft(rule, pieces, source=(turn.start, turn.end), recorded=not asked))
    return out


def _pieces(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """What further paragraphs of a turn hold; stage directions in brackets left out."""
    for block in blocks:
        start, end = _unmarked(text, block.start, block.end)
        if block.kind == "body" and not (text[start] in "([" and text[end - 1] in ")]"):
            yield start, end


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the marks of a turn, or of a transcript that is quoted paragraph by paragraph."""
    within = text[start + 1 : end - 1]
    opens = _CLOSER.get(text[start], text[start]) not in within and text[start] in _CLOSER
    closes = text[end - 1] in _CLOSER.values() and not any(mark in within for mark in _CLOSER)
    return start + opens, end - closes
