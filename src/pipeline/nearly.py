"""What nearly fired at a stretch of an article, by room; and how the parser read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline import annotations as notes
from pipeline.entities import near as near_entities
from pipeline.entities.pack import NominalPack, TitlePack
from pipeline.events import near as near_events
from pipeline.events.lexicon import Lexicon as EventLexicon
from pipeline.events.pack import EventPack
from pipeline.quotes import near as near_quotes
from pipeline.quotes.lexicon import Lexicon as CueLexicon
from pipeline.quotes.pack import CuePack
from pipeline.rules.load import load_packs
from pipeline.times import near as near_times
from pipeline.times.find import TimeFinder
from pipeline.times.pack import HolidayPack, TimePack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Span, Token

    from pipeline.article import Article
    from pipeline.engine import Extractor
    from pipeline.records import Record
    from pipeline.rules.near import Near

_MOST = 6  # told of each room, where a stretch is asked about
_FEW = 3  # where none is


@dataclass(frozen=True, slots=True)
class Node:
    """A word in the parser's tree: its depth, and the pieces of the lines that lead to it."""

    branch: str
    word: str
    pos: str
    dep: str
    start: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at.

    Attributes:
        record: of the article, with everything in it.
        unrecorded: ids of what only `--all` writes.
        sentences: code points of each.
        near: rules that nearly fired at the stretch, by room, the nearest first.
        tree: of the sentence in which the stretch begins.
    """

    record: Record
    unrecorded: frozenset[str]
    sentences: tuple[tuple[int, int], ...]
    near: Mapping[str, tuple[Near, ...]]
    tree: tuple[Node, ...]


def look(extractor: Extractor, article: Article, place: tuple[int, int] | None) -> Looked:
    """What the rooms found in an article, and what they nearly found at a place.

    Args:
        extractor: loaded with `everything`.
        article: to read.
        place: code points of the stretch; None for a text of one sentence only, else for
            nothing: near misses of a whole article would fill a book.

    Raises:
        ArticleError: if the article cannot be read.
    """
    doc = extractor.annotated(article)
    sentences = [(one.start_char, one.end_char) for one in doc.sents if one.text.strip()]
    most = _FEW if place is None else _MOST
    if place is None and len(sentences) == 1:
        place = sentences[0]
    near: dict[str, tuple[Near, ...]] = {}
    tree: tuple[Node, ...] = ()
    if place is not None:
        found = _by_room(doc, extractor, *place)
        near = {room: _nearest(misses, most) for room, misses in found}
        tree = tuple(_nodes(_sentence(doc, place[0]).root, "", ""))
    unrecorded = [
        *(f"t{n}" for n, one in enumerate(notes.times(doc), 1) if not one.recorded),
        *(f"q{n}" for n, one in enumerate(notes.quotes(doc), 1) if not one.recorded),
        *(f"ev{n}" for n, one in enumerate(notes.events(doc), 1) if not one.recorded),
    ]
    return Looked(
        extractor.assemble(doc, article), frozenset(unrecorded), tuple(sentences), near, tree
    )


def _by_room(
    doc: Doc, extractor: Extractor, start: int, end: int
) -> Iterator[tuple[str, list[Near]]]:
    files = {kind: names for by in extractor.files.values() for kind, names in by.items()}
    titles = load_packs(files["titles"], TitlePack)
    nominals = load_packs(files["nominals"], NominalPack)
    yield (
        "names",
        list(
            near_entities.near_misses(
                doc,
                titles.enabled(rule for pack in titles.packs for rule in pack.rules),
                nominals.enabled(rule for pack in nominals.packs for rule in pack.rules),
                start,
                end,
            )
        ),
    )
    finder = TimeFinder(
        load_packs(files["times"], TimePack), load_packs(files["holidays"], HolidayPack)
    )
    yield "times", list(near_times.near_misses(doc, finder, start, end))
    cues = CueLexicon(load_packs(files["cues"], CuePack), doc.vocab)
    yield "quotes", list(near_quotes.near_misses(doc, cues, start, end))
    events = EventLexicon(load_packs(files["events"], EventPack))
    yield "events", list(near_events.near_misses(doc, events, notes.events(doc), start, end))


def _nearest(found: Sequence[Near], most: int) -> tuple[Near, ...]:
    """The nearest few, each rule once."""
    best: dict[tuple[str, int], Near] = {}
    for one in sorted(found, key=lambda one: (-one.close, one.start)):
        best.setdefault((one.rule, one.start), one)
    return tuple(list(best.values())[:most])


def _sentence(doc: Doc, start: int) -> Span:
    """The sentence that holds a character."""
    at = next((token for token in doc if token.idx + len(token) > start), doc[-1])
    return at.sent


def _nodes(token: Token, branch: str, below: str) -> Iterator[Node]:
    """A word and all that hangs on it, in text order under each head."""
    yield Node(branch, token.text, token.pos_, token.dep_, token.idx)
    kids = [kid for kid in token.children if not kid.is_space]
    for number, kid in enumerate(kids):
        last = number == len(kids) - 1
        yield from _nodes(
            kid, below + ("└─ " if last else "├─ "), below + ("   " if last else "│  ")
        )
