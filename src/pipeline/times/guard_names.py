"""Guards against time words that are names, counts or other words.

Each takes the sight of the Doc and the reading, and says whether the match may stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.times.grammar import Reading
    from pipeline.times.sight import Sight

NOUNS = frozenset({"NOUN", "PROPN"})


NAMED = frozenset({"PERSON", "WORK_OF_ART", "PRODUCT", "FAC", "EVENT", "LAW"})
DAYPARTS = frozenset({"night", "morning", "evening", "afternoon"})
NAME_REACH = 20  # characters around a time word in which a longer name is looked for


def not_name(sight: Sight, reading: Reading) -> bool:
    """Not part of a name: the Sunday Times, Robert Friday, Black Friday Ltd."""
    token = sight.token(reading.end - 1)
    if token.text[:1].islower() or (token.is_upper and len(token) > 3):
        return True  # FOUR YEARS AGO: capitals tell nothing
    if sight.before(reading.start) in sight.listed("zones"):
        return True  # 2:10 a.m. CDT Saturday
    if _is_in_title(sight, reading) or _ends_name(sight, token):
        return False
    after = sight.next_token(reading.end)
    if (
        after is not None
        and token.dep_ in {"compound", "nmod", "poss"}
        and _names(sight, token)
    ):
        head = token.head  # Friday Night; not Saturday Night Live
        return head.lower_ in DAYPARTS and not (head.dep_ == "compound" and _names(sight, head))
    return token.ent_type_ not in NAMED


def _names(sight: Sight, token: Token) -> bool:
    """Whether a word belongs to a capitalised one that follows in the same line."""
    head = token.head
    return (
        head.i > token.i
        and head.pos_ == "PROPN"
        and head.text[:1].isupper()
        and (token.dep_ != "poss" or token.ent_type_ in NAMED)
        and "\n" not in sight.text[token.idx : head.idx]
    )


def _ends_name(sight: Sight, token: Token) -> bool:
    """Whether a time word is the end of a name: Joe Friday, Bloody Sunday."""
    left = token.nbor(-1) if token.i else None
    if left is None or not left.text[:1].isupper():
        return False
    if left.lower_ in sight.listed("before_named_day"):
        return True
    if left.dep_ != "compound" or left.head.i != token.i or left.ent_type_ != "PERSON":
        return False
    # Robert Friday; not `Barack Obama Friday signed it`, which is read the same way
    return left.i == 0 or left.nbor(-1).ent_type_ != "PERSON"


def _is_in_title(sight: Sight, reading: Reading) -> bool:
    """Whether a time stands in one of the titles that the packs list."""
    start = max(0, reading.start - NAME_REACH)
    around = sight.text[start : reading.end + NAME_REACH]
    for title in sight.listed("titles"):
        at = around.find(title)
        if at >= 0 and start + at < reading.end and start + at + len(title) > reading.start:
            return True
    return False


def not_title(sight: Sight, reading: Reading) -> bool:
    """Not the end of a name: the agency Pamir Today."""
    token = sight.token(reading.start)
    if token.text[:1].islower() or token.is_sent_start or not token.i:
        return True
    if token.dep_ == "compound" and token.head.i > token.i:
        return False  # the Today programme
    left = token.nbor(-1)
    heading = sight.block(reading.start)[1].kind in {"headline", "heading"}
    return heading or not (
        left.pos_ == "PROPN" and left.text[:1].isupper() and left.ent_type_ != "DATE"
    )


def holiday_name(sight: Sight, reading: Reading) -> bool:
    """A holiday as a day, not as the kind of a thing: a Christmas card."""
    token = sight.token(reading.end - 1)
    return not (token.dep_ in {"compound", "nmod", "amod"} and token.head.i > token.i)


def month_name(sight: Sight, reading: Reading) -> bool:
    """A month: not the modal, the verb, a person's name."""
    token = sight.token(reading.start)
    if token.lower_ in {"jun", "jul", "mar"}:
        return False  # with a day or a year only
    if token.lower_ in {"may", "march", "mar"} and (
        token.pos_ in {"AUX", "VERB"} or token.tag_ == "MD"
    ):
        return False
    if token.lower_ in SHORT_MONTHS and token.dep_ in {"nsubj", "nsubjpass"}:
        return False  # Dec and Ant hosted
    left = token.nbor(-1) if token.i else None
    if left is not None and left.dep_ == "compound" and left.head.i == token.i:
        return left.ent_type_ == "DATE"
    if _is_a_march(sight, token):
        return False
    return sight.before(reading.start) in sight.listed("before_month") or not_name(
        sight, reading
    )


SHORT_MONTHS = frozenset(
    ["jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov", "dec"]
)


def _is_a_march(sight: Sight, token: Token) -> bool:
    """Whether a month's name is a noun of its own: the Women's March, the Long March."""
    if token.i == 0 or (token.head.i > token.i and token.head.pos_ in NOUNS):
        return False
    left = token.nbor(-1)
    if left.lower_ == "the" or left.dep_ == "case":
        return not sight.after(token.idx + len(token))[:1].isdigit()
    return left.dep_ == "amod" and left.text[:1].isupper() and not left.is_sent_start


def year_number(sight: Sight, reading: Reading) -> bool:
    """A year, not a count (2014 people) or a number of something (flight 1988)."""
    year = int(reading.slots["year"])
    token = sight.token(reading.end - 1)
    before = sight.before(reading.start)
    if " " in sight.text[reading.start : reading.end].strip():
        return True
    if _counts(sight, token) or _numbers(sight, reading, before):
        return False
    if not 1900 <= year <= 2060:
        return before in sight.listed("before_year") - NOT_BEFORE_OLD_YEAR
    if before in sight.listed("before_year") | BEFORE_YEAR:
        return before != "to" or not _is_level(sight, token)
    left = sight.token(reading.start - 1) if reading.start else None
    return left is None or left.pos_ not in {"NUM", "SYM"}


NOT_BEFORE_OLD_YEAR = frozenset({"than", "about", "around", "over", ",", "to", "or"})
BEFORE_YEAR = frozenset({"the", "", "'s", "year", "fiscal", "s"})
_IN_NUMBER = re.compile(r"\d[-–]$|[-–][^\W_]+[-–]$")  # 555-2014, 21-cv-2014
_NUMBERED = re.compile(r"\bnos?\.\s*$")  # ticket no. 1995


def _counts(sight: Sight, token: Token) -> bool:
    """Whether a number says how many: 2014 people."""
    head = token.head
    if head.i <= token.i:
        return False
    counted = head.lower_ in sight.listed("counted") or head.tag_ == "CD"
    return counted or (token.ent_type_ in {"QUANTITY", "MONEY"} and token.dep_ == "nummod")


def _numbers(sight: Sight, reading: Reading, before: str) -> bool:
    """Whether a number says which one: flight 1988, 555-2014."""
    if before == "at" or before in sight.listed("numbered"):
        return True
    left = sight.text[max(0, reading.start - NAME_REACH) : reading.start].lower()
    return bool(_IN_NUMBER.search(left) or _NUMBERED.search(left))


def _is_level(sight: Sight, token: Token) -> bool:
    """What something rose to: the index climbed to 2010."""
    over = token.head
    return over.lower_ == "to" and over.head.lemma_ in sight.listed("moving")


def not_programme(sight: Sight, reading: Reading) -> bool:
    """This week; not `This Week`, a programme, but for headlines, which write it so."""
    words = sight.text[reading.start : reading.end].split()
    if not words[-1][:1].isupper() or not words[0][:1].isupper():
        return True
    return sight.block(reading.start)[1].kind in {"headline", "heading"}


def spoken_year(sight: Sight, reading: Reading) -> bool:
    """A year in words, not a count: eighteen hundred people."""
    if "hundred" not in sight.words(reading):
        return True
    if sight.before(reading.start) not in sight.listed("before_year"):
        return False
    after = sight.next_token(reading.end)
    return (
        after is None or after.pos_ not in NOUNS or "\n" in sight.text[reading.end : after.idx]
    )


def season_noun(sight: Sight, reading: Reading) -> bool:
    """The season, not the fall of a city or a summer camp."""
    token = sight.token(reading.end - 1)
    if token.pos_ not in NOUNS or (token.dep_ == "compound" and token.head.i > token.i):
        return False
    if sight.after(reading.end) in {"of", "in", "-"} and token.lower_ in {"fall", "spring"}:
        return False
    return sight.before(reading.start) in sight.listed("before_season")


def daypart(sight: Sight, reading: Reading) -> bool:
    """Not a programme: Monday Night Football."""
    token = sight.token(reading.end - 1)
    after = sight.next_token(reading.end)
    return not (token.text[:1].isupper() and token.pos_ == "PROPN" and after is not None
                and after.pos_ == "PROPN" and token.dep_ == "compound")  # fmt: skip


def day_number(sight: Sight, reading: Reading) -> bool:
    """The 18th as a day: no noun follows it, and a day could stand there."""
    token = sight.token(reading.end - 1)
    if token.head.pos_ in NOUNS and token.head.i > token.i:
        return False
    fits = sight.before(reading.start) in sight.listed("before_day_number")
    return fits and sight.after(reading.end) not in {"-", "of", "century"}


def not_the(sight: Sight, reading: Reading) -> bool:
    """Last night; not `the next morning`, which is counted from another day."""
    return sight.before(reading.start) != "the"


def no_day_follows(sight: Sight, reading: Reading) -> bool:
    """Coming September; not `coming September 30th`."""
    return not sight.after(reading.end)[:1].isdigit()


def determiner(sight: Sight, reading: Reading) -> bool:
    """`that` is a determiner, not a conjunction."""
    token = sight.token(reading.start)
    if sight.after(reading.end) == "-":
        return False
    return token.lower_ != "that" or token.dep_ == "det" or token.pos_ == "DET"


def determined(sight: Sight, reading: Reading) -> bool:
    """The past year, his past month: with a determiner."""
    words = sight.words(reading)
    return words[0] == "the" or sight.before(reading.start) in {
        "his",
        "her",
        "their",
        "its",
        "this",
        "every",
    }


def vague(sight: Sight, reading: Reading) -> bool:
    """An adverb or adjective of time: not a current of water, not `now that`."""
    token = sight.token(reading.end - 1)
    after = sight.after(reading.end)
    if token.lower_ in {"current", "present", "recent"}:
        return token.pos_ == "ADJ"
    if token.lower_ in {"earlier", "previously", "soon"} and after in {
        "than",
        "as",
        "after",
        "this",
        "in",
    }:
        return False
    return token.lower_ != "once" or (
        token.pos_ == "ADV" and token.head.pos_ in {"ADJ", "VERB"} and token.dep_ == "advmod"
    )
