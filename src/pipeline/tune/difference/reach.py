"""Which articles a change of packs can touch, told by the words that stand in them.

A rule for words finds something only where one of its words stands, those of a phrase in one
line. So after a change to such a rule, articles without its words need not be read again: their
records are the same. What cannot be told by words (a step of the code, a pattern of slots)
reaches every article.

A word is met as it stands, as a lemma, and with every ending of English inflection, whatever
its part of speech: too many articles are read rather than one too few.
"""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pipeline.tune.difference.delta import Delta, Edit, Entry, PackEdit

Ask = tuple[frozenset[str], ...]  # a line must hold a phrase of each
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


class Index:
    """Articles by the words that stand in their lines.

    Args:
        articles: id of the article that each line is of.
        places: numbers of the lines that a word stands in, by word.
    """

    def __init__(self, articles: Sequence[str], places: Mapping[str, Sequence[int]]) -> None:
        self._lines, self._places = articles, places
        self._sorted = sorted(places)
        self.articles = frozenset(articles)

    @classmethod
    def of(cls, articles: Iterable[tuple[str, Sequence[Collection[str]]]]) -> Index:
        """The index of articles, given with the words of their lines."""
        lines: list[str] = []
        places: dict[str, list[int]] = defaultdict(list)
        for article, several in articles:
            for words in several:
                for word in words:
                    places[word].append(len(lines))
                lines.append(article)
        return cls(lines, places)

    def to_bytes(self) -> bytes:
        """The index as JSON, compressed; article ids are left to whoever keeps it."""
        numbers = {one: number for number, one in enumerate(dict.fromkeys(self._lines))}
        told = [[numbers[one] for one in self._lines], self._places]
        return zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 1)

    @classmethod
    def from_bytes(cls, data: bytes, articles: Sequence[str]) -> Index:
        """The index that bytes were made of; `articles` in the order in which it met them."""
        lines, places = json.loads(zlib.decompress(data))
        return cls([articles[number] for number in lines], places)

    def reached(self, delta: Delta) -> frozenset[str]:
        """The articles whose records may differ after a change of packs."""
        found = asks(delta)
        if found is None:
            return self.articles
        lines = frozenset().union(*(self._answering(ask) for ask in found))
        return frozenset(self._lines[line] for line in lines)

    def _answering(self, ask: Ask) -> frozenset[int]:
        """Lines that hold a phrase of each set."""
        several = [frozenset().union(*map(self._with, phrases)) for phrases in ask]
        return frozenset.intersection(*several)

    def _with(self, phrase: str) -> frozenset[int]:
        """Lines with every word of a phrase."""
        several = [self._forms(word) for word in _WORD.findall(phrase.lower())]
        whole = frozenset(range(len(self._lines)))
        return frozenset.intersection(*several) if several else whole

    def _forms(self, word: str) -> frozenset[int]:
        """The lines that hold a form of a word."""
        head, forms = _forms(word)
        out: set[int] = set()
        at = bisect_left(self._sorted, head)
        while at < len(self._sorted) and self._sorted[at].startswith(head):
            if forms.fullmatch(self._sorted[at]):
                out.update(self._places[self._sorted[at]])
            at += 1
        return frozenset(out)


def _forms(word: str) -> tuple[str, re.Pattern[str]]:
    """What all forms of a word begin with, and the forms: lemmas are in the index as well."""
    if word.endswith("e"):
        head, endings = word[:-1], r"(?:e(?:['’]?s|d|rs?|n)?|ing)"
    elif word.endswith("y"):
        head, endings = word[:-1], r"(?:y(?:['’]s|s|ing|ed)?|ie(?:s|d|rs?))"
    else:
        doubled = re.escape(word[-1])
        head, endings = word, rf"(?:{doubled}?(?:['’]?s|es|ed|ing|ers?|en)|n|d)?"
    return head, re.compile(re.escape(head) + endings)


def asks(delta: Delta) -> list[Ask] | None:
    """What a line must hold for a change to have an effect; None where that is not known."""
    out: list[Ask] = []
    for found in (*map(_of_rule, delta.rules), *map(_of_pack, delta.fields)):
        if found is None:
            return None
        out += found
    return out


def _of_rule(edit: Edit) -> list[Ask] | None:
    sides = [one for one in (edit.old, edit.new) if one is not None]
    known = [(triggers, _needs(one)) for one in sides if (triggers := _triggers(one))]
    if len(known) < len(sides):
        return None
    if len(known) == 2 and _only_words(sides[0], sides[1]):
        return [(frozenset(known[0][0] ^ known[1][0]), *known[0][1])]
    return [(frozenset(triggers), *needs) for triggers, needs in known]


def _needs(entry: Entry) -> list[frozenset[str]]:
    """The conditions of a rule that words of the same sentence must meet, as far as told."""
    out = []
    for place, words in (entry.fields.get("needs") or {}).items():
        named = "article" not in place and not any(
            word.startswith("@") or word.isupper() or word == "*" for word in words
        )
        out += [frozenset(words)] if named else []
    return out


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


def _of_pack(edit: PackEdit) -> list[Ask] | None:
    if edit.name not in _LISTS:
        return None
    differ = set(_paths(edit.old, ())) ^ set(_paths(edit.new, ()))
    return [(frozenset(word for *_, word in differ),)]


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
