"""The times component: publication day and time expressions of a Doc."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from spacy.language import Language

from pipeline import annotations as notes
from pipeline.rules.load import load_packs
from pipeline.rules.regex import compile_regex
from pipeline.times.address import page_address, told_by
from pipeline.times.anchor import Context
from pipeline.times.clues import is_interview, stamped_clues, text_clues
from pipeline.times.fiscal import fiscal_years
from pipeline.times.grammar import Grammar
from pipeline.times.guards import GUARDS
from pipeline.times.lexer import windows
from pipeline.times.lexicon import Lexicon
from pipeline.times.order import day_first
from pipeline.times.pack import (
    HolidayPack,
    TimePack,
    merged_modifiers,
    merged_slots,
    merged_words,
)
from pipeline.times.placing import Placer
from pipeline.times.publication import STEPS, Settled, settle
from pipeline.times.sight import Sight
from pipeline.times.story import story_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from pipeline.rules.load import Packs
    from pipeline.times.grammar import Reading
    from pipeline.times.pack import TimeRule
    from pipeline.times.story import Story

# Slots that everyday words fill too: alone they make no time expression.
LOOSE = frozenset(
    [
        *("n", "day", "hour", "number", "ordinal", "two_digits", "four_digits", "hour_word"),
        *(
            "number_word",
            "vague",
            "rel",
            "shift",
            "part",
            "part_of",
            "side",
            "fiscal",
            "the_rel",
        ),
        *("last_word", "nth_unit", "clock_minutes", "clock_side", "dot_clock"),
    ]
)


MAX_CLUES = 400  # expressions that are asked for the publication day: no article has more


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
        slots = merged_slots(packs.packs)
        days = holidays.enabled(rule for pack in holidays.packs for rule in pack.rules)
        slots["holiday"] = {f"{rule.id}|{rule.on}": rule.names for rule in days}
        self.grammar = Grammar([rule for rule in rules if rule.patterns])
        self.lexicon = Lexicon(slots, self.grammar.literals, loose=LOOSE)
        self.words = merged_words(packs.packs)
        self._modifiers = merged_modifiers(packs.packs)
        self._addresses = [compile_regex(p) for pack in packs.packs for p in pack.addresses]
        self._vague = frozenset(rule.id for rule in rules if not rule.recorded)
        self._steps = STEPS.intersection(rule.id for rule in rules)
        self._fiscal_patterns = [
            compile_regex(p) for r in rules if r.id == "time.fiscal_start" for p in r.regex
        ]

    def __call__(self, doc: Doc) -> Doc:
        """Find, resolve, write."""
        sight = Sight(doc, notes.blocks(doc), self.words)
        items = self.items(sight)
        given = notes.published(doc)
        settled, story = (
            self.publication(sight, items, notes.address(doc))
            if given is None
            else (Settled(date.fromisoformat(given), "given"), None)
        )
        notes.set_publication(doc, _row(settled))
        notes.set_times(doc, self.times(sight, items, settled.day, story))
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
        self, sight: Sight, items: Sequence[tuple[TimeRule, Reading]], url: str | None
    ) -> tuple[Settled, Story | None]:
        """The publication day of the page's address or dateline, inferred, or none.

        Where there is none, what else is known of when the story plays. `url`: the page's
        address that came with the article; it stands above one in the text.
        """
        clues = text_clues(sight, [reading for _, reading in items[:MAX_CLUES]])
        address = told_by(url or "", self._addresses, self._month)
        address = address or page_address(
            sight.text, sight.blocks, self._addresses, self._month
        )
        clues = [*stamped_clues(sight, clues), *clues]
        settled = settle(clues, address, steps=self._steps, interview=is_interview(sight))
        return settled, (story_of(clues, address) if settled.day is None else None)

    def times(
        self,
        sight: Sight,
        items: Sequence[tuple[TimeRule, Reading]],
        dct: date | None,
        story: Story | None = None,
    ) -> list[notes.Timex]:
        """The expressions put on the calendar, in text order."""
        fiscal = fiscal_years(sight.text, self._fiscal_patterns, self._month)
        context = Context(
            dct, fiscal_start=fiscal.start, day_first=self._day_first(sight, items), story=story
        )
        readings = [reading for _, reading in items]
        placer = Placer(
            sight,
            context,
            yearly=fiscal.yearly,
            vague=self._vague,
            modifiers=self._modifiers,
        )
        return placer.place(readings)

    def _day_first(self, sight: Sight, items: Sequence[tuple[TimeRule, Reading]]) -> bool:
        found = [(rule.id, sight.text[one.start : one.end]) for rule, one in items]
        words = (self.words.get(name, frozenset()) for name in ("day_first", "month_first"))
        return day_first(found, sight.text, *words)

    def _month(self, name: str) -> int | None:
        """The number of a month's name."""
        entries = self.lexicon.entries.get(name.lower(), ())
        return next((int(one.value) for one in entries if one.slot == "month"), None)


def _row(settled: Settled) -> notes.Publication:
    days = (settled.day, settled.first, settled.last)
    day, first, last = (one.isoformat() if one else None for one in days)
    return notes.Publication(day, settled.source, first, last, settled.rule)
