"""Names, headings and ids that several formats give an event."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from pipeline.writers.words import reservations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.records import Event, Quote
    from pipeline.writers.words import Lookup

# What XML 1.0 and iCalendar cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def uid(name: str) -> str:
    """The same 32 hex digits for the same name."""
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:32]


def plain(text: str) -> str:
    """A text on one line, without characters that formats forbid."""
    return " ".join(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).split())


def heading(event: Event, look: Lookup) -> str:
    """An event in a line: its type, who, what, whom, and any reservation."""
    who = _several(event, ["actor"], look)
    whom = _several(event, ["recipient", "theme"], look)
    told = " ".join(part for part in (who, plain(event.trigger.text), whom) if part)
    doubts = f" ({', '.join(reservations(event))})" if reservations(event) else ""
    return f"{(event.type or 'untyped').capitalize()}: {told}{doubts}"


def _several(event: Event, roles: Sequence[str], look: Lookup) -> str:
    found = [one for one in event.arguments if one.role in roles]
    return ", ".join(plain(look.named(one.entity, one.text)[0]) for one in found)


def places(event: Event, look: Lookup) -> str:
    """Where an event was, as far as it is told."""
    return _several(event, ["location"], look)


def sayer(event: Event, look: Lookup) -> str:
    """Who says that it happened, or ""."""
    quote = look.quotes.get(event.attributed_to or "")
    return plain(look.speaker(quote)[0]) if quote else ""


def said(quote: Quote) -> str:
    """The words of a quote, its pieces joined."""
    return " … ".join(plain(piece.text) for piece in quote.content)
