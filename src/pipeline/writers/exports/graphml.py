"""GraphML: who does what to whom, and who says what, as a graph (http://graphml.graphdrawing.org).

Entities of one name and label are one node for the whole run; words that lead to no entity are
a node of their article. Edges run the way things are done: actor to event, event to recipient,
speaker to quote, quote to the events that it tells of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.telling import heading, plain, said, uid
from pipeline.writers.words import Lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import Argument, Event, Quote, Span
    from pipeline.writers.exports.entry import Entry, Options

# Of nodes and of edges: name and type, as <key> declares them.
NODE_KEYS = {
    "kind": "string", "label": "string", "type": "string", "begin": "string", "end": "string",
    "polarity": "string", "modality": "string", "confidence": "double", "article": "string",
    "published": "string", "rule": "string", "name": "string", "verdict": "string",
}  # fmt: skip
EDGE_KEYS = {"role": "string", "stance": "string"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""


class Node(NamedTuple):
    """A node, and whether other articles may have it too."""

    id: str
    data: dict[str, object]
    is_shared: bool = False


class Edge(NamedTuple):
    """An edge with its role."""

    source: str
    target: str
    data: dict[str, object]


def export(entries: Iterable[Entry], _options: Options) -> Iterator[Piece]:
    """One document."""
    keys = [("node", "n", NODE_KEYS), ("edge", "e", EDGE_KEYS)]
    declared = "".join(
        f' <key id="{short}_{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'
        for of, short, names in keys
        for name, kind in names.items()
    )
    yield Piece(f'{_HEAD}{declared} <graph id="run" edgedefault="directed">\n')
    seen: set[str] = set()
    for entry in entries:
        parts = list(_parts(entry))
        nodes = {one.id: one for one in parts if isinstance(one, Node)}
        new = [_node(one) for one in nodes.values() if one.id not in seen]
        seen.update(one.id for one in nodes.values() if one.is_shared)
        edges = [_edge(one) for one in parts if isinstance(one, Edge)]
        yield Piece("".join([*new, *edges]), items=len(new))
    yield Piece(" </graph>\n</graphml>\n")


def _parts(entry: Entry) -> Iterator[Node | Edge]:
    look = Lookup(entry.record)
    cited = {event.attributed_to for event in entry.events}
    for quote in entry.record.quotes:
        if quote.id in entry.chosen or quote.id in cited:
            yield from _quote(quote, entry, look)
    for event in entry.events:
        yield from _event(event, entry, look)


def _quote(quote: Quote, entry: Entry, look: Lookup) -> Iterator[Node | Edge]:
    name = _name(entry, quote.id)
    data = {"kind": "quote", "label": said(quote), "type": quote.kind, "rule": quote.rule}
    yield Node(name, data | _told(quote, entry))
    if quote.source is not None or quote.speaker is not None:
        speaker = _who(quote.speaker, quote.source, entry, look)
        yield speaker
        yield Edge(speaker.id, name, {"role": "speaker", "stance": quote.stance})


def _event(event: Event, entry: Entry, look: Lookup) -> Iterator[Node | Edge]:
    name = _name(entry, event.id)
    data: dict[str, object] = {"kind": "event", "label": heading(event, look)}
    data |= {
        "type": event.type, "begin": event.time.begin, "end": event.time.end,
        "polarity": event.polarity, "modality": event.modality, "rule": event.rule,
        "confidence": event.confidence,
    }  # fmt: skip
    yield Node(name, data | _told(event, entry))
    for one in event.arguments:
        who = _who(one.entity, one, entry, look)
        yield who
        ends = (who.id, name) if one.role == "actor" else (name, who.id)
        yield Edge(*ends, {"role": one.role})
    if event.attributed_to in look.quotes:
        yield Edge(_name(entry, event.attributed_to), name, {"role": "tells"})


def _name(entry: Entry, item: str) -> str:
    """An XML name token for an item."""
    return f"i{entry.uid(item)}"


def _told(item: Event | Quote, entry: Entry) -> dict[str, object]:
    article = entry.record.article
    verdict = item.review.verdict if item.review else None
    return {"article": article.id, "published": article.published, "verdict": verdict}


def _who(entity: str | None, words: Span | Argument | None, entry: Entry, look: Lookup) -> Node:
    known = look.entities.get(entity or "")
    if known is not None:
        data = {"kind": "entity", "label": known.name, "type": known.label, "name": known.name}
        return Node(f"n{uid(f'{known.label} {known.name}')}", dict(data), is_shared=True)
    text = plain(words.text) if words else ""
    article = entry.record.article
    data = {"kind": "words", "label": text, "name": text, "article": article.id}
    return Node(f"w{uid(f'{article.id} {text}')}", dict(data))


def _node(node: Node) -> str:
    return f'  <node id="{node.id}">{_data(node.data, "n")}</node>\n'


def _edge(edge: Edge) -> str:
    ends = f'source="{edge.source}" target="{edge.target}"'
    return f"  <edge {ends}>{_data(edge.data, 'e')}</edge>\n"


def _data(data: dict[str, object], short: str) -> str:
    return "".join(
        f'<data key="{short}_{name}">{escape(plain(str(value)))}</data>'
        for name, value in data.items()
        if value is not None
    )
