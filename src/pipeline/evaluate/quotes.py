"""Quotes: content, kind, cue, source and the entity that speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.evaluate.matching import characters, overlap, paired, plain_name
from pipeline.evaluate.tally import Slip, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.evaluate.gold import GoldQuote, GoldSpan
    from pipeline.evaluate.matching import Compared

_SHARED = 0.5  # of all characters of both contents, for two quotes to be the same one


def paired_quotes(pair: Compared) -> dict[int, int]:
    """Positions of gold quotes with those of the found quotes that share half their content."""
    gold = [characters(quote.content) for quote in pair.gold.quotes]
    found = [characters(quote.content) for quote in pair.found.quotes]
    return paired(gold, found, _likeness)


def _likeness(gold: set[int], found: set[int]) -> float:
    either = len(gold | found)
    shared = len(gold & found) / either if either else 0.0
    return shared if shared >= _SHARED else 0.0


def score_quotes(pair: Compared, pairs: dict[int, int]) -> tuple[Tally, list[Slip]]:
    """Content, kind, cue, source and speaker of one article; and what was wrong.

    `quote_e2e` asks for the content with the right speaker. `pairs` is of `paired_quotes`.
    """
    gold, found = pair.gold.quotes, pair.found.quotes
    tally = Tally()
    tally.add_found("quote_content", len(pairs), found=len(found), gold=len(gold))
    for kind in ("direct", "indirect", "mixed"):
        hits = sum(gold[i].kind == kind for i in pairs)
        tally.add(f"quote_{kind}_r", hits, sum(quote.kind == kind for quote in gold))
    for i, j in pairs.items():
        _score_pair(tally, pair, gold[i], found[j])
    right = sum(_same_speaker(pair, gold[i], found[j]) for i, j in pairs.items())
    tally.add_found("quote_e2e", right, found=len(found), gold=len(gold))
    return tally, list(_slips(pair, pairs))


def right_quotes(pair: Compared) -> dict[str, bool]:
    """Whether each found quote has its content and its speaker right, by id."""
    gold, found = pair.gold.quotes, pair.found.quotes
    right = dict.fromkeys((quote.id for quote in found), False)
    for i, j in paired_quotes(pair).items():
        right[found[j].id] = _same_speaker(pair, gold[i], found[j])
    return right


def _score_pair(tally: Tally, pair: Compared, gold: GoldQuote, found: GoldQuote) -> None:
    tally.add("quote_kind", gold.kind == found.kind)
    tally.add("quote_cue", _touches(gold.cue, found.cue))
    tally.add("quote_source", _touches(gold.source, found.source))
    tally.add("quote_speaker", _same_speaker(pair, gold, found))
    if gold.speaker is not None:
        tally.add("quote_speaker_name", _same_speaker_name(pair, gold, found))
        named_by = _named_by(pair, gold)
        tally.add(f"quote_speaker_by_{named_by}", _same_speaker(pair, gold, found))


def _touches(gold: GoldSpan | None, found: GoldSpan | None) -> bool:
    if gold is None or found is None:
        return gold is found
    return overlap(gold, found) > 0


def _same_speaker(pair: Compared, gold: GoldQuote, found: GoldQuote) -> bool:
    if gold.speaker is None:
        return found.speaker is None
    return pair.is_entity(gold.speaker, found.speaker)


def _same_speaker_name(pair: Compared, gold: GoldQuote, found: GoldQuote) -> bool:
    """Whether a reader who sees only the names would see the same speaker."""
    wanted = [plain_name(e.name) for e in pair.gold.entities if e.id == gold.speaker]
    return wanted == [plain_name(e.name) for e in pair.found.entities if e.id == found.speaker]


def _named_by(pair: Compared, gold: GoldQuote) -> str:
    """What leads from the source to the speaker: a name, a pronoun or nominal, or nothing."""
    kinds = [
        mention.kind
        for entity in pair.gold.entities
        if entity.id == gold.speaker
        for mention in entity.mentions
        if gold.source is not None and overlap(mention, gold.source)
    ]
    if not kinds:
        return "none"
    return "name" if kinds[0] == "name" else "pronoun_nominal"


def _slips(pair: Compared, pairs: dict[int, int]) -> Iterator[Slip]:
    article, founds = pair.gold.article.id, pair.found.quotes
    for i, gold in enumerate(pair.gold.quotes):
        found = founds[pairs[i]] if i in pairs else None
        wrong = _wrong(pair, gold, found) if found is not None else [f"missed {gold.kind}"]
        if wrong:
            yield Slip(article, "quote", _shown(gold), tuple(wrong))
    taken = set(pairs.values())
    for j, found in enumerate(founds):
        if j not in taken:
            yield Slip(article, "quote", _shown(found), (f"spurious {found.kind}",))


def _wrong(pair: Compared, gold: GoldQuote, found: GoldQuote) -> list[str]:
    wrong = [f"kind {gold.kind}, found {found.kind}"] if gold.kind != found.kind else []
    for part, a, b in (("cue", gold.cue, found.cue), ("source", gold.source, found.source)):
        if not _touches(a, b):
            wrong.append(f"{part} {_words(a)}, found {_words(b)}")
    if not _same_speaker(pair, gold, found):
        wanted = {e.id: e.name for e in pair.gold.entities}.get(gold.speaker or "")
        got = {e.id: e.name for e in pair.found.entities}.get(found.speaker or "")
        wrong.append(f"speaker {wanted}, found {got}")
    return wrong


def _words(span: GoldSpan | None) -> str:
    return repr(span.text) if span is not None else "none"


def _shown(quote: GoldQuote) -> str:
    text = quote.content[0].text
    return text if len(text) <= 60 else text[:57] + "..."
