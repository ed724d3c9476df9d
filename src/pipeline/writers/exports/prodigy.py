"""Prodigy: one task to a line, with the base model's tokens, spans and relations.

Prodigy wants spans that begin and end with tokens. One that does not is widened to its tokens,
and has its own offsets in `exact`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.decisions.regions import CONTINUES, drawing
from pipeline.tokens import covering
from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.tokenizing import tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.decisions.regions import Drawing
    from pipeline.tokens import Token
    from pipeline.writers.exports.entry import Entry, Options

Json = dict[str, Any]


def export(entries: Iterable[Entry], options: Options) -> Iterator[Piece]:
    """A line for each article."""
    cut = tokenizer(options)
    for entry in entries:
        task = _task(entry, cut.tokens(entry.record.text))
        yield Piece(json.dumps(task, ensure_ascii=False) + "\n", items=1)


def _task(entry: Entry, tokens: list[Token]) -> Json:
    record = entry.record
    drawn = drawing(record, entry.chosen)
    spans = {
        name: many
        for name, region in drawn.regions.items()
        if (many := _spans(name, region.label, region.place, tokens))
    }
    known = record.article.model_dump(include={"id", "title", "source", "url", "published"})
    return {
        "text": record.text,
        "tokens": [_token(i, token, record.text) for i, token in enumerate(tokens)],
        "spans": [span for many in spans.values() for span in many],
        "relations": list(_relations(drawn, spans)),
        "meta": {name: value for name, value in known.items() if value is not None},
    }


def _token(i: int, token: Token, text: str) -> Json:
    words = text[token.start : token.end]
    return {"text": words, "start": token.start, "end": token.end, "id": i, "ws": token.space}


def _spans(
    name: str, label: str, place: Iterable[tuple[int, int]], tokens: list[Token]
) -> list[Json]:
    """The pieces of a region, at their tokens."""
    out: list[Json] = []
    for start, end in place:
        found = covering(tokens, start, end)
        if found is None:
            continue
        first, last = found
        edges = (tokens[first].start, tokens[last].end)
        exact = {} if edges == (start, end) else {"exact": [start, end]}
        out.append(
            {
                "start": edges[0],
                "end": edges[1],
                "token_start": first,
                "token_end": last,
                "label": label,
                "id": name,
                **exact,
            }
        )
    return out


def _relations(drawn: Drawing, spans: dict[str, list[Json]]) -> Iterator[Json]:
    """Arrows between spans; pieces of one quote are linked too."""
    for first, *later in spans.values():
        yield from (_relation(first, one, CONTINUES) for one in later)
    for link in drawn.links or ():
        if link.head in spans and link.tail in spans:
            yield _relation(spans[link.head][0], spans[link.tail][0], link.label)


def _relation(head: Json, child: Json, label: str) -> Json:
    names = ("start", "end", "token_start", "token_end", "label")
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": {name: head[name] for name in names},
        "child_span": {name: child[name] for name in names},
        "label": label,
    }
