"""Read packs: all faults at once, each at file:line:column with its remedy."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from pipeline.errors import PackError
from pipeline.rules.faults import fault_of
from pipeline.rules.inherit import Source, inherit, without_replaced
from pipeline.rules.regex import Budget
from pipeline.rules.schema import Pack, Rule
from pipeline.rules.source import MAX_BYTES, Fault, Mark, YamlFaultError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.rules.source import Tree

BUILT_IN = Path(__file__).resolve().parent.parent / "packs"
MAX_FAULTS = 100  # told at once
IN_PACK = 50  # of them, what one pack's schema finds
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
        packs: as read, in the order given; a user's rule with the id of a built-in one stands
            in that one's place.
        rules: that are on, by id, in pack order.
        where: the file and line of every rule.
        fingerprint: sha256 of the files, by pack name; "off" for each rule switched off by
            name.
        replaced: where the built-in rules stand whose place a user's rule takes, by id.
        off: why rules are off, by id.
        places: the file of every rule, and its number there, by id.
    """

    packs: tuple[AnyPack, ...]
    rules: Mapping[str, Rule]
    where: Mapping[str, Where]
    fingerprint: Mapping[str, str]
    replaced: Mapping[str, Where] = field(default_factory=dict)
    off: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, tuple[Source, int]] = field(default_factory=dict)

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
    known = [one.relative_to(BUILT_IN).with_suffix("").as_posix() for one in built_in_files()]
    close = difflib.get_close_matches(name, known, n=1)
    meant = f"did you mean {close[0]}? else " if close else ""
    raise PackError(
        f"no pack {name!r}",
        fix=f"{meant}give a built-in name such as en/cues, or the path of a .yaml file",
    )


def built_in_files() -> list[Path]:
    """The files of all built-in packs."""
    return sorted(BUILT_IN.rglob("*.yaml"))


def pack_files(places: Iterable[str | Path]) -> list[Path]:
    """The user's pack files: those named, and those in the folders named.

    A place that begins with `-` is no file: it switches the rule of that id off.

    Raises:
        PackError: if a place is not there, or a folder holds no pack.
    """
    files: list[Path] = []
    for place in map(Path, places):
        if str(place).startswith("-"):
            continue
        if not place.exists():
            raise PackError("no such pack or folder", where=str(place), fix="check --rules")
        found = sorted(place.rglob("*.yaml")) if place.is_dir() else [place]
        if not found:
            fix = "put .yaml files into it; `newsclaims rules new` writes one"
            raise PackError("no pack in this folder", where=str(place), fix=fix)
        files += found
    # A folder of newsclaims.toml and a file in it may both be named: each is read once.
    first: dict[Path, Path] = {}
    for file in files:
        first.setdefault(file.resolve(), file)
    return list(first.values())


def load_packs(names: Sequence[str], schema: type[AnyPack]) -> Packs[AnyPack]:
    """Read and check packs of one kind.

    Args:
        names: of built-in packs, or paths; `-ID` switches a rule off.
        schema: what packs of this kind hold.

    Raises:
        PackError: with every fault found in any of them.
    """
    faults: list[Fault] = []
    packs = read_packs(names, schema, faults)
    if faults:
        raise PackError(told(faults))
    return packs


def told(faults: Sequence[Fault]) -> str:
    """Faults, one under the other; of very many, the first."""
    more = f"\n... and {len(faults) - MAX_FAULTS:,} more" if len(faults) > MAX_FAULTS else ""
    return "\n".join(str(fault) for fault in faults[:MAX_FAULTS]) + more


def read_packs(
    names: Sequence[str], schema: type[AnyPack], faults: list[Fault]
) -> Packs[AnyPack]:
    """As `load_packs`, but notes the faults, and gives what could be read in spite of them."""
    files = [name for name in names if not name.startswith("-")]
    sources = without_replaced([read_source(name, faults) for name in files], faults)
    inherit(sources, faults)
    tried = [(source, _validated(source, schema, faults)) for source in sources]
    read = [(source, pack) for source, pack in tried if pack is not None]
    where: dict[str, Where] = {}
    replaced: dict[str, Where] = {}
    packs = _in_place(read, where, replaced, faults)
    off = _off(read, [name[1:] for name in names if name.startswith("-")], faults)
    return Packs(
        packs=tuple(packs),
        rules={rule.id: rule for pack in packs for rule in pack.rules if rule.id not in off},
        where=where,
        fingerprint={source.file: source.digest for source in sources}
        | {name: "off" for name in names if name.startswith("-")},
        replaced=replaced,
        off=off,
        places=_places(read, where),
    )


def read_source(name: str, faults: list[Fault]) -> Source:
    """A pack file; its tree is None where it cannot be read, and the faults say why.

    Raises:
        PackError: if there is no such file.
    """
    path = pack_path(name)
    source = Source(name, label(path), None, {}, "", own=not path.is_relative_to(BUILT_IN))
    with path.open("rb") as stream:
        raw = stream.read(MAX_BYTES + 1)  # of a larger one no more is needed
    source.digest = hashlib.sha256(raw).hexdigest()
    try:
        source.tree, source.marks = read_yaml(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"the file is not UTF-8: byte 0x{raw[error.start]:02x}"
        if len(raw) > MAX_BYTES:
            what = "the file is over 1 MB"
        faults.append(Fault(source.file, Mark(line, 1), what, "save it as UTF-8 text"))
    except YamlFaultError as error:
        faults += [Fault(source.file, one.mark, one.what, one.fix) for one in error.flaws]
    return source


def unreadable(places: Sequence[str]) -> list[Fault] | None:
    """The faults of packs none of which is YAML that we read; None if one is, or none is named.

    Raises:
        PackError: if a pack is not there.
    """
    faults: list[Fault] = []
    trees = [read_source(str(file), faults).tree for file in pack_files(places)]
    return faults if faults and all(tree is None for tree in trees) else None


def pack_kind(path: Path) -> str:
    """The `kind` that a pack file states; "" where it states none or cannot be read."""
    tree = read_source(str(path), []).tree
    return str(tree.get("kind", "")) if isinstance(tree, dict) else ""


def rule_ids(name: str) -> list[str]:
    """The ids of a pack's rules; none where it cannot be read."""
    return ids_in(read_source(name, []).tree)


def ids_in(tree: Tree) -> list[str]:
    """The ids of the rules in a pack's tree."""
    rules = tree.get("rules") if isinstance(tree, dict) else None
    rules = rules if isinstance(rules, list) else []
    return [str(rule.get("id")) for rule in rules if isinstance(rule, dict)]


def label(path: Path) -> str:
    """How a pack file is named in messages and records: short for built-in ones.

    Those of another version of newsclaims, checked out elsewhere, are built-in ones too.
    """
    _, found, name = path.as_posix().rpartition("/pipeline/packs/")
    return f"packs/{name}" if found else str(path)


def _validated(source: Source, schema: type[AnyPack], faults: list[Fault]) -> AnyPack | None:
    """A pack; without its faulty rules, so that the others can be looked at too."""
    if source.tree is None:
        return None
    context = {"budget": Budget()}
    try:
        pack = schema.model_validate(source.tree, context=context)
    except ValidationError as error:
        found = error.errors()
        faults += [
            fault_of(source.file, one, source.tree, source.marks, schema)
            for one in found[:IN_PACK]
        ]
        if len(found) > IN_PACK:
            what = f"{len(found) - IN_PACK:,} more faults in this pack"
            last = faults[-1].mark
            faults.append(Fault(source.file, last, what, "mend these, then check again"))
        bad = {
            one["loc"][1] for one in found if one["loc"][0] == "rules" and len(one["loc"]) > 1
        }
        if any(one["loc"][:1] != ("rules",) or len(one["loc"]) < 2 for one in found):
            return None
        rules = source.tree["rules"]
        source.numbers = [number for number in range(len(rules)) if number not in bad]
        kept = {**source.tree, "rules": [rules[number] for number in source.numbers]}
        return schema.model_validate(kept, context=context)
    source.numbers = range(len(pack.rules))
    return pack


def _in_place(
    read: Sequence[tuple[Source, AnyPack]],
    where: dict[str, Where],
    replaced: dict[str, Where],
    faults: list[Fault],
) -> list[AnyPack]:
    """The packs with each user's rule in the place of the built-in one of its id."""
    instead: dict[str, Rule] = {}
    built_in: set[str] = set()
    for source, pack in read:
        for number, rule in zip(source.numbers, pack.rules, strict=True):
            mark = source.marks.get(("rules", number), Mark(1, 1))
            here = Where(source.file, mark.line)
            if source.own and rule.id in built_in and rule.id not in replaced:
                replaced[rule.id], instead[rule.id] = where[rule.id], rule
            elif rule.id in where:
                what = f"rule id {rule.id!r} is used at {where[rule.id]} too"
                fix = "give one of the two another id; an id is for ever"
                faults.append(Fault(source.file, mark, what, fix))
                continue
            elif not source.own:
                built_in.add(rule.id)
            where[rule.id] = here
    if not instead:
        return [pack for _, pack in read]
    return [_with(pack, source, instead) for source, pack in read]


def _places(
    read: Sequence[tuple[Source, Pack]], where: Mapping[str, Where]
) -> dict[str, tuple[Source, int]]:
    """Where in which file each rule is; of two with one id, the one that holds."""
    return {
        rule.id: (source, number)
        for source, pack in read
        for number, rule in zip(source.numbers, pack.rules, strict=True)
        if where[rule.id].file == source.file
    }


def _with(pack: AnyPack, source: Source, instead: Mapping[str, Rule]) -> AnyPack:
    """A built-in pack with the rules that stand in for its own; a user's pack without them."""
    if source.own:
        rules = [rule for rule in pack.rules if instead.get(rule.id) is not rule]
    else:
        rules = [instead.get(rule.id, rule) for rule in pack.rules]
    return pack.model_copy(update={"rules": tuple(rules)})


def _off(
    read: Sequence[tuple[Source, Pack]],
    named: Iterable[str],
    faults: list[Fault],
) -> dict[str, str]:
    """Rules that are switched off, by whom; faults where there is no such rule."""
    off = dict.fromkeys(named, "switched off by the settings")
    known = [one for source, _ in read for one in ids_in(source.tree)]
    for source, number, one in _disabled(read):
        mark = source.marks.get(("disable", number), Mark(1, 1))
        if one not in known:
            what = f"`disable` names {one!r}, which is no rule of this kind"
            close = difflib.get_close_matches(one, known, n=1)
            fix = f"did you mean {close[0]!r}?" if close else _elsewhere(one)
            faults.append(Fault(source.file, mark, what, fix))
        off[one] = f"switched off at {source.file}:{mark.line}"
    return off


def _disabled(read: Sequence[tuple[Source, Pack]]) -> Iterator[tuple[Source, int, str]]:
    for source, pack in read:
        for number, one in enumerate(pack.disable):
            yield source, number, one


def _elsewhere(rule: str) -> str:
    """What to do about an id that no pack of a kind has: another kind's may."""
    for path in built_in_files():
        if f"id: {rule}" in path.read_text(encoding="utf-8"):
            kind = pack_kind(path)
            return f"it is a rule of kind {kind}: switch it off in a pack of that kind"
    return "take the line out; `newsclaims rules list` shows all ids"
