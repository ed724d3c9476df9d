"""What each step of naming is worth: F1 with it off, and with the steps added one by one.

    python benchmarks/ablation.py [FOLDER] [--gold RECORDS.jsonl [--texts FOLDER]]

FOLDER holds articles `NAME.txt` with their gold `NAME.gold.json` (default: corpus). `--gold`
takes any other set instead: one record a line, with `article.id`, `entities` and their named
`mentions`; the text is the record's own, or `ID.txt` of `--texts`. Where the gold knows only
PER, ORG, LOC and MISC, our labels are mapped to them.

The base model parses every article once. Rules are switched off as a user would do it, through
`disable` in a pack of one's own. Prints strict F1 (span and label) and relaxed F1 (label of a
span that overlaps), in per cent; spans are compared without articles, quotes and possessives.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pipeline
from pipeline.annotations import entities, mentions
from pipeline.article import Article
from pipeline.roompacks import PACKS, SCHEMAS
from pipeline.rules.load import load_packs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

ROOM = "newsclaims_entities"
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
COARSE = {
    "PERSON": "PER",
    "GPE": "LOC",
    "FAC": "LOC",
    **dict.fromkeys(("NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"), "MISC"),
}
FURNITURE = re.compile(r"(?i)^(?:[\s\"'“”‘’(\[]|the\s|an?\s)+|(?:['’]s|[\s\"'“”‘’)\]])+$")
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A parsed article with the names of its gold."""

    doc: Doc
    gold: list[Span]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without an article, quotation marks and a possessive at its ends."""
    words = text[start:end]
    for match in FURNITURE.finditer(words):
        if match.start() == 0 and match.end() < len(words):
            start += match.end()
        elif match.end() == len(words):
            end -= match.end() - match.start()
    return start, end


def gold_names(record: dict[str, list[dict[str, object]]], text: str) -> list[Span]:
    """The named mentions of a gold record."""
    return sorted(
        {
            (*trimmed(text, m["start"], m["end"]), e["label"])  # type: ignore[misc]
            for e in record["entities"]
            for m in e["mentions"]  # type: ignore[attr-defined]
            if m.get("kind", "name") == "name"
        }
    )


def our_names(doc: Doc, *, coarse: bool) -> list[Span]:
    """The named mentions that the room wrote on a Doc."""
    labels = [entity.label for entity in entities(doc)]
    return sorted(
        {
            (
                *trimmed(doc.text, m.start, m.end),
                COARSE.get(labels[m.entity], labels[m.entity]) if coarse else labels[m.entity],
            )
            for m in mentions(doc)
            if m.kind == "name"
        }
    )


def hits(gold: Sequence[Span], ours: Sequence[Span]) -> tuple[int, int]:
    """How many names agree: in span and label, and in label where the spans overlap."""
    strict = len(set(gold) & set(ours))
    left = list(ours)
    relaxed = 0
    for start, end, label in gold:
        over = [o for o in left if o[0] < end and start < o[1] and o[2] == label]
        if over:
            left.remove(max(over, key=lambda o: min(end, o[1]) - max(start, o[0])))
            relaxed += 1
    return strict, relaxed


def score(nlp: Language, cases: Sequence[Case], off: Sequence[str]) -> tuple[float, float]:
    """Strict and relaxed F1 in per cent with these rules off."""
    coarse = {label for case in cases for *_, label in case.gold} <= {*COARSE.values(), "ORG"}
    with tempfile.TemporaryDirectory() as folder:
        room = nlp.create_pipe(ROOM, config=disabling(Path(folder), off))
    total: Counter[str] = Counter()
    for case in cases:
        ours = our_names(room(case.doc), coarse=coarse)
        strict, relaxed = hits(case.gold, ours)
        total.update(strict=strict, relaxed=relaxed, names=len(case.gold) + len(ours))
    return tuple(200 * total[one] / max(1, total["names"]) for one in ("strict", "relaxed"))  # type: ignore[return-value]


def disabling(folder: Path, off: Sequence[str]) -> dict[str, list[str]]:
    """The room's packs, with one of each kind that switches rules off."""
    packs = {}
    for kind, files in PACKS[ROOM].items():
        mine = [rule for rule in rules_of(kind) if rule in off]
        path = folder / f"{kind}.yaml"
        path.write_text(f"kind: {kind}\ndisable: {json.dumps(mine)}\n", encoding="utf-8")
        packs[kind] = [*files, str(path)]
    return packs


def rules_of(kind: str) -> list[str]:
    """Ids of the rules of a kind of pack, in its order."""
    return list(load_packs(PACKS[ROOM][kind], SCHEMAS[kind]).rules)


def families() -> dict[str, list[str]]:
    """Rules by what is switched off together, in the order of the steps."""
    steps = [one for one in rules_of("entities") if one.startswith("names.")]
    out = {one: [one] for one in steps if one != "names.model"}
    for kind in ("titles", "firstnames", "contexts", "gazetteer"):
        out[f"all of {kind}"] = rules_of(kind)
    for kind in ("contexts", "gazetteer"):
        out |= {one: [one] for one in rules_of(kind)}
    return out


def articles(options: argparse.Namespace) -> Iterator[tuple[str, str, list[Span]]]:
    """Id, text and gold names of each article."""
    if options.gold is None:
        for path in sorted(options.folder.glob("*.gold.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            yield path.name, record["text"], gold_names(record, record["text"])
        return
    for line in options.gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        name, text = record["article"]["id"], record.get("text")
        if options.texts is not None:
            with (options.texts / f"{name}.txt").open(encoding="utf-8", newline="") as file:
                text = file.read()
        yield name, text, gold_names(record, text)


def parsed(extractor: pipeline.Extractor, options: argparse.Namespace) -> list[Case]:
    """Every article behind the base model and its paragraphs, before any room."""
    rooms = [name for name in PACKS if name != "newsclaims_paragraphs"]
    with extractor.nlp.select_pipes(disable=rooms):
        return [
            Case(extractor.nlp(extractor.make_doc(Article(name, text))), gold)
            for name, text, gold in articles(options)
            if text.strip()
        ]


def main() -> None:
    """Measure and print the two tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--gold", type=Path, help="records of gold, one a line")
    parser.add_argument("--texts", type=Path, help="folder of the texts of --gold")
    options = parser.parse_args()
    extractor = pipeline.load()
    cases = parsed(extractor, options)
    groups = families()
    whole = score(extractor.nlp, cases, [])
    print(f"{len(cases)} articles, {sum(len(case.gold) for case in cases)} names")  # noqa: T201
    print(f"{'each off':28} strict {whole[0]:5.1f}  relaxed {whole[1]:5.1f}  with all")  # noqa: T201
    for name, rules in groups.items():
        strict, relaxed = (
            a - b for a, b in zip(score(extractor.nlp, cases, rules), whole, strict=True)
        )
        print(f"{name:28} strict {strict:+5.2f}  relaxed {relaxed:+5.2f}", flush=True)  # noqa: T201
    print("added one by one")  # noqa: T201
    sums = {name: rules for name, rules in groups.items() if len(rules) > 1 or "names." in name}
    off = [rule for rules in sums.values() for rule in rules]
    for name in ("the base model", *(f"+ {name}" for name in sums)):
        off = [rule for rule in off if rule not in sums.get(name.removeprefix("+ "), ())]
        strict, relaxed = score(extractor.nlp, cases, off)
        print(f"{name:28} strict {strict:5.1f}  relaxed {relaxed:5.1f}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
