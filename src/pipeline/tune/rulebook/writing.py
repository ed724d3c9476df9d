"""Rules put into a pack file: what stands there stays as it is, comments included."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PackError
from pipeline.rules.load import told
from pipeline.rules.source import Fault, YamlFaultError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.rules.source import Mark, Tree
    from pipeline.rules.source import Path as TreePath

_HEAD = "kind: {kind}\nrules:\n"


def with_rule(text: str | None, kind: str, lines: Sequence[str], *, where: str) -> str:
    """The text of a pack with a rule more.

    Args:
        text: of the pack as it is; None for a new one.
        kind: of the rule.
        lines: of the rule, as `drafting.yaml_lines` gives them.
        where: the file, for errors.

    Raises:
        PackError: if the pack is of another kind, or has faults of YAML.
    """
    if text is None or not text.strip():
        return _HEAD.format(kind=kind) + _block(lines, "  ")
    tree, marks = _read(text, where)
    if not isinstance(tree, dict) or tree.get("kind") != kind:
        found = tree.get("kind") if isinstance(tree, dict) else None
        raise PackError(
            f"holds rules of kind {found!r}, and this one is of kind {kind!r}",
            where=where,
            fix="give another file with --pack; a pack holds one kind",
        )
    rows = text.rstrip("\n").split("\n")
    rules = tree.get("rules")
    if not rules:
        kept = [row for row in rows if not row.startswith("rules:")]
        return "\n".join([*kept, "rules:"]) + "\n" + _block(lines, "  ")
    column = marks["rules", 0].column - 1  # of `id`, behind `- `
    at = _end(marks, len(rows))
    indent = " " * max(0, column - 2)
    return (
        "\n".join([*rows[:at], *_block(lines, indent).rstrip("\n").split("\n"), *rows[at:]])
        + "\n"
    )


def with_sentence(text: str, rule: str, field: str, sentence: str, *, where: str) -> str | None:
    """A pack's text with a sentence more for one of its rules; None if it has no such rule.

    Raises:
        PackError: if the pack has faults of YAML, or the sentences stand on one line.
    """
    tree, marks = _read(text, where)
    rules = tree.get("rules") if isinstance(tree, dict) else None
    number = next(
        (
            n
            for n, one in enumerate(rules or ())
            if isinstance(one, dict) and one.get("id") == rule
        ),
        None,
    )
    if number is None:
        return None
    rows = text.rstrip("\n").split("\n")
    indent = " " * (marks["rules", number].column - 1)
    there = tree["rules"][number].get(field)
    if not there:
        at = _end_of(marks, ("rules", number), len(rows))
        return (
            "\n".join([*rows[:at], f"{indent}{field}:", f"{indent}  - {sentence}", *rows[at:]])
            + "\n"
        )
    last = marks["rules", number, field, len(there) - 1]
    if last.line == marks["rules", number, field].line:
        raise PackError(
            f"`{field}` of {rule!r} stands on one line", where=f"{where}:{last.line}",
            fix="write one `- ` to a line",
        )  # fmt: skip
    at = _end_of(marks, ("rules", number, field, len(there) - 1), len(rows))
    dash = " " * (last.column - 3)
    return "\n".join([*rows[:at], f"{dash}- {sentence}", *rows[at:]]) + "\n"


def save(path: Path, text: str) -> None:
    """Write a pack. Raises PackError if it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise PackError(what, where=str(path), fix="choose another --pack") from None


def _read(text: str, where: str) -> tuple[Tree, Mapping[TreePath, Mark]]:
    try:
        return read_yaml(text)
    except YamlFaultError as error:
        faults = [Fault(where, one.mark, one.what, one.fix) for one in error.flaws]
        raise PackError(told(faults)) from None


def _block(lines: Sequence[str], indent: str) -> str:
    return "".join(f"{indent}{line}\n" for line in lines)


def _end(marks: Mapping[TreePath, Mark], rows: int) -> int:
    """How many lines stand up to the end of the rules."""
    return _end_of(marks, ("rules",), rows)


def _end_of(marks: Mapping[TreePath, Mark], path: TreePath, rows: int) -> int:
    """How many lines stand up to the end of what is at a path: before what follows it."""
    first = marks[path].line
    after = [
        mark.line
        for other, mark in marks.items()
        if mark.line > first and other[: len(path)] != path
    ]
    return min(after, default=rows + 1) - 1
