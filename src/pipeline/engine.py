"""The one way from text to records: the base model with the rooms behind it.

extractor = load()
record = extractor.extract("Ministers met on Tuesday.", published="2024-03-07")
for record in extractor.pipe(articles): ...
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from pipeline import __version__
from pipeline.annotations import set_address, set_published
from pipeline.article import Article, iso_day
from pipeline.assemble import assemble
from pipeline.basemodel import load_base
from pipeline.calibration import read_calibration
from pipeline.errors import ArticleError
from pipeline.guard import GuardedTokenizer, hostile_runs
from pipeline.kept import Kept
from pipeline.paragraphs import ParagraphFinder
from pipeline.parser import Parser
from pipeline.records import Provenance, Record
from pipeline.roompacks import ROOMS, PackFiles, declared_types, pack_table
from pipeline.ruler import tabled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline.annotations import Block
    from pipeline.basemodel import BaseModel
    from pipeline.cache import Cache
    from pipeline.calibration import Calibration

_NO_TEXT = re.compile("[\0\ud800-\udfff]")
MAX_CHARS = 400_000  # a newspaper article has 5,000, a book chapter 50,000
BATCH = 8  # texts at once: no slower than spaCy's 256 here, at a quarter of the memory


def load(  # noqa: PLR0913  (one for each option)
    model: str | None = None,
    *,
    rules: Sequence[str | Path] = (),
    packs: PackFiles | None = None,
    everything: bool = False,
    max_chars: int = MAX_CHARS,
    cache: Cache | None = None,
    confidence: Path | None = None,
) -> Extractor:
    """Load the base model and the rooms.

    Args:
        model: package or folder of a spaCy pipeline; None for the default one.
        rules: pack files of your own, or folders of them; they add to the built-in packs.
        packs: all packs, built-in ones too, as `pack_table` gives them; `rules` are not read.
        everything: write also what is not worth recording by the guidelines (`--all`).
        max_chars: longest article that is processed.
        cache: where the base model's parses and the rooms' results are kept for later runs;
            None for nowhere.
        confidence: file that `newsclaims tune confidence` wrote; None for the shipped table.

    Raises:
        ModelError: if the base model is missing or is not the locked one.
        PackError: if a pack has faults; it lists them all.
        SettingsError: if the confidence file is none.
    """
    tuned = read_calibration(confidence) if confidence is not None else None
    base = load_base(model)
    packs = packs or pack_table(rules)
    tabled(base.nlp)
    add_rooms(base.nlp, packs, everything=everything)
    return Extractor(
        base, packs, everything=everything, max_chars=max_chars, cache=cache, confidence=tuned
    )


def add_rooms(nlp: Language, packs: PackFiles, *, everything: bool) -> None:
    """Guard the tokenizer, cut paragraphs before the parser, and add the rooms behind."""
    nlp.tokenizer = GuardedTokenizer(nlp.tokenizer)
    for name, by_kind in packs.items():
        config = room_config(name, by_kind, everything=everything)
        nlp.add_pipe(name, config=config, first=name == "newsclaims_paragraphs" or None)


def room_config(
    name: str, by_kind: dict[str, list[str]], *, everything: bool
) -> dict[str, object]:
    """What a room is built with."""
    own = {"untyped": everything} if name == "newsclaims_events" else {}
    return {**by_kind, **own}


class Extractor:
    """Text in, records out. One per process; not for several threads at once."""

    def __init__(  # noqa: PLR0913  (one for each option)
        self,
        base: BaseModel,
        packs: PackFiles,
        *,
        everything: bool,
        max_chars: int,
        cache: Cache | None = None,
        confidence: Calibration | None = None,
    ) -> None:
        self.nlp = base.nlp
        self.nlp.max_length = max(self.nlp.max_length, max_chars + 1)
        self._base = base
        self._everything = everything
        self._max_chars = max_chars
        self.files = packs
        self._types = declared_types(packs["newsclaims_events"]["events"])
        self._confidence = confidence
        self.fingerprints = _fingerprints(self.nlp)
        if confidence is not None:
            self.fingerprints["confidence"] = confidence.sha256
        self._parser = Parser(self.nlp, first_room=ROOMS[1], model=self.model, cache=cache)
        told = [everything, sorted(self._types), confidence.sha256 if confidence else None]
        self._kept = Kept(cache, self.nlp, self._parser, told) if cache else None

    @property
    def model(self) -> dict[str, str]:
        """The base model's name, version and the sha256 of its weights."""
        base = self._base
        return {"name": base.name, "version": base.version, "sha256": base.sha256}

    def extract(
        self, text: str, *, published: str | None = None, article_id: str = "text"
    ) -> Record:
        """The record of one text.

        Args:
            text: the article, headline first where there is one.
            published: its publication day, ISO; without it, the text is asked.
            article_id: for the record.

        Raises:
            ArticleError: if the text cannot be processed; it says why and what to do.
        """
        day = iso_day(published, where=article_id) if published is not None else None
        article = Article(
            article_id, text, published=day, published_from="given" if day else "none"
        )
        return self.record(article)

    def record(self, article: Article) -> Record:
        """The record of one article. Raises ArticleError."""
        return next(self.pipe([article], batch_size=1))

    def pipe(self, articles: Iterable[Article], *, batch_size: int = BATCH) -> Iterator[Record]:
        """Records of many articles, in their order, in bounded memory.

        Raises:
            ArticleError: at the first article that cannot be processed. Where others must go
                on, use `newsclaims run` or `pipeline.batch`.
        """
        source = iter(articles)
        while batch := list(islice(source, batch_size)):
            if self._kept is not None and self._kept.usable:
                for article in batch:
                    check_text(article, self._max_chars)
                yield from self._kept.records(batch, self)
                continue
            for article, doc in zip(batch, self.parse(batch), strict=True):
                yield self.assemble(self._parser.rooms(doc), article)

    def parse(self, articles: Sequence[Article]) -> Iterator[Doc]:
        """Docs of a few articles before the rooms: parsed, or from the cache."""
        for article in articles:
            check_text(article, self._max_chars)
        docs = self._parser.parse([article.text for article in articles])
        for article, doc in zip(articles, docs, strict=True):
            yield _addressed(doc, article)

    def annotated(self, article: Article) -> Doc:
        """An article as the rooms leave it. Raises ArticleError."""
        return self._parser.rooms(next(self.parse([article])))

    def parse_key(self, text: str) -> str:
        """The key that the cache has a text's parse under; of no use without a cache."""
        return self._parser.key(text)

    def blocks(self, text: str) -> list[Block]:
        """The paragraphs and the like of a text, with the rules that named them."""
        finder = self.nlp.get_pipe(ROOMS[0])
        return finder.blocks(text) if isinstance(finder, ParagraphFinder) else []

    def make_doc(self, article: Article) -> Doc:
        """The article as an unparsed Doc that knows its publication day and address."""
        check_text(article, self._max_chars)
        return _addressed(self.nlp.make_doc(article.text), article)

    def assemble(self, doc: Doc, article: Article) -> Record:
        """The record of an annotated Doc."""
        return assemble(
            doc,
            article,
            provenance=self.provenance(article),
            types=self._types,
            everything=self._everything,
            confidence=self._confidence,
        )

    def provenance(self, article: Article) -> Provenance:
        """What makes the record of an article, and what it has to put up with."""
        said = [*self._base.warnings, *article.warnings]
        if hostile_runs(article.text):
            said.append("unbroken runs of marks or characters were not analysed")
        return Provenance(
            newsclaims=__version__,
            model=self.model,
            packs=self.fingerprints,
            warnings=said,
        )


def lemmas(nlp: Language) -> Callable[[str, str], str]:
    """The base form of a word by its part of speech, as the base model's lemmatizer has it."""
    lemmatizer = nlp.get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")  # type: ignore[attr-defined]  # spaCy's

    def lemma(word: str, speech: str) -> str:
        if word in index.get(speech.lower(), ()):
            return word  # "found": of a company, too
        doc = Doc(nlp.vocab, words=[word], pos=[speech])
        found = str(lemmatizer(doc)[0].lemma_)
        # What the model does not know, it cuts by rule: "fess" is no plural.
        return found if found in index.get(speech.lower(), ()) else word

    return lemma


def _addressed(doc: Doc, article: Article) -> Doc:
    set_published(doc, article.published)
    set_address(doc, article.url)
    return doc


def check_text(article: Article, max_chars: int) -> None:
    """Refuse what cannot be processed, before any work is done.

    Raises:
        ArticleError: if the text is blank, too long, or holds what no text holds.
    """
    if not article.text.strip():
        raise ArticleError(
            "the article is empty",
            where=article.id,
            fix="leave it out, or check the file",
            reason="empty",
        )
    if _NO_TEXT.search(article.text):
        raise ArticleError(
            "the text holds a NUL character or half a surrogate pair",
            where=article.id,
            fix="take it out, or decode the text again",
        )
    if len(article.text) > max_chars:
        raise ArticleError(
            f"{len(article.text):,} characters; the limit is {max_chars:,}",
            where=article.id,
            fix="split the article, or raise the limit with --max-chars",
            reason="too long",
        )


def _fingerprints(nlp: Language) -> dict[str, str]:
    """sha256 of every pack file that a component was built from."""
    out: dict[str, str] = {}
    for _, component in nlp.pipeline:
        out.update(getattr(component, "fingerprint", {}))
    return dict(sorted(out.items()))
