"""The pages of pictures, and the pictures alone as files."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from markupsafe import Markup

from pipeline.review.storyline import of_article
from pipeline.review.timeline import Timeline, article_number, of_run
from pipeline.review.voices import Voices, voices
from pipeline.writers.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.review.desk import Desk
    from pipeline.review.parts import Parts
    from pipeline.review.timeline import By
    from pipeline.review.views import View

_ROWS = 500  # of a table under a picture
_PICTURES = 32  # that are kept
Name = Literal["timeline", "voices"]
Drawn = TypeVar("Drawn", bound=Timeline | Voices)


class Gallery:
    """Pictures of a view, on their pages."""

    def __init__(self, desk: Desk, parts: Parts) -> None:
        self._desk, self._parts = desk, parts
        self._kept: OrderedDict[tuple[View, str], tuple[int, Timeline | Voices]] = OrderedDict()

    def timeline(self, view: View, by: By) -> str:
        """The page of a timeline."""
        drawn = self._timeline(view, by)
        where = f"of {view.article}" if view.article else "of the run"
        told = f"Dated events {where}, by {by}."
        if drawn.undated:
            told += f" {counted(drawn.undated, 'event')} without a date are not in it."
        choices = [
            (f"by {one}", f"/timeline?{_query(view, by=one)}", one == by)
            for one in ("type", "speaker")
        ]
        save = f"/timeline.svg?{_query(view, by=by)}"
        more = {"heading": "Timeline", "told": told, "choices": choices, "save": save}
        return self._page(view, "timeline", drawn.picture, drawn.heads, drawn.rows, more)

    def voices(self, view: View) -> str:
        """The page of who said what about whom."""
        drawn = self._voices(view)
        told = "Quotes by who speaks and who is spoken of; a click shows them."
        if drawn.others:
            told += f" {counted(drawn.others, 'mention')} of less frequent names are left out."
        save = f"/voices.svg?{view.query()}"
        more = {
            "heading": "Who said what about whom",
            "told": told,
            "choices": [],
            "save": save,
        }
        heads = ("who", "stance", "of whom", "quotes")
        return self._page(view, "voices", drawn.picture, heads, drawn.rows, more)

    def alone(self, name: Name, view: View, by: By) -> str:
        """A picture as a file."""
        if name == "voices":
            return self._voices(view).picture
        return self._timeline(view, by).picture

    def _voices(self, view: View) -> Voices:
        return self._once(view, "voices", lambda: voices(self._desk.queue, view))

    def _timeline(self, view: View, by: By) -> Timeline:
        number = article_number(self._desk.index, view.article) if view.article else None
        if number is not None:
            return of_article(self._desk.queue.of_article(number), by)
        return self._once(view, by, lambda: of_run(self._desk.queue, view, by))

    def _once(self, view: View, name: str, draw: Callable[[], Drawn]) -> Drawn:
        """A picture, drawn anew only where a decision may have changed it."""
        found = self._kept.get((view, name))
        if found is not None and found[0] == self._desk.seq:
            return found[1]  # type: ignore[return-value]  # what was drawn under this name
        drawn = draw()
        self._kept[view, name] = (self._desk.seq, drawn)
        if len(self._kept) > _PICTURES:
            self._kept.popitem(last=False)
        return drawn

    def _page(  # noqa: PLR0913, PLR0917  (a template's)
        self,
        view: View,
        name: Name,
        picture: str,
        heads: tuple[str, ...],
        rows: Sequence[tuple[str, ...]],
        more: dict[str, Any],
    ) -> str:
        return self._parts.pages.page(
            "picture.html",
            self._parts.around(view, name)
            | more
            | {
                "picture": Markup(picture),  # made of escaped pieces: see `svg`
                "name": name,
                "heads": heads,
                "rows": rows[:_ROWS],
                "more": max(0, len(rows) - _ROWS),
            },
        )


def _query(view: View, *, by: str) -> str:
    query = view.query()
    return f"{query}&by={by}" if query else f"by={by}"
