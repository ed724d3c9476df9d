"""What a change of rules costs beside a run from text: ratios of one run, on the same articles.

    python benchmarks/tuning.py [--articles N] [--words N] [FOLDER]

In one process. The articles are those of `benchmarks/cache.py`. First a run without a cache,
then one that keeps what it finds, as `newsclaims run --cache` does. Then each of some rules is
switched off, and the diff against the built-in packs is made, as `newsclaims rules diff` and
`rules try --watch` make it. Prints seconds of the machine and of the CPU, how many articles are
read again, which rooms ran how often, and the ratio to the run from text; at last what all
records cost under a changed rule, and what they cost where nothing but parses is kept.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import speed

speed.prepare()  # as `newsclaims run` does, before numpy loads

import pipeline  # noqa: E402
from pipeline import roompacks  # noqa: E402
from pipeline.cache import Cache  # noqa: E402
from pipeline.rerun import Bench  # noqa: E402
from pipeline.tune.difference.compare import Trial  # noqa: E402
from pipeline.tune.difference.corpus import Corpus  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
from cache import CORPUS, articles  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.article import Article

# For words that are seldom, less so, and in nearly every article; the last but one for none.
RULES = (
    "cue.insist", "crime.arrest", "time.century", "cue.warn", "economy.move", "cue.say",
    "time.rel_weekday", "titles.rank",
)  # fmt: skip


def timed(work: Callable[[], object]) -> tuple[float, float, object]:
    """Seconds of the machine and of the CPU, and what came of it."""
    began, spent = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - began, time.process_time() - spent, result


def from_text(made: Sequence[Article]) -> float:
    """CPU-seconds of a run that keeps nothing, scaled up from every fifth article."""
    extractor = pipeline.load()
    some = made[::5]
    _, cpu, _ = timed(lambda: list(extractor.pipe(some)))
    return cpu * len(made) / len(some)


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
    whole = from_text(made)
    told: dict[str, object] = {"articles": len(made), "run from text, CPU-seconds": whole}
    print(f"run from text: {whole:.1f} CPU-seconds for {len(made):,} articles")  # noqa: T201
    with tempfile.TemporaryDirectory() as name:
        told["changes"] = measure(made, Cache(Path(name)), whole)
    print(json.dumps(told))  # noqa: T201


def measure(made: Sequence[Article], cache: Cache, whole: float) -> list[dict[str, object]]:
    """Every rule's diff, and one run anew."""
    extractor = pipeline.load(cache=cache)
    _, cpu, _ = timed(lambda: [None for _ in extractor.pipe(made)])
    print(f"a run that keeps all: {cpu:.1f} CPU-seconds")  # noqa: T201
    bench = Bench(extractor, cache)
    trial = Trial(bench, Corpus("", {one.id: one for one in made}), other=lambda _: bench)
    wall, cpu, _ = timed(trial.prepare)
    print(f"learning which words stand where: {cpu:.1f} CPU-seconds, once")  # noqa: T201
    again = Trial(bench, trial.corpus, other=lambda _: bench)
    wall, cpu, _ = timed(again.prepare)
    print(f"the same, kept: {wall:.2f} s, {cpu:.2f} CPU-seconds")  # noqa: T201
    bench.ran.clear()
    old = bench.rooms(roompacks.pack_table())
    rows = [change(bench, again, old, rule, whole) for rule in RULES]
    new = bench.rooms(roompacks.pack_table([f"-{RULES[3]}"]))
    cases = [bench.case(one) for one in made]
    _, cpu, _ = timed(lambda: [case.record(case.found(new), new) for case in cases])
    print(f"all records without {RULES[3]}: {cpu:.1f} CPU-seconds, 1/{whole / cpu:.1f}")  # noqa: T201
    some = made[::5]
    _, cpu, _ = timed(lambda: [_anew(extractor, one) for one in some])
    cpu *= len(made) / len(some)
    print(f"all records, only parses kept: {cpu:.1f} CPU-seconds, 1/{whole / cpu:.1f}")  # noqa: T201
    return rows


def _anew(extractor: pipeline.Extractor, article: Article) -> object:
    """The record of an article by all rooms, from its kept parse."""
    (doc,) = extractor.parse([article])
    return extractor.assemble(extractor._parser.rooms(doc), article)


def change(
    bench: Bench, trial: Trial, old: object, rule: str, whole: float
) -> dict[str, object]:
    """A rule switched off: rooms built and the diff made."""
    built, _, new = timed(lambda: bench.rooms(roompacks.pack_table([f"-{rule}"])))
    wall, cpu, found = timed(lambda: trial.compare(old, new))
    ran = {
        room.removeprefix("newsclaims_"): number for room, number in sorted(found.ran.items())
    }
    print(  # noqa: T201
        f"{rule:18} rooms built {built:.2f} s; diff {wall:6.2f} s, {cpu:6.2f} CPU-seconds, "
        f"1/{whole / cpu:.0f} of the run; {found.read:,} articles read, {found.differing:,} "
        f"differ; ran {ran}"
    )
    return {
        "rule": rule, "built": built, "seconds": wall, "cpu": cpu, "ratio": cpu / whole,
        "read": found.read, "differ": found.differing, "ran": ran,
    }  # fmt: skip


if __name__ == "__main__":
    main()
