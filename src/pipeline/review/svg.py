"""Pieces of SVG: escaped, and with colours of their own for a file that stands alone.

On our pages the classes of app.css take over from these colours, so that pictures follow the
theme; scripts and styles inside a picture are never needed.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pipeline.writers.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"
INK, SOFT, LINE, ACCENT, PAPER = "#1c2126", "#58606a", "#dcd8ce", "#1d4e6f", "#ffffff"
Number = float | int


def tag(name: str, *inside: str, **attributes: str | Number | None) -> str:
    """An element; `inside` is markup already, attributes are escaped.

    `class_` is written class, and other underscores as hyphens.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(inside)}</{name}>"


def _value(value: str | Number) -> str:
    if isinstance(value, str):
        return escape(visible(value), quote=True)
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def words(
    text: str, x: Number, y: Number, *, size: int = 13, soft: bool = False, **more: str
) -> str:
    """A line of text; `more` as attributes of it."""
    return tag(
        "text",
        escape(visible(text)),
        x=x,
        y=y,
        font_size=size,
        fill=SOFT if soft else INK,
        class_="soft" if soft else "ink",
        unicode_bidi="plaintext",
        **more,
    )


def title(text: str) -> str:
    """What a pointer over an element, or a screen reader, tells of it."""
    return tag("title", escape(visible(text)))


def link(address: str, *inside: str, label: str) -> str:
    """A link around elements. `address` is one of our own."""
    return tag("a", title(label), *inside, href=address, aria_label=label)


def picture(width: Number, height: Number, name: str, parts: Iterable[str]) -> str:
    """A whole picture."""
    return tag(
        "svg",
        title(name),
        tag("rect", width=width, height=height, fill=PAPER, class_="paper"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        width=width,
        height=height,
        font_family=FONT,
        class_="picture",
        role="group",
        aria_label=name,
    )


def cut(text: str, most: int) -> str:
    """A text that fits in so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
