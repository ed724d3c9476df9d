"""GoldRecord: the record contract with unscored fields optional, and what only gold has.

Any `pipeline.records.Record` is a GoldRecord too, so both sides of an evaluation are read as
one. Beyond the contract a gold record has `input`, the `*_alternates` of events and arguments,
and `ignored_triggers`; its roles may be plain strings, and its relations `by` and `since` are
read as `on`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.article import PublishedFrom
from pipeline.records import (
    Bounds,
    Day,
    EntityLabel,
    Granularity,
    How,
    MentionKind,
    Modality,
    Polarity,
    QuoteKind,
    Relation,
    Review,
    TimexMod,
    TimexType,
)


def _as_on(relation: object) -> object:
    return "on" if relation in ("by", "since") else relation


GoldRelation = Annotated[Relation | None, BeforeValidator(_as_on)]


class Tolerant(BaseModel):
    """Frozen; unknown fields are passed over, since later versions of the record add some.

    In gold files they are faults all the same: see `sources`.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldSpan(Tolerant):
    """A stretch of the article's text."""

    start: int
    end: int
    text: str


class Input(Tolerant):
    """What the pipeline is given: `published` is None where it must work out the day."""

    published: Day | None = None
    domain: str | None = None
    style: str | None = None


class GoldArticle(Tolerant):
    """As `records.ArticleInfo`."""

    id: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    published: Day | None = None
    published_from: PublishedFrom = "none"
    published_window: tuple[Day, Day] | None = None
    sha256: str | None = None
    language: str = "en"
    encoding: str = "utf-8"


class GoldRole(GoldSpan):
    """A role with its place in the text."""

    rule: str = "gold"


class GoldMention(GoldSpan):
    """A place in the text that refers to an entity."""

    kind: MentionKind
    rule: str = "gold"


class GoldEntity(Tolerant):
    """As `records.Entity`."""

    id: str
    name: str
    label: EntityLabel
    roles: list[GoldRole | str] = []
    mentions: list[GoldMention]


class GoldTime(GoldSpan):
    """As `records.Time`."""

    id: str
    type: TimexType
    value: str
    mod: TimexMod | None = None
    begin: Day | None = None
    end_date: Day | None = None
    anchor: str | None = None
    rule: str = "gold"


class GoldWord(GoldSpan):
    """A cue or a trigger; the lemma is not scored."""

    lemma: str | None = None


class GoldQuote(Tolerant):
    """As `records.Quote`."""

    id: str
    kind: QuoteKind
    content: list[GoldSpan] = Field(min_length=1)
    cue: GoldWord | None = None
    source: GoldSpan | None = None
    speaker: str | None = None
    stance: str | None = None
    time: str | None = None
    within: str | None = None
    rule: str = "gold"
    review: Review | None = None


class GoldArgument(GoldSpan):
    """A participant or place; `alternates` are other spans of one that is no entity."""

    role: str
    entity: str | None = None
    alternates: list[GoldSpan] = []


class GoldEventTime(Tolerant):
    """As `records.EventTime`; only `begin` and `end` are scored."""

    timex: str | None = None
    value: str | None = None
    begin: Day | None = None
    end: Day | None = None
    granularity: Granularity | None = None
    relation: GoldRelation = None
    how: How | None = None
    anchor: str | None = None


class GoldEvent(Tolerant):
    """As `records.Event`.

    `type_alternates` count as right too; `trigger_alternates` are other mentions of the same
    event: a record on one of them matches, and further ones are duplicates, not errors.
    """

    id: str
    type: str | None
    type_alternates: list[str] = []
    mode: str | None = None
    trigger: GoldWord
    trigger_alternates: list[GoldSpan] = []
    arguments: list[GoldArgument] = []
    time: GoldEventTime
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    attributed_to: str | None = None
    main: bool | None = None
    rank: int | None = None
    same_as: str | None = None
    sentence: Bounds | None = None
    rule: str = "gold"
    confidence: float | None = None
    review: Review | None = None


class GoldRecord(Tolerant):
    """What a reader following the guidelines would record of one article."""

    schema_version: str = "1.0"
    article: GoldArticle
    input: Input = Input()
    text: str
    entities: list[GoldEntity] = []
    times: list[GoldTime] = []
    quotes: list[GoldQuote] = []
    events: list[GoldEvent] = []
    ignored_triggers: list[GoldSpan] = []
    provenance: dict[str, Any] | None = None
