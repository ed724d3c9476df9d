"""The sentences that rules carry, all tried: none stops the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.article import Article
from pipeline.roompacks import PACKS, SCHEMAS, own_packs
from pipeline.rules.load import load_packs
from pipeline.tune.rulebook.examples import (
    Item,
    Sentence,
    found_by,
    items_in,
    judged,
    sentences_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.engine import Extractor
    from pipeline.records import Record
    from pipeline.rules.schema import Rule
    from pipeline.tune.rulebook.examples import Outcome

_TOGETHER = 32  # sentences that are parsed at once


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule that is tried.

    Attributes:
        file: of its pack, as messages name it.
        lines: of its sentences, by field and number.
        own: the pack is the user's.
    """

    rule: Rule
    kind: str
    file: str
    line: int
    lines: dict[tuple[str, int], int]
    published: str
    own: bool

    def sentences(self) -> list[Sentence]:
        """Examples, counterexamples and known gaps."""
        return sentences_of(self.rule, self.published)

    def where(self, sentence: Sentence) -> str:
        """The file and line of a sentence."""
        return f"{self.file}:{self.lines.get((sentence.field, sentence.number), self.line)}"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a sentence, and which other rules found what it marks."""

    tried: Tried
    outcome: Outcome
    others: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """`kept`, `failed`, `todo` (a known gap), or `mended` (a gap that is closed now)."""
        if self.outcome.sentence.field == "todo":
            return "todo" if self.outcome.why else "mended"
        return "failed" if self.outcome.why else "kept"


def rules_to_try(own: Sequence[str]) -> list[Tried]:
    """Every rule that is on, of the built-in packs and the user's. Raises PackError."""
    mine = own_packs(own)
    return [
        tried
        for kinds in PACKS.values()
        for kind, names in kinds.items()
        for tried in _of_kind(kind, [*names, *mine.get(kind, ())])
    ]


def _of_kind(kind: str, names: Sequence[str]) -> Iterator[Tried]:
    packs = load_packs(names, SCHEMAS[kind])
    for pack in packs.packs:
        for rule in packs.enabled(pack.rules):
            source, number = packs.places[rule.id]
            lines = {
                (str(path[2]), int(path[3])): mark.line
                for path, mark in source.marks.items()
                if len(path) == 4 and path[:2] == ("rules", number) and isinstance(path[3], int)
            }
            line = packs.where[rule.id].line
            published = str(source.tree.get("published") or pack.published)
            yield Tried(rule, kind, source.file, line, lines, published, source.own)


def results(rules: Sequence[Tried], extractor: Extractor) -> Iterator[Result]:
    """What comes of every sentence, in order.

    Args:
        rules: to try.
        extractor: loaded with their packs and with `everything`.
    """
    cases = [(tried, sentence) for tried in rules for sentence in tried.sentences()]
    texts = [case for case in cases if case[0].kind != "layout"]
    articles = (
        Article(
            "example",
            sentence.example.text,
            published=sentence.day,
            published_from="given" if sentence.day else "none",
        )
        for _, sentence in texts
    )
    records = extractor.pipe(articles, batch_size=_TOGETHER)
    for tried, sentence in cases:
        if tried.kind == "layout":
            yield _block_result(tried, sentence, extractor)
        else:
            yield _result(tried, sentence, next(records))


def _result(tried: Tried, sentence: Sentence, record: Record) -> Result:
    outcome = judged(sentence, found_by(tried.rule.id, record, sentence))
    wanted = {(tag.tag, tag.start, tag.end) for tag in outcome.missing}
    others = dict.fromkeys(
        rule for rule, item in items_in(record) if rule != tried.rule.id and item.spans & wanted
    )
    return Result(tried, outcome, tuple(others))


def _block_result(tried: Tried, sentence: Sentence, extractor: Extractor) -> Result:
    blocks = extractor.blocks(sentence.example.text)
    made = [Item({("block", b.start, b.end)}) for b in blocks if b.rule == tried.rule.id]
    return Result(tried, judged(sentence, made))
