"""A parse with the questions that the events room asks of it.

Positions are token positions. Labels are ClearNLP's, as in `en_core_web_*`.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.parse import parse_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

VERBAL = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


class Tree:
    """Words, labels and heads of a parsed Doc.

    Attributes:
        word: lower-case forms.
        lemma: lower-case lemmas.
        pos, tag, dep, ent: labels; `ent` is the base model's entity label or "".
        head: position of the governor; a root governs itself.
        kids: positions of dependants, in text order.
        start, end: characters of each token.
        sent: number of the sentence.
        sent_start: first token of each sentence.
    """

    def __init__(self, doc: Doc) -> None:
        parse = parse_of(doc)
        self.size = len(parse.words)
        self.text = parse.text
        self.word, self.ent = parse.lower, parse.ents
        self.lemma, self.tag = list(parse.lemmas), list(parse.tags)  # the lexicon corrects them
        self.pos, self.dep = parse.pos, parse.deps
        self.head, self.kids = parse.heads, parse.kids
        self.start, self.end = parse.starts, parse.ends
        self.sent, self.sent_start = parse.sents, parse.sent_starts
        self.joined: dict[int, list[int]] = {}  # conjuncts right below a token
        for k in [k for k, dep in enumerate(self.dep) if dep == "conj"]:
            self.joined.setdefault(self.head[k], []).append(k)
        self.negated: frozenset[int] | None = None  # sentences with a negation, once asked for
        self.themes: dict[frozenset[str], bool] = {}  # what the article is about, once asked
        self.near: dict[int, set[str]] = {}  # what phrases are about, by their heads
        self.told: dict[int, set[str]] = {}  # lemmas of sentences, by the first token
        self.said: dict[int, set[str]] = {}  # lemmas and words of sentences, likewise

    @cached_property
    def nouns(self) -> Counter[str]:
        """How often each noun occurs in the article."""
        return Counter([self.lemma[i] for i in self.named])

    @cached_property
    def named(self) -> list[int]:
        """Positions of the nouns."""
        return [i for i, pos in enumerate(self.pos) if pos in {"NOUN", "PROPN"}]

    def sentence(self, i: int) -> tuple[int, int]:
        """First and last-but-one token positions of a token's sentence, half-open."""
        number = self.sent[i]
        last = number + 1 < len(self.sent_start)
        return self.sent_start[number], self.sent_start[number + 1] if last else self.size

    def kid(self, i: int, *deps: str) -> int | None:
        """The first dependant with one of these labels."""
        for k in self.kids[i]:
            if self.dep[k] in deps:
                return k
        return None

    def up(self, i: int) -> list[int]:
        """The governors of a token, nearest first."""
        out = []
        while self.head[i] != i:
            i = self.head[i]
            out.append(i)
        return out

    def below(self, i: int) -> list[int]:
        """A token and all under it, unsorted."""
        out, at = [i], 0
        while at < len(out):
            out += self.kids[out[at]]
            at += 1
        return out

    def conjuncts(self, i: int) -> list[int]:
        """A token and those that are joined to it on its right."""
        joined = self.joined
        if i not in joined:
            return [i]
        out, at = [i], 0
        while at < len(out):
            out += joined.get(out[at], ())
            at += 1
        return out

    def is_verb(self, i: int) -> bool:
        """Whether a token is a verb that is not somebody's auxiliary."""
        return self.pos[i] in VERBAL and self.dep[i] not in {"aux", "auxpass"}

    def phrase(self, i: int) -> tuple[int, int]:
        """Characters of a noun phrase; relative clauses, appositions and conjuncts stay out."""
        left = right = i
        waiting = [i]
        while waiting:
            one = waiting.pop()
            left, right = min(left, one), max(right, one)
            waiting += [k for k in self.kids[one] if self._is_tight(k, one)]
        return self.start[left], self.end[right]

    def _is_tight(self, kid: int, head: int) -> bool:
        dep = self.dep[kid]
        if dep in _LOOSE or self.pos[kid] in {"SPACE", "PUNCT"}:
            return False
        if self.tag[kid] == "WP$":  # [driver] in `a tram whose driver was held`
            return False
        if dep == "prep" and kid > head and all(self.dep[k] == "pcomp" for k in self.kids[kid]):
            return False  # [a charge] for breaking in
        if dep == "amod" and any(self.dep[k] == "aux" for k in self.kids[kid]):
            return False  # denied [having ordered] staff to leave
        return not (kid > head and dep in _CLAUSES)


_LOOSE = frozenset({"relcl", "appos", "acl", "parataxis", "cc", "conj", "advcl", "dep"})
_CLAUSES = frozenset({"ccomp", "xcomp", "pcomp", "csubj", "npadvmod", "advmod"})
