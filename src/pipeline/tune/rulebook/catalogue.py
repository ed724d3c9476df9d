"""Every rule there is, as it stands in its pack: read as text, without the rooms' schemas."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.rules.load import BUILT_IN, label, pack_files
from pipeline.rules.source import YamlFaultError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

# What a rule's items are told apart by, in the field that says so.
_MEANINGS = ("type", "stance", "label", "block", "reading", "kind", "on", "gender")


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as written.

    Attributes:
        pack: as messages and records name it; `file` is where it is.
        line: that the rule begins on.
        fields: as in the YAML: text, lists and mappings.
        published: the day that the pack's examples are read with.
        off: why the rule does not work: "disabled by ..."; "" if it does.
    """

    id: str
    kind: str
    pack: str
    file: Path
    line: int
    fields: Mapping[str, Any]
    published: str
    off: str = ""

    @property
    def meaning(self) -> str:
        """Its type with the mode, stance, label or block."""
        for name in _MEANINGS:
            if self.fields.get(name):
                mode = self.fields.get("mode")
                return f"{self.fields[name]}/{mode}" if mode else str(self.fields[name])
        return ""

    @property
    def note(self) -> str:
        """Its note on one line."""
        return " ".join(str(self.fields.get("note", "")).split())

    def words(self) -> Iterator[str]:
        """All text in it, field by field."""
        yield self.id
        yield from _texts(self.fields)


def read(own: Sequence[str] = ()) -> list[Entry]:
    """The rules of the built-in packs and of the user's own; packs that are no YAML have none.

    Raises:
        PackError: if one of the user's packs is not there.
    """
    files = [*sorted(BUILT_IN.rglob("*.yaml")), *pack_files(own)]
    return [entry for file in files for entry in _entries(file)]


def _entries(file: Path) -> Iterator[Entry]:
    try:
        tree, marks = read_yaml(file.read_text(encoding="utf-8"))
    except (YamlFaultError, UnicodeDecodeError):
        return
    if not isinstance(tree, dict) or not isinstance(tree.get("rules"), list):
        return
    for number, rule in enumerate(tree["rules"]):
        if isinstance(rule, dict):
            yield Entry(
                id=str(rule.get("id", "")),
                kind=str(tree.get("kind", "")),
                pack=label(file),
                file=file,
                line=marks["rules", number].line,
                fields=rule,
                published=str(tree.get("published", "2024-03-07")),
            )


def chosen(
    entries: Iterable[Entry],
    *,
    pack: str | None = None,
    kind: str | None = None,
    type_: str | None = None,
    words: Sequence[str] = (),
) -> list[Entry]:
    """Those of a pack, of a kind, with a type, and that hold all the words in any field."""
    return [
        entry
        for entry in entries
        if (pack is None or is_pack(entry, pack))
        and (kind is None or entry.kind == kind)
        and (type_ is None or type_.lower() in _meanings(entry))
        and all(_holds(entry, word) for word in words)
    ]


def is_pack(entry: Entry, name: str) -> bool:
    """Whether a pack is meant by this name: en/cues, cues, its path, or its file's name."""
    known = entry.pack.removeprefix("packs/").removesuffix(".yaml")
    asked = name.removeprefix("packs/").removesuffix(".yaml")
    return asked in {known, known.rpartition("/")[2]}


def _meanings(entry: Entry) -> set[str]:
    named = [entry.fields.get(name) for name in (*_MEANINGS, "mode")]
    return {entry.meaning.lower(), *(str(one).lower() for one in named if one)}


def _holds(entry: Entry, word: str) -> bool:
    return any(word.lower() in text.lower() for text in entry.words())


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    else:
        yield str(value)


def nothing(
    entries: Iterable[Entry],
    *,
    pack: str | None = None,
    kind: str | None = None,
    type_: str | None = None,
) -> str:
    """Why nothing was chosen: the nearest pack, kind or type that there is."""
    entries = list(entries)
    for told, asked, known in (
        ("pack", pack, {e.pack.removeprefix("packs/").removesuffix(".yaml") for e in entries}),
        ("kind", kind, {e.kind for e in entries}),
        ("type", type_, {str(e.fields.get(m)) for e in entries for m in _MEANINGS} - {"None"}),
    ):
        if asked is not None and asked not in known:
            near = difflib.get_close_matches(asked, sorted(known), n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            return f"no {told} {asked!r}{hint}"
    return "no rule holds these words"


def entry_of(entries: Sequence[Entry], rule: str) -> Entry | None:
    """The rule with this id: of several, the last, which takes the place of the others."""
    return next((entry for entry in reversed(entries) if entry.id == rule), None)
