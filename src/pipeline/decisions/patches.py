"""A reviewer's patch read against a record: places become texts and ids.

A patch holds the fields that a reviewer changed, by their names in the record. What it points
at it names by its place, {"start": 12, "end": 20}, since ids are given anew by each run: an
argument's `entity` and a quote's `speaker` are the entity with a mention there (an argument
that points at none is whoever has a mention at its own place), `time` and `time.timex` the
time expression there, `attributed_to` and `within` the quote whose content starts there. Texts
are read from the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.records import Record

    Reader = Callable[[Any, Record], Any]


def refused(what: str) -> RecordError:
    """The error of a correction that cannot be applied."""
    return RecordError(what, where="correction", fix="give fields and places of the record")


def resolved(kind: str, patch: Mapping[str, Any], record: Record) -> dict[str, Any]:
    """The patched fields as the record has them; an event's `time` may be given in part.

    Raises:
        RecordError: if a field cannot be edited, or a place is none of the article's.
    """
    readers = READERS[kind]
    unknown = sorted(set(patch) - set(readers))
    if unknown:
        raise refused(f"{', '.join(unknown)} cannot be edited; {', '.join(readers)} can")
    return {name: readers[name](value, record) for name, value in patch.items()}


def span(place: Any, record: Record) -> dict[str, Any]:  # noqa: ANN401  (JSON)
    """A place with its text. Raises RecordError."""
    start, end = _bounds(place)
    if not 0 <= start < end <= len(record.text):
        raise refused(f"{start}-{end} is not a stretch of the article")
    return {"start": start, "end": end, "text": record.text[start:end]}


def word(place: Any, record: Record) -> dict[str, Any]:  # noqa: ANN401  (JSON)
    """A span with a lemma: as given, else the words in lower case."""
    found = span(place, record)
    return {**found, "lemma": place.get("lemma") or found["text"].lower()}


def _bounds(place: Any) -> tuple[int, int]:  # noqa: ANN401  (JSON)
    start, end = (
        place.get(side) if isinstance(place, dict) else None for side in ("start", "end")
    )
    if type(start) is not int or type(end) is not int:
        raise refused("a place needs start and end, in characters of the article")
    return start, end


def _list(value: Any) -> list[Any]:  # noqa: ANN401  (JSON)
    if not isinstance(value, list):
        raise refused("a list of places is needed")
    return value


def _entity(place: Any, record: Record) -> str | None:  # noqa: ANN401  (JSON)
    bounds = _bounds(place)
    for entity in record.entities:
        if any((mention.start, mention.end) == bounds for mention in entity.mentions):
            return entity.id
    return None


def _timex(place: Any, record: Record) -> str | None:  # noqa: ANN401  (JSON)
    bounds = _bounds(place)
    return next((time.id for time in record.times if (time.start, time.end) == bounds), None)


def _quote(place: Any, record: Record) -> str | None:  # noqa: ANN401  (JSON)
    start = _bounds(place)[0]
    return next((one.id for one in record.quotes if one.content[0].start == start), None)


def _time(value: Any, record: Record) -> dict[str, Any]:  # noqa: ANN401  (JSON)
    fields = dict(value or {})
    if fields.get("timex"):
        fields["timex"] = _timex(fields["timex"], record)
    return fields


def _arguments(value: Any, record: Record) -> list[dict[str, Any]]:  # noqa: ANN401  (JSON)
    return [
        {**span(one, record), "role": one.get("role"), "entity": _meant(one, record)}
        for one in _list(value)
    ]


def _meant(argument: Any, record: Record) -> str | None:  # noqa: ANN401  (JSON)
    """The entity of an argument: as pointed at, else by the mention at its own place."""
    if "entity" not in argument:
        return _entity(argument, record)
    return _entity(argument["entity"], record) if argument["entity"] else None


def _pieces(value: Any, record: Record) -> list[dict[str, Any]]:  # noqa: ANN401  (JSON)
    return [span(one, record) for one in _list(value)]


def _plain(value: Any, _record: Record) -> Any:  # noqa: ANN401  (JSON)
    return value


def _or_none(reader: Reader) -> Reader:
    """A reader of what may be null."""
    return lambda value, record: reader(value, record) if value else None


READERS: dict[str, dict[str, Reader]] = {
    "event": {
        "type": _plain,
        "mode": _plain,
        "trigger": word,
        "arguments": _arguments,
        "time": _time,
        "polarity": _plain,
        "modality": _plain,
        "attributed_to": _or_none(_quote),
    },
    "quote": {
        "kind": _plain,
        "content": _pieces,
        "cue": _or_none(word),
        "source": _or_none(span),
        "speaker": _or_none(_entity),
        "stance": _plain,
        "time": _or_none(_timex),
        "within": _or_none(_quote),
    },
}
