"""What the parse cache gains: ratios of one run, on the same articles.

    python benchmarks/cache.py [--articles N] [--words N] [FOLDER]

In one process, chunk by chunk, so that a change of the machine's speed touches all alike. The
articles are those of FOLDER (by default our corpus), cut anew to about the words asked for, and
each with a last line of its own. Prints CPU-seconds of parsing and of reading parses back; of a
run without a cache, of one that fills it and of one that finds it full; and what a parse takes
on disk.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import defaultdict
from itertools import count, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import speed

speed.prepare()  # as `newsclaims run` does, before numpy loads

import pipeline  # noqa: E402
from pipeline.article import Article  # noqa: E402
from pipeline.cache import Cache  # noqa: E402
from pipeline.engine import ROOMS, Extractor  # noqa: E402
from pipeline.parser import Parser  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
BATCH = 8
CHUNK = 40


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


def with_cache(extractor: Extractor, cache: Cache | None) -> Parser:
    """The base model's part of a pipeline, with or without a cache."""
    return Parser(extractor.nlp, first_room=ROOMS[1], model=extractor.model, cache=cache)


def parse(parser: Parser, chunk: Sequence[Article]) -> None:
    """Parse or read, nothing else."""
    for few in cut(chunk, BATCH):
        for _ in parser.parse([article.text for article in few]):
            pass


def measure(extractor: Extractor, made: Sequence[Article], folder: Path) -> dict[str, float]:
    """CPU-seconds of each way."""
    plain, kept = with_cache(extractor, None), with_cache(extractor, Cache(folder))
    run = lambda chunk: list(extractor.pipe(chunk, batch_size=BATCH))  # noqa: E731
    ways: list[tuple[str, Parser, Callable[[Sequence[Article]], object]]] = [
        ("parsing", plain, lambda chunk: parse(plain, chunk)),
        ("run without a cache", plain, run),
        ("run that fills it", kept, run),
        ("run that finds it full", kept, run),
        ("reading back", kept, lambda chunk: parse(kept, chunk)),
    ]
    spent: dict[str, float] = defaultdict(float)
    for chunk in cut(made, CHUNK):
        for name, parser, work in ways:
            extractor._parser = parser  # one model in memory, not two
            began = time.process_time()
            work(chunk)
            spent[name] += time.process_time() - began
    return spent


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
    extractor = pipeline.load()
    with tempfile.TemporaryDirectory() as name:
        spent = measure(extractor, made, Path(name))
        sizes = [path.stat().st_size for path in Path(name).glob("??/*")]
    words = sum(len(article.text.split()) for article in made)
    whole = spent["run without a cache"]
    result = {
        "articles": len(made),
        "words": words,
        **{f"{name}, CPU-seconds": round(seconds, 2) for name, seconds in spent.items()},
        "parsing / reading back": round(spent["parsing"] / spent["reading back"], 1),
        "run without / run that finds it full": round(
            whole / spent["run that finds it full"], 2
        ),
        "run that fills it / run without": round(spent["run that fills it"] / whole, 3),
        "bytes of a parse": round(sum(sizes) / len(sizes)),
        "bytes a word": round(sum(sizes) / words, 1),
    }
    for label, value in result.items():
        print(f"{label:40} {value}")  # noqa: T201  (a script's output)
    print(json.dumps(result))  # noqa: T201


if __name__ == "__main__":
    main()
