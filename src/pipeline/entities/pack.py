"""What the packs of this room hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from pipeline.records import EntityLabel
from pipeline.rules.regex import Regex
from pipeline.rules.schema import Pack, Rule

Gender = Literal["she", "he", ""]
Words = tuple[str, ...]


class StepRule(Rule):
    """A step of the code: its id switches it off, `words` are the words that it goes by.

    `lists` are further words by what they are for; the step's note says what that is.
    """

    words: Words = ()
    lists: dict[str, Words] = Field(default_factory=dict)
    label: EntityLabel | None = None


class StepPack(Pack):
    """Kind `entities`."""

    kind: Literal["entities"]
    rules: tuple[StepRule, ...] = ()


class Entry(BaseModel):
    """A name of the gazetteer: `also` are other names of the thing, `people` its adjectives."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    also: Words = ()
    people: Words = ()
    sort: str = ""
    add: bool | None = None


def _as_entry(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class GazetteerRule(Rule):
    """Names of one label. `sort` tells countries from cities; `add` also tags missed ones."""

    label: EntityLabel
    sort: str = ""
    people: EntityLabel | None = None
    add: bool = True
    names: tuple[Annotated[Entry, BeforeValidator(_as_entry)], ...]


class GazetteerPack(Pack):
    """Kind `gazetteer`."""

    kind: Literal["gazetteer"]
    rules: tuple[GazetteerRule, ...] = ()


class TitleRule(Rule):
    """Nouns for people. `before`: may stand before a name as its title.

    `address`: a form of address (Mr, Sir), which is no office. `nominal`: "the ..." may refer
    to somebody. `sure`: any name behind it in capitals is a person's. `job`: the noun may be
    the first to tell somebody's job ("The striker"). `generic`: it fits anybody of its gender.
    `kin`: "her ..." may refer to somebody too. `gender`: of whoever bears it. `fits`: for a
    noun, the roles, ages or verbs of those that it may refer to ("player": a striker;
    "suspect": arrested; "victim": "killed him").
    """

    words: Words
    before: bool = True
    address: bool = False
    nominal: bool = True
    sure: bool = False
    job: bool = False
    generic: bool = False
    kin: bool = False
    gender: Gender = ""
    fits: dict[str, Words] = Field(default_factory=dict)


class TitlePack(Pack):
    """Kind `titles`."""

    kind: Literal["titles"]
    rules: tuple[TitleRule, ...] = ()


class NominalRule(Rule):
    """Nouns that refer to an organisation, a place or a person named before.

    `sorts`: of referent that it fits (see `entities.sorts`); `any`: without evidence too.
    """

    words: Words
    label: EntityLabel
    sorts: Words = ()


class NominalPack(Pack):
    """Kind `nominals`. `modifiers` between determiner and noun say nothing new ("the same").

    `telling` adjectives tell one thing from another ("the other company"), the rest do not.
    """

    kind: Literal["nominals"]
    modifiers: Words = ()
    telling: Words = ()
    rules: tuple[NominalRule, ...] = ()


class FirstNameRule(Rule):
    """First names that tell he from she."""

    gender: Gender
    words: Words


class FirstNamePack(Pack):
    """Kind `firstnames`."""

    kind: Literal["firstnames"]
    rules: tuple[FirstNameRule, ...] = ()


class ContextRule(Rule):
    """What the words in and around a name say about its label; see the pack's note.

    `institution`: a name that ends so is no company, and its first word as a rule a place.
    """

    label: EntityLabel
    weight: float
    before: Words = ()
    after: Words = ()
    first: Words = ()
    last: Words = ()
    like: tuple[Regex, ...] = ()
    shape: Literal["", "acronym"] = ""
    institution: bool = False


class ContextPack(Pack):
    """Kind `contexts`."""

    kind: Literal["contexts"]
    rules: tuple[ContextRule, ...] = ()
