"""What the rooms cost beside the base model: ratios of one run, on the same texts.

    python benchmarks/speed.py [--repeat N] [FOLDER]

In one process. Prints words per CPU-second of the bare base model (`nlp.pipe` with all its
components) and of the whole pipeline, each room's share, start-up time and peak memory. The
machine's speed cancels out of the ratios; run it on an idle one all the same.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pipeline
from pipeline.article import Article
from pipeline.basemodel import load_base
from pipeline.parse import parse_of

if TYPE_CHECKING:
    from collections.abc import Callable

OURS = ("newsclaims_", "parse_", "assemble")  # parse_of: the lists of a Doc that all rooms read
FIRST_ROOM = "newsclaims_entities"
CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def cpu(work: Callable[[], object]) -> float:
    """CPU-seconds that a piece of work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def room_seconds(extractor: pipeline.Extractor, articles: list[Article]) -> dict[str, float]:
    """CPU-seconds of every component, article by article."""
    spent: dict[str, float] = defaultdict(float)
    for article in articles:
        doc = extractor.make_doc(article)
        for name, component in extractor.nlp.pipeline:
            began = time.process_time()
            if name == FIRST_ROOM:
                parse_of(doc)
                spent["parse_of"] += time.process_time() - began
                began = time.process_time()
            doc = component(doc)
            spent[name] += time.process_time() - began
        began = time.process_time()
        extractor.assemble(doc, article)
        spent["assemble"] += time.process_time() - began
    return dict(spent)


def start_up() -> tuple[float, float]:
    """Seconds of a fresh process: wall to the first record, and CPU of `newsclaims --help`."""
    code = "import pipeline; pipeline.load().extract('Ministers met on Tuesday.')"
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", code], check=True)
    first = time.monotonic() - began
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "pipeline", "--help"], check=True, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return first, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _four(spent: dict[str, float]) -> float:
    """Seconds of entities, times, quotes and events, and of the lists that they share."""
    rooms = [f"newsclaims_{room}" for room in ("entities", "times", "quotes", "events")]
    return sum(spent[name] for name in (*rooms, "parse_of"))


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument(
        "--repeat", type=int, default=3, help="rounds; the fastest of each counts"
    )
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.txt"))
    articles = [Article(path.stem, path.read_text(encoding="utf-8")) for path in paths]
    texts = [article.text for article in articles]
    words = sum(len(text.split()) for text in texts)

    bare = load_base().nlp
    extractor = pipeline.load()
    gc.collect()
    gc.freeze()  # as `newsclaims run` does once model and rules are there
    base_s = min(
        cpu(lambda: list(bare.pipe(texts, batch_size=8))) for _ in range(options.repeat)
    )
    whole_s = min(cpu(lambda: list(extractor.pipe(articles))) for _ in range(options.repeat))
    rounds = [room_seconds(extractor, articles) for _ in range(options.repeat)]
    spent = {name: min(one[name] for one in rounds) for name in rounds[0]}
    rooms = {name: s for name, s in spent.items() if name.startswith(OURS)}
    model_s = min(cpu(lambda: [bare(text) for text in texts]) for _ in range(options.repeat))
    first, help_cpu = start_up()

    result = {
        "words": words,
        "base words per CPU-second": round(words / base_s),
        "whole words per CPU-second": round(words / whole_s),
        "whole / base": round(base_s / whole_s, 3),
        "rooms, share of base CPU": {name: round(s / model_s, 4) for name, s in rooms.items()},
        "the four rooms, share of base CPU": round(_four(rooms) / model_s, 4),
        "with paragraphs and assembly": round(sum(rooms.values()) / model_s, 4),
        "first record, seconds": round(first, 2),
        "--help, CPU-seconds": round(help_cpu, 3),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    for name, value in result.items():
        print(f"{name:32} {value}")  # noqa: T201  (a script's output)
    print(json.dumps(result))  # noqa: T201


if __name__ == "__main__":
    main()
