"""Packs that build on others: `replaces` a pack, `extends` a rule. On trees, before schemas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.rules.faults import near
from pipeline.rules.source import Fault, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.rules.source import Path, Tree

_SENTENCES = ("examples", "counterexamples", "todo", "note")
MAX_CHAIN = 10  # rules that extend one another


@dataclass
class Source:
    """A pack file as read.

    Attributes:
        name: as it was asked for: "en/cues", or a path.
        file: as messages name it.
        tree: None where it could not be read.
        own: of the user's.
        numbers: of the rules, as they stand in the tree, that keep their schema.
    """

    name: str
    file: str
    tree: Tree
    marks: Mapping[Path, Mark]
    digest: str
    own: bool
    numbers: Sequence[int] = ()


def without_replaced(sources: Sequence[Source], faults: list[Fault]) -> list[Source]:
    """The packs that no other replaces."""
    built_in = [one.name for one in sources if not one.own]
    gone = set()
    for one in sources:
        name = one.tree.get("replaces") if isinstance(one.tree, dict) else None
        if not isinstance(name, str) or not name:
            continue
        if name in built_in:
            gone.add(name)
        else:
            mark = one.marks.get(("replaces",), Mark(1, 1))
            what = f"`replaces` names {name!r}, which is no built-in pack of this kind"
            faults.append(Fault(one.file, mark, what, near(name, built_in, "there are")))
    return [one for one in sources if one.own or one.name not in gone]


def inherit(sources: Sequence[Source], faults: list[Fault]) -> None:
    """Give every rule with `extends` the fields of the rule that it names.

    Of several rules with one id, the first is meant: a user's rule may extend the built-in one
    whose place it takes.
    """
    first: dict[str, tuple[Source, int]] = {}
    for source in sources:
        for number, rule in _rules(source):
            first.setdefault(str(rule.get("id")), (source, number))
    for source in sources:
        for number, rule in _rules(source):
            if rule.get("extends"):
                fault = _extend(source, number, first)
                faults += [fault] if fault else []


def _rules(source: Source) -> Iterator[tuple[int, dict[str, Any]]]:
    rules = source.tree.get("rules") if isinstance(source.tree, dict) else None
    for number, rule in enumerate(rules if isinstance(rules, list) else ()):
        if isinstance(rule, dict):
            yield number, rule


def _extend(
    source: Source, number: int, first: Mapping[str, tuple[Source, int]]
) -> Fault | None:
    """Fill a rule in from those that it extends, the nearest first."""
    rule = source.tree["rules"][number]
    mark = source.marks.get(("rules", number, "extends"), Mark(1, 1))
    base, at = rule, (source, number)
    for _ in range(MAX_CHAIN):
        name = base.get("extends")
        if not name:
            return None
        found = first.get(name) if isinstance(name, str) else None
        if found is None or found == at:
            what = f"rule {rule.get('id')!r}: `extends` names {name!r}, which is no other rule"
            return Fault(
                source.file, mark, what, near(str(name), list(first), "there are")[:300]
            )
        base, at = found[0].tree["rules"][found[1]], found
        same = base.get("id") == rule.get("id")
        for key, value in base.items():
            own = rule.get(key)
            if same and key in _SENTENCES and isinstance(own, list) and isinstance(value, list):
                rule[key] = [*own, *(one for one in value if one not in own)]
            elif same or key not in _SENTENCES:
                rule.setdefault(key, value)
    what = f"rule {rule.get('id')!r} extends itself by way of {name!r}"
    return Fault(source.file, mark, what, "take one `extends` out")
