"""What an events pack holds: declared types, rules that find them, and words that shade them.

A rule is a group of trigger lemmas that mean one type under the same conditions. Of several
rules for one word, the one with the most conditions that all hold decides; of equals, the one
of the later pack, then the one that stands first.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pipeline.rules.schema import Pack, Rule

Words = tuple[str, ...]
Trait = Literal["speech", "things", "mutual", "natural", "calamity", "material"]


def _as_bool(value: object) -> object:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


class Closed(BaseModel):
    """Frozen and closed to unknown keys, as every part of a pack is."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class EventType(Closed):
    """A type: what it means, its modes, and where its participants stand unless a rule says.

    `actor` and `recipient` name places of the clause in order of preference: `subject` (who
    acts, also after `by` in a passive), `object` (who or what undergoes, also the subject of a
    passive), `indirect`, `complement` (the subject of the clause that follows), `possessor`,
    `modifier` (`Russia-NATO talks`), or a preposition. `owner` stands for the possessor,
    modifier or prepositional companion of an object that is no participant itself (`rejected
    Minsk's offer`), `deep` for the first party in the clause that follows (`threatened to
    stop gas to Latvia`).

    `traits`: `speech`, an undated past is news of the day; `things`, things may be recipients;
    `mutual`, both parties act; `natural`, what is to come is a forecast, not a plan;
    `calamity`, a toll is dated by it; `material`, what is promised to another is an agreement.
    """

    note: str = ""
    modes: Words = ()
    actor: Words = ("subject", "possessor", "modifier")
    recipient: Words = ("object",)
    traits: tuple[Trait, ...] = ()


class EventRule(Rule):
    """Triggers of one type.

    `verbs`, `nouns` and `adjectives` are lemmas; further words of a trigger follow (`break
    out`). `needs` and `unless` say, by place of the clause, which lemmas, `@lists` or ENTITY
    LABELS must or must not stand there; `*` is anything; `subject|of` is either place.
    Further places: `sentence` and `clause` (any word in it), `article` (three nouns of it are
    of the list), `infinitive` and `content` (the clause that follows), `negated`, `future`.
    `record`: `yes`; `dated` where only mentions with a time of their own, or of the lead, are
    worth a record; `no` for sayings and states, which only `--all` writes. `absorbs`: the
    complement is part of this event (`refused to sign`).
    """

    type: str | None = None
    mode: str | None = None
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    needs: dict[str, Words] = Field(default_factory=dict)
    unless: dict[str, Words] = Field(default_factory=dict)
    actor: Words | None = None
    recipient: Words | None = None
    record: Literal["yes", "dated", "no"] = "yes"
    absorbs: Annotated[bool, BeforeValidator(_as_bool)] = False
    class_: Literal["happening", "saying", "state", "aspect", "intent"] = Field(
        "happening", alias="class"
    )

    @model_validator(mode="after")
    def _has_triggers(self) -> EventRule:
        if not (self.verbs or self.nouns or self.adjectives) and not self.id.startswith(
            "event."
        ):
            msg = "a rule needs `verbs`, `nouns` or `adjectives`"
            raise ValueError(msg)
        return self


class Shade(Closed):
    """Words that turn what they govern: `deny` makes its clause denied, `likely` possible.

    `governs`: the verb, noun or adjective stands above the trigger; `within`: it stands beside
    it, as an auxiliary or adverb. `clause: own` asks that the governed verb has a subject of
    its own (`expects the economy to shrink`); otherwise it is planned. `polarity` and
    `modality` are what the trigger gets; neither, where the words change nothing.
    """

    words: Words
    place: Literal["governs", "within"]
    clause: Literal["any", "own"] = "any"
    polarity: Literal["negative"] | None = None
    modality: Literal["planned", "possible", "hypothetical", "denied"] | None = None
    note: str = ""


class EventPack(Pack):
    """Kind `events`.

    Rules of a `fallback` pack are asked where no other typed rule fits; those of a pack with
    `precedence` as if they had so many conditions more.
    """

    kind: Literal["events"]
    fallback: Annotated[bool, BeforeValidator(_as_bool)] = False
    precedence: int = 0
    types: dict[str, EventType] = Field(default_factory=dict)
    lists: dict[str, Words] = Field(default_factory=dict)
    shades: tuple[Shade, ...] = ()
    rules: tuple[EventRule, ...] = ()
