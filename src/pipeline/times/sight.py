"""What stands around an expression: words before and after it, and the tense it is told in."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.parse import parse_of
from pipeline.syntax import SUBJECTS, auxiliaries, governs, tense_of
from pipeline.times.anchor import Setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from pipeline.annotations import Block
    from pipeline.times.anchor import Direction
    from pipeline.times.grammar import Reading

_NEXT_WORD = re.compile(r"\s*([^\W_]+|[^\w\s])")
REACH = 40  # characters looked at on either side
PARTICIPLES = frozenset({"acl", "relcl", "advcl"})  # announced Friday, launched in May
AHEAD_REACH = 6  # tokens: "ahead of a presidential election on Sunday"
LATER = ("later on ", "later ")  # on a day that has begun
FIGURES = frozenset("$€£%")
TODAYS = frozenset({"it", "today"})
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
        self._forward = self.listed("planned") | self.listed("promising")
        self._figures: dict[int, bool] = {}
        self._tells: dict[tuple[int, str], bool] = {}
        # Asked again for every time in a sentence; the answers cost as much as it is long.
        self._told: dict[tuple[int, bool], tuple[Direction, bool] | None] = {}
        self._verbs: dict[int, Token | None] = {}
        self._conditions: dict[int, bool] = {}
        self._states: dict[int, tuple[bool, bool]] = {}
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
        tense, backshifted = self._direction(head, block.kind, before)
        return Setting(
            tense=tense,
            backshifted=backshifted,
            verbless=tense == "open" and self.governing_verb(head) is None,
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

    def _direction(self, head: Token, block: str, before: str) -> tuple[Direction, bool]:
        """Direction of the tense that a time is told in, and whether it is the past perfect."""
        verb = self._verb_before(head) or self.governing_verb(head)
        if before in self.listed("looking_back") or self._is_made(verb, before):
            return "past", False
        if verb is not None and (self._is_deadline(verb, before) or self._is_fixed(head, verb)):
            return "future", False
        bare = head.dep_ == "npadvmod" and before not in self.listed("before_bare_day")
        loose = bare and verb is not None and head.left_edge.i > verb.i + 1
        for _ in range(8):
            if verb is None:
                return "open", False
            found = self._of_verb(verb, block, loose=loose)
            if found is not None:
                return found
            above = verb.head if verb.head.i != verb.i else None
            verb = self.governing_verb(above) if above is not None else None
        return "open", False

    def governing_verb(self, token: Token) -> Token | None:
        """As `pipeline.syntax.governing_verb`, which climbs a deep tree anew each time."""
        path, one = [], token
        while one.i not in self._verbs:
            path.append(one.i)
            if governs(one):
                self._verbs[one.i] = one
            elif one.head.i == one.i:
                self._verbs[one.i] = None
            else:
                one = one.head
        found = self._verbs[one.i]
        self._verbs.update(dict.fromkeys(path, found))
        return found

    def _is_deadline(self, verb: Token, before: str) -> bool:
        """`suspended until Friday`, `if it does not stop by Friday`: a day still to come."""
        if before not in self.listed("limits"):
            return False
        if verb.i not in self._conditions:
            marks = [child.lower_ for child in verb.children if child.dep_ == "mark"]
            self._conditions[verb.i] = not {"if", "unless"}.isdisjoint(marks)
        if self._conditions[verb.i]:
            return True
        return before != "by" and verb.lemma_ in self.listed("limiting")

    def _is_made(self, verb: Token | None, before: str) -> bool:
        """`a record set on Aug. 6`; `a hearing set for Aug. 6` is to come."""
        if verb is None or before != "on":
            return False
        passive = verb.tag_ == "VBN" and tense_of(verb) in {"none", "past"}
        return passive and verb.lemma_ in self.listed("set_on")

    def _verb_before(self, head: Token) -> Token | None:
        """The verb that a time stands right behind, whatever the parse: `announced Friday`."""
        left = head.doc[head.left_edge.i - 1] if head.left_edge.i else None
        if left is None or left.tag_ not in {"VBD", "VBN"} or auxiliaries(left):
            return None
        return None if left.lemma_ in self.listed("planned") else left

    def _of_verb(
        self, verb: Token, block: str, *, loose: bool
    ) -> tuple[Direction, bool] | None:
        """None where the verb does not tell and the one above it must be asked.

        `loose`: a bare day behind an object, which may go with the verb above just as well:
        `voted to support the republic Friday`.
        """
        key = (verb.i, loose)
        if key not in self._told:
            self._told[key] = self._tense(verb, block, loose=loose)
        return self._told[key]

    def _tense(self, verb: Token, block: str, *, loose: bool) -> tuple[Direction, bool] | None:
        tense = tense_of(verb)
        if tense == "modal":
            had = any(token.lower_ in {"have", "'ve", "’ve"} for token in auxiliaries(verb))
            return ("past" if had else "future"), False
        if tense == "infinitive":
            return self._infinitive(verb, loose=loose)
        if tense == "present":
            return self._present(verb, block), False
        if tense == "none":
            return self._participle(verb)
        if tense == "past" and verb.tag_ == "VBN" and verb.lemma_ in self.listed("planned"):
            return "open", False  # was scheduled for Tuesday
        return ("future" if tense == "future" else "past"), tense == "pluperfect"

    def _participle(self, verb: Token) -> tuple[Direction, bool] | None:
        """`scheduled for Friday`, `announced Friday`."""
        if verb.lemma_ in self.listed("planned"):
            return "future", False
        return ("past", False) if verb.tag_ == "VBN" and verb.dep_ in PARTICIPLES else None

    def _infinitive(self, verb: Token, *, loose: bool) -> tuple[Direction, bool] | None:
        """`plans to meet on Friday` looks forward; `managed to leave on Friday` does not."""
        above = verb.head
        over = above if above.pos_ in {"VERB", "AUX"} else above.head
        if above.i == verb.i or above.lemma_ in self.listed("planning"):
            return "future", False
        if above.pos_ in {"NOUN", "PROPN"}:
            return None  # an attempt to challenge Tuesday's vote
        if above.lemma_ in self.listed("implicative") or verb.dep_ == "advcl":
            return None
        told = tense_of(over)
        if told == "pluperfect":
            return "past", True
        if told == "past" and (loose or above.lemma_ not in self._forward):
            return None
        return "future", False

    def _present(self, verb: Token, block: str) -> Direction:
        """`is meeting`, `opens`, `is due`: a coming day; else the present tells nothing."""
        if block == "headline":
            return "open"
        words = {
            verb.lemma_,
            *(
                child.lower_
                for child in verb.children
                if child.dep_ in {"acomp", "attr", "oprd"}
            ),
        }
        planned = words & (self.listed("planned") | self.listed("scheduled"))
        moving = verb.tag_ == "VBG"
        return "future" if planned or moving else "open"

    def _is_fixed(self, head: Token, verb: Token) -> bool:
        """`the deadline is Friday`, `the vote is on Friday`; `ahead of a vote on Friday`."""
        left = head.left_edge.i
        window = self.doc[max(self.sentence(head)[0], left - AHEAD_REACH) : left]
        words = [token.lower_ for token in window]
        if "ahead" in words[:-1] and words[words.index("ahead") + 1] == "of":
            return True
        if verb.lemma_ != "be" or verb.tag_ not in {"VBZ", "VBP"}:
            return False
        if verb not in {head.head, head.head.head}:
            return False
        if verb.i not in self._states:
            subjects = {child.lower_ for child in verb.children if child.dep_ in SUBJECTS}
            self._states[verb.i] = (
                not auxiliaries(verb),
                TODAYS.isdisjoint(subjects),
            )
        alone, of_event = self._states[verb.i]
        return alone and (of_event or head.head != verb)  # it is Thursday, February 8
