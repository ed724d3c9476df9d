"""What is meant by a PACK or an ID on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def split(packs: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The user's packs and the built-in ones among PACKs. Raises PackError for neither."""
    from pipeline.rules.load import BUILT_IN, pack_files, pack_path  # noqa: PLC0415

    own, built_in = [], []
    for one in packs:
        name = one.removeprefix("packs/").removesuffix(".yaml")
        if (BUILT_IN / f"{name}.yaml").is_file():
            built_in.append(name)
        elif (BUILT_IN / "en" / f"{name}.yaml").is_file() and not Path(one).exists():
            built_in.append(f"en/{name}")
        else:
            if not Path(one).exists():
                pack_path(one)  # says what is there instead
            pack_files([one])
            own.append(one)
    return tuple(own), tuple(built_in)


def lemma() -> Callable[[str, str], str]:
    """Base forms of words, of the default base model."""
    from pipeline.basemodel import load_base  # noqa: PLC0415  (loads spaCy)
    from pipeline.engine import lemmas  # noqa: PLC0415

    return lemmas(load_base(None).nlp)
