"""Records of a run, read when somebody looks at them; a few stay at hand."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.errors import RunError
from pipeline.records import Record

if TYPE_CHECKING:
    from pipeline.review.index import Index

_KEPT = 32


class Shelf:
    """The records behind an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._kept: OrderedDict[int, Record] = OrderedDict()

    def record(self, article: int) -> Record:
        """The record of an article, by its number in the index.

        Raises:
            RunError: if it is no longer whole.
        """
        if article in self._kept:
            self._kept.move_to_end(article)
            return self._kept[article]
        place = self._index.place(article)
        self._index.records.seek(place.start)
        try:
            record = Record.model_validate_json(self._index.records.read(place.size))
        except ValidationError:
            raise RunError(
                f"the record in line {place.n:,} is damaged",
                where=self._index.records.name,
                fix="`newsclaims verify` tells more; `newsclaims run` mends the folder",
            ) from None
        self._kept[article] = record
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return record
