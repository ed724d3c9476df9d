"""Built-in packs as packs of the user's own."""

from __future__ import annotations

from pipeline.rules.load import BUILT_IN


def copied(name: str) -> str:
    """The text of a built-in pack that stands in for it: as it is, with `replaces`."""
    text = (BUILT_IN / f"{name}.yaml").read_text(encoding="utf-8")
    first, rest = text.split("\n", 1)  # `kind: ...`
    return f"{first}\nreplaces: {name}\n{rest}"
