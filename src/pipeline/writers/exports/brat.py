"""brat: a folder of .txt and .ann (standoff), with the annotation.conf that they need.

https://brat.nlplab.org/standoff.html. An annotation's words stand on one line, so a span that
runs over a line break is split there, as discontinuous ones are.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.decisions.regions import ATTRIBUTED, OTHER_LABELS, QUOTE, ROLES, WHEN, drawing
from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.types import event_labels, other_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.decisions.regions import Drawing, Region
    from pipeline.writers.exports.entry import Entry, Options

OFFERED = "newsclaims.jsonl"  # which items each file held, for the way back
# What would end a line, or a column, of an .ann; for some reader or other.
BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,99}", re.ASCII)


def export(entries: Iterable[Entry], _options: Options) -> Iterator[Piece]:
    """Two files for each article, then what brat and the way back need."""
    labels: set[str] = set()
    roles: set[str] = set()
    names: set[str] = set()
    for entry in entries:
        drawn = drawing(entry.record, entry.chosen)
        labels.update(region.label for region in drawn.regions.values())
        roles.update(
            link.label for link in drawn.links or () if drawn.regions[link.head].is_event
        )
        name = _file_name(entry, names)
        yield Piece(drawn.text, items=1, file=f"{name}.txt")
        yield Piece("".join(_lines(entry, drawn)), file=f"{name}.ann")
        yield Piece(_offered(entry, name), file=OFFERED)
    yield Piece(config(labels, roles), file="annotation.conf")


def _file_name(entry: Entry, taken: set[str]) -> str:
    """The article's id where it can be a file's name that no other has, else its checksum."""
    article = entry.record.article
    name = article.id if _NAME.fullmatch(article.id) else article.sha256[:16]
    while name.lower() in taken:  # some file systems know no capitals
        name += f"-{article.sha256[:8]}"
    taken.add(name.lower())
    return name


def _offered(entry: Entry, name: str) -> str:
    article = entry.record.article
    told = {"file": name, "article_id": article.id, "sha256": article.sha256}
    line = json.dumps({**told, "offered": sorted(entry.chosen)}, ensure_ascii=False)
    return line + "\n"


def fragments(drawn: Drawing, region: Region) -> list[tuple[int, int]]:
    """A region's pieces, cut at line breaks; what is but white space is left out."""
    out: list[tuple[int, int]] = []
    for start, end in region.place:
        at = start
        for found in BREAKS.finditer(drawn.text, start, end):
            out.append((at, found.start()))
            at = found.end()
        out.append((at, end))
    return [(start, end) for start, end in out if drawn.text[start:end].strip()]


def _lines(entry: Entry, drawn: Drawing) -> Iterator[str]:
    """The lines of an .ann: spans, events, relations, attributes, notes."""
    spans = {name: f"T{number}" for number, name in enumerate(drawn.regions, 1)}
    for region in drawn.regions.values():
        pieces = fragments(drawn, region)
        place = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(drawn.text[start:end] for start, end in pieces)
        yield f"{spans[region.id]}\t{region.label} {place}\t{words}\n"
    events = [region for region in drawn.regions.values() if region.is_event]
    numbers = {region.id: f"E{number}" for number, region in enumerate(events, 1)}
    for region in events:
        arrows = "".join(_arguments(region, drawn, spans | numbers))
        yield f"{numbers[region.id]}\t{region.label}:{spans[region.id]}{arrows}\n"
    others = [link for link in drawn.links or () if link.head not in numbers]
    for number, link in enumerate(others, 1):
        ends = f"Arg1:{spans[link.head]} Arg2:{spans[link.tail]}"
        yield f"R{number}\t{link.label} {ends}\n"
    yield from _attributes(drawn, numbers)
    yield from _notes(entry, spans | numbers)


def _arguments(region: Region, drawn: Drawing, ends: dict[str, str]) -> Iterator[str]:
    """An event's roles, which other events may play; one that it has twice gets a number."""
    seen: Counter[str] = Counter()
    for link in drawn.links or ():
        if link.head == region.id:
            seen[link.label] += 1
            number = seen[link.label] if seen[link.label] > 1 else ""
            yield f" {link.label}{number}:{ends[link.tail]}"


def _attributes(drawn: Drawing, numbers: dict[str, str]) -> Iterator[str]:
    """`Negated`, and `Modality` with its value."""
    found = [
        f"Negated {numbers[name]}"
        if kind == "polarity"
        else f"Modality {numbers[name]} {value}"
        for name, many in (drawn.attributes or {}).items()
        for kind, value in many.items()
    ]
    yield from (f"A{number}\t{told}\n" for number, told in enumerate(found, 1))


def _notes(entry: Entry, targets: dict[str, str]) -> Iterator[str]:
    """For each item, its id and the rule that made it."""
    made = [
        f"{targets[one.id]}\t{one.id}, rule {one.rule}, confidence {one.confidence}"
        for one in entry.events
    ]
    made += [f"{targets[one.id]}\t{one.id}, rule {one.rule}" for one in entry.quotes]
    for number, told in enumerate(made, 1):
        yield f"#{number}\tAnnotatorNotes {told}\n"


def config(labels: Iterable[str], roles: Iterable[str]) -> str:
    """annotation.conf: what may be annotated, and how."""
    own = [*ROLES, *sorted(set(roles) - {*ROLES, WHEN, ATTRIBUTED})]
    arguments = ", ".join(
        [*(f"{role}*:<ANY>" for role in own), f"{WHEN}?:TIME", f"{ATTRIBUTED}?:{QUOTE}"]
    )
    lines = ["[entities]", *other_labels(), "", "[relations]"]
    lines += [f"source Arg1:{QUOTE}, Arg2:<ANY>", f"cue Arg1:{QUOTE}, Arg2:CUE"]
    lines += ["<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>", "", "[events]"]
    kinds = event_labels(set(labels) - OTHER_LABELS)
    lines += [f"{kind} {arguments}" for kind in kinds]
    lines += ["", "[attributes]", "Negated Arg:<EVENT>"]
    lines.append("Modality Arg:<EVENT>, Value:planned|possible|hypothetical|denied")
    return "\n".join(lines) + "\n"
