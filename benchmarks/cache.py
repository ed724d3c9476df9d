"""What parses and results gain that are kept: ratios of one run, on the same articles.

    python benchmarks/cache.py [--articles N] [--words N] [FOLDER]

In one process, chunk by chunk, so that a change of the machine's speed touches all alike. The
articles are those of FOLDER (by default our corpus), cut anew to about the words asked for, and
each with a last line of its own. Prints CPU-seconds of parsing and of reading parses back; of a
run from text, of one that fills the cache, of one that finds all there, of one that finds only
parses, and of runs with one rule less; in how many records that made a difference; and what an
article takes on disk.
"""

from __future__ import annotations

import argparse
import gc
import json
import tempfile
import time
from collections import defaultdict
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline import speed

speed.prepare()  # as `newsclaims run` does, before numpy loads

import pipeline  # noqa: E402
from pipeline.article import Article  # noqa: E402
from pipeline.cache import Cache  # noqa: E402
from pipeline.engine import Extractor  # noqa: E402
from pipeline.parser import Parser  # noqa: E402
from pipeline.roompacks import ROOMS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.records import Record

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
BATCH = 8
CHUNK = 40
CHANGED = {  # a rule that some articles meet, by kind of pack
    "events": "legal.sue",
    "cues": "cue.warn",
    "times": "time.rel_weekday",
}
Result = TypeVar("Result")


def articles(folder: Path, words: int) -> Iterator[Article]:
    """Articles of about that many words without end, no two alike."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    paragraphs = cycle([part for text in texts for part in text.strip().split("\n\n")])
    for number in count(1):
        parts: list[str] = []
        while sum(len(part.split()) for part in parts) < words:
            parts.append(next(paragraphs))
        text = "\n\n".join([*parts, f"This was article number {number} on Tuesday.\n"])
        yield Article(f"a{number}", text, published="2024-03-07")


def cut(items: Sequence[Article], size: int) -> list[Sequence[Article]]:
    """Pieces of a size."""
    return [items[at : at + size] for at in range(0, len(items), size)]


def size(folder: Path) -> int:
    """Bytes of all files of a cache."""
    return sum(path.stat().st_size for path in folder.glob("??/*"))


def with_cache(extractor: Extractor, cache: Cache | None) -> Parser:
    """The base model's part of a pipeline, with or without a cache."""
    return Parser(extractor.nlp, first_room=ROOMS[1], model=extractor.model, cache=cache)


def parse(parser: Parser, chunk: Sequence[Article]) -> None:
    """Parse or read, nothing else."""
    for few in cut(chunk, BATCH):
        for _ in parser.parse([article.text for article in few]):
            pass


def changed(kind: str, rule: str, folder: Path, cache: Cache) -> Extractor:
    """An extractor with one rule less, over the same cache."""
    pack = folder / f"{kind}.yaml"
    pack.write_text(f"kind: {kind}\ndisable: [{rule}]\n", encoding="utf-8")
    return pipeline.load(rules=[pack], cache=cache)


class Ways:
    """Every way from articles to records, timed in turn on the same few."""

    def __init__(self, cache: Cache, parses: Cache, packs: Path) -> None:
        plain, full = pipeline.load(), pipeline.load(cache=cache)
        parser, kept = with_cache(plain, None), with_cache(plain, parses)
        self._plain, self._parser, self._kept = plain, parser, kept
        self.spent: dict[str, float] = defaultdict(float)
        self.differ: dict[str, int] = defaultdict(int)
        self._runs = {
            "run that fills the cache": full,
            "run that finds all in it": full,
            **{
                f"run without {rule}": changed(kind, rule, packs, cache)
                for kind, rule in CHANGED.items()
            },
        }

    def go(self, chunk: Sequence[Article]) -> None:
        """Do a few articles in every way."""
        self._time("parsing", lambda: parse(self._parser, chunk))
        wanted = self._time("run from text", lambda: self._parsed(self._parser, chunk))
        self._parsed(self._kept, chunk)
        self._time("run that finds parses only", lambda: self._parsed(self._kept, chunk))
        self._time("reading back", lambda: parse(self._kept, chunk))
        for name, extractor in self._runs.items():
            run = partial(_records, extractor, chunk)
            got = self._time(name, run)
            pairs = zip(wanted, got, strict=True)
            self.differ[name] += sum(content(one) != content(other) for one, other in pairs)

    def _parsed(self, parser: Parser, chunk: Sequence[Article]) -> list[Record]:
        self._plain._parser = parser  # one model in memory, not two
        return list(self._plain.pipe(chunk, batch_size=BATCH))

    def _time(self, name: str, work: Callable[[], Result]) -> Result:
        began = time.process_time()
        result = work()
        self.spent[name] += time.process_time() - began
        return result


def _records(extractor: Extractor, chunk: Sequence[Article]) -> list[Record]:
    return list(extractor.pipe(chunk, batch_size=BATCH))


def content(record: Record) -> str:
    """All that a record says, but not what made it."""
    return record.model_dump_json(exclude={"provenance"})


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--words", type=int, default=500)
    options = parser.parse_args()
    made = list(islice(articles(options.folder, options.words), options.articles))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ways = Ways(Cache(folder / "all"), Cache(folder / "parses"), folder)
        gc.collect()
        gc.freeze()  # as `newsclaims run` does; the more so with five models in memory
        for chunk in cut(made, CHUNK):
            ways.go(chunk)
        parses, both = (size(folder / one) / len(made) for one in ("parses", "all"))
    spent, words = ways.spent, sum(len(article.text.split()) for article in made)
    whole = spent["run from text"]
    result = {
        "articles": len(made),
        "words": words,
        **{f"{name}, CPU-seconds": round(seconds, 2) for name, seconds in spent.items()},
        "parsing / reading back": round(spent["parsing"] / spent["reading back"], 1),
        **{
            f"run from text / {name}": round(whole / seconds, 2)
            for name, seconds in spent.items()
            if name.startswith("run")
        },
        **{f"records that differ, {name}": count for name, count in ways.differ.items()},
        "bytes of a parse": round(parses),
        "bytes of an article, after all these runs": round(both),
    }
    for label, value in result.items():
        print(f"{label:48} {value}")  # noqa: T201  (a script's output)
    print(json.dumps(result))  # noqa: T201


if __name__ == "__main__":
    main()
