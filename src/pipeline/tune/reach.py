"""Which articles a change of packs can touch, told by the words that stand in them.

A rule for words finds something only where one of its words stands. So after a change to such
a rule, articles without its words need not be read again: their records are the same. What
cannot be told by words (a step of the code, a pattern of slots) reaches every article.

A word is met by its beginning ("deni" of "denied" for `deny`): too many articles are read
rather than one too few.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pipeline.tune.delta import Delta, Edit, Entry, PackEdit

Phrases = frozenset[str]
# Fields that hold the words without which a rule of a kind finds nothing.
_TRIGGERS: dict[str, tuple[str, ...]] = {
    "cues": ("verbs", "nouns", "adjectives", "prepositions"),
    "events": ("verbs", "nouns", "adjectives"),
    "titles": ("words",),
    "nominals": ("words",),
    "firstnames": ("words",),
    "gazetteer": ("names",),
    "contexts": ("before", "after", "first", "last"),
    "holidays": ("names",),
}
# Fields that set a rule to work without any of them.
_WITHOUT = ("step", "like", "shape", "regex")
# Fields of packs that are words, and of no effect where the words do not stand.
_LISTS = frozenset(
    {"lists", "slots", "words", "modifiers", "spokespeople", "people", "interviewers"}
    | {"texts", "telling", "shades"}
)
_ASIDE = frozenset({"sort", "add"})  # what the gazetteer says beside its names
_WORD = re.compile(r"\w+")
_OPTIONAL = re.compile(r"\[[^\]]*\]|\([^)]*\)|\{[^}]*\}")
_SHORT = 3  # letters of a beginning, at the least


class Index:
    """Articles by the words that stand in them.

    Args:
        words: by article id.
    """

    def __init__(self, words: Mapping[str, Collection[str]]) -> None:
        self.articles = frozenset(words)
        places: dict[str, set[str]] = defaultdict(set)
        for article, several in words.items():
            for word in several:
                places[word].add(article)
        self._places = places
        self._sorted = sorted(places)

    def reached(self, delta: Delta) -> frozenset[str]:
        """The articles whose records may differ after a change of packs."""
        found = phrases(delta)
        if found is None:
            return self.articles
        return frozenset().union(*(self._with(phrase) for phrase in found))

    def _with(self, phrase: str) -> frozenset[str]:
        """Articles with every word of a phrase."""
        several = [self._beginning(word) for word in _WORD.findall(phrase.lower())]
        return frozenset.intersection(*several) if several else self.articles

    def _beginning(self, word: str) -> frozenset[str]:
        head = _head(word)
        out: set[str] = set()
        at = bisect_left(self._sorted, head)
        while at < len(self._sorted) and self._sorted[at].startswith(head):
            out |= self._places[self._sorted[at]]
            at += 1
        return frozenset(out)


def _head(word: str) -> str:
    """The letters that all forms of a word begin with."""
    return word[:-1] if len(word) > _SHORT and word[-1] in "eyfs" else word


def phrases(delta: Delta) -> Phrases | None:
    """Words without which a change has no effect; None where there are none such."""
    out: set[str] = set()
    for edit in delta.rules:
        found = _of_rule(edit)
        if found is None:
            return None
        out |= found
    for pack in delta.fields:
        found = _of_pack(pack)
        if found is None:
            return None
        out |= found
    return frozenset(out)


def _of_rule(edit: Edit) -> set[str] | None:
    both = [_triggers(one) for one in (edit.old, edit.new) if one is not None]
    known = [one for one in both if one is not None]
    if len(known) < len(both) or not both:
        return None
    if edit.old is not None and edit.new is not None and _only_words(edit.old, edit.new):
        return known[0] ^ known[1]
    return set().union(*known)


def _triggers(entry: Entry) -> set[str] | None:
    """The words of a rule; None for one that may find something without any."""
    tree = entry.fields
    if entry.id.startswith("event.") or any(tree.get(name) for name in _WITHOUT):
        return None
    if entry.kind == "times":
        return _literals(tree.get("patterns"))
    fields = _TRIGGERS.get(entry.kind)
    if fields is None:
        return None
    paths = {path for name in fields for path in _paths(tree.get(name), ())}
    words = {word for *keys, word in paths if not _ASIDE.intersection(keys)}
    return None if "*" in words or not words else words


def _only_words(old: Entry, new: Entry) -> bool:
    """Whether two versions of a rule differ in nothing but their words."""
    fields = _TRIGGERS.get(new.kind, ("patterns",))
    rest = [{k: v for k, v in one.fields.items() if k not in fields} for one in (old, new)]
    return rest[0] == rest[1] and old.kind == new.kind


def _literals(patterns: Any) -> set[str] | None:  # noqa: ANN401  (YAML)
    """The words that a time pattern asks for, as one phrase for each; None if one asks none."""
    found = {" ".join(_WORD.findall(_OPTIONAL.sub(" ", one))) for one in _leaves(patterns)}
    return None if "" in found or not found else found


def _of_pack(edit: PackEdit) -> set[str] | None:
    if edit.name not in _LISTS:
        return None
    out = set(_paths(edit.old, ())) ^ set(_paths(edit.new, ()))
    return {word for *_, word in out}


def _paths(tree: Any, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:  # noqa: ANN401  (YAML)
    """Every word of a tree behind the keys that it stands under; a changed group as a whole."""
    if isinstance(tree, dict):
        if isinstance(
            tree.get("words"), list | tuple
        ):  # a shade: what it does stands beside its words
            rest = repr(sorted((k, v) for k, v in tree.items() if k not in {"words", "note"}))
            yield from _paths(tree["words"], (*above, rest))
            return
        for key, value in tree.items():
            yield from _paths(value, (*above, str(key)))
    elif isinstance(tree, list | tuple):
        for one in tree:
            yield from _paths(one, above)
    elif tree is not None:
        yield (*above, str(tree))


def _leaves(tree: Any) -> Iterable[str]:  # noqa: ANN401  (YAML)
    """All words of a tree, the names of its keys left out."""
    return [path[-1] for path in _paths(tree, ())]
