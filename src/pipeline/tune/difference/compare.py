"""A corpus under two sets of packs: what is gained, lost, changed, and what gold says of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import NewsclaimsError
from pipeline.evaluate.gold import GoldRecord
from pipeline.evaluate.measures import MEASURES, values
from pipeline.evaluate.score import evaluate
from pipeline.evaluate.tally import Tally
from pipeline.tune.difference.changes import changes
from pipeline.tune.difference.delta import Delta, delta
from pipeline.tune.difference.reach import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.article import Article
    from pipeline.records import Record
    from pipeline.rerun import Bench, Lines, Rooms
    from pipeline.rules.load import Packs
    from pipeline.rules.schema import Pack
    from pipeline.tune.difference.changes import Change
    from pipeline.tune.difference.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Score:
    """A measure on both sides, 0 to 1; a count for `kind` count. None: nothing to measure."""

    layer: str
    label: str
    name: str
    before: float | None
    after: float | None
    falls: bool = False  # better low

    @property
    def gain(self) -> float:
        """By how much it is better, below 0 if worse."""
        by = (self.after or 0) - (self.before or 0)
        return -by if self.falls else by


@dataclass(frozen=True)
class Comparison:
    """What a change of packs does to a corpus.

    Attributes:
        delta: what differs in the packs.
        articles: how many there are.
        read: how many of them the change can touch.
        changes: in the order of the articles.
        scores: on gold, of every measure; empty where the corpus has no gold.
        golds: how many articles have gold.
        faults: articles that could not be read, and why.
        ran: how often each room ran, and "parse".
    """

    delta: Delta
    articles: int
    read: int
    changes: list[Change]
    scores: list[Score] = field(default_factory=list)
    golds: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    ran: Counter[str] = field(default_factory=Counter)

    @property
    def differing(self) -> int:
        """In how many articles something differs."""
        return len({one.article for one in self.changes})


class Trial:
    """Compares sets of packs over one corpus, again and again.

    Args:
        bench: that reads articles.
        corpus: to read.
        other: gives a bench for packs that parse otherwise (another layout pack).
        watch: told how many articles are read, for a progress line; None at the end.
    """

    def __init__(
        self,
        bench: Bench,
        corpus: Corpus,
        *,
        other: Callable[[Rooms], Bench],
        watch: Callable[[int | None], None] = lambda _: None,
    ) -> None:
        self._bench, self.corpus = bench, corpus
        self._other, self._watch = other, watch
        self._index: Index | None = None
        self._faults: dict[str, str] = {}
        self._tallies: dict[tuple[str, str], Tally] = {}

    def prepare(self) -> None:
        """Parse what was never parsed, and learn which words stand where."""
        told = {one.id: self._bench.refused(one) for one in self.corpus.articles.values()}
        self._faults = {one: why for one, why in told.items() if why}
        read = [one for one in self.corpus.articles.values() if one.id not in self._faults]
        key, ids = self._bench.words_key(read), [one.id for one in read]
        data = self._bench.cache.read(key)
        self._index = Index.from_bytes(data, ids) if data else Index.of(self._told(read))
        if not data:
            self._bench.cache.write(key, self._index.to_bytes())
        self._watch(None)

    def _told(self, read: Sequence[Article]) -> Iterator[tuple[str, Lines]]:
        """The words of each article's lines; tells how far it is."""
        for number, (article, lines) in enumerate(self._bench.lines(read), 1):
            self._watch(number)
            yield article.id, lines

    def compare(self, old: Rooms, new: Rooms) -> Comparison:
        """What differs between two sets of packs on this corpus."""
        found = delta(*_differing(old, new), roots=(old.root, new.root))
        reached = self._reached(old, new, found)
        told: list[Change] = []
        faults = dict(self._faults)
        differing: set[str] = set()
        for number, one in enumerate(sorted(reached), 1):
            self._watch(number)
            try:
                pair = self._pair(one, old, new)
            except NewsclaimsError as error:
                faults[one] = str(error)
                continue
            if pair is not None:
                differing.add(one)
                told += changes(*pair)
        scores = self._scores(old, new, differing)
        self._watch(None)
        ran, self._bench.ran = self._bench.ran, Counter()
        return Comparison(
            found, len(self.corpus.articles), len(reached), told, scores,
            len(self.corpus.golds), faults, ran,
        )  # fmt: skip

    def _reached(self, old: Rooms, new: Rooms, found: Delta) -> frozenset[str]:
        if self._index is None:
            self.prepare()
        if old.layout != new.layout or self._index is None:
            return frozenset(self.corpus.articles) - self._faults.keys()
        return self._index.reached(found)

    def _pair(self, one: str, old: Rooms, new: Rooms) -> tuple[Record, Record] | None:
        """The two records of an article; None if they are the same."""
        article = self.corpus.articles[one]
        case = self._of(old).case(article)
        again = case if old.layout == new.layout else self._of(new).case(article)
        before, after = case.found(old), again.found(new)
        same = before.state == after.state
        pair = None if same else (case.record(before, old), again.record(after, new))
        case.keep()
        if again is not case:
            again.keep()
        return pair

    def _of(self, rooms: Rooms) -> Bench:
        return self._bench if self._bench.parses(rooms) else self._other(rooms)

    def _scores(self, old: Rooms, new: Rooms, differing: set[str]) -> list[Score]:
        """Every measure on both sides; what did not differ is scored once."""
        if not self.corpus.golds:
            return []
        sides = [Tally(), Tally()]
        for one in self.corpus.golds.keys() - self._faults.keys():
            for tally, rooms in zip(sides, (old, new), strict=True):
                tally.merge(self._tally(one, rooms if one in differing else old))
        before, after = values(sides[0]), values(sides[1])
        return [
            Score(
                measure.layer, measure.label, key, before[key], after[key],
                falls=measure.kind == "count",
            )
            for measure in MEASURES
            for key in measure.keys[-1:]
        ]  # fmt: skip

    def _tally(self, one: str, rooms: Rooms) -> Tally:
        case = self._of(rooms).case(self.corpus.articles[one])
        found = case.found(rooms)
        key = (one, found.state)
        if key not in self._tallies:
            record = GoldRecord.model_validate(case.record(found, rooms).model_dump())
            case.keep()
            gold = self.corpus.golds[one]
            self._tallies[key] = evaluate({one: gold}, {one: record}).total
        return self._tallies[key]


def _differing(old: Rooms, new: Rooms) -> list[dict[str, Packs[Pack]]]:
    """The packs of both sides, of those kinds that are not the same."""
    kinds = [kind for kind in old.packs if old.packs[kind] is not new.packs[kind]]
    return [{kind: side.packs[kind] for kind in kinds} for side in (old, new)]
