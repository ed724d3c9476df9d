"""Scores to read: a table by layer, a line for each article, the slips."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.evaluate.measures import MEASURES, Measure, value, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.evaluate.score import Evaluation
    from pipeline.evaluate.tally import Slip, Tally

_LABEL = 32
_BRIEF = {
    "names": "ent_strict_f1",
    "times": "time_e2e_f1",
    "quotes": "quote_e2e_f1",
    "triggers": "event_trigger_f1",
    "records": "record_f1",
}


def table(result: Evaluation) -> str:
    """All measures by layer: rates in percent with the counts that they are made of.

    The last line is the F1 of whole event records.
    """
    return "\n".join(_table(result)) + "\n"


def _table(result: Evaluation) -> Iterator[str]:
    missing = f", {len(result.missing)} without a record" if result.missing else ""
    yield f"{len(result.articles)} articles{missing}; rates in percent"
    for layer, rows in groupby(MEASURES, key=lambda measure: measure.layer):
        if layer != "records":
            yield ""
            yield _row(layer, ("P", "R", "F1", "rate"), ("right", "found", "gold"))
            yield from (_measure_row(measure, result.total) for measure in rows)
    yield ""
    yield _record_line(result.total)


def _row(label: str, rates: Iterable[str], counts: Iterable[str]) -> str:
    cells = [f"{cell:>7}" for cell in rates] + [f"{cell:>8}" for cell in counts]
    return f"{label:<{_LABEL}}{''.join(cells)}".rstrip()


def _measure_row(measure: Measure, tally: Tally) -> str:
    label, name = f"  {measure.label}", measure.name
    rates = [_percent(value(tally, key, measure)) for key in measure.keys]
    if measure.kind == "count":
        return _row(label, ("", "", "", ""), ("", str(int(tally.right.get(name, 0))), ""))
    if measure.kind == "prf":
        right = str(int(tally.right.get(f"{name}_p", 0))) if name != "coref_b3" else ""
        found, gold = tally.total.get(f"{name}_p", 0), tally.total.get(f"{name}_r", 0)
        return _row(label, (*rates, ""), (right, str(found), str(gold)))
    right = str(int(tally.right.get(name, 0)))
    return _row(label, ("", "", "", *rates), (right, "", str(tally.total.get(name, 0))))


def _record_line(tally: Tally) -> str:
    right, found = int(tally.right["record_p"]), tally.total["record_p"]
    return (
        f"record F1 {_percent(tally.f1('record'))}"
        f"  (P {_percent(tally.rate('record_p'))}, R {_percent(tally.rate('record_r'))}: "
        f"{right} right of {found} found and {tally.total['record_r']} gold events)"
    )


def _percent(rate: float | None) -> str:
    return "-" if rate is None else f"{100 * rate:.1f}"


def article_table(articles: Mapping[str, Tally]) -> str:
    """F1 of each article, in percent: names, times, quotes, triggers and whole records."""
    width = max(map(len, articles), default=0) + 2
    head = f"{'article':<{width}}" + "".join(f"{title:>10}" for title in _BRIEF)
    lines = [head]
    for name, tally in articles.items():
        numbers = values(tally)
        cells = "".join(f"{_percent(numbers[key]):>10}" for key in _BRIEF.values())
        lines.append(f"{name:<{width}}{cells}")
    return "\n".join(lines) + "\n"


def first_slips(slips: Iterable[Slip], most: int) -> list[Slip]:
    """Up to `most` slips of each layer."""
    layers: dict[str, list[Slip]] = {}
    for slip in slips:
        layers.setdefault(slip.layer, []).append(slip)
    return [slip for layer in layers.values() for slip in layer[:most]]


def slip_lines(slips: Iterable[Slip], most: int) -> str:
    """Up to `most` slips of each layer: article, layer, words, what is wrong, by tabs."""
    return "".join(
        f"{slip.article}\t{slip.layer}\t{_flat(slip.text)}\t{_flat('; '.join(slip.wrong))}\n"
        for slip in first_slips(slips, most)
    )


def _flat(words: str) -> str:
    return " ".join(words.split())


def text(result: Evaluation, *, per_article: bool, errors: int) -> str:
    """The whole report; the record F1 comes last."""
    parts = [slip_lines(result.slips, errors)] if errors else []
    parts += [article_table(result.articles)] if per_article else []
    return "\n".join([*parts, table(result)])


def as_json(result: Evaluation, *, per_article: bool, errors: int) -> dict[str, object]:
    """The same for machines: rates from 0 to 1, None where there is nothing to rate."""
    told: dict[str, object] = {
        "articles": len(result.articles),
        "missing": result.missing,
        "unmatched": result.unmatched,
        "measures": values(result.total),
    }
    if per_article:
        told["per_article"] = {name: values(tally) for name, tally in result.articles.items()}
    if errors:
        told["errors"] = [asdict(slip) for slip in first_slips(result.slips, errors)]
    return told
