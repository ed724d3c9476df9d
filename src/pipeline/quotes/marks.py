"""Quotation marks of one paragraph, paired: plain text in, no spaCy, one pass.

Marks pair by direction where they have one (curly, guillemets, double grave), else by the
white space around them. An apostrophe is no mark. A double mark that is never closed runs to
the paragraph's end, as one does whose quotation goes on in the next; a single one does so only
at the paragraph's beginning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LOW = "\u201a"  # a single low mark: some languages open with it
_MARK = re.compile(rf"``|''|[\"“”„‟«»‘’{_LOW}'`]")
_ELISION = re.compile(
    r"['’‘](?:\d0s\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]|bout\b|round\b|nuff\b)",
    re.IGNORECASE,
)
_CLOSERS = {"“": "”", "„": "“”", "‟": "”", "«": "»", "``": "''", "‘": "’", _LOW: "‘’"}
_SINGLE = frozenset("'‘’`" + _LOW)
_NEXT_SENTENCE = re.compile(r"[.?!…]\s+[\"“«`'A-Z0-9]")
_SENTENCE_END = frozenset(".?!…")
MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quoted stretch: code points of its words (`start`, `end`) and with its marks.

    `depth` is 0 unless it lies within another. An unclosed one has `after == end`.
    """

    before: int
    start: int
    end: int
    after: int
    depth: int

    @property
    def closed(self) -> bool:
        """Whether a closing mark was found."""
        return self.after > self.end


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    start: int
    end: int
    opens: bool
    closes: bool


def quoted_stretches(text: str, start: int, end: int) -> list[Stretch]:
    """Quoted stretches of the paragraph `text[start:end]`, in order of their opening marks."""
    marks = [
        _shape(text, m.start(), m.end(), start, end) for m in _MARK.finditer(text, start, end)
    ]
    ends = _single_closers(text, marks)
    open_marks: list[int] = []
    doubtful: set[int] = set()
    out: list[Stretch] = []
    for number, mark in enumerate(marks):
        closed = _closed_by(marks, open_marks, number, ends)
        if closed is not None:
            opener = marks[open_marks[closed]]
            del open_marks[closed:]
            if opener.end < mark.start:
                out.append(Stretch(opener.start, opener.end, mark.start, mark.end, closed))
        elif _may_open(mark, number, ends, text, start):
            waiting = marks[open_marks[-1]] if open_marks else None
            if waiting is not None and _is_left(text, waiting, mark):
                open_marks.pop()
                if _reopens(text, mark):
                    out.append(_open_ended(text, waiting, mark.start))
            if len(open_marks) == MAX_DEPTH:
                continue
            # '... "A, "B" ...': unless a mark follows that closes it, the first was an odd one
            doubtful.update(n for n in open_marks if marks[n].text == mark.text)
            open_marks.append(number)
    left = [marks[number] for number in open_marks if number not in doubtful]
    out += _unclosed(text, left, start, end)
    out.sort(key=lambda one: (one.before, -one.after))
    return _with_depths(out)


def _shape(text: str, start: int, end: int, first: int, last: int) -> _Mark:
    """Which way a mark faces, by its form and by what stands around it."""
    mark = text[start:end]
    before = text[start - 1] if start > first else " "
    after = text[end] if end < last else " "
    free_left = before.isspace() or before in "([{—–-/“\"‘'«…"
    free_right = after.isspace() or not (after.isalnum() or after in "$£€#@")
    if mark in {"“", "„", "‟", "«", "``", _LOW}:
        wrong = mark == "“" and not free_left and free_right  # '... her here,“ said Jim'
        return _Mark(
            mark, start, end, opens=not wrong, closes=wrong or (mark == "“" and not free_left)
        )
    if mark in {"”", "»"}:
        return _Mark(mark, start, end, opens=False, closes=True)
    if mark in _SINGLE:
        elided = bool(_ELISION.match(text, start))
        opens = mark != "’" and free_left and not after.isspace() and not elided
        closes = mark not in {"‘", "`"} and free_right and not before.isspace()
        return _Mark(mark, start, end, opens=opens, closes=closes)
    spaced = before.isspace() and after.isspace()
    opens = spaced or (free_left and not after.isspace())
    closes = spaced or not before.isspace()
    return _Mark(mark, start, end, opens=opens, closes=closes)


def _single_closers(text: str, marks: list[_Mark]) -> dict[int, int]:
    """The mark that closes each single opening mark, by number.

    Of the closing marks before the next opening one, the first that is no plural possessive
    ("the boys' boots"); where all look like one, the first.
    """
    out: dict[int, int] = {}
    opener: int | None = None
    for number, mark in enumerate(marks):
        if mark.text not in _SINGLE:
            continue
        if mark.opens and not (mark.closes and opener is not None):
            opener = number
        elif mark.closes and opener is not None and _answers(marks[opener], mark):
            if not _possessive(text, mark):
                out[opener], opener = number, None
            else:
                out.setdefault(opener, number)
    return out


def _answers(opener: _Mark, closer: _Mark) -> bool:
    return closer.text in (_CLOSERS.get(opener.text) or ("'’" if opener.text == "`" else "'"))


def _possessive(text: str, mark: _Mark) -> bool:
    before, after = text[mark.start - 1], text[mark.end : mark.end + 2]
    return before in "sxz" and after[:1] == " " and after[1:].islower()


def _closed_by(
    marks: list[_Mark], open_marks: list[int], number: int, ends: dict[int, int]
) -> int | None:
    """The place in the stack of the opening mark that this mark closes."""
    mark = marks[number]
    if not mark.closes:
        return None
    for place in range(len(open_marks) - 1, -1, -1):
        opener = marks[open_marks[place]]
        if opener.text in _SINGLE:
            if ends.get(open_marks[place]) == number:
                return place
        elif mark.text not in _SINGLE and _pairs(opener, mark):
            return place
    return None


def _pairs(opener: _Mark, mark: _Mark) -> bool:
    closers = _CLOSERS.get(opener.text, opener.text)
    if opener.text in {'"', "''"}:
        return mark.text == opener.text or (opener.text == '"' and mark.text == "”")
    if opener.text == "“" and mark.text in {'"', "“"}:
        return not mark.opens or mark.text == '"'
    return mark.text in closers


def _may_open(mark: _Mark, number: int, ends: dict[int, int], text: str, first: int) -> bool:
    if not mark.opens:
        return False
    if mark.text in _SINGLE:
        at_start = not text[first : mark.start].strip()
        return number in ends or (at_start and mark.text == "‘")
    return True


def _is_left(text: str, waiting: _Mark, mark: _Mark) -> bool:
    """Whether an opening mark was never closed: the same mark opens again, sentences later."""
    if waiting.text != mark.text or mark.text in _SINGLE:
        return False
    return bool(_NEXT_SENTENCE.search(text, waiting.end, mark.start + 1))


def _reopens(text: str, mark: _Mark) -> bool:
    """Whether a mark begins a further paragraph of a quotation that runs on."""
    before = text[max(0, mark.start - 3) : mark.start]
    return before[-1:].isspace() and before.rstrip()[-1:] in _SENTENCE_END


def _open_ended(text: str, opener: _Mark, limit: int) -> Stretch:
    stop = opener.end + len(text[opener.end : limit].rstrip())
    return Stretch(opener.start, opener.end, stop, stop, 0)


def _unclosed(text: str, waiting: list[_Mark], start: int, end: int) -> list[Stretch]:
    """The outermost mark that is still open, run to the paragraph's end."""
    for mark in waiting:
        at_start = not text[start : mark.start].strip()
        words = text[mark.end : end].rstrip()
        if words and (mark.text not in _SINGLE or at_start):
            stop = mark.end + len(words)
            return [Stretch(mark.start, mark.end, stop, stop, 0)]
    return []


def _with_depths(found: list[Stretch]) -> list[Stretch]:
    out: list[Stretch] = []
    around: list[int] = []
    for one in found:
        while around and around[-1] <= one.before:
            around.pop()
        out.append(Stretch(one.before, one.start, one.end, one.after, len(around)))
        around.append(one.after)
    return out
