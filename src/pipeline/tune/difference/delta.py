"""What differs between two sets of packs: rules added, switched off or changed, and lists.

Compares packs as they take effect: a rule that another extends, replaces or switches off is
told by what then finds something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.rules.load import Packs
    from pipeline.rules.schema import Pack, Rule

Fields = dict[str, Any]  # of a rule or a pack, as YAML has them
_SENTENCES = {"note", "examples", "counterexamples", "todo"}
_ABOUT = {"rules", "disable", "kind", "published", "note"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule that is on: where it stands, and the fields that decide what it finds."""

    id: str
    kind: str
    where: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Edit:
    """A rule that is not the same on both sides; None where it is not on, or not there."""

    id: str
    old: Entry | None
    new: Entry | None

    @property
    def sort(self) -> str:
        """`new`, `off` or `changed`."""
        return "new" if self.old is None else "off" if self.new is None else "changed"

    @property
    def where(self) -> str:
        """File and line, on the newer side if it is there."""
        found = self.new or self.old
        return found.where if found else ""


@dataclass(frozen=True, slots=True)
class PackEdit:
    """A field of a pack itself that is not the same: a word list, slots, types."""

    file: str
    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Delta:
    """Everything that differs.

    Attributes:
        rules: in the order of the packs.
        fields: of packs themselves.
        sentences: ids of rules that differ in note and examples alone: they find the same.
    """

    rules: tuple[Edit, ...] = ()
    fields: tuple[PackEdit, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """Of the rules that differ."""
        return frozenset(edit.id for edit in self.rules)

    def __bool__(self) -> bool:
        return bool(self.rules or self.fields)


def delta(
    old: Mapping[str, Packs[Pack]],
    new: Mapping[str, Packs[Pack]],
    *,
    roots: tuple[str, str] = ("", ""),
) -> Delta:
    """What differs between two sets of packs.

    Args:
        old: by kind; a kind may be left out on both sides if it is the same.
        new: as well.
        roots: folders, with a slash, that either side's packs were checked out to: a pack is
            the same one wherever it was put.
    """
    edits: list[Edit] = []
    fields: list[PackEdit] = []
    sentences: list[str] = []
    for kind in dict.fromkeys([*old, *new]):
        ours, theirs = old[kind], new[kind]
        for one in dict.fromkeys([*theirs.rules, *ours.rules]):
            was, now = _entry(kind, ours, one, roots[0]), _entry(kind, theirs, one, roots[1])
            if (was and was.fields) != (now and now.fields):
                edits.append(Edit(one, was, now))
            elif _said(ours.rules[one]) != _said(theirs.rules[one]):
                sentences.append(one)
        fields += _pack_edits(_by_file(ours, roots[0]), _by_file(theirs, roots[1]))
    return Delta(tuple(edits), tuple(fields), tuple(sentences))


def _entry(kind: str, packs: Packs[Pack], one: str, root: str) -> Entry | None:
    rule = packs.rules.get(one)
    if rule is None:
        return None
    fields = rule.model_dump(by_alias=True, exclude={"id", "extends", *_SENTENCES})
    return Entry(one, kind, str(packs.where[one]).removeprefix(root), fields)


def _said(rule: Rule) -> Fields:
    return rule.model_dump(include=_SENTENCES)


def _pack_edits(
    before: Mapping[str, Fields], after: Mapping[str, Fields]
) -> Iterator[PackEdit]:
    """Fields of packs of one name, and of packs that are there on one side only."""
    for file in dict.fromkeys([*before, *after]):
        was, now = before.get(file, {}), after.get(file, {})
        for name in dict.fromkeys([*was, *now]):
            if was.get(name) != now.get(name) and (was.get(name) or now.get(name)):
                yield PackEdit(file, name, was.get(name), now.get(name))


def _by_file(packs: Packs[Pack], root: str) -> dict[str, Fields]:
    """Each pack's own fields, those that are not empty, by its file."""
    files = [file for file in packs.fingerprint if not file.startswith("-")]
    about = _ABOUT | {"replaces"}
    return {
        _stands_for(pack, file).removeprefix(root): {
            k: v for k, v in pack.model_dump(exclude=about).items() if v
        }
        for file, pack in zip(files, packs.packs, strict=True)
    }


def _stands_for(pack: Pack, file: str) -> str:
    """A pack's file, or that of the built-in pack in whose place it stands."""
    return f"packs/{pack.replaces}.yaml" if pack.replaces else file
