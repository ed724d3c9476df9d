"""Throughput of the Dask engine beside the local one: ratios of one run, on the same articles.

    python benchmarks/cluster.py [--jobs N] [--copies N] [--repeat N] [FOLDER]

Both engines get the same articles, in turn, with their workers started and loaded before, and
their records are compared. Prints articles per second and words per CPU-second of the workers,
the memory of a worker, the sizes of texts and records, and the ratio of the two engines. Run it
on an idle machine: of the figures, only CPU-seconds bear with neighbours.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from pipeline.article import Article
from pipeline.batch.cluster import SHARD, Cluster
from pipeline.batch.outcome import Done
from pipeline.batch.shards import Task
from pipeline.batch.work import Options
from pipeline.batch.workers import Pool
from pipeline.intake import Intake

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.batch.work import Item
    from pipeline.batch.workers import Workers

LOADED = 100_000_000  # bytes: a process that holds an extractor has more
BEGIN: dict[str, Callable[[int], Workers]] = {
    "local": lambda jobs: Pool(Options(), jobs=jobs),
    "dask": lambda jobs: Cluster(Task(Options()), jobs=jobs),
}
CORPUS = Path(__file__).resolve().parent.parent / "corpus"


class Engine:
    """Workers of one engine, started and warm, and what their rounds took."""

    def __init__(self, begin: Callable[[int], Workers], jobs: int, warm: list[Item]) -> None:
        before = {one.pid for one in psutil.Process().children(recursive=True)}
        self.workers = begin(jobs)
        self.workers.identity()
        list(self.workers.outcomes(warm * jobs))
        below = psutil.Process().children(recursive=True)
        self._processes = [
            one for one in below if one.pid not in before and one.memory_info().rss > LOADED
        ]
        self.lines: list[bytes] = []
        self.wall: list[float] = []
        self.cpu: list[float] = []
        self.own: list[float] = []

    def round(self, items: list[Item]) -> None:
        """Do the work once more."""
        cpu, own, began = self._spent(), time.process_time(), time.monotonic()
        outcomes = list(self.workers.outcomes(items))
        self.wall.append(time.monotonic() - began)
        self.own.append((time.process_time() - own) / self.wall[-1])
        self.cpu.append(self._spent() - cpu)
        self.lines = [one.line for one in outcomes if isinstance(one, Done)]

    def memory(self) -> int:
        """Bytes that the largest worker holds, shared ones included."""
        return max(one.memory_info().rss for one in self._processes)

    def _spent(self) -> float:
        """CPU-seconds of the workers until now."""
        return sum(sum(one.cpu_times()[:2]) for one in self._processes)


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--copies", type=int, default=4, help="of each article")
    parser.add_argument("--repeat", type=int, default=3, help="rounds; the fastest counts")
    options = parser.parse_args()
    texts = {path.stem: path.read_text("utf-8") for path in options.folder.glob("*.txt")}
    items: list[Item] = [
        Intake(one, Article(f"{one}-{copy}", text))
        for copy in range(options.copies)
        for one, text in sorted(texts.items())
    ]
    words = options.copies * sum(len(text.split()) for text in texts.values())
    size = options.copies * sum(len(text.encode()) for text in texts.values())

    with ExitStack() as stack:
        engines: dict[str, Engine] = {}
        for name, begin in BEGIN.items():
            engines[name] = Engine(begin, options.jobs, items[:SHARD])
            stack.enter_context(closing(engines[name].workers))
        for _ in range(options.repeat):
            for engine in engines.values():
                engine.round(items)
        memory = {name: engine.memory() for name, engine in engines.items()}
    local, dask = engines["local"], engines["dask"]
    record = sum(map(len, local.lines)) / len(items)
    result: dict[str, Any] = {
        "articles": len(items),
        "words": words,
        "text, kB an article": round(size / len(items) / 1000, 2),
        "record, kB an article": round(record / 1000, 2),
        "same records": local.lines == dask.lines,
    }
    for name, engine in engines.items():
        result |= {
            f"{name}: articles a second": round(len(items) / min(engine.wall), 1),
            f"{name}: words per worker CPU-second": round(words / min(engine.cpu)),
            f"{name}: share of a core that the run itself takes": round(min(engine.own), 3),
            f"{name}: memory of a worker, MB": round(memory[name] / 1e6),
        }
    result["dask / local, by the clock"] = round(min(local.wall) / min(dask.wall), 3)
    result["dask / local, by CPU time"] = round(min(local.cpu) / min(dask.cpu), 3)
    result["this process, peak MB"] = round(
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    )
    for name, value in result.items():
        print(f"{name:54} {value}")  # noqa: T201  (a script's output)
    print(json.dumps(result))  # noqa: T201


if __name__ == "__main__":
    main()
