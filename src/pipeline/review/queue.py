"""The items of a view, in its order: pages, neighbours and counts."""

from __future__ import annotations

from collections import Counter, OrderedDict
from typing import TYPE_CHECKING, Any

from pipeline.review.index import ROW, Row
from pipeline.review.views import SAMPLE, TODO, conditions, status_condition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.review.index import Index
    from pipeline.review.views import View

PAGE = 40
_BEFORE = 5
_KEPT = 64  # views whose counts are at hand
_FACETS = ("kind", "type", "rule", "outlet", "modality", "speaker")
_MANY = 200  # values of a filter that are offered; others can still be asked for by address
Values = tuple[object, ...]
Part = tuple[str, Values]  # of a condition: SQL, and the values in it


class Queue:
    """Questions about the items of an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._counts: OrderedDict[View, Counter[str]] = OrderedDict()
        self._facets: dict[str, list[tuple[str, int]]] = {}

    def page(self, view: View, *, start: Row | None = None, after: bool = False) -> list[Row]:
        """Items of a view.

        Args:
            view: which, and in which order.
            start: this item, whether it is in the view or not, with a few before it and a page
                after it; None for the first page.
            after: only those after it.
        """
        if start is None:
            return self._read(view, [], _order(view), PAGE)
        rows = self._read(view, [_beyond(view, start, ">")], _order(view), PAGE)
        if after:
            return rows
        before = self._read(view, [_beyond(view, start, "<")], _order(view, back=True), _BEFORE)
        return [*reversed(before), start, *rows]

    def neighbour(self, view: View, row: Row, *, back: bool = False) -> Row | None:
        """The next item of a view, or the one before."""
        beyond = _beyond(view, row, "<" if back else ">")
        return next(iter(self._read(view, [beyond], _order(view, back=back), 1)), None)

    def next_article(self, view: View, row: Row, *, back: bool = False) -> Row | None:
        """The first item of a view in the article after this one, or before it."""
        sign, direction = ("<", "DESC") if back else (">", "ASC")
        beyond = (f"article {sign} ?", (row.article,))
        return next(iter(self._read(view, [beyond], f"article {direction}, n", 1)), None)

    def first(self, view: View) -> Row | None:
        """The item that a reviewer begins with."""
        return next(iter(self._read(view, [], _order(view), 1)), None)

    def counts(self, view: View) -> Counter[str]:
        """How many items of a view there are by status, whatever status it asks for."""
        asked = view.having(status="all", order="uncertainty")
        if asked in self._counts:
            self._counts.move_to_end(asked)
            return self._counts[asked]
        where, values = _where(conditions(asked))
        by = "+status" if values else "status"  # +: not by walking the index of statuses
        sql = f"SELECT status, count(*) FROM items WHERE {where} GROUP BY {by}"
        rows = self._index.rows(sql, values)
        counted = Counter(dict(rows))
        counted.pop("withdrawn", None)
        self._counts[asked] = counted
        if len(self._counts) > _KEPT:
            self._counts.popitem(last=False)
        return counted

    def moved(self, row: Row, status: str) -> None:
        """Keep counts right: an item that had the row's status has another one now."""
        self._index.set_status(row.n, status, todo=status in TODO)
        for view, counted in list(self._counts.items()):
            if view.q or view.sample:
                del self._counts[view]  # dearer to adjust than to count again
            elif self._holds(view, row):
                counted[row.status] -= 1
                counted[status] += 1
                del counted["withdrawn"]

    def recount(self) -> None:
        """Forget all counts: an item came."""
        self._counts.clear()

    def facets(self) -> dict[str, list[tuple[str, int]]]:
        """Values of each filter in the run as extracted, with their numbers, most first."""
        if _FACETS[0] not in self._facets:
            for name in _FACETS:
                rows = self._index.rows(
                    f"SELECT {name}, count(*) FROM items WHERE {name} != ''"  # nor null
                    f" GROUP BY {name} ORDER BY 2 DESC, 1 LIMIT {_MANY}"
                )
                self._facets[name] = [(value, count) for value, count in rows]
        return self._facets

    def tally(self, view: View, by: str, size: int) -> Counter[tuple[str, str]]:
        """Dated items of a view by a column and by the first letters of their day."""
        where, values = _where([*conditions(view), (status_condition(view.status), ())])
        rows = self._index.rows(
            f"SELECT coalesce({by}, ''), substr(day, 1, {size:d}), count(*) FROM items"
            f" WHERE day IS NOT NULL AND {where} GROUP BY 1, 2",
            values,
        )
        return Counter({(lane, step): count for lane, step, count in rows})

    def undated(self, view: View) -> int:
        """How many items of a view have no day."""
        where, values = _where([*conditions(view), (status_condition(view.status), ())])
        sql = f"SELECT count(*) FROM items WHERE day IS NULL AND {where}"
        return int(next(self._index.rows(sql, values))[0])

    def spoken(self, view: View) -> Counter[tuple[str, str, str]]:
        """Quotes of a view by speaker, by whom they speak of, and by stance."""
        where, values = _where([*conditions(view), (status_condition(view.status), ())])
        rows = self._index.rows(
            "SELECT speaker, name, modality, count(*) FROM about JOIN"
            f" (SELECT n AS at, speaker, modality FROM items WHERE speaker != '' AND {where})"
            " ON about.n = at GROUP BY 1, 2, 3",
            values,
        )
        return Counter({(who, name, stance): count for who, name, stance, count in rows})

    def negatives(self) -> int:
        """How many events did not happen."""
        if "negatives" not in self._facets:
            rows = self._index.rows("SELECT count(*) FROM items WHERE polarity = 'negative'")
            self._facets["negatives"] = [("", count) for (count,) in rows]
        return self._facets["negatives"][0][1]

    def sample(self, rule: str) -> list[Row]:
        """The items by which a rule is tried: drawn at random, the same every time.

        Handles are digests: the smallest ones are a random choice.
        """
        rows = self._index.rows(
            f"{ROW} WHERE rule = ? AND status != 'withdrawn' ORDER BY handle LIMIT {SAMPLE}",
            (rule,),
        )
        return [Row(*row) for row in rows]

    def open_count(self, rule: str) -> int:
        """How many items of a rule nobody judged."""
        sql = "SELECT count(*) FROM items WHERE rule = ? AND todo = 1"
        return int(next(self._index.rows(sql, (rule,)))[0])

    def open_of(self, rule: str, *, limit: int) -> list[Row]:
        """Items of a rule that nobody judged, by article."""
        rows = self._index.rows(
            f"{ROW} WHERE rule = ? AND todo = 1 ORDER BY n LIMIT {limit:d}",
            (rule,),
        )
        return [Row(*row) for row in rows]

    def of_article(self, article: int) -> list[Row]:
        """All items of an article, in their order."""
        sql = f"{ROW} WHERE article = ? AND status != 'withdrawn' ORDER BY n"
        return [Row(*row) for row in self._index.rows(sql, (article,))]

    def titles(self, rows: Iterable[Row]) -> dict[int, tuple[str, str, str]]:
        """Title, outlet and publication day of the articles of items."""
        out: dict[int, tuple[str, str, str]] = {}
        for article in {row.article for row in rows}:
            sql = "SELECT id, title, outlet, published FROM articles WHERE n = ?"
            one, title, outlet, day = next(self._index.rows(sql, (article,)))
            out[article] = (title or one, outlet or "", day or "")
        return out

    def _holds(self, view: View, row: Row) -> bool:
        where, values = _where(conditions(view))
        return any(
            self._index.rows(f"SELECT 1 FROM items WHERE n = ? AND {where}", (row.n, *values))
        )

    def _read(self, view: View, more: list[Part], order: str, limit: int) -> list[Row]:
        where, values = _where([*conditions(view), (status_condition(view.status), ()), *more])
        sql = f"{ROW} WHERE {where} ORDER BY {order} LIMIT {limit:d}"
        return [Row(*row) for row in self._index.rows(sql, values)]


def _where(parts: Iterable[Part]) -> Part:
    """Conditions joined, with all their values."""
    several = list(parts) or [("1", ())]
    values: list[Any] = [value for _, told in several for value in told]
    return " AND ".join(f"({sql})" for sql, _ in several), tuple(values)


def _order(view: View, *, back: bool = False) -> str:
    return ", ".join(f"{column} {'DESC' if back else 'ASC'}" for column in view.columns)


def _beyond(view: View, row: Row, sign: str) -> Part:
    """What lies on one side of an item in the order of a view."""
    names = ", ".join(view.columns)
    marks = ", ".join("?" * len(view.columns))
    return f"({names}) {sign} ({marks})", tuple(getattr(row, name) for name in view.columns)
