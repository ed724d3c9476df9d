"""What a marked stretch is to a rule: lemma, part of speech, place in the clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline import annotations as notes
from pipeline.events.frames import noun_frame, verb_frame
from pipeline.events.tree import Tree
from pipeline.times.lexer import windows

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Span

    from pipeline.article import Article
    from pipeline.engine import Extractor
    from pipeline.times.find import TimeFinder

_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Wording:
    """A word or phrase as packs write it (`work to rule`); `pos` is of its head: VERB, NOUN."""

    phrase: str
    pos: str


class Reading:
    """A sentence, read once, to be asked about its stretches (code points)."""

    def __init__(self, extractor: Extractor, article: Article) -> None:
        self._doc = extractor.annotated(article)
        self._tree = Tree(self._doc)
        self._times: TimeFinder | None = None

    def wording(self, start: int, end: int) -> Wording:
        """A stretch as packs write it: the head by its lemma, what goes with it as it is."""
        span = _span(self._doc, start, end)
        head = span.root
        at = head.i - span.start
        words = [token.lower_ for token in span]
        words[at] = head.lemma_.lower()
        # A verb's trigger begins with the verb, a noun's ends with the noun.
        words = words[at:] if head.pos_ in _VERBAL else words[: at + 1]
        return Wording(" ".join(words), "VERB" if head.pos_ in _VERBAL else head.pos_)

    def place(self, trigger: tuple[int, int], start: int, end: int) -> str | None:
        """Where a stretch stands in the clause of a trigger: subject, object, against, ..."""
        head = _span(self._doc, *trigger).root
        frame = (
            verb_frame(self._tree, head.i)
            if head.pos_ in _VERBAL
            else noun_frame(self._tree, head.i, None)
        )
        inside = range(_span(self._doc, start, end).start, _span(self._doc, start, end).end)
        return next((place for place, at in frame.items() if set(at) & set(inside)), None)

    def pattern(self, finder: TimeFinder, start: int, end: int, slots: Collection[str]) -> str:
        """A stretch as a template: words that fill one of the slots as `{slot}`."""
        for window in windows(self._doc.text, start, end, finder.lexicon):
            parts = [
                next((f"{{{slot}}}" for slot in word.slots if slot in slots), word.text)
                for word in window
                if word.start >= start and word.end <= end
            ]
            return " ".join(parts)
        return self._doc.text[start:end].lower()

    def sentences(self, start: int, end: int) -> tuple[int, int]:
        """The sentences around a stretch, and not beyond its paragraphs."""
        span = _span(self._doc, start, end)
        first, last = span[0].sent, span[-1].sent
        blocks = [b for b in notes.blocks(self._doc) if b.start < end and b.end > start]
        begins = max(first.start_char, min(b.start for b in blocks))
        ends = min(last.end_char, max(b.end for b in blocks))
        text = self._doc.text[begins:ends]
        return begins + len(text) - len(text.lstrip()), begins + len(text.rstrip())


def _span(doc: Doc, start: int, end: int) -> Span:
    """The tokens that a stretch touches."""
    found = doc.char_span(start, end, alignment_mode="expand")
    return found if found is not None else doc[:1]
