"""Example sentences with tags: `<source>The bank</source> <cue>warned</cue> ...`.

A tag may carry attributes: `<time value="2024-03-05">Tuesday</time>`. Tags do not nest unless
they are closed in order. A literal `<` that opens no tag is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# What an example of a kind may mark, and what its tags may ask of the item besides its place.
_NAMING = {
    "name": ("label", "entity"),
    "nominal": ("label", "entity"),
    "pronoun": ("label", "entity"),
    "role": ("entity",),
}
_TIMES = {
    "time": ("value", "type", "mod", "begin", "end"),
    "published": ("day", "first", "last"),
}
_QUOTE = ("kind", "stance")
_EVENT = ("type", "mode", "begin", "end", "polarity", "modality")
TAGS: dict[str, dict[str, tuple[str, ...]]] = {
    "layout": {"block": ()},
    **dict.fromkeys(
        ("entities", "gazetteer", "titles", "contexts", "nominals", "firstnames"), _NAMING
    ),
    **dict.fromkeys(("times", "holidays"), _TIMES),
    "cues": dict.fromkeys(("source", "cue", "content"), _QUOTE),
    "events": dict.fromkeys(("trigger", "actor", "recipient", "location", "theme"), _EVENT),
}
_TAG = re.compile(r"</?([a-z_]+)((?:\s+[a-z_]+=\"[^\"]*\")*)\s*>")
_ATTRIBUTE = re.compile(r"([a-z_]+)=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged stretch of an example: code points into its plain text."""

    tag: str
    start: int
    end: int
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """An example's plain text and its tagged stretches, in order of their ends."""

    text: str
    tagged: tuple[Tagged, ...]


def read_example(marked: str) -> Example:
    """Take the tags out of an example sentence.

    Raises:
        ValueError: if a tag is never opened or never closed.
    """
    text, opened, done, at = "", [], [], 0
    for match in _TAG.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if not match[0].startswith("</"):
            opened.append((match[1], len(text), dict(_ATTRIBUTE.findall(match[2]))))
            continue
        if not opened or opened[-1][0] != match[1]:
            msg = f"</{match[1]}> closes nothing in {marked!r}"
            raise ValueError(msg)
        tag, start, attributes = opened.pop()
        done.append(Tagged(tag, start, len(text), attributes))
    if opened:
        msg = f"<{opened[-1][0]}> is never closed in {marked!r}"
        raise ValueError(msg)
    return Example(text + marked[at:], tuple(done))
