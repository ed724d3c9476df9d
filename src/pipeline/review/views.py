"""A view of the queue: which items, in which order. It lives in the address of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import urlencode

from pipeline.article import iso_day
from pipeline.errors import ArticleError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Order = Literal["uncertainty", "rule", "article"]
ORDERS: tuple[Order, ...] = get_args(Order)
TODO = ("open", "changed")
KEPT = ("accepted", "edited", "added")
STATUSES = (
    "todo", "all", "open", "changed", "accepted", "rejected", "edited", "added", "kept",
    "skipped", "disputed",
)  # fmt: skip
SAMPLE = 10  # items of a rule that are judged before the others may be accepted unseen
_COLUMNS: dict[Order, tuple[str, ...]] = {
    "uncertainty": ("doubt", "n"),
    "rule": ("rule", "n"),
    "article": ("n",),
}
_SQL = {
    "kind": "kind = ?",
    "rule": "rule = ?",
    "outlet": "outlet = ?",
    "speaker": "speaker = ?",
    "since": "+until >= ?",  # +: no index by day, whose rows would have to be sorted
    "until": "+day <= ?",
    "about": "n IN (SELECT about.n FROM about WHERE about.name = ?)",
    "article": "article = (SELECT n FROM articles WHERE id = ?)",
}
_WORD = re.compile(r"\w+")
_CONFIDENCE = re.compile(r"(0(?:\.\d+)?|1(?:\.0+)?)-(0(?:\.\d+)?|1(?:\.0+)?)")


@dataclass(frozen=True, slots=True)
class View:
    """What a reviewer wants to see; "" where a filter is not set.

    Attributes:
        confidence: "0-0.5": at least, and less than; 1 is inside "0.8-1".
        since: day; items that end before it are left out.
        status: one of STATUSES; `todo` is open or changed since it was judged.
        about: somebody who is spoken of, by name.
        q: words that are all in the item, the last one perhaps in part.
        sample: "1" leaves the ten items by which a rule is tried.
        article: id.
    """

    kind: str = ""
    type: str = ""
    rule: str = ""
    confidence: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    modality: str = ""
    speaker: str = ""
    about: str = ""
    status: str = "todo"
    q: str = ""
    article: str = ""
    sample: str = ""
    order: Order = "uncertainty"

    def query(self) -> str:
        """As the query of an address, without what is as by default."""
        return urlencode(self.told())

    def told(self) -> list[tuple[str, str]]:
        """What is not as by default: names and values."""
        blank = View()
        every = [(one.name, getattr(self, one.name)) for one in fields(self)]
        return [(name, value) for name, value in every if value != getattr(blank, name)]

    def having(self, **changes: str) -> View:
        """The view with other filters."""
        return replace(self, **changes)  # type: ignore[arg-type]  # orders are checked by `read_view`

    @property
    def columns(self) -> tuple[str, ...]:
        """What it is sorted by."""
        return _COLUMNS[self.order]


def read_view(query: Mapping[str, str]) -> View:
    """The view that an address asks for; what it says of other things is left alone.

    Raises:
        SettingsError: for a value that no filter has.
    """
    known = {one.name for one in fields(View)}
    told = {name: value.strip() for name, value in query.items() if name in known and value}
    for name, allowed in (("status", STATUSES), ("order", ORDERS), ("sample", ("1",))):
        if told.get(name, allowed[0]) not in allowed:
            raise _refused(name, told[name], ", ".join(allowed))
    if "confidence" in told and not _CONFIDENCE.fullmatch(told["confidence"]):
        raise _refused("confidence", told["confidence"], "0-0.5")
    for name in ("since", "until"):
        if name in told:
            told[name] = _day(name, told[name])
    return View(**told)  # type: ignore[arg-type]  # the order was checked


def _day(name: str, value: str) -> str:
    try:
        return iso_day(value, where=name)
    except ArticleError:
        raise _refused(name, value, "2024-03-07") from None


def _refused(name: str, value: str, allowed: str) -> SettingsError:
    return SettingsError(
        f"no such {name}: {value[:60]!r}", where="address", fix=f"write {name}={allowed}"
    )


def conditions(view: View) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The filters but for the status, as SQL over `items`, with its values."""
    for name, sql in _SQL.items():
        value = getattr(view, name)
        if value:
            yield sql, (value,)
    if view.type:
        yield "type = ?", ("" if view.type == "untyped" else view.type,)
    if view.modality:
        column = "polarity" if view.modality == "negative" else "modality"
        yield f"{column} = ?", (view.modality,)
    if view.confidence:
        low, high = map(float, view.confidence.split("-"))
        yield "confidence >= ? AND confidence < ?", (low, high if high < 1 else 1.1)
    if match := words_of(view.q):
        yield "n IN (SELECT rowid FROM words WHERE words MATCH ?)", (match,)
    if view.sample:
        chosen = f"SELECT handle FROM items WHERE rule = ? ORDER BY handle LIMIT {SAMPLE}"
        yield f"handle IN ({chosen})", (view.rule,)


def words_of(q: str) -> str:
    """A search as FTS5 takes it: every word, the last one perhaps in part."""
    words = _WORD.findall(q)
    return " AND ".join(f'"{word}"' for word in words) + "*" if words else ""


def status_condition(status: str) -> str:
    """A status filter as SQL over `items`."""
    several = {"todo": TODO, "kept": KEPT}.get(status)
    if status == "todo":
        return "todo = 1"
    if status == "all":
        return "status != 'withdrawn'"
    names = ", ".join(f"'{one}'" for one in several or (status,))
    return f"status IN ({names})"
