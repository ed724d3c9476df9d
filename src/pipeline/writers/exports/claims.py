"""schema.org: a JSON-LD document of `Claim`s: who said what, in which article.

Never a `ClaimReview`: what somebody claims is extracted, not judged. Who asks, denies, demands
or hopes does not claim what is asked, denied, demanded or hoped; such quotes are left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.writers.exports.entry import Piece
from pipeline.writers.exports.telling import said
from pipeline.writers.words import Lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.records import ArticleInfo, Quote
    from pipeline.writers.exports.entry import Entry, Options

Json = dict[str, Any]
CONTEXT = "https://schema.org"
_HEAD = f'{{"@context": "{CONTEXT}", "@graph": ['
_NO_CLAIMS = frozenset({"asks", "denies", "demands", "hopes", "opposes", "refuses", "wants"})
# Where a country or a place speaks, its government does.
_KINDS = {"PERSON": "Person", "ORG": "Organization", "GPE": "Organization"}


def export(entries: Iterable[Entry], _options: Options) -> Iterator[Piece]:
    """One document, a claim to a line."""
    between = _HEAD + "\n"
    for entry in entries:
        look = Lookup(entry.record)
        for quote in entry.quotes:
            if quote.stance not in _NO_CLAIMS:
                claim = json.dumps(_claim(quote, entry, look), ensure_ascii=False)
                yield Piece(between + claim, items=1)
                between = ",\n"
    yield Piece(f"{_HEAD}]}}\n" if between.startswith(_HEAD) else "\n]}\n")


def _claim(quote: Quote, entry: Entry, look: Lookup) -> Json:
    article = entry.record.article
    time = look.times.get(quote.time or "")
    one_day = time is not None and time.begin == time.end_date
    fields: Json = {
        "@type": "Claim",
        "@id": f"urn:newsclaims:{entry.uid(quote.id)}",
        "text": said(quote),
        "author": _author(quote, look),
        "dateCreated": time.begin if time and one_day else None,
        "datePublished": article.published,
        "appearance": _article(article),
    }
    return _known(fields)


def _author(quote: Quote, look: Lookup) -> Json | None:
    """Who says it; words that lead to nobody known have no type."""
    entity = look.entities.get(quote.speaker or "")
    if entity is None:
        return {"name": quote.source.text} if quote.source else None
    titles = list(dict.fromkeys(role.text for role in entity.roles))
    kind = _KINDS.get(entity.label)
    fields = {
        "@type": kind,
        "name": entity.name,
        "jobTitle": titles if kind == "Person" and titles else None,
    }
    return _known(fields)


def _article(article: ArticleInfo) -> Json:
    publisher = {"@type": "Organization", "name": article.source} if article.source else None
    fields = {
        "@type": "NewsArticle",
        "@id": f"urn:sha256:{article.sha256}",
        "identifier": article.id,
        "url": article.url,
        "headline": article.title,
        "datePublished": article.published,
        "inLanguage": article.language,
        "publisher": publisher,
    }
    return _known(fields)


def _known(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value is not None}
