"""A run without a base model, in a process of its own that tests may kill: FOLDER COUNT.

Writes a record of each article, of some size, as `newsclaims run` would.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.article import Article
from pipeline.batch.folder import run_folder
from pipeline.batch.run import Run
from pipeline.batch.workers import InProcess
from pipeline.intake import Intake
from pipeline.records import ArticleInfo, Provenance, Record

TOLD = {"newsclaims": "1", "model": {}, "packs": {}, "options": {}}


class Plain:
    """An extractor that finds nothing, quickly."""

    def __init__(self):
        self.model, self.fingerprints = {}, {}

    def record(self, article):
        info = ArticleInfo(
            id=article.id,
            published_from="none",
            sha256=article.sha256,
            language="en",
            encoding=article.encoding,
        )
        made = Provenance(newsclaims="1", model={}, packs={})
        return Record(article=info, text=article.text, provenance=made)

    def pipe(self, articles):
        return map(self.record, articles)


def write(path: Path, count: int) -> None:
    items = [
        Intake(f"{n}", Article(f"a{n}", f"Article {n}. " * (n % 50))) for n in range(count)
    ]
    with run_folder(path) as folder:
        folder.begin(TOLD, fresh=False)
        job = Run(InProcess(Plain()), folder, lambda outcome, counts: None)
        job.carry_out(items)
        folder.finish(job.order, TOLD, job.counts)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
