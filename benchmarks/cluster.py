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
from contextlib import closing
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
    from pipeline.batch.outcome import Outcome
    from pipeline.batch.work import Item
    from pipeline.batch.workers import Workers

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def workers_of(engine: str, jobs: int) -> Workers:
    """The workers of an engine."""
    if engine == "dask":
        return Cluster(Task(Options()), jobs=jobs)
    return Pool(Options(), jobs=jobs)


def descendants() -> list[psutil.Process]:
    """The processes below this one that have an extractor loaded."""
    below = psutil.Process().children(recursive=True)
    return [one for one in below if one.memory_info().rss > 100_000_000]


def spent() -> float:
    """CPU-seconds of the worker processes until now."""
    return sum(sum(one.cpu_times()[:2]) for one in descendants())


def measured(engine: str, jobs: int, items: list[Item], repeat: int) -> dict[str, Any]:
    """The best of some rounds, with the records."""
    with closing(workers_of(engine, jobs)) as workers:
        workers.identity()
        list(workers.outcomes(items[: SHARD * jobs]))  # so that all are loaded and warm
        rounds = []
        for _ in range(repeat):
            cpu, here, began = spent(), time.process_time(), time.monotonic()
            outcomes: list[Outcome] = list(workers.outcomes(items))
            here = time.process_time() - here
            rounds.append((time.monotonic() - began, spent() - cpu, here))
        memory = max(one.memory_info().rss for one in descendants())
    return {
        "wall": min(wall for wall, _, _ in rounds),
        "cpu": min(cpu for _, cpu, _ in rounds),
        "here": min(here for _, _, here in rounds),
        "memory": memory,
        "lines": [one.line for one in outcomes if isinstance(one, Done)],
    }


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

    local = measured("local", options.jobs, items, options.repeat)
    dask = measured("dask", options.jobs, items, options.repeat)
    result: dict[str, Any] = {
        "articles": len(items),
        "words": words,
        "text, kB an article": round(size / len(items) / 1000, 2),
        "record, kB an article": round(sum(map(len, local["lines"])) / len(items) / 1000, 2),
        "same records": local["lines"] == dask["lines"],
    }
    for name, one in {"local": local, "dask": dask}.items():
        result |= {
            f"{name}: articles a second": round(len(items) / one["wall"], 1),
            f"{name}: words per worker CPU-second": round(words / one["cpu"]),
            f"{name}: CPU of the run's own process, ms an article": round(
                one["here"] * 1000 / len(items), 2
            ),
            f"{name}: memory of a worker, MB": round(one["memory"] / 1e6),
        }
    result["dask / local, by the clock"] = round(local["wall"] / dask["wall"], 3)
    result["dask / local, by CPU time"] = round(local["cpu"] / dask["cpu"], 3)
    result["this process, peak MB"] = round(
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    )
    for name, value in result.items():
        print(f"{name:54} {value}")  # noqa: T201  (a script's output)
    print(json.dumps(result))  # noqa: T201


if __name__ == "__main__":
    main()
