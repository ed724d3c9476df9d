"""Labels by all the evidence of a document: the words in and around a name, at each place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.entities.acronyms import is_acronym
from pipeline.entities.forenames import first_name
from pipeline.entities.names import Name
from pipeline.rules.regex import compile_regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.entities.gazetteer import Gazetteer
    from pipeline.entities.nouns import Nouns
    from pipeline.entities.pack import ContextRule, FirstNameRule
    from pipeline.entities.page import Page

FIRM = 3.0  # a label from a title or the gazetteer weighs as much as three of the base model's
FIRST_NAME = 1.5
MAYBE_PLACE = 1.2
# Capitalised words that nothing else tells: two of them twice are a person, one twice a body.
GUESS = 0.3
ENOUGH = 0.6
_PROPER = frozenset({"NNP", "NNPS"})
Pattern = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The label that weighs most, by how much, and the rule that weighs most for it.

    `reason` is that rule's own weight; the base model's own label weighs 1.
    """

    label: str
    weight: float
    rule: str
    reason: float


_PLAIN = frozenset({"names.model", "names.trim"})  # rules that say little of a label
NONE = Verdict("", 0.0, "", 0.0)


class Contexts:
    """Context rules by the words that they look at."""

    def __init__(
        self,
        rules: Sequence[ContextRule],
        nouns: Nouns,
        gazetteer: Gazetteer,
        first_names: Mapping[str, FirstNameRule],
    ) -> None:
        self._nouns, self._gazetteer, self.first_names = nouns, gazetteer, first_names
        self._after: dict[str, list[tuple[Pattern, ContextRule]]] = defaultdict(list)
        self._before: dict[str, list[tuple[Pattern, ContextRule]]] = defaultdict(list)
        self._first: dict[str, list[tuple[Pattern, ContextRule]]] = defaultdict(list)
        self._last: dict[str, ContextRule] = {}
        self._like = [(compile_regex(p), rule) for rule in rules for p in rule.like]
        likes = [pattern for rule in rules for pattern in rule.like]
        self._any_like = compile_regex("|".join(f"(?:{pattern})" for pattern in likes) or "$^")
        self._acronym = [rule for rule in rules if rule.shape == "acronym"]
        for rule in rules:
            for text in rule.after:
                words = tuple(text.split())
                self._after[words[0]].append((words, rule))
            for text in rule.before:
                words = tuple(text.split())
                self._before[words[-1]].append((words, rule))
            for text in rule.first:
                words = tuple(text.split())
                self._first[words[0]].append((words, rule))
            self._last.update(dict.fromkeys(rule.last, rule))
        self.lasts = frozenset(self._last)
        self.institutions = frozenset(w for w, r in self._last.items() if r.institution)

    def around(self, page: Page, start: int, end: int) -> Iterator[ContextRule]:
        """Rules that the words next to a name meet."""
        yield from self._behind(page, end)
        if start > 0 and page.sents[start - 1] == page.sents[start]:
            for key in self._keys(page, start - 1):
                for words, rule in self._before.get(key, ()):
                    at = start - len(words)
                    if at >= 0 and (len(words) == 1 or self._meets(page, at, words)):
                        yield rule

    def _behind(self, page: Page, end: int) -> Iterator[ContextRule]:
        if end >= len(page.words):
            return
        for key in self._keys(page, end):
            for words, rule in self._after.get(key, ()):
                if len(words) == 1 or self._meets(page, end, words):
                    yield rule
        if page.words[end] == ",":
            kind = self._nouns.described(page, end)
            for _, rule in self._after.get(f"~{kind}", ()):
                yield rule

    def inside(self, words: Sequence[str]) -> Iterator[ContextRule]:
        """Rules that a name's own words meet."""
        if len(words) > 1:
            if words[-1] in self._last:
                yield self._last[words[-1]]
            for pattern, rule in self._first.get(words[0], ()):
                if tuple(words[: len(pattern)]) == pattern and len(words) > len(pattern):
                    yield rule
        elif is_acronym(words[0]) and words[0].isupper():
            yield from self._acronym
        yield from self._shaped(" ".join(words))

    def _shaped(self, text: str) -> Iterator[ContextRule]:
        if self._any_like.fullmatch(text):
            for regex, rule in self._like:
                if regex.fullmatch(text):
                    yield rule

    def stands_bare(self, page: Page, i: int) -> bool:
        """Whether a single word stands as a name does: no article or bracket before it."""
        word = page.words[i]
        if not word.istitle() or word in self.lasts or page.lower[i] in page.places:
            return False
        return i == 0 or page.tags[i - 1] not in {"DT", "-LRB-", "CD", "PRP$", "JJ"}

    def person(self, words: Sequence[str]) -> tuple[str, float, str]:
        """What a first name says: the label, its weight, the rule."""
        rule = first_name(words[0], self.first_names) if 1 < len(words) < 5 else None
        if rule is None and 1 < len(words) < 5:
            rule = self.first_names.get(words[0].title()) if words[0].isupper() else None
        return ("PERSON", FIRST_NAME, rule.id) if rule is not None else ("PERSON", 0.0, "")

    def place(self, text: str) -> tuple[str, float, str]:
        """What the gazetteer's cities say of a name that may also be somebody's."""
        known = self._gazetteer.get(text)
        if known is None or known.add or known.label != "GPE":
            return ("GPE", 0.0, "")
        return (known.label, MAYBE_PLACE, known.rule)

    def _meets(self, page: Page, at: int, words: Pattern) -> bool:
        if at + len(words) > len(page.words):
            return False
        for n, word in enumerate(words):
            plain = page.lower[at + n].replace("’", "'") == word
            if not plain and (word[0] not in "@#" or word not in self._keys(page, at + n)):
                return False
        return True

    def _keys(self, page: Page, i: int) -> list[str]:
        """What a token is to a pattern: its word, and the classes that it belongs to."""
        word = page.lower[i].replace("’", "'")
        keys = [word]
        if word[0].isdigit():
            keys.append("#")
        elif page.tags[i] == "NN":
            kind = self._nouns.kind(page, i)
            if kind:
                keys.append(f"@{kind}")
        elif page.tags[i] in _PROPER:
            keys.append("@name")
            if is_acronym(page.words[i]):
                keys.append("@acronym")
            found = self._gazetteer.known.get(page.words[i])
            if found is not None and found.label == "GPE":
                keys.append("@country")
        return keys


def judged(
    page: Page, names: Sequence[Name], candidates: Sequence[Name], contexts: Contexts, rule: str
) -> list[Name]:
    """Names with the labels that the document's evidence gives them.

    Args:
        page: the document.
        names: with labels of the base model or of earlier rules.
        candidates: stretches that may be names, without a label; kept where evidence is enough.
        contexts: the rules.
        rule: for the vote of the base model's own labels, where it decides.
    """
    verdicts = verdicts_of(page, [*names, *candidates], contexts, rule)
    out = []
    for name in names:
        verdict = verdicts[_key(page, name)] if not name.firm else NONE
        if name.firm:
            out.append(name)
        elif name.label == verdict.label:
            told = name.rule in _PLAIN and verdict.reason > 1
            out.append(replace(name, rule=verdict.rule) if told else name)
        else:
            out.append(replace(name, label=verdict.label, rule=verdict.rule))
    for name in candidates:
        verdict = verdicts.get(_key(page, name), NONE)
        if verdict.weight >= ENOUGH:
            cited = verdict.rule if verdict.rule != rule else name.rule
            out.append(replace(name, label=verdict.label, rule=cited))
    return sorted(out, key=lambda name: name.start)


def verdicts_of(
    page: Page, names: Iterable[Name], contexts: Contexts, rule: str
) -> dict[str, Verdict]:
    """For each string that is named and not firm at all its places, the weightiest label."""
    places: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        places[_key(page, name)].append(name)
    return {
        key: _verdict(page, held, contexts, rule)
        for key, held in places.items()
        if not all(name.firm for name in held)
    }


def _verdict(page: Page, names: Sequence[Name], contexts: Contexts, rule: str) -> Verdict:
    """The label that weighs most for one string, by all its places."""
    scales = _Scales(rule)
    words = page.words[names[0].start : names[0].end]
    scales.add_all(contexts.inside(words))
    scales.add(*contexts.person(words))
    scales.add(*contexts.place(" ".join(words)))
    for name in names:
        if name.label:
            scales.add(name.label, FIRM if name.firm else 1.0, rule)
        elif len(words) > 1:
            scales.add("PERSON", GUESS, rule)
        elif contexts.stands_bare(page, name.start):
            scales.add("ORG", GUESS, rule)
        scales.add_all(contexts.around(page, name.start, name.end))
    return scales.verdict()


class _Scales:
    """Weights for and against labels, and the weightiest rule for each."""

    def __init__(self, rule: str) -> None:
        self._rule = rule
        self._weights: dict[str, float] = defaultdict(float)
        self._reasons: dict[str, tuple[float, str]] = {}

    def add(self, label: str, weight: float, cited: str) -> None:
        """Put a weight on a label."""
        self._weights[label] += weight
        if weight > self._reasons.get(label, (0.0, ""))[0]:
            self._reasons[label] = (weight, cited)

    def add_all(self, rules: Iterable[ContextRule]) -> None:
        """Put the weights of rules."""
        for found in rules:
            self.add(found.label, found.weight, found.id)

    def verdict(self) -> Verdict:
        """The weightiest label."""
        label = max(self._weights, key=lambda one: self._weights[one])
        reason, cited = self._reasons.get(label, (0.0, self._rule))
        return Verdict(label, self._weights[label], cited, reason)


def _key(page: Page, name: Name) -> str:
    text = " ".join(page.words[name.start : name.end])
    return text.casefold() if len(text) > 4 else text
