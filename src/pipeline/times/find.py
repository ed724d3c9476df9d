"""The times component: publication day and time expressions of a Doc."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline import annotations as notes
from pipeline.rules.load import load_packs
from pipeline.rules.regex import compile_regex
from pipeline.times.anchor import Context, Known, Setting
from pipeline.times.grammar import Grammar
from pipeline.times.guards import GUARDS
from pipeline.times.lexer import Lexicon, windows
from pipeline.times.pack import HolidayPack, TimePack
from pipeline.times.publication import Clue, settle
from pipeline.times.readings import resolve
from pipeline.times.sight import Sight
from pipeline.times.told import by_event
from pipeline.times.value import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from pipeline.rules.load import Packs
    from pipeline.times.grammar import Reading
    from pipeline.times.pack import TimeRule

# Slots that everyday words fill too: alone they make no time expression.
LOOSE = frozenset(
    ["n", "day", "hour", "number", "ordinal", "two_digits", "four_digits", "hour_word", "number_word", "vague", "rel", "shift", "part", "part_of", "side", "fiscal", "the_rel"]
)


@Language.factory(
    "newsclaims_times",
    assigns=["doc._.times", "doc._.publication"],
    default_config={"times": ["en/times"], "holidays": ["en/holidays"]},
)
def make_times(nlp: Language, name: str, times: list[str], holidays: list[str]) -> TimeFinder:
    """Build the finder from times and holidays packs."""
    return TimeFinder(load_packs(times, TimePack), load_packs(holidays, HolidayPack))


class TimeFinder:
    """Writes `doc._.publication` and `doc._.times`."""

    def __init__(self, packs: Packs[TimePack], holidays: Packs[HolidayPack]) -> None:
        """Compile the packs."""
        self.fingerprint = {**packs.fingerprint, **holidays.fingerprint}
        rules = packs.enabled(rule for pack in packs.packs for rule in pack.rules)
        slots: dict[str, dict[str, tuple[str, ...]]] = {}
        for pack in packs.packs:
            for slot, values in pack.slots.items():
                slots.setdefault(slot, {}).update(values)
        days = holidays.enabled(rule for pack in holidays.packs for rule in pack.rules)
        slots["holiday"] = {f"{rule.id}|{rule.on}": rule.names for rule in days}
        self.grammar = Grammar([rule for rule in rules if rule.patterns])
        self.lexicon = Lexicon(slots, self.grammar.literals, loose=LOOSE)
        self.words = {
            name: frozenset(words) for pack in packs.packs for name, words in pack.words.items()
        }
        self._rules = {rule.id: rule for rule in rules}
        self._fiscal_patterns = [
            compile_regex(p) for r in rules if r.id == "time.fiscal_start" for p in r.regex
        ]

    def __call__(self, doc: Doc) -> Doc:
        """Find, resolve, write."""
        sight = Sight(doc, notes.blocks(doc), self.words)
        items = self.items(sight)
        publication = self.publication(sight, items, notes.published(doc))
        notes.set_publication(doc, publication)
        dct = date.fromisoformat(publication.day) if publication.day else None
        notes.set_times(doc, self.times(sight, items, dct))
        return doc

    def items(self, sight: Sight) -> list[tuple[TimeRule, Reading]]:
        """Time expressions with their readings, in text order."""

        def allowed(rule: TimeRule, reading: Reading) -> bool:
            return all(GUARDS[name](sight, reading) for name in rule.guards)

        found = []
        for block in sight.blocks:
            for window in windows(sight.text, block.start, block.end, self.lexicon):
                words = self.grammar.parse(window, allowed)
                found += [word.slots["item"] for word in words if "item" in word.slots]
        return found

    def publication(
        self, sight: Sight, items: Sequence[tuple[TimeRule, Reading]], given: str | None
    ) -> notes.Publication:
        """The publication day: given, from the dateline, inferred, or none."""
        if given is not None:
            return notes.Publication(given, "given")
        settled = settle([clue for _, reading in items for clue in clues_of(sight, reading)])
        return notes.Publication(
            settled.day.isoformat() if settled.day else None,
            settled.source,
            settled.first.isoformat() if settled.first else None,
            settled.last.isoformat() if settled.last else None,
        )

    def times(
        self, sight: Sight, items: Sequence[tuple[TimeRule, Reading]], dct: date | None
    ) -> list[notes.Timex]:
        """The expressions put on the calendar, in text order."""
        fiscal_start, yearly = self._fiscal(sight.text)
        context = Context(dct, fiscal_start=fiscal_start, day_first=_day_first(items))
        known: list[Known] = []
        out: list[notes.Timex] = []
        for rule, reading in items:
            setting = sight.setting(reading.start, reading.end)
            here = context.placed(setting, known)
            if reading.name == "event_relative":
                reading, answer = by_event(sight, reading, here, out)
            elif reading.start in yearly:
                answer = Answer(
                    "SET", f"XXXX-{yearly[reading.start]:02}", rule="time.fiscal_start"
                )
            else:
                answer = resolve(reading, here)
            if answer is None:
                continue
            if answer.period is not None and answer.type in {"DATE", "TIME"}:
                known.append(_known(len(out), answer, setting, known))
            out.append(_timex(self._rules[reading.rule], reading, answer))
        return out

    def _fiscal(self, text: str) -> tuple[int | None, dict[int, int]]:
        """First month of the fiscal year, where the text says when it starts or ends; and the
        places of months that are named as starting or ending every such year.
        """
        start, yearly = None, {}
        for pattern in self._fiscal_patterns if "year" in text else ():
            for match in pattern.finditer(text):
                number = self._month(match["month"])
                if number is None:
                    continue
                start = start or (number % 12 + 1 if "end" in match["edge"] else number)
                if match["edge"].endswith("s"):
                    yearly[match.start(pattern.groupindex["month"])] = number
        return start, yearly

    def _month(self, name: str) -> int | None:
        entries = self.lexicon.entries.get(name.lower(), ())
        return next((int(one.value) for one in entries if one.slot == "month"), None)


def _known(index: int, answer: Answer, setting: Setting, known: Sequence[Known]) -> Known:
    part = answer.value.partition("T")[2][-3:] if answer.type == "TIME" else None
    part = "TNI" if answer.value.endswith("TNI") else part
    assert answer.period is not None
    inherited = any(answer.anchor == f"time:{one.index}" and one.explicit for one in known)
    return Known(index, answer.period, setting, answer.explicit or inherited, part)


def _timex(rule: TimeRule, reading: Reading, answer: Answer) -> notes.Timex:
    begin, end = answer.days()
    return notes.Timex(
        reading.start, reading.end, answer.type, answer.value, answer.mod, begin, end,
        answer.anchor, answer.rule or rule.id, recorded=rule.recorded,
    )  # fmt: skip


def _day_first(items: Sequence[tuple[TimeRule, Reading]]) -> bool:
    """Whether a text writes days before months, by the dates that it spells out."""
    ids = [rule.id for rule, _ in items]
    return ids.count("time.day_month") + ids.count("time.date_dmy") > ids.count(
        "time.month_day"
    ) + ids.count("time.date_mdy")


def clues_of(sight: Sight, reading: Reading) -> list[Clue]:
    """What an expression says of the publication day."""
    slots = reading.slots
    inner = [
        slots[name]
        for name in ("inner", "outer", "a", "b", "clock")
        if name in slots and not isinstance(slots[name], (str, tuple))
    ]
    if inner:
        return [
            clue
            for one in inner
            for clue in clues_of(sight, replace(one, start=reading.start, end=reading.end))
        ]
    if reading.name not in {
        "date",
        "month",
        "year",
        "weekday",
        "rel_unit",
        "iso",
        "short_period",
        "fiscal_year",
    }:
        return []
    setting = sight.setting(reading.start, reading.end)
    numbers = {
        name: int(slots[name]) for name in ("month", "day", "year", "weekday") if name in slots
    }
    if reading.name == "iso":
        raw = str(slots["iso"])
        numbers = {"year": int(raw[:4]), "month": int(raw[5:7]), "day": int(raw[8:10])}
    week = (
        0
        if reading.name == "rel_unit" and slots["unit"] == "week" and slots["rel"] == "this"
        else None
    )
    return [Clue(setting.tense, setting.block, week=week, position=reading.start, **numbers)]
