"""Inputs that need more than the base install, and what to install for them."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# Extra of ours -> the modules that it brings. A WARC file holds pages, so it needs both.
_MODULES = {"html": ("trafilatura", "htmldate"), "warc": ("warcio",)}
_NEEDS = {"html": ("html",), "warc": ("html", "warc")}


def missing_extras(kind: str) -> list[str]:
    """The extras that a kind of input needs and that are not installed."""
    return [
        extra
        for extra in _NEEDS.get(kind, ())
        if not all(find_spec(module) for module in _MODULES[extra])
    ]


def page_readers(kinds: Collection[str]) -> dict[str, str] | None:
    """Versions of what makes texts of pages; None where no page is among the inputs.

    What comes by stdin counts as no page.
    """
    if not any(kind in _NEEDS for kind in kinds):
        return None
    return {name: version(name) for name in (*_MODULES["html"], "lxml")}


def check_extras(first: Mapping[str, str]) -> None:
    """See that all that is needed is there, before any work.

    Args:
        first: by kind of input (`html`, `warc`, others), the name of the first.

    Raises:
        SettingsError: which names the first input that cannot be read, and what to install.
    """
    lacking = {kind: missing_extras(kind) for kind in first}
    extras = sorted({extra for several in lacking.values() for extra in several})
    if extras:
        where = next(name for kind, name in first.items() if lacking[kind])
        raise SettingsError(
            "web pages and web archives need packages that are not installed",
            where=where,
            fix=f"pip install 'newsclaims[{','.join(extras)}]', or name the other files only",
        )
