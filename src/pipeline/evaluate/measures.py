"""Every measure: its name in JSON and gates, what it says, and the layer that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pipeline.evaluate.tally import Tally

Kind = Literal["prf", "rate", "recall", "count"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the report.

    `kind`: `prf`, precision, recall and F1 over all items; `rate`, the share that is right of
    the items that were matched; `recall`, the share of gold items found; `count`, a number,
    better low.
    """

    layer: str
    name: str
    label: str
    kind: Kind = "prf"

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of its numbers; the last one is the one that counts."""
        if self.kind == "prf":
            return f"{self.name}_p", f"{self.name}_r", f"{self.name}_f1"
        return (self.name if self.kind in ("recall", "count") else f"{self.name}_acc",)


MEASURES = (
    Measure("entities", "ent_strict", "name: span and label"),
    Measure("entities", "ent_relaxed", "name: overlap and label"),
    Measure("entities", "ent_span", "name: span alone"),
    Measure("entities", "link_pronoun", "pronoun to its entity"),
    Measure("entities", "link_nominal", "nominal to its entity"),
    Measure("entities", "coref_b3", "mentions grouped (B-cubed)"),
    Measure("times", "time_strict", "expression: span"),
    Measure("times", "time_relaxed", "expression: overlap"),
    Measure("times", "time_type", "type", "rate"),
    Measure("times", "time_value", "TIMEX3 value", "rate"),
    Measure("times", "time_interval", "interval", "rate"),
    Measure("times", "time_interval_dated", "interval, where there is one", "rate"),
    Measure("times", "time_e2e", "expression and interval"),
    Measure("quotes", "quote_content", "content: half shared"),
    Measure("quotes", "quote_direct_r", "direct ones found", "recall"),
    Measure("quotes", "quote_indirect_r", "indirect ones found", "recall"),
    Measure("quotes", "quote_mixed_r", "mixed ones found", "recall"),
    Measure("quotes", "quote_kind", "kind", "rate"),
    Measure("quotes", "quote_cue", "cue", "rate"),
    Measure("quotes", "quote_source", "source", "rate"),
    Measure("quotes", "quote_speaker", "speaker", "rate"),
    Measure("quotes", "quote_speaker_by_name", "speaker, source a name", "rate"),
    Measure(
        "quotes", "quote_speaker_by_pronoun_nominal", "speaker, source he, the mayor", "rate"
    ),
    Measure("quotes", "quote_speaker_by_none", "speaker, source neither", "rate"),
    Measure("quotes", "quote_speaker_name", "speaker's full name", "rate"),
    Measure("quotes", "quote_e2e", "content and speaker"),
    Measure("events", "event_trigger", "trigger: overlap"),
    Measure("events", "event_type", "type", "rate"),
    Measure("events", "event_actor", "actor"),
    Measure("events", "event_recipient", "recipient"),
    Measure("events", "event_location", "location"),
    Measure("events", "event_date", "date: begin and end", "rate"),
    Measure("events", "event_date_dated", "date, where there is one", "rate"),
    Measure("events", "event_date_overlap", "date shares a day", "rate"),
    Measure("events", "event_date_undated", "no date, where there is none", "rate"),
    Measure("events", "event_polarity", "polarity", "rate"),
    Measure("events", "event_polarity_negative", "polarity, where negative", "rate"),
    Measure("events", "event_modality", "modality", "rate"),
    Measure("events", "event_modality_not_asserted", "modality, where not asserted", "rate"),
    Measure("events", "event_attribution", "attribution", "rate"),
    Measure("events", "event_attribution_quoted", "attribution, where quoted", "rate"),
    Measure("events", "event_duplicates", "further records of an event", "count"),
    Measure("events", "event_optional", "records of optional events", "count"),
    Measure("articles", "published", "publication day", "rate"),
    Measure("articles", "published_inferred", "publication day, not given", "rate"),
    Measure("articles", "contract_errors", "breaks of the contract", "count"),
    Measure("records", "record", "record"),
)


def value(tally: Tally, key: str, measure: Measure) -> float | None:
    """One number of a measure: a rate from 0 to 1, or for `count` a whole number.

    None where neither side has an item to measure.
    """
    if measure.kind == "count":
        return int(tally.right.get(measure.name, 0))
    if key.endswith("_f1"):
        return tally.f1(measure.name)
    return tally.rate(measure.name if measure.kind == "rate" else key)


def values(tally: Tally) -> dict[str, float | None]:
    """Every number by its name, rates rounded to four places."""
    numbers = {key: value(tally, key, one) for one in MEASURES for key in one.keys}
    return {
        key: n if n is None or isinstance(n, int) else round(n, 4) for key, n in numbers.items()
    }
