"""The direction in which a time lies: what the verbs around it tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.syntax import SUBJECTS, auxiliaries, governs, tense_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.times.anchor import Direction
    from pipeline.times.sight import Sight

PARTICIPLES = frozenset({"acl", "relcl", "advcl"})  # announced Friday, launched in May
AHEAD_REACH = 6  # tokens: "ahead of a presidential election on Sunday"
TODAYS = frozenset({"it", "today"})


class Directions:
    """Tenses as times are told in them, for one Doc."""

    def __init__(self, sight: Sight) -> None:
        """Args: the sight of its Doc."""
        self._sight = sight
        self._forward = sight.listed("planned") | sight.listed("promising")
        # Asked again for every time in a sentence; the answers cost as much as it is long.
        self._told: dict[tuple[int, bool], tuple[Direction, bool] | None] = {}
        self._verbs: dict[int, Token | None] = {}
        self._conditions: dict[int, bool] = {}
        self._states: dict[int, tuple[bool, bool]] = {}

    def told(self, head: Token, block: str, before: str) -> tuple[Direction, bool]:
        """Direction of the tense that a time is told in, and whether it is the past perfect."""
        verb = self._verb_before(head) or self.governing_verb(head)
        if before in self._sight.listed("looking_back") or self._is_made(verb, before):
            return "past", False
        if verb is not None and (self._is_deadline(verb, before) or self._is_fixed(head, verb)):
            return "future", False
        bare = head.dep_ == "npadvmod" and before not in self._sight.listed("before_bare_day")
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
        if before not in self._sight.listed("limits"):
            return False
        if verb.i not in self._conditions:
            marks = [child.lower_ for child in verb.children if child.dep_ == "mark"]
            self._conditions[verb.i] = not {"if", "unless"}.isdisjoint(marks)
        if self._conditions[verb.i]:
            return True
        return before != "by" and verb.lemma_ in self._sight.listed("limiting")

    def _is_made(self, verb: Token | None, before: str) -> bool:
        """`a record set on Aug. 6`; `a hearing set for Aug. 6` is to come."""
        if verb is None or before != "on":
            return False
        passive = verb.tag_ == "VBN" and tense_of(verb) in {"none", "past"}
        return passive and verb.lemma_ in self._sight.listed("set_on")

    def _verb_before(self, head: Token) -> Token | None:
        """The verb that a time stands right behind, whatever the parse: `announced Friday`."""
        left = head.doc[head.left_edge.i - 1] if head.left_edge.i else None
        if left is None or left.tag_ not in {"VBD", "VBN"} or auxiliaries(left):
            return None
        return None if left.lemma_ in self._sight.listed("planned") else left

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
        if (
            tense == "past"
            and verb.tag_ == "VBN"
            and verb.lemma_ in self._sight.listed("planned")
        ):
            return "open", False  # was scheduled for Tuesday
        return ("future" if tense == "future" else "past"), tense == "pluperfect"

    def _participle(self, verb: Token) -> tuple[Direction, bool] | None:
        """`scheduled for Friday`, `announced Friday`."""
        if verb.lemma_ in self._sight.listed("planned"):
            return "future", False
        return ("past", False) if verb.tag_ == "VBN" and verb.dep_ in PARTICIPLES else None

    def _infinitive(self, verb: Token, *, loose: bool) -> tuple[Direction, bool] | None:
        """`plans to meet on Friday` looks forward; `managed to leave on Friday` does not."""
        above = verb.head
        over = above if above.pos_ in {"VERB", "AUX"} else above.head
        if above.i == verb.i or above.lemma_ in self._sight.listed("planning"):
            return "future", False
        if above.pos_ in {"NOUN", "PROPN"}:
            return None  # an attempt to challenge Tuesday's vote
        if above.lemma_ in self._sight.listed("implicative") or verb.dep_ == "advcl":
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
        planned = words & (self._sight.listed("planned") | self._sight.listed("scheduled"))
        moving = verb.tag_ == "VBG"
        return "future" if planned or moving else "open"

    def _fixes(self, over: Token) -> bool:
        """Whether a word, or its object, is what one fixes a day for."""
        objects = [child for child in over.children if child.dep_ == "dobj"]
        words = self._sight.listed("fixed_for")
        return any(token.lemma_ in words for token in (over, *objects))

    def _is_fixed(self, head: Token, verb: Token) -> bool:
        """`the vote is on Friday`; `ahead of a vote on Friday`; `called talks for Friday`."""
        if head.head.lower_ == "for" and self._fixes(head.head.head):
            return True
        left = head.left_edge.i
        window = self._sight.doc[max(self._sight.sentence(head)[0], left - AHEAD_REACH) : left]
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
