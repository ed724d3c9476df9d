"""What is meant by a PACK or an ID on the command line."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pipeline.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from pipeline.engine import Extractor

_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_-]+)+")


def ids(what: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of rules and names of packs: an id has a dot and is no file."""
    found = tuple(
        one
        for one in what
        if _ID.fullmatch(one) and not one.endswith(".yaml") and not Path(one).exists()
    )
    return found, tuple(one for one in what if one not in found)


def check_ids(asked: Iterable[str], known: Collection[str]) -> None:
    """Raise PackError for an id that no rule has; it names the nearest."""
    for one in asked:
        if one not in known:
            near = difflib.get_close_matches(one, known, n=1)
            raise PackError(
                f"no rule {one!r}",
                fix=f"did you mean {near[0]}?" if near else "see newsclaims rules list",
            )


def split(packs: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The user's packs and the built-in ones among PACKs. Raises PackError for neither."""
    from pipeline.rules.load import BUILT_IN, pack_files, pack_path  # noqa: PLC0415

    own, built_in = [], []
    for one in packs:
        name = one.removeprefix("packs/").removesuffix(".yaml")
        names = [
            known for known in (name, f"en/{name}") if (BUILT_IN / f"{known}.yaml").is_file()
        ]
        if names and not Path(one).exists():
            built_in.append(names[0])
        elif Path(one).exists():
            pack_files([one])
            own.append(one)
        else:
            pack_path(one)  # says what is there instead
    return tuple(own), tuple(built_in)


def labels(packs: Sequence[str], built_in: Sequence[str]) -> set[str]:
    """The names in messages of the files that PACKs are."""
    from pipeline.rules.load import BUILT_IN, label, pack_files  # noqa: PLC0415

    own = pack_files(one for one in packs if Path(one).exists())
    return {label(path) for path in own} | {
        label(BUILT_IN / f"{name}.yaml") for name in built_in
    }


def lemma() -> Callable[[str, str], str]:
    """Base forms of words, of the default base model."""
    from pipeline.basemodel import load_base  # noqa: PLC0415  (loads spaCy)
    from pipeline.engine import lemmas  # noqa: PLC0415

    return lemmas(load_base(None).nlp)


def extractor(own: Sequence[str], given: object = None) -> Extractor:
    """An extractor with the user's packs that writes everything.

    Args:
        own: packs of the user's.
        given: what the caller of the command line loads extractors with, if it has one.
    """
    from pipeline.batch.work import Options  # noqa: PLC0415

    options = Options(rules=tuple(own), everything=True)
    if callable(given):
        return cast("Extractor", given(options))
    return cast("Extractor", options.load())
