"""What can go wrong, said so that it can be mended: what, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


class NewsclaimsError(Exception):
    """An error that the user can do something about.

    Args:
        what: what is wrong, in one line.
        where: file, article or setting that it concerns; shown in front.
        fix: what to do about it; shown on a line of its own.
        reason: its kind in a word or two, for failed.jsonl: "binary", "too long", ...
    """

    def __init__(
        self, what: str, *, where: str = "", fix: str = "", reason: str = "input"
    ) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.fix = fix
        self.reason = reason

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  fix: {self.fix}" if self.fix else head

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.what, self.where, self.fix, self.reason)


def _rebuild(
    kind: type[NewsclaimsError], what: str, where: str, fix: str, reason: str
) -> NewsclaimsError:
    """Make the error again in another process: keyword-only arguments do not pickle."""
    return kind(what, where=where, fix=fix, reason=reason)


def first_fault(error: ValidationError) -> str:
    """The first thing that a schema finds wrong: its field, where it has one, and what."""
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}" if place else str(first["msg"])


class PackError(NewsclaimsError):
    """One or more faults in rule packs."""


class SettingsError(NewsclaimsError):
    """An option or a setting that cannot be used."""


class ArticleError(NewsclaimsError):
    """An article that cannot be read or processed; it costs only itself."""


class RunError(NewsclaimsError):
    """A run folder that is in use, damaged, or made in another way."""


class RecordError(NewsclaimsError):
    """A record that does not keep the contract."""


class ModelError(NewsclaimsError):
    """The base model is missing or is not the one that it should be."""
