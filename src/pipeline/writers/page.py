"""Records as one web page that needs nothing else: text with marks, and cards beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.writers import words
from pipeline.writers.cards import cards
from pipeline.writers.markup import article_text, attribute, text
from pipeline.writers.opening import opening

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.records import Record

_HERE = Path(__file__).resolve().parent
_LAYERS = ("events", "quotes", "times", "names")


def page(records: Sequence[Record]) -> Iterator[str]:
    """The page in parts. Nothing in a record can become markup, script or a request."""
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    yield _opening(records, style, script)
    if len(records) > 1:
        yield from _index(records)
    yield '<main id="stories">\n'
    for number, record in enumerate(records, 1):
        yield from _story(record, f"a{number}")
    yield "</main>\n"
    yield from _footer(records)
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _opening(records: Sequence[Record], style: str, script: str) -> str:
    title = (
        records[0].article.title or records[0].article.id if len(records) == 1 else "Records"
    )
    layers = "".join(
        f'<label><input type="checkbox" value="{name}" checked> {name}</label>'
        for name in _LAYERS
    )
    return f"""{opening(title, style, script)}<body class="{" ".join(_LAYERS)}">
<a class="skip" href="#stories">Skip to the text</a>
<header class="bar"><span><strong>newsclaims</strong> {_counts(records)}</span>
<fieldset class="layers"><legend>Show in the text:</legend>{layers}</fieldset></header>
"""


def _counts(records: Sequence[Record]) -> str:
    events = sum(len(record.events) for record in records)
    quotes = sum(len(record.quotes) for record in records)
    articles = f"{len(records):,} articles, " if len(records) > 1 else ""
    return f"{articles}{words.counted(events, 'event')}, {words.counted(quotes, 'quote')}"


def _index(records: Sequence[Record]) -> Iterator[str]:
    yield (
        '<nav class="index" aria-label="Articles"><table>\n<thead><tr><th>Article</th>'
        '<th>Published</th><th class="n">Events</th><th class="n">Quotes</th></tr></thead>\n'
        "<tbody>\n"
    )
    for number, record in enumerate(records, 1):
        article = record.article
        day = words.day(article.published) if article.published else "unknown"
        yield (
            f'<tr><td><a href="#a{number}">{text(article.title or article.id)}</a></td>'
            f'<td class="d">{attribute(day)}</td><td class="n">{len(record.events)}</td>'
            f'<td class="n">{len(record.quotes)}</td></tr>\n'
        )
    yield "</tbody></table></nav>\n"


def _story(record: Record, prefix: str) -> Iterator[str]:
    article = record.article
    begin = " ".join(record.text.lstrip()[: 2 * len(article.title or "")].split())
    inside = article.title is not None and begin.startswith(article.title)
    name = attribute(article.title or article.id)
    yield f'<article class="story" id="{prefix}" aria-label="{name}">\n<div class="text">\n'
    if not inside:
        yield f'<h2 dir="auto">{text(article.title or article.id)}</h2>\n'
    blocks = article_text(record, prefix=prefix, title_inside=inside)
    if inside:
        yield next(blocks, "")
    yield _meta(record)
    yield from blocks
    yield "</div>\n"
    yield from cards(record, prefix)
    yield "</article>\n"


def _meta(record: Record) -> str:
    article = record.article
    known = [article.id, article.source, words.published(article), article.url]
    told = "".join(f"<span>{text(part)}</span>" for part in known if part)
    warnings = "".join(
        f'<p class="warning">{text(one)}</p>\n' for one in record.provenance.warnings
    )
    return f'<div class="meta">{told}</div>\n{warnings}'


def _footer(records: Sequence[Record]) -> Iterator[str]:
    made = {
        (one.provenance.newsclaims, one.provenance.model.get("name", "")): None
        for one in records
    }
    told = "; ".join(f"newsclaims {version}, model {model}" for version, model in made)
    yield f"<footer>Made by {text(told)}.</footer>\n"
