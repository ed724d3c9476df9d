"""What the answers are made of: the shell, an item, a part of the queue, a rule."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

from pipeline.review import pane
from pipeline.review.card import card
from pipeline.review.editing import editing
from pipeline.review.pages import Pages
from pipeline.review.views import TODO, View
from pipeline.review.why import event_types
from pipeline.writers import words

if TYPE_CHECKING:
    from pipeline.review.desk import Desk
    from pipeline.review.index import Row
    from pipeline.review.why import Rules

STATUSES = {
    "todo": "to do", "all": "all", "kept": "kept", "accepted": "accepted",
    "edited": "corrected", "added": "added", "rejected": "rejected",
    "skipped": "skipped", "disputed": "disagreements", "changed": "changed by a re-run",
}  # fmt: skip
REASONS = (
    ("wrong span", "span"), ("wrong type", "type"), ("wrong actor", "actor"),
    ("wrong date", "date"), ("wrong speaker", "speaker"), ("not an event", "nothing there"),
    ("duplicate", "duplicate"),
)  # fmt: skip
CONFIDENCES = (
    ("0-0.5", "under 50 %"), ("0.5-0.7", "50 to 70 %"), ("0.7-0.85", "70 to 85 %"),
    ("0.85-1", "85 % and over"),
)  # fmt: skip
_ALWAYS = {"status", "order"}  # are always on the screen
_CALLED = {"since": "not before", "until": "not after", "q": "words"}
_VALUES = {"sample": "ten at random"}
_Z = 1.96  # of a 95 per cent interval
Json = dict[str, Any]


class Parts:
    """Pieces of pages, from the desk."""

    def __init__(self, desk: Desk, rules: Rules, *, run: str, reviewer: str) -> None:
        self.pages = Pages()
        self._desk, self._rules = desk, rules
        self._run, self._reviewer = run, reviewer
        self._types = event_types([name for name, _ in desk.queue.facets()["type"]])

    def shell(self, view: View, item: str) -> str:
        """The page that everything else happens in."""
        return self.pages.page(
            "review.html", self.around(view, "queue"), item=item, reasons=REASONS
        )

    def around(self, view: View, here: str) -> Json:
        """What every page has: its head and its filters."""
        facets = {name: list(found) for name, found in self._desk.queue.facets().items()}
        negatives = self._desk.queue.negatives()
        return {
            "here": here,
            "action": {"queue": "/"}.get(here, f"/{here}"),
            "view": view,
            "elsewhere": view.having(
                status="all" if here == "queue" else view.status, order="uncertainty", sample=""
            ).query(),
            "facets": facets | {"negative": [("negative", negatives)] if negatives else []},
            "statuses": list(STATUSES.items()),
            "confidences": CONFIDENCES,
            "chosen": [
                (
                    _CALLED.get(name, name),
                    _VALUES.get(name, value),
                    view.having(**{name: ""}).query(),
                )
                for name, value in view.told()
                if name not in _ALWAYS
            ],
            "run": self._run,
            "reviewer": self._reviewer,
            "is_old": self._desk.index.is_old(),
        }

    def state(self, view: View, row: Row | None) -> Json:
        """An item with its article, and how far the view is judged."""
        counts = +self._desk.queue.counts(view)  # without noughts
        told: Json = {"counts": counts, "total": sum(counts.values()), "item": None}
        if row is None:
            return told
        looked = self._desk.look(row.handle)
        record = looked.record
        others = self._desk.places(row.article)
        blocks = pane.blocks(record, looked.shown, row.handle, others)
        about = record.article
        title = about.title or about.id
        told |= {
            "item": row.handle,
            "after": looked.after,
            "status": row.status,
            "title": title,
            "article": self.pages.page(
                "article.html",
                blocks=blocks,
                title=title,
                has_title=blocks[0].is_title if blocks else False,
                article=about.id,
                meta=[
                    part for part in (about.source, words.published(about), about.url) if part
                ],
            ),
            "card": self.pages.page(
                "card.html",
                card=card(looked, self._rules),
                status=row.status,
                problem=looked.problem,
                view=view,
            ),
            "edit": editing(looked) | {"types": self._types},
        }
        return told

    def listed(self, view: View, start: Row | None, *, after: bool) -> Json:
        """Rows of the queue."""
        queue = self._desk.queue
        rows = queue.page(view, start=start, after=after)
        html = self.pages.page("list.html", rows=rows, titles=queue.titles(rows), view=view)
        more = bool(rows) and queue.neighbour(view, rows[-1]) is not None
        return {"html": html, "last": rows[-1].handle if rows else "", "more": more}

    def following(self, view: View, row: Row) -> Row | None:
        """Where to go after a verdict: on in the view, or to what was passed over before."""
        queue = self._desk.queue
        return queue.neighbour(view, row) or queue.first(view)

    def rule(self, rule: str) -> str:
        """A rule with its text, its sample, and how its items fared."""
        queue = self._desk.queue
        counts = queue.counts(View(rule=rule))
        judged = sum(counts[name] for name in ("accepted", "rejected", "edited", "disputed"))
        found = self._rules.text(rule)
        sample = queue.sample(rule)
        return self.pages.page(
            "rule.html",
            rule=rule,
            place=self._rules.place(rule),
            lines="\n".join(found.lines) if found else "",
            total=sum(counts.values()),
            left=sum(counts[name] for name in TODO),
            judged=judged,
            right=counts["accepted"],
            share=share(counts["accepted"], judged),
            sample=sample,
            untried=sum(row.todo for row in sample),
        )


def share(right: int, judged: int) -> str:
    """A share with the 95 per cent interval in which it is likely to be (Wilson's)."""
    if not judged:
        return ""
    p, z2 = right / judged, _Z**2
    middle = (p + z2 / (2 * judged)) / (1 + z2 / judged)
    half = _Z * sqrt(p * (1 - p) / judged + z2 / (4 * judged**2)) / (1 + z2 / judged)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return f"{p:.0%}, likely {low:.0%} to {high:.0%}"
