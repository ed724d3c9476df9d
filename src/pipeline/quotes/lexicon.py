"""Cue words by lemma: which rules a token of the parse may follow."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token
    from spacy.vocab import Vocab

    from pipeline.quotes.pack import CuePack, CueRule
    from pipeline.rules.load import Packs

_PARTICLES = frozenset({"prt", "prep", "advmod", "agent"})
_FAR = 4  # tokens from a verb to its particle: "called his rival out"
_NEAR = 2  # from a verb to a preposition that belongs to it: "called again for"


class Lexicon:
    """Cue words of all rules that are on."""

    def __init__(self, packs: Packs[CuePack], vocab: Vocab) -> None:
        self._single: dict[tuple[str, str], list[CueRule]] = defaultdict(list)
        self._phrasal: dict[str, list[tuple[tuple[str, ...], CueRule]]] = defaultdict(list)
        self.steps: dict[str, CueRule] = {}
        self.prepositions: dict[str, list[tuple[tuple[str, ...], CueRule]]] = defaultdict(list)
        for rule in packs.enabled(rule for pack in packs.packs for rule in pack.rules):
            self._add(rule)
        self.spokespeople = frozenset(w for pack in packs.packs for w in pack.spokespeople)
        self.people = frozenset(w for pack in packs.packs for w in pack.people)
        self.interviewers = frozenset(w for pack in packs.packs for w in pack.interviewers)
        self.texts = frozenset(w for pack in packs.packs for w in pack.texts)
        heads = [form for word in self.prepositions for form in (word, word.title())]
        self.leads = frozenset(vocab.strings.add(form) for form in heads)

    def _add(self, rule: CueRule) -> None:
        if rule.step:
            self.steps[rule.step] = rule
            return
        for words, kind in (
            (rule.verbs, "verb"),
            (rule.nouns, "noun"),
            (rule.adjectives, "adj"),
        ):
            for word in words:
                head, *rest = word.split()
                if rest:
                    self._phrasal[head].append((tuple(rest), rule))
                else:
                    self._single[kind, head].append(rule)
        for phrase in rule.prepositions:
            head, *rest = phrase.split()
            self.prepositions[head].append((tuple(rest), rule))

    def verb(self, token: Token) -> tuple[list[CueRule], Token | None]:
        """Rules for a verb; phrasal ones where it stands with their particle, given with it."""
        lemma = self._lemma(token)
        phrasal: list[CueRule] = []
        particle = None
        for rest, rule in self._phrasal.get(lemma, ()):
            found = _particle(token, rest)
            if found is not None and (particle is None or found == particle):
                particle = found
                phrasal.append(rule)
        return phrasal or self._single.get(("verb", lemma), []), particle

    def partly(self, token: Token) -> list[tuple[CueRule, str]]:
        """Rules of phrases that begin with a verb, with the words that do not stand by it."""
        return [
            (rule, " ".join(rest))
            for rest, rule in self._phrasal.get(self._lemma(token), ())
            if _particle(token, rest) is None
        ]

    def direct_form(self, token: Token) -> CueRule | None:
        """The rule for quotations of a verb that a parser took for a plural noun."""
        rules = self._single.get(("verb", token.lower_.removesuffix("s")), [])
        return next((rule for rule in rules if "direct" in rule.frames), None)

    def is_speech(self, token: Token) -> bool:
        """Whether a verb is a cue of speech, in a frame that is recorded."""
        return any(rule.frames or rule.quoted for rule in self.verb(token)[0])

    def _lemma(self, token: Token) -> str:
        """The lemma; with an e that the model cuts off ("hoped": "hop"), without one it adds.

        It does to words that it does not know: "harrumphed" is "harrumphe" to it.
        """
        lemma = token.lemma_.lower()
        word = token.lower_
        if lemma[-1:] == "e" and word in {lemma + "d", lemma[:-1] + "ing"}:
            return lemma if self._knows(lemma) or not self._knows(lemma[:-1]) else lemma[:-1]
        if word in {lemma + "ed", lemma + "es", lemma + "ing"} and self._knows(lemma + "e"):
            return lemma + "e"
        return lemma

    def _knows(self, lemma: str) -> bool:
        return ("verb", lemma) in self._single or lemma in self._phrasal

    def noun(self, token: Token) -> list[CueRule]:
        """Rules for a noun."""
        return self._single.get(("noun", token.lemma_.lower()), [])

    def adjective(self, token: Token) -> list[CueRule]:
        """Rules for an adjective or participle."""
        return self._single.get(("adj", token.lower_), [])


def _is_time(preposition: Token) -> bool:
    """Whether a preposition says when: "insisted on Thursday"."""
    return any(
        c.dep_ == "pobj" and c.ent_type_ in {"DATE", "TIME"} for c in preposition.children
    )


def _particle(verb: Token, rest: tuple[str, ...]) -> Token | None:
    """The last word of a phrasal verb's rest, where all of it stands next to the verb."""
    if len(rest) == 1:
        for child in verb.children:
            near = _FAR if child.dep_ == "prt" else _NEAR
            right = child.lower_ == rest[0] and child.dep_ in _PARTICLES and not _is_time(child)
            if right and 0 < child.i - verb.i <= near:
                return child
            if child.i == verb.i + 1 and child.dep_ == "dobj" and child.lower_ == rest[0]:
                return child  # "put it"
        return None
    at = verb.i + 1
    words = tuple(token.lower_ for token in verb.doc[at : at + len(rest)])
    return verb.doc[at + len(rest) - 1] if words == rest else None
