"""One record as it is exported: the items that were asked for, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.decisions.items import key_of
from pipeline.decisions.regions import UNTYPED
from pipeline.decisions.verdicts import KEPT, is_anything, is_not_rejected
from pipeline.errors import RecordError
from pipeline.records import Event, Quote, faults
from pipeline.writers.exports.telling import uid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.decisions.items import Item
    from pipeline.decisions.verdicts import Verdicts
    from pipeline.records import Record
    from pipeline.tokens import Tokenizer


class Piece(NamedTuple):
    """A part of what is exported.

    Attributes:
        data: text (written as UTF-8) or bytes.
        items: how many items it holds, for the count at the end.
        file: its name in the folder of the export, or beside its file, where `*` stands for
            the name without its ending; "" is the file itself, whose pieces are joined.
    """

    data: str | bytes
    items: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose; each format looks at what concerns it.

    Attributes:
        items: what a table's rows are.
        raw_cells: leave spreadsheet formulas in CSV cells alone.
        excel: begin CSV with a byte order mark, by which Excel knows UTF-8.
        offsets: what Label Studio counts in.
        tokenizer: the base model's, for formats that need tokens.
    """

    items: Literal["events", "quotes"] = "events"
    raw_cells: bool = False
    excel: bool = False
    offsets: Literal["codepoints", "utf16"] = "codepoints"
    tokenizer: Tokenizer | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with the choice of its items.

    Attributes:
        record: with corrections applied; holds also quotes that were not asked for, where a
            chosen event is attributed to one: without it, a claim would read as a fact.
        chosen: ids of the events and quotes to export.
        keys: the key of each item as extracted, by id, under which decisions know it.
    """

    record: Record
    chosen: frozenset[str]
    keys: Mapping[str, str]

    def uid(self, item: str) -> str:
        """An id for an item that is its own in a run, and that a re-run gives again."""
        key = self.keys[item]
        same = [name for name, one in self.keys.items() if one == key]  # in an `--all` run
        return uid(f"{self.record.article.id} {key} {same.index(item)}")

    @property
    def events(self) -> list[Event]:
        """The events to export."""
        return [one for one in self.record.events if one.id in self.chosen]

    @property
    def quotes(self) -> list[Quote]:
        """The quotes to export."""
        return [one for one in self.record.quotes if one.id in self.chosen]


def entry(
    record: Record,
    verdicts: Verdicts,
    *,
    accepted: bool = False,
    rejected: bool = True,
    types: Iterable[str] = (),
) -> tuple[Entry, list[str]]:
    """A record made ready for export, and which corrections could not be applied.

    Args:
        record: as extracted.
        verdicts: of its run.
        accepted: only items that reviewers kept.
        rejected: also items that they rejected.
        types: of events or kinds of quotes to export, `UNTYPED` among them; empty for all.

    Raises:
        RecordError: if the record breaks the contract.
    """
    broken = faults(record)
    if broken:
        raise RecordError(
            broken[0],
            where=record.article.id,
            fix="extract the article again; `newsclaims verify RUN` tells more",
        )
    keep = is_anything if rejected and not accepted else is_not_rejected
    applied = verdicts.applied(record, keep)
    wanted = frozenset(types)
    chosen: list[Item] = [
        item
        for item in _all(applied.record)
        if (not accepted or _is_kept(item)) and (not wanted or type_of(item) in wanted)
    ]
    keys = {name: str(key) for name, key in applied.keys.items()}
    ready = Entry(applied.record, frozenset(item.id for item in chosen), keys)
    return ready, applied.problems


def entry_of(record: Record) -> Entry:
    """A record with all of its items, nothing reviewed."""
    keys = {item.id: str(key_of(item, record.article.sha256)) for item in _all(record)}
    return Entry(record, frozenset(keys), keys)


def _all(record: Record) -> Iterator[Item]:
    yield from record.events
    yield from record.quotes


def _is_kept(item: Item) -> bool:
    return item.review is not None and item.review.verdict in KEPT


def type_of(item: Item) -> str:
    """An event's type, or a quote's kind."""
    return item.type or UNTYPED if isinstance(item, Event) else item.kind
