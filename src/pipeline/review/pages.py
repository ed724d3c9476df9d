"""Pages and parts of pages, from Jinja templates that escape everything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.writers import words
from pipeline.writers.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).resolve().parent
STATIC = {
    "app.js": "text/javascript",
    "app.css": "text/css",
    "icon.svg": "image/svg+xml",
}


def _called(status: str) -> str:
    """A status as reviewers read it."""
    return {"edited": "corrected", "disputed": "in dispute"}.get(status, status)


class Pages:
    """The templates of the app. Nothing that is put into them becomes markup."""

    def __init__(self) -> None:
        self._jinja = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._jinja.filters |= {"visible": visible, "day": words.day, "called": _called}
        self.static = {
            name: ((_HERE / "static" / name).read_bytes(), kind)
            for name, kind in STATIC.items()
        }

    def page(self, name: str, told: Mapping[str, Any] | None = None, **more: Any) -> str:  # noqa: ANN401  (a template's)
        """A template, filled in."""
        return self._jinja.get_template(name).render(told or {}, **more)
