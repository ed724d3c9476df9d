"""Where rules stand: file and line of each id, found in a moment.

Reads packs by line, so that a card does not wait for YAML; the text of a rule is read whole
when somebody asks for it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline import explain
from pipeline.rules.load import BUILT_IN, label, pack_files
from pipeline.rules.source import YamlFaultError, read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.explain import RuleText

_ID = re.compile(r"""^\s*(?:-\s+)?\{?\s*id:\s*["']?([^\s"',}]+)""", re.MULTILINE)


class Rules:
    """The rules of the built-in packs and of the user's own.

    Args:
        own: the user's packs, or folders of them.

    Raises:
        PackError: if one of them is not there.
    """

    def __init__(self, own: Sequence[str] = ()) -> None:
        self._own = tuple(own)
        self._places: dict[str, str] = {}
        for path in (*pack_files(own), *sorted(BUILT_IN.rglob("*.yaml"))):
            self._note(path)
        self.text = lru_cache(maxsize=200)(self._text)

    def place(self, rule: str) -> str:
        """File and line of a rule, "packs/en/cues.yaml:12"; "" where no pack has it."""
        return self._places.get(rule, "")

    def _text(self, rule: str) -> RuleText | None:
        """A rule as it stands in its pack."""
        return explain.rule_text(rule, self._own)

    def _note(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8", errors="replace")
        line = at = 0
        for found in _ID.finditer(text):
            line += text.count("\n", at, found.start(1))
            at = found.start(1)
            self._places.setdefault(found[1], f"{label(path)}:{line + 1}")


def event_types(of_run: Sequence[str]) -> list[str]:
    """Types that an event may be given: those of the built-in packs, and the run's."""
    try:
        tree, _ = read_yaml((BUILT_IN / "en" / "events.yaml").read_text(encoding="utf-8"))
    except YamlFaultError:
        return sorted(of_run)
    declared = tree.get("types", {}) if isinstance(tree, dict) else {}
    return list(dict.fromkeys([*declared, *of_run]))
