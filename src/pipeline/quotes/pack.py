"""What a cues pack holds: words that report, the frames they do it in, and the room's steps."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from pipeline.rules.schema import Pack, Rule

Frame = Literal[
    "direct",  # she said: "..."
    "that_clause",  # she said that ...
    "bare_clause",  # she said ...
    "aside",  # ..., she said, ...
    "wh_clause",  # she asked whether ...
    "to_infinitive",  # she vowed to ...
    "object_infinitive",  # she urged him to ...
    "gerund",  # she denied having ...
    "np_object",  # she cited ...
    "of_clause",  # she accused him of ...
    "as_np",  # she described it as ...
    "naming",  # she called it ...
    "pp",  # she talked about ...
    "claims_that",  # she denied claims that ...
]
Stance = Literal[
    "says", "claims", "denies", "warns", "promises", "asks", "believes", "expects", "hopes",
    "fears", "admits", "criticises", "praises", "accuses", "demands", "suggests", "announces",
    "wants", "plans", "supports", "opposes", "agrees", "refuses", "decides", "feels", "shows",
    "threatens",
]  # fmt: skip

STEPS = ("turn", "floating", "nested", "label", "clause", "headline", "passive")


class CueRule(Rule):
    """Cue words with one behaviour.

    A word is a lemma, with its particle where it has one ("point out"). What `frames` admit is
    recorded; what `quoted` admits, where the content holds quoted words; `loose`, with `--all`.
    """

    stance: Stance = "says"
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()  # "in ... words": the dots are the owner
    after: tuple[str, ...] = ()  # prepositions that lead the content ("talk about", "claim of")
    hearer: bool = False  # the object of the verb is who is told
    step: str = ""  # a step of the room's logic, by name
    frames: tuple[Frame, ...] = ()
    quoted: tuple[Frame, ...] = ()
    loose: tuple[Frame, ...] = ()

    @model_validator(mode="after")
    def _has_words(self) -> CueRule:
        if not (self.verbs or self.nouns or self.adjectives or self.prepositions or self.step):
            msg = "names no words: add verbs, nouns, adjectives, prepositions or a step"
            raise ValueError(msg)
        return self


class CuePack(Pack):
    """Kind `cues`."""

    kind: Literal["cues"]
    rules: tuple[CueRule, ...] = ()
    spokespeople: tuple[str, ...] = ()  # nouns for those who speak for an organisation
    people: tuple[str, ...] = ()  # nouns for one who speaks and may stay without a name
    interviewers: tuple[str, ...] = ()  # labels of those who ask
    texts: tuple[str, ...] = ()  # what is written: in "a letter saying ..." the writer speaks
