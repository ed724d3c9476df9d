"""Which stretch of which article is meant by FILE:OFFSET, ARTICLE:words or a sentence."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pipeline.article import Article, iso_day
from pipeline.errors import SettingsError
from pipeline.readers.decode import decode
from pipeline.readers.records import read_record

_LONGEST = 1_000  # characters of a path
Place = tuple[int, int]


def find_place(
    target: str, *, run: str | None, published: str | None, at: str | None
) -> tuple[Article, Place | None]:
    """An article and the stretch that is meant; None where no stretch is.

    Args:
        target: a file, or with `run` the id of an article, or a sentence; behind a colon an
            offset or words of the text.
        run: a run folder.
        published: day of publication; of an article of a run, its own where this is None.
        at: offset or words, as behind a colon.

    Raises:
        SettingsError: if there is no such article, or it does not hold the words.
        ArticleError: if the file cannot be read.
    """
    day = iso_day(published, where="--published") if published else None
    read = partial(_of_run, run, day) if run is not None else partial(_of_file, day)
    article = read(target)
    left, colon, right = target.rpartition(":")
    if article is None and colon:
        article = read(left)
        if article is None and right and right.strip('"') in left:
            article = _article("sentence", left, day)
        at = at or right if article is not None else at
    if article is None and " " in target.strip():
        article = _article("sentence", target, day)
    if article is None:
        where = f"no article of {run}" if run else "no file"
        fix = "give its id, as in the run" if run else "or put a sentence in quotation marks"
        raise SettingsError(f"{where} is named {target!r}", fix=fix)
    return article, _stretch(article, at) if at else None


def _article(name: str, text: str, day: str | None) -> Article:
    return Article(name, text, published=day, published_from="given" if day else "none")


def _of_file(day: str | None, name: str) -> Article | None:
    path = Path(name)
    if len(name) > _LONGEST or not path.is_file():
        return None
    return _article(path.stem, decode(path.read_bytes(), where=name).text, day)


def _of_run(run: str, day: str | None, name: str) -> Article | None:
    """An article as the run read it: with the day that it was given, unless another is."""
    try:
        record = read_record(run, name)
    except SettingsError:
        return None
    own = record.article
    known = own.published if own.published_from in {"given", "metadata"} else None
    return _article(own.id, record.text, day or known)


def _stretch(article: Article, at: str) -> Place:
    """The word at an offset, or the first place of some words."""
    text, words = article.text, at.strip('"')
    start = text.find(words)
    start = start if start >= 0 else text.lower().find(words.lower())
    if words == at and words.isdigit() and int(words) < len(text):
        return _word(text, int(words))
    if start < 0:
        fix = f"give words of it, or an offset below {len(text):,}"
        raise SettingsError(f"the text does not hold {words!r}", where=article.id, fix=fix)
    return start, start + len(words)


def _word(text: str, at: int) -> Place:
    """The word around a character."""
    start = end = at
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, max(end, at + 1)
