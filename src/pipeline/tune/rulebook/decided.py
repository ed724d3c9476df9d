"""What a reviewer decided, as a sentence for a rule: an example, or a counterexample."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.article import Article
from pipeline.decisions.items import items
from pipeline.decisions.reviewed import added, corrected
from pipeline.decisions.store import read_log
from pipeline.errors import SettingsError
from pipeline.readers.records import read_records
from pipeline.records import Event
from pipeline.wording import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.decisions.items import Item
    from pipeline.decisions.model import Decision
    from pipeline.engine import Extractor
    from pipeline.records import Record

Marks = list[tuple[str, int, int]]  # tag, code points


@dataclass(frozen=True, slots=True)
class Decided:
    """A sentence out of a decision.

    Attributes:
        sort: cue or event.
        wrong: the rule that a rejection says was wrong; None for an example.
        sentence: marked up if it is an example.
        type: of the event, or the quote's stance.
    """

    sort: Literal["cue", "event"]
    wrong: str | None
    sentence: str
    type: str | None
    mode: str | None


def decided(run: str, decision_id: str, extractor: Extractor) -> Decided:
    """The sentence that a decision is about.

    Args:
        run: a run folder.
        decision_id: the decision's, or its first characters; or the id of an article and of an
            item in it (`harbour:ev3`), for the last decision on that.
        extractor: to tell where sentences end.

    Raises:
        SettingsError: if there is no such decision, or it says neither that something was
            missed nor that something is wrong.
    """
    decision = _decision(run, decision_id)
    record = _record(run, decision)
    item = _item(decision, record)
    if item is None or decision.action not in {"add", "edit", "reject"}:
        raise SettingsError(
            f"the decision says {decision.action!r}: that makes no example",
            where=f"{run}, {decision.id[:8]}",
            fix="give one that adds or edits an item (an example) or rejects one",
        )
    marks = _marks(item)
    reading = Reading(extractor, Article(record.article.id, record.text))
    first, last = min(one[1] for one in marks), max(one[2] for one in marks)
    start, end = reading.sentences(first, last)
    wrong = decision.rule if decision.action == "reject" else None
    text = record.text[start:end]
    shifted = [(tag, first - start, last - start) for tag, first, last in marks]
    sentence = _one_line(text if wrong else marked(text, shifted))
    if isinstance(item, Event):
        return Decided("event", wrong, sentence, item.type, item.mode)
    return Decided("cue", wrong, sentence, item.stance, None)


def _decision(run: str, asked: str) -> Decision:
    log = read_log(Path(run))
    article, _, item = asked.rpartition(":")
    keys = _keys(run, article, item) if article else set()
    found = [
        one
        for one in log
        if (one.id.startswith(asked) and len(asked) >= 4)
        or (one.item is not None and str(one.item) in keys)
    ]
    if found:
        return found[-1]
    known = ", ".join(f"{one.id[:8]} ({one.action})" for one in log[-5:])
    raise SettingsError(
        f"no decision {asked!r}",
        where=run,
        fix=f"the last ones are {known}"
        if known
        else "review the run first: newsclaims review",
    )


def _keys(run: str, article: str, item: str) -> set[str]:
    """The key of an item of a run, by the article's id and its own."""
    return {
        str(key)
        for record in read_records(run)
        if record.article.id == article
        for key, one in items(record)
        if one.id == item
    }


def _record(run: str, decision: Decision) -> Record:
    key = decision.item.article if decision.item else ""
    for record in read_records(run):
        if record.article.sha256 == key:
            return record
    raise SettingsError("its article is no longer in the run", where=run, fix="run it again")


def _item(decision: Decision, record: Record) -> Item | None:
    """The item as it should be; of a rejection, as it is."""
    if decision.item is None:
        return None
    if decision.action == "add":
        return added(decision.item, decision.patch or {}, record)
    found = next((one for key, one in items(record) if key == decision.item), None)
    if found is not None and decision.action == "edit":
        return corrected(found, decision.patch or {}, record)
    return found


def _marks(item: Item) -> Marks:
    if isinstance(item, Event):
        trigger: Marks = [("trigger", item.trigger.start, item.trigger.end)]
        return trigger + [(one.role, one.start, one.end) for one in item.arguments]
    out: Marks = [("content", one.start, one.end) for one in item.content]
    for tag, piece in (("source", item.source), ("cue", item.cue)):
        out += [(tag, piece.start, piece.end)] if piece else []
    return out


def marked(text: str, marks: Sequence[tuple[str, int, int]]) -> str:
    """A text with tags around stretches; of stretches that cross, the later ones are left."""
    kept: Marks = []
    for tag, start, end in sorted(marks, key=lambda one: (one[1], -one[2])):
        crossing = any(s < start < e < end for _, s, e in kept)
        if 0 <= start < end <= len(text) and not crossing:
            kept.append((tag, start, end))
    out, at = "", 0
    edges = [(start, 1, -end, f"<{tag}>") for tag, start, end in kept]
    edges += [(end, 0, -start, f"</{tag}>") for tag, start, end in kept]
    for place, _, _, sign in sorted(edges):
        out += text[at:place] + sign
        at = place
    return out + text[at:]


def _one_line(text: str) -> str:
    return " ".join(text.split())
