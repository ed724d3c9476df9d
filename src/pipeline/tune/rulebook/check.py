"""Everything that is wrong with packs, at once: schemas, sentences, what can never match."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.entities.lint import repeats, word_faults
from pipeline.events.lint import event_faults
from pipeline.quotes.lint import cue_faults
from pipeline.roompacks import PACKS, SCHEMAS, own_packs_by_kind
from pipeline.rules.lint import fault_at, rules_of, sentence_faults
from pipeline.rules.load import BUILT_IN, label, pack_files, read_packs
from pipeline.times.find import LOOSE
from pipeline.times.lint import holiday_faults, time_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.rules.lint import Lint
    from pipeline.rules.load import Packs
    from pipeline.rules.schema import Rule
    from pipeline.rules.source import Fault

LINTS: dict[str, Lint] = {
    "cues": cue_faults,
    "events": event_faults,
    "times": lambda packs: time_faults(packs, LOOSE),
    "holidays": holiday_faults,
    "titles": word_faults,
    "firstnames": word_faults,
    "gazetteer": word_faults,
    "nominals": repeats,
}
# Fields of trigger words, by the part of speech that their first word is met as.
_SPEECH = {"verbs": "VERB", "nouns": "NOUN"}


@dataclass
class Report:
    """What a check found.

    Attributes:
        faults: by file and place.
        notes: what is no fault, but good to know: rules that stand in for others.
        packs: how many were looked at, and how many rules they hold.
        read: whether all packs are of a kind, and YAML.
    """

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    packs: int = 0
    rules: int = 0
    read: bool = True


def check(own: Sequence[str], only: Sequence[str] = ()) -> Report:
    """Check the user's packs, and the built-in ones that are named.

    Args:
        own: packs of the user's, or folders of them.
        only: built-in packs by name (`en/cues`); none for the user's packs alone, if there are
            any, else for all.

    Raises:
        PackError: if there is no such pack.
    """
    report = Report()
    asked = {label(path) for path in _files(own, only)}
    report.packs = len(asked)
    by_kind = own_packs_by_kind(own, report.faults)
    report.read = not report.faults
    for kinds in PACKS.values():
        for kind, names in kinds.items():
            _check_kind(kind, [*names, *by_kind.get(kind, ())], asked, report)
    report.faults = sorted(
        dict.fromkeys(report.faults), key=lambda one: (one.file, one.mark.line, one.mark.column)
    )
    return report


def _files(own: Sequence[str], only: Sequence[str]) -> list[Path]:
    files = pack_files(own)
    named = [BUILT_IN / f"{name}.yaml" for name in only]
    return [*files, *named] or [
        BUILT_IN / f"{name}.yaml"
        for by in PACKS.values()
        for names in by.values()
        for name in names
    ]


def _check_kind(kind: str, names: Sequence[str], asked: set[str], report: Report) -> None:
    faults: list[Fault] = []
    packs = read_packs(names, SCHEMAS[kind], faults)
    faults += sentence_faults(packs, kind)
    faults += LINTS[kind](packs) if kind in LINTS else ()
    mine = [fault for fault in faults if fault.file in asked]
    report.faults += mine
    report.rules += sum(where.file in asked for where in packs.where.values())
    report.notes += [
        f"{packs.where[one]}: {one} takes the place of the rule at {where}"
        for one, where in packs.replaced.items()
        if packs.where[one].file in asked
    ]


def lemma_faults(
    own: Sequence[str], lemmas: Callable[[], Callable[[str, str], str]]
) -> Iterator[Fault]:
    """Words of the user's rules that are no lemmas, so that no word of a text comes to them.

    Args:
        own: packs that can be read.
        lemmas: gives what gives the base form of a word (second: VERB or NOUN), itself where it
            is one; asked for only if there are words, since it loads the base model.
    """
    by_kind = own_packs_by_kind(own, [])
    words = [kind for kind in ("cues", "events") if by_kind.get(kind)]
    lemma = lemmas() if words else None
    for kind in words:
        packs = read_packs([*_built_in(kind), *by_kind[kind]], SCHEMAS[kind], [])
        for rule in rules_of(packs):
            if lemma is not None and packs.places[rule.id][0].own:
                yield from _inflected(packs, rule, lemma)


def _built_in(kind: str) -> list[str]:
    return next(names for by in PACKS.values() for one, names in by.items() if one == kind)


def _inflected(
    packs: Packs[Any], rule: Rule, lemma: Callable[[str, str], str]
) -> Iterator[Fault]:
    for name, speech in _SPEECH.items():
        for number, phrase in enumerate(getattr(rule, name)):
            # A noun that goes with others is met by its last word, all else by its first.
            words = phrase.split()
            at = len(words) - 1 if speech == "NOUN" and len(words) == 2 else 0
            base = lemma(words[at], speech)
            if base != words[at]:
                words[at] = base
                what = f"{phrase!r} can never match: words of texts are compared by their lemma"
                yield fault_at(packs, rule, (name, number), what, f"write {' '.join(words)!r}")
