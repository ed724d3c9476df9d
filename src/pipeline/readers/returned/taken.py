"""Answers put together with the records that they are about, and taken as decisions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.decisions.compare import compared
from pipeline.decisions.verdicts import is_not_rejected
from pipeline.readers.records import read_chosen
from pipeline.readers.returned.answer import Answer, Unread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.decisions.taking import Taking
    from pipeline.records import Record


@dataclass(slots=True)
class Report:
    """How many answers there were, and to how many there is no article."""

    answers: int = 0
    unmatched: int = 0


def take_answers(
    place: str, answers: Iterable[Answer | Unread], taking: Taking, *, changes_only: bool
) -> Report:
    """Take what reviewers marked in articles of a run.

    Args:
        place: the run folder.
        answers: those of one import.
        taking: where decisions and problems go.
        changes_only: what is as it was says nothing, since it may not have been looked at.
    """
    report = Report()
    by_text: dict[str, list[Answer]] = {}
    by_article: dict[str, list[Answer]] = {}
    left: dict[int, Answer] = {}
    for one in answers:
        report.answers += 1
        if isinstance(one, Unread):
            taking.problems.append(f"{one.where}: {one.why}")
            report.unmatched += 1
            continue
        left[id(one)] = one
        by_text.setdefault(_sha256(one.drawing.text), []).append(one)
        if one.article_id is not None:
            by_article.setdefault(one.article_id, []).append(one)
    for record in read_chosen(place, by_article, by_text):
        same = [*by_text.get(record.article.sha256, ())]
        same += [
            one
            for one in by_article.get(record.article.id, ())
            if one not in same and one.drawing.text.rstrip() == record.text.rstrip()
        ]
        for one in same:
            if left.pop(id(one), None) is not None:
                _take(one, record, taking, changes_only=changes_only)
    for one in left.values():
        taking.problems.append(f"{one.where}: its text is that of no article in {place}")
    report.unmatched += len(left)
    return report


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _take(answer: Answer, record: Record, taking: Taking, *, changes_only: bool) -> None:
    applied = taking.verdicts.applied(record, is_not_rejected)
    judgements, problems = compared(applied, record, answer.offered, answer.drawing)
    taking.problems += [f"{answer.where}: {problem}" for problem in problems]
    for one in judgements:
        if not (changes_only and one.action == "accept"):
            taking.take(one, record, reviewer=answer.reviewer, at=answer.at)
