"""What stands around an expression: words before and after it, and the tense it is told in."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.parse import parse_of
from pipeline.syntax import SUBJECTS
from pipeline.times.anchor import Setting
from pipeline.times.direction import Directions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from pipeline.annotations import Block
    from pipeline.times.grammar import Reading

_NEXT_WORD = re.compile(r"\s*([^\W_]+|[^\w\s])")
REACH = 40  # characters looked at on either side
LATER = ("later on ", "later ")  # on a day that has begun
FIGURES = frozenset("$€£%")
INNER = frozenset({"det", "poss", "amod", "compound", "nmod", "nummod"})
MAX_PHRASE = 12  # words above one another in a noun phrase


class Sight:
    """Questions about a Doc by character offset; tokens are looked up only when asked for."""

    def __init__(
        self, doc: Doc, blocks: Sequence[Block], cues: Mapping[str, frozenset[str]]
    ) -> None:
        """Args: the Doc, its blocks, and lists of words by name from the packs."""
        self.doc, self.blocks, self.cues = doc, blocks, cues
        parse = parse_of(doc)
        self.text, self._starts, self._sentences = parse.text, parse.starts, parse.sent_starts
        self._directions = Directions(self)
        self._figures: dict[int, bool] = {}
        self._tells: dict[tuple[int, str], bool] = {}
        self._block_starts = [block.start for block in blocks]

    def listed(self, name: str) -> frozenset[str]:
        """A word list of the packs; empty where they have none of that name."""
        return self.cues.get(name, frozenset())

    def words(self, reading: Reading) -> list[str]:
        """The words of a reading's stretch, lower-case."""
        return self.text[reading.start : reading.end].lower().split()

    def token(self, offset: int) -> Token:
        """The token at a character."""
        return self.doc[max(0, bisect_right(self._starts, offset) - 1)]

    def before(self, offset: int) -> str:
        """The word or mark before a character, lower-case; "" at the start of a line."""
        left = self.text[max(0, offset - REACH) : offset].rpartition("\n")[2].rstrip()
        at = len(left)
        while at and left[at - 1].isalnum():
            at -= 1
        return left[at:].lower() or left[-1:]

    def mod_before(self, offset: int, phrases: Mapping[str, str]) -> str | None:
        """The mod that the words before a character give: `more than`, `about`."""
        left = self.text[max(0, offset - REACH) : offset].lower().rstrip()
        for phrase, mod in phrases.items():
            if left.endswith(phrase) and not left[: -len(phrase)][-1:].isalnum():
                return mod
        return None

    def after(self, offset: int) -> str:
        """The word or mark after a character, lower-case; "" at the end of a line."""
        right = self.text[offset : offset + REACH].partition("\n")[0]
        match = _NEXT_WORD.match(right)
        return match[1].lower() if match else ""

    def verb_before(self, offset: int) -> bool:
        """Whether the word before a character is a verb, white space left out."""
        at = bisect_right(self._starts, max(0, offset - 1)) - 1
        while at > 0 and self.doc[at].is_space:
            at -= 1
        return at >= 0 and self.doc[at].pos_ == "VERB"

    def next_token(self, offset: int) -> Token | None:
        """The first token at or after a character, white space left out."""
        at = bisect_right(self._starts, offset - 1)
        while at < len(self.doc) and self.doc[at].is_space:
            at += 1
        return self.doc[at] if at < len(self.doc) else None

    def head(self, start: int, end: int) -> Token:
        """The token of a stretch that governs the others."""
        first, last = self.token(start), self.token(end - 1)
        return self.doc[first.i : last.i + 1].root

    def noun_phrase_after(self, offset: int) -> tuple[int, str] | None:
        """End and head lemma of the noun phrase that begins after a character, or None."""
        first = self.next_token(offset)
        if first is None:
            return None
        head = first
        for _ in range(MAX_PHRASE):
            if head.dep_ not in INNER or head.head.i <= head.i:
                break
            head = head.head
        if head.pos_ not in {"NOUN", "PROPN"} or head.left_edge.i < first.i:
            return None
        if head.dep_ in SUBJECTS or head.ent_type_ in {"PERSON", "GPE", "NORP", "LOC"}:
            return None  # after Ana entered; after London
        return head.idx + len(head), head.lemma_.lower()

    def sentences_with(self, lemma: str) -> set[int]:
        """Numbers (first token) of the sentences that hold a word, as noun or verb."""
        return self._places.get(lemma, set())

    @cached_property
    def _places(self) -> dict[str, set[int]]:
        places: dict[str, set[int]] = {}
        for token in self.doc:
            places.setdefault(token.lemma_.lower(), set()).add(self.sentence(token)[0])
        return places

    def sentence(self, token: Token) -> tuple[int, int]:
        """First token of a token's sentence, and the one after its last."""
        at = bisect_right(self._sentences, token.i)
        end = self._sentences[at] if at < len(self._sentences) else len(self.doc)
        return self._sentences[at - 1], end

    def block(self, offset: int) -> tuple[int, Block]:
        """Number and block that hold a character."""
        number = max(0, bisect_right(self._block_starts, offset) - 1)
        return number, self.blocks[number]

    def setting(self, start: int, end: int) -> Setting:
        """Where an expression stands."""
        number, block = self.block(start)
        head, before = self.head(start, end), self.before(start)
        tense, backshifted = self._directions.told(head, block.kind, before)
        return Setting(
            tense=tense,
            backshifted=backshifted,
            verbless=tense == "open" and self._directions.governing_verb(head) is None,
            attributive=head.dep_ in {"compound", "amod", "nmod"} or before == "effective",
            paragraph=number,
            sentence=self.sentence(head)[0],
            block=block.kind,
            opens=start == block.start,
            limit=before in self.listed("limits"),
            ahead=before in self.listed("ahead"),
            later=self.text[max(0, start - 9) : start].lower().endswith(LATER),
            before=before,
            after=self.after(end),
            business=self._tells_figures(head),
        )

    def tells(self, token: Token, name: str) -> bool:
        """Whether a word of a list stands in a token's sentence."""
        first, end = self.sentence(token)
        key = (first, name)
        if key not in self._tells:
            words = self.listed(name)
            self._tells[key] = any(one.lower_ in words for one in self.doc[first:end])
        return self._tells[key]

    def _tells_figures(self, token: Token) -> bool:
        """Whether a sentence gives figures: money, percent, or a word of accounts."""
        first, end = self.sentence(token)
        found = self._figures.get(first)
        if found is None:
            last = self.doc[end - 1]
            text = self.text[self.doc[first].idx : last.idx + len(last)]
            words = self.listed("accounts")
            found = not FIGURES.isdisjoint(text) or not words.isdisjoint(text.lower().split())
            self._figures[first] = found
        return found

    def governing_verb(self, start: int, end: int) -> Token | None:
        """The verb that governs a stretch, or None."""
        return self._directions.governing_verb(self.head(start, end))
