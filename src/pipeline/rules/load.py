"""Read packs: all faults at once, each at file:line:column with its remedy."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from pipeline.errors import PackError
from pipeline.rules.schema import Pack, Rule
from pipeline.rules.source import Fault, Mark, YamlFaultError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from pipeline.rules.source import Path as TreePath
    from pipeline.rules.source import Tree

BUILT_IN = Path(__file__).resolve().parent.parent / "packs"
AnyRule = TypeVar("AnyRule", bound=Rule)
AnyPack = TypeVar("AnyPack", bound=Pack)


@dataclass(frozen=True, slots=True)
class Where:
    """The line of a pack that a rule starts on."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Packs(Generic[AnyPack]):
    """Packs of one kind, read together: rules that are switched off are gone.

    Attributes:
        packs: as read, in the order given.
        rules: that are on, by id, in pack order.
        where: the file and line of every rule.
        fingerprint: sha256 of the files, by pack name.
    """

    packs: tuple[AnyPack, ...]
    rules: Mapping[str, Rule]
    where: Mapping[str, Where]
    fingerprint: Mapping[str, str]

    def enabled(self, rules: Iterable[AnyRule]) -> list[AnyRule]:
        """Those of the given rules that no pack switches off, in the same order."""
        return [rule for rule in rules if rule.id in self.rules]


def pack_path(name: str) -> Path:
    """The file of a pack: a built-in name ("en/cues") or a path of the user's own.

    Raises:
        PackError: if there is no such file.
    """
    built_in = BUILT_IN / f"{name}.yaml"
    if built_in.is_file():
        return built_in
    path = Path(name)
    if path.is_file():
        return path
    raise PackError(
        f"no pack {name!r}",
        fix="give a built-in name such as en/cues, or the path of a .yaml file",
    )


def load_packs(names: Sequence[str], schema: type[AnyPack]) -> Packs[AnyPack]:
    """Read and check packs of one kind.

    Raises:
        PackError: with every fault found in any of them.
    """
    found: list[Fault] = []
    read = [_read_pack(pack_path(name), schema, found) for name in names]
    packs = [pack for pack, *_ in read if pack is not None]
    where: dict[str, Where] = {}
    rules: dict[str, Rule] = {}
    for pack, file, marks, _ in read:
        for number, rule in enumerate(pack.rules if pack else ()):
            mark = marks.get(("rules", number), Mark(1, 1))
            if rule.id in where:
                found.append(
                    Fault(file, mark, f"rule id {rule.id!r} is used at {where[rule.id]} too",
                          "give one of the two another id; an id is for ever")
                )  # fmt: skip
            where[rule.id] = Where(file, mark.line)
            rules[rule.id] = rule
    off = {one for pack in packs for one in pack.disable}
    found += _unknown_disabled(read, where)
    if found:
        raise PackError("\n".join(str(fault) for fault in found))
    return Packs(
        packs=tuple(packs),
        rules={one: rule for one, rule in rules.items() if one not in off},
        where=where,
        fingerprint={file: digest for _, file, _, digest in read},
    )


def pack_files(places: Iterable[str | Path]) -> list[Path]:
    """The user's pack files: those named, and those in the folders named.

    Raises:
        PackError: if a place is not there.
    """
    files: list[Path] = []
    for place in map(Path, places):
        if not place.exists():
            raise PackError("no such pack or folder", where=str(place), fix="check --rules")
        files += sorted(place.rglob("*.yaml")) if place.is_dir() else [place]
    return files


def pack_kind(path: Path) -> str:
    """The `kind` that a pack file states; "" where it states none or cannot be read."""
    try:
        tree, _ = read_yaml(path.read_text(encoding="utf-8"))
    except (YamlFaultError, UnicodeDecodeError):
        return ""
    return str(tree.get("kind", "")) if isinstance(tree, dict) else ""


def label(path: Path) -> str:
    """How a pack file is named in messages and records: short for built-in ones."""
    return f"packs/{path.relative_to(BUILT_IN)}" if path.is_relative_to(BUILT_IN) else str(path)


_Read = tuple[AnyPack | None, str, "Mapping[TreePath, Mark]", str]


def _read_pack(path: Path, schema: type[AnyPack], found: list[Fault]) -> _Read[AnyPack]:
    file, raw = label(path), path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    try:
        tree, marks = read_yaml(raw.decode("utf-8"))
    except UnicodeDecodeError:
        found.append(Fault(file, Mark(1, 1), "the file is not UTF-8", "save it as UTF-8"))
        return None, file, {}, digest
    except YamlFaultError as fault:
        found.append(Fault(file, fault.mark, fault.what, fault.fix))
        return None, file, {}, digest
    try:
        return schema.model_validate(tree), file, marks, digest
    except ValidationError as error:
        found += [_fault(file, one, tree, marks, schema) for one in error.errors()]
        return None, file, marks, digest


def _fault(
    file: str,
    error: ErrorDetails,
    tree: Tree,
    marks: Mapping[TreePath, Mark],
    schema: type[BaseModel],
) -> Fault:
    """A pydantic error as a fault at its place in the file."""
    path = tuple(error["loc"])
    mark = _nearest(path, marks)
    owner = _rule_at(path, tree)
    field = str(path[-1]) if path else ""
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(field, _field_names(schema), n=1)
        hint = (
            f"did you mean {near[0]!r}?"
            if near
            else f"known keys: {', '.join(_field_names(schema))}"
        )
        return Fault(file, mark, f"{owner}unknown key {field!r}", hint)
    if error["type"] == "missing":
        return Fault(file, mark, f"{owner}has no {field!r}", f"add `{field}:`")
    if field == "examples" and error["type"] == "too_short":
        return Fault(
            file, mark, f"{owner}has no example", "add a tagged sentence under `examples:`"
        )
    return Fault(
        file, mark, f"{owner}{field}: {error['msg']}", "see the pack's schema in the README"
    )


def _nearest(path: TreePath, marks: Mapping[TreePath, Mark]) -> Mark:
    """The mark of the longest known part of a path: pydantic adds steps of its own."""
    known = tuple(step for step in path)
    while known and known not in marks:
        known = known[:-1]
    return marks.get(known, Mark(1, 1))


def _rule_at(path: TreePath, tree: Tree) -> str:
    if len(path) > 1 and path[0] == "rules" and isinstance(path[1], int):
        rule = tree["rules"][path[1]]
        return f"rule {rule.get('id', path[1])!r} " if isinstance(rule, dict) else ""
    return ""


def _field_names(schema: type[BaseModel]) -> list[str]:
    """All keys that a pack of this schema may hold, at any depth."""
    names: dict[str, None] = {}
    waiting: list[type[BaseModel]] = [schema]
    seen: set[type[BaseModel]] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        names.update(dict.fromkeys(model.model_fields))
        for info in model.model_fields.values():
            waiting += _models_in(info.annotation)
    return list(names)


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _unknown_disabled(
    read: Iterable[_Read[AnyPack]], where: Mapping[str, Where]
) -> list[Fault]:
    out = []
    for pack, file, marks, _ in read:
        for number, one in enumerate(pack.disable if pack else ()):
            if one not in where:
                near = difflib.get_close_matches(one, list(where), n=1)
                mark = marks.get(("disable", number), Mark(1, 1))
                out.append(
                    Fault(file, mark, f"`disable` names {one!r}, which is no rule",
                          f"did you mean {near[0]!r}?" if near else "take the line out")
                )  # fmt: skip
    return out
