"""The base model's attribute ruler as a table: the same attributes, in a fraction of the time.

spaCy matches the ruler's patterns (179 in en_core_web_sm) at every token of every text, an
eighth of the whole parse. Nearly all look at one token's tag, lower-case form, dependency and
whether it is white space; so what they set is looked up by these four, and worked out by
spaCy's own matcher where a combination is new. Patterns of several tokens are matched where the
first of them fits. A ruler that asks for anything else is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG  # type: ignore[import-not-found]
from spacy.matcher import Matcher
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Token
    from spacy.vocab import Vocab

NAME = "attribute_ruler"
LOOKED_AT: list[int | str] = ["TAG", "LOWER", "DEP", "IS_SPACE", "POS", "MORPH", "LEMMA"]
SET: list[int | str] = ["POS", "MORPH", "LEMMA"]
_ASKED = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_TESTS = frozenset({"IN", "NOT_IN", "REGEX"})
_SETS = frozenset({POS, MORPH, LEMMA, TAG, DEP})
_RARE = (("tag", TAG), ("dep", DEP))
Key = tuple[int, int, int, int]
Pattern = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Rule:
    """One entry of the ruler; of two that set the same, the one of the later number wins."""

    number: int
    patterns: list[Pattern]
    attrs: dict[int, int]
    index: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What tokens of one kind get: values by attribute, and whether more patterns may begin."""

    rules: tuple[int, ...]
    values: tuple[int | None, ...]
    rare: tuple[tuple[str, int], ...]
    begins: bool


class TableRuler:
    """Stands for an `AttributeRuler` in a pipeline."""

    def __init__(self, vocab: Vocab, rules: Iterable[_Rule]) -> None:
        self._vocab = vocab
        self._rules = {rule.number: rule for rule in rules}
        self._single = Matcher(vocab)
        self._several = Matcher(vocab)
        self._begins = Matcher(vocab)
        self._words: set[str] = set()
        self._regexes: list[re.Pattern[str]] = []
        self._longest = 1
        for rule in self._rules.values():
            self._add(rule)
        self._forms: dict[int, int] = {}
        self._table: dict[Key, _Known] = {}

    def _add(self, rule: _Rule) -> None:
        for length in {len(pattern) for pattern in rule.patterns}:
            same = [pattern for pattern in rule.patterns if len(pattern) == length]
            if length == 1:
                self._single.add(str(rule.number), same)
            else:
                self._several.add(str(rule.number), same)
                self._begins.add(str(rule.number), [pattern[:1] for pattern in same])
                self._longest = max(self._longest, length)
        for token in (token for pattern in rule.patterns for token in pattern):
            self._note_words(token.get("LOWER"))

    def _note_words(self, test: object) -> None:
        if isinstance(test, str):
            self._words.add(test)
        elif isinstance(test, dict):
            self._words.update(*(test.get(name, ()) for name in ("IN", "NOT_IN")))
            if "REGEX" in test:
                self._regexes.append(re.compile(test["REGEX"]))

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of every token."""
        rows = doc.to_array(LOOKED_AT).tolist()
        forms, table = self._forms, self._table
        values = []
        special = []
        for i, (tag, lower, dep, space, *before) in enumerate(rows):
            form = forms.get(lower)
            if form is None:
                form = self._form(lower)
            known = table.get((tag, form, dep, space))
            if known is None:
                known = self._learn((tag, form, dep, space), doc[i])
            given = known.values
            if None in given:
                given = tuple(
                    old if new is None else new for new, old in zip(given, before, strict=True)
                )
            values.append(given)
            if known.rare or known.begins:
                special.append((i, known))
        if values:
            doc.from_array(SET, np.asarray(values, dtype="uint64"))  # type: ignore[arg-type]
        for i, known in special:
            self._set_rare(doc, i, known)
        return doc

    def _form(self, lower: int) -> int:
        """The form itself if a pattern asks for it; 0 for all that no pattern tells apart."""
        word = self._vocab.strings[lower]
        told = word in self._words or any(regex.search(word) for regex in self._regexes)
        self._forms[lower] = form = lower if told else 0
        return form

    def _learn(self, key: Key, token: Token) -> _Known:
        """What spaCy's matcher finds at such a token, alone in a Doc."""
        alone = Doc(self._vocab, words=[token.text])
        alone[0].tag, alone[0].dep = key[0], key[2]
        found = self._single(alone, allow_missing=True)
        rules = tuple(sorted(int(self._vocab.strings[match]) for match, *_ in found))
        begins = bool(self._begins(alone, allow_missing=True))
        self._table[key] = known = self._known(rules, begins=begins)
        return known

    def _known(self, rules: tuple[int, ...], *, begins: bool) -> _Known:
        merged: dict[int, int] = {}
        for number in sorted(rules):
            merged.update(self._rules[number].attrs)
        return _Known(
            rules,
            (merged.get(POS), merged.get(MORPH), merged.get(LEMMA)),
            tuple((name, merged[at]) for name, at in _RARE if at in merged),
            begins,
        )

    def _set_rare(self, doc: Doc, i: int, known: _Known) -> None:
        for name, value in known.rare:
            setattr(doc[i], name, value)
        if not known.begins:
            return
        for match, start, _ in self._several(doc[i : i + self._longest], allow_missing=True):
            if start == 0:
                rule = self._rules[int(self._vocab.strings[match])]
                self._set_again(doc, i + rule.index, rule)

    def _set_again(self, doc: Doc, i: int, rule: _Rule) -> None:
        """A token's attributes with those of a rule that looks at its neighbours too."""
        # Its kind is what it was when the ruler began: `rare` changes white space only.
        token = doc[i]
        own = self._table[token.tag, self._forms[token.lower], token.dep, int(token.is_space)]
        merged = self._known((*own.rules, rule.number), begins=False)
        for name, value in zip(("pos", "morph", "lemma"), merged.values, strict=True):
            if value is not None:
                _set(doc[i], name, value)


def _set(token: Token, name: str, value: int) -> None:
    if name == "morph":
        token.set_morph(value)  # type: ignore[attr-defined]  # not in spaCy's stubs
    else:
        setattr(token, name, value)


def tabled(nlp: Language) -> bool:
    """Put a table in the place of a pipeline's attribute ruler; False if it must stay."""
    if NAME not in nlp.pipe_names:
        return False
    rules = rules_of(nlp.get_pipe(NAME))  # type: ignore[arg-type]
    if rules is None:
        return False
    table = TableRuler(nlp.vocab, rules)
    # Not by `replace_pipe`: a component with a factory would change the pipeline's config.
    parts = nlp._components
    nlp._components = [(name, table if name == NAME else part) for name, part in parts]
    return True


def rules_of(ruler: AttributeRuler) -> list[_Rule] | None:
    """A ruler's rules; None if one asks for or sets what the table does not know."""
    rules = []
    told: list[Any] = ruler.patterns  # spaCy types it as a union of all its values
    for number, (entry, attrs) in enumerate(zip(told, ruler.attrs, strict=True)):
        tokens = [token for pattern in entry["patterns"] for token in pattern]
        plain = all(_is_plain(token) for token in tokens) and attrs.keys() <= _SETS
        if not plain or entry["index"] < 0:
            return None
        rules.append(_Rule(number, entry["patterns"], dict(attrs), entry["index"]))
    return rules


def _is_plain(token: Mapping[str, Any]) -> bool:
    """Whether a token of a pattern asks only for what the table is keyed on."""
    return token.keys() <= _ASKED and all(
        not isinstance(test, dict) or test.keys() <= _TESTS for test in token.values()
    )
