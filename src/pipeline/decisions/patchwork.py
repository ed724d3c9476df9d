"""The difference between a region before and after, as the patch of a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.decisions.regions import (
    ATTRIBUTED,
    PLAIN,
    REPORTS,
    SPEAKER,
    UNTYPED,
    WHEN,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.decisions.regions import Drawing, Place, Region
    from pipeline.records import Argument, Event, Record

Patch = dict[str, Any]  # JSON
Span = tuple[int, int]
_QUOTATION = "\"“«„‘'"
_NO_ROLES = frozenset({WHEN, ATTRIBUTED, SPEAKER, REPORTS})
_UNDATED = {
    "timex": None, "value": None, "begin": None, "end": None, "granularity": None,
    "relation": None, "how": "none", "anchor": None,
}  # fmt: skip


class Patcher:
    """Tells changes of one article.

    Args:
        before: the drawing that was shown.
        after: the drawing that came back.
        shown: the record that was shown.
        record: as extracted; patches are read against it.
        found: by id before, the event or quote that it became.

    Attributes:
        problems: changes that no patch can tell.
    """

    def __init__(
        self,
        before: Drawing,
        after: Drawing,
        *,
        shown: Record,
        record: Record,
        found: Mapping[str, Region],
    ) -> None:
        self._before, self._after, self._record = before, after, record
        self._was = {region.id: name for name, region in found.items()}
        self._events = {one.id: one for one in shown.events}
        self.problems: list[str] = []

    def changes(self, head: Region, region: Region) -> Patch:
        """What a reviewer changed of an item; empty for nothing."""
        now = self._told(region, self._after)
        was = self._told(head, self._before)
        if region.is_event:
            return self._event(was, now, self._events.get(head.id))
        return self._quote(was, now)

    def whole(self, region: Region) -> tuple[Patch, str | None, tuple[Span, ...]]:
        """A new item: its patch, its type, and the spans of its key."""
        now = self._told(region, self._after)
        nothing: Patch = dict.fromkeys(now) | {"roles": [], "told": PLAIN}
        if region.is_event:
            patch = self._event(nothing, now, None)
            span = _hull(region.place)
            kind = None if region.label == UNTYPED else region.label
            return {"trigger": _place(span)} | patch, kind, (span,)
        kind = "direct" if self._is_quoted(region) else "indirect"
        return self._quote(nothing, now) | {"kind": kind}, kind, now["place"]

    def _told(self, region: Region, drawing: Drawing) -> Patch:
        """What is drawn of an item, comparable."""
        tails: dict[str, list[Region]] = {}
        for link in drawing.links or ():
            if link.head == region.id and link.tail in drawing.regions:
                tails.setdefault(link.label, []).append(drawing.regions[link.tail])
        quote = next(iter(tails.get(ATTRIBUTED, ())), None)
        return {
            "label": region.label,
            "place": region.place,
            "roles": [
                (role, _hull(one.place))
                for role, many in tails.items()
                if role not in _NO_ROLES
                for one in many
            ],
            "time": _first(tails.get(WHEN)),
            "quote": self._was.get(quote.id, quote.id) if quote else None,
            "source": _first(tails.get(SPEAKER)),
            "cue": _first(tails.get(REPORTS)),
            "told": PLAIN | (drawing.attributes or {}).get(region.id, {}),
        }

    def _event(self, was: Patch, now: Patch, event: Event | None) -> Patch:
        patch: Patch = {}
        if was["label"] != now["label"]:
            patch["type"] = None if now["label"] == UNTYPED else now["label"]
            if event is not None and event.mode is not None:
                patch["mode"] = None  # modes belong to types
        if was["place"] is not None and was["place"] != now["place"]:
            patch["trigger"] = _place(_hull(now["place"]))
        if self._after.links is not None:
            patch |= self._linked(was, now, event)
        if self._after.attributes is not None:
            patch |= {
                name: value for name, value in now["told"].items() if value != was["told"][name]
            }
        return patch

    def _linked(self, was: Patch, now: Patch, event: Event | None) -> Patch:
        """What changed of an event's arrows."""
        patch: Patch = {}
        if sorted(was["roles"]) != sorted(now["roles"]):
            patch["arguments"] = self._arguments(now["roles"], event)
        if was["time"] != now["time"]:
            patch |= self._dated(now["time"])
        if was["quote"] != now["quote"]:
            patch |= self._attributed(now["quote"])
        return patch

    def _quote(self, was: Patch, now: Patch) -> Patch:
        patch: Patch = {}
        if was["place"] != now["place"]:
            patch["content"] = [_place(span) for span in now["place"]]
        if self._after.links is not None:
            if was["source"] != now["source"]:
                source = now["source"]
                patch["source"] = _place(source) if source else None
                patch["speaker"] = self._mention(source) if source else None
            if was["cue"] != now["cue"]:
                patch["cue"] = _place(now["cue"]) if now["cue"] else None
        return patch

    def _arguments(self, roles: list[tuple[str, Span]], event: Event | None) -> list[Patch]:
        """Participants as they are now; those that stayed keep their entity."""
        before = (
            {(one.role, (one.start, one.end)): one for one in event.arguments} if event else {}
        )
        return [
            {
                "role": role,
                **_place(span),
                "entity": self._entity(before.get((role, span)), span),
            }
            for role, span in sorted(roles, key=lambda one: (one not in before, one[1], one[0]))
        ]

    def _entity(self, argument: Argument | None, span: Span) -> Patch | None:
        """A mention of the entity that plays a part."""
        if argument is None:
            return self._mention(span)
        known = {one.id: one for one in self._record.entities}
        entity = known.get(argument.entity or "")
        if entity is None:
            return None
        inside = [one for one in entity.mentions if span[0] <= one.start and one.end <= span[1]]
        named = (inside or entity.mentions)[0]
        return _place((named.start, named.end))

    def _mention(self, span: Span) -> Patch | None:
        """The mention of an entity at a place, else the longest name in it."""
        inside = [
            ((one.start, one.end) == span, one.end - one.start, one)
            for entity in self._record.entities
            for one in entity.mentions
            if span[0] <= one.start
            and one.end <= span[1]
            and (one.kind == "name" or (one.start, one.end) == span)
        ]
        if not inside:
            return None
        best = max(inside, key=lambda one: one[:2])[2]
        return _place((best.start, best.end))

    def _dated(self, span: Span | None) -> Patch:
        if span is None:
            return {"time": _UNDATED}
        time = next((t for t in self._record.times if (t.start, t.end) == span), None)
        if time is None:
            words = self._record.text[slice(*span)]
            self.problems.append(
                f"{words!r} is no time expression of the record; the date stays"
            )
            return {}
        dated = {"value": time.value, "begin": time.begin, "end": time.end_date}
        return {"time": {"timex": _place(span), **dated, "how": "explicit", "relation": "on"}}

    def _attributed(self, quote: str | None) -> Patch:
        if quote is None:
            return {"attributed_to": None}
        content = next((q.content for q in self._record.quotes if q.id == quote), None)
        if content is None:
            self.problems.append(
                "an event is attributed to a quote that was added; set it later"
            )
            return {}
        return {"attributed_to": _place((content[0].start, content[0].end))}

    def _is_quoted(self, region: Region) -> bool:
        """Whether a quotation mark stands before the first piece."""
        before = self._after.text[: region.place[0][0]].rstrip()
        return before.endswith(tuple(_QUOTATION))


def _hull(place: Place) -> Span:
    return place[0][0], place[-1][1]


def _first(regions: list[Region] | None) -> Span | None:
    return _hull(regions[0].place) if regions else None


def _place(span: Span) -> Patch:
    return {"start": span[0], "end": span[1]}
